"""Dates that there are not: `31 февраля 2026 года`, `45 мая`, `в мае 9999 года`, `с 2030 по 2026 год`; as in the English module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from longgame.read.calendar import day

# Any year in which February has 29 days.
_LEAP = 2000
_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
# Of a day the genitive, of a month any case.
_OF = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|марта|мая|августа)"
_M = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яюье]м?|март[ауе]?|ма[йяюе]|августа?[уе]?)"
_READ = re.compile(r"(?:19|20)\d\d")
# A number behind a month is a year if the word stands there, or nothing that is counted.
_ALONE = re.compile(
    r"(?!\d)(?= ?г\.| ?год| г\b|-го|\W*$|[.,;:!?)»]| (?:и|или|но|а|в|во|на|по|не|с|со|к|до|от|за|об?|что|как|если|они|он|она)\b)"
)
Match = re.Match[str]


def _year(m: Match, low: str, group: str = "y") -> int | None:
    """Return the year that is written, 0 for one that is not read, None if none is."""
    if m[group] is None or not _ALONE.match(low, m.end(group)):
        return None
    return int(m[group]) if _READ.fullmatch(m[group]) else 0


def _day_of_month(m: Match, low: str) -> bool:
    year = _year(m, low)
    number = 1 + max((i for i, stem in enumerate(_STEMS) if m["m"].startswith(stem)), key=lambda i: len(_STEMS[i]))
    days = [int(m[d]) for d in ("first", "d") if m[d] is not None]
    return year == 0 or any(day(year or _LEAP, number, d) is None for d in days)


def _numeric(m: Match, _low: str) -> bool:
    return not _READ.fullmatch(m["y"]) or day(int(m["y"]), int(m["mo"]), int(m["d"])) is None


def _years(m: Match, low: str) -> bool:
    last = _year(m, low, "y2")
    return last is not None and last < int(m["y"])


_RULES: tuple[tuple[str, Callable[[Match, str], bool]], ...] = (
    (
        rf"(?:(?P<first>\d{{1,2}})(?:-|–| по | и | до ))?(?P<d>\d{{1,2}})(?:-?го|-?е)? (?P<m>{_OF})\b(?: (?P<y>\d{{3,}}))?",
        _day_of_month,
    ),
    (
        rf"(?:{_M}|квартал[а-я]*|полугоди[а-я]*|весн(?:ой|ы|е)|лет(?:ом|а)|осен(?:ью|и)|зим(?:ой|ы|е)) (?P<y>\d{{4,}})",
        lambda m, low: _year(m, low) == 0,
    ),
    (r"(?P<d>\d{1,2})\.(?P<mo>\d{1,2})\.(?P<y>\d{4,})", _numeric),
    (r"с (?P<y>(?:19|20)\d\d)(?: года?)? (?:по|до) (?P<y2>\d{4,})", _years),
    (r"(?P<y>(?:19|20)\d\d) ?[-–—] ?(?P<y2>\d{4,})", _years),
)
_COMPILED = tuple((re.compile(rf"(?<![\w.,-])(?:{pattern})"), is_bad) for pattern, is_bad in _RULES)


def places(low: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names dates that there are not, or in years that are not read (before 1900, after 2099).

    Parameters
    ----------
    low : str
        In small letters.
    """
    for pattern, is_bad in _COMPILED:
        for m in pattern.finditer(low):
            if is_bad(m, low):
                yield m.start(), m.end()
