"""The day on which an article was published, as a head, a by-line or a file's own data write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from longgame.core.dates import YEARS, Period

_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RU = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья])\.?"
)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})(?!\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w]){form}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<m>\d{2})-(?P<day>\d{2})(?![\d])",
        r"(?P<year>\d{4})(?P<m>\d{2})(?P<day>\d{2})(?!\d)",
        rf"{_DAY}(?:\s+|-)(?:of\s+)?{_MONTH}(?:,?\s+|-){_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<roman>[ivx]{{1,4}})\.\s?{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?P<mark>[./])\s?(?P<m>\d{{1,2}})(?P=mark)\s?{_YEAR}(?![./]\d)",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)


_NUMBERED = re.compile(r"\d(?:st|nd|rd|th)?(?: of)?[\s-]*$")


def first_date(text: str) -> Period | None:
    """Return the first date with a year that a line names, to the day if it says one, else to the month.

    Numbers with strokes of which either could be the month (``03/04/2021``) name no day: their year and the two
    months leave it open, and a date is not guessed. With points the day comes first.

    Parameters
    ----------
    text : str

    Returns
    -------
    Period or None
    """
    found = [(m.start(), rank, m) for rank, form in enumerate(_FORMS) for m in form.finditer(text[:2000])]
    for _, _, match in sorted(found, key=lambda f: f[:2]):
        # A month is no date where a day that it does not have stands before it.
        if "day" not in match.groupdict() and _NUMBERED.search(text[: match.start()]):
            continue
        period = _period(match.groupdict())
        if period is not None:
            return period
    return None


def own_date(candidates: Iterable[str]) -> Period | None:
    """Return the first of the dates that a file gives of itself that can be read."""
    return next((period for text in candidates if (period := first_date(text)) is not None), None)


def _period(parts: dict[str, str | None]) -> Period | None:
    year = int(parts["year"] or 0)
    day = int(parts.get("day") or 0) or None
    month = _month(parts)
    if parts.get("mark") == "/" and day is not None and month is not None:
        if month > 12 >= day:
            day, month = month, day
        elif day <= 12 and month != day:
            return None
    if month is None or year not in YEARS:
        return None
    try:
        return Period.parse(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("m"):
        return int(parts["m"] or 0)
    if roman := parts.get("roman"):
        return _ROMAN.index(roman.lower()) + 1 if roman.lower() in _ROMAN else None
    word = (parts.get("month") or "").lower()
    if word[:3] in _EN:
        return _EN.index(word[:3]) + 1
    # "ма" is the shortest stem, that of May; March comes before it.
    return next((i + 1 for i in sorted(range(12), key=lambda i: -len(_RU[i])) if word.startswith(_RU[i])), None)
