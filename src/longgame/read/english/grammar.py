"""The grammar of English times: what is written, and the days that it means.

Each rule is a pattern over small letters and a function from its match to days. The first rule that matches a place has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from longgame.read.calendar import SEASONS, Days, day, decade, later, month, months, season, week, year

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = {name[:3]: i + 1 for i, name in enumerate(MONTHS)} | {"sept": 9}
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS: dict[str, float] = {word: i for i, word in enumerate(_SMALL)} | {
    "a": 1, "an": 1, "a single": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "a hundred": 100, "one hundred": 100, "half a": 0.5, "half an": 0.5,
    "a couple of": 2, "one and a half": 1.5,
}  # fmt: skip
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 9, "final": 9}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHIFTS = {
    "this": 0, "the": 0, "the current": 0, "the present": 0, "the same": 0, "next": 1, "this coming": 1, "the coming": 1,
    "the following": 1, "the next": 1, "last": -1, "the past": -1, "the previous": -1,
}  # fmt: skip
_FEASTS = {"christmas": (12, 25), "new year": (12, 31), "new year's eve": (12, 31), "new year's day": (1, 1)}
# Lengths in days above which a stretch is a year, a season or quarter, a month.
_YEAR, _SEASON, _MONTH = 360, 80, 27


class Here(NamedTuple):
    """From where times are counted.

    Attributes
    ----------
    now : datetime.date
    ahead : bool
        Whether a day without a year is the next one, or the last.
    """

    now: date
    ahead: bool


Rule = Callable[[re.Match[str], Here], Days | None]


def _month(name: str) -> int:
    return _SHORT.get(name.rstrip(".")[:4]) or _SHORT[name[:3]]


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _near(found: Callable[[int], Days | None], here: Here) -> Days | None:
    """Return the nearest of the yearly days that lies ahead of a day, or behind it; 29 February may be eight years away."""
    now, ahead = here
    for number in range(now.year, now.year + 9) if ahead else range(now.year, now.year - 9, -1):
        days = found(number)
        if days is not None and (days.last >= now if ahead else days.first <= now):
            return days
    return None


def _part(days: Days | None, m: re.Match[str]) -> Days | None:
    """Return the early, middle or late part of a stretch; the end of it is its last day."""
    if days is None:
        return None
    edge, soft = m["edge"], m["soft"]
    if edge in ("end", "close", "turn") or m["tail"]:
        return Days(days.last, days.last)
    if soft == "early" or edge in ("start", "beginning"):
        return Days(days.first, portion(days, 1))
    if soft == "mid" or edge == "middle":
        return Days(days.first, portion(days, 2))
    return days


def portion(days: Days, quarters: int) -> date:
    """Return the end of the first quarter, or of the first half; of a year, in whole months."""
    length = (days.last - days.first).days + 1
    if length > _YEAR:
        return month(days.first.year, days.first.month + 3 * quarters - 1).last
    if length > _SEASON:
        return month(days.first.year, days.first.month + quarters - 1).last
    if length > _MONTH:
        return days.first + timedelta(days=(9, 14)[quarters - 1])
    return days.last


def _numeric(m: re.Match[str], _here: Here) -> Days | None:
    number, month_, day_ = (int(m[x]) for x in ("y", "mo", "d"))
    # `12/31/2026` can only be read the American way.
    return day(number, month_, day_) or (day(number, day_, month_) if "/" in m[0] else None)


def _day_of_month(m: re.Match[str], here: Here) -> Days | None:
    number, first = _month(m["m"]), _day(m["d"])
    last = _day(m["d2"]) if m["d2"] else first

    def of(y: int) -> Days | None:
        a, b = day(y, number, first), day(y, number, last)
        # `28 to 3 July` ends on the third.
        return Days(min(a.first, b.first), b.last) if a and b else None

    return of(int(m["y"])) if m["y"] else _near(of, here)


def of_month(m: re.Match[str], here: Here) -> Days | None:
    """Return a month, perhaps of a year."""
    number = _month(m["m"])
    if m["y"] or m["rel"]:
        return _joined(_part(month(int(m["y"] or here.now.year + _SHIFTS[m["rel"]]), number), m), m)
    return _joined(_part(_near(lambda y: month(y, number), here), m), m)


def _joined(days: Days | None, m: re.Match[str]) -> Days | None:
    """Return a month and the one that is joined to it: `April-May`."""
    if days is None or not m["m2"]:
        return days
    number = _month(m["m2"])
    last = month(days.last.year + (number < days.last.month), number)
    return Days(days.first, last.last)


def _season_of_year(m: re.Match[str], here: Here) -> Days | None:
    return _part(season(int(m["y"] or here.now.year + _SHIFTS[m["rel"]]), m["s"]), m)


def _week_of_month(m: re.Match[str], here: Here) -> Days | None:
    number = _month(m["m"])
    days = month(int(m["y"]), number) if m["y"] else _near(lambda y: month(y, number), here)
    if days is None:
        return None
    if m["n"] in ("last", "final"):
        return Days(days.last - timedelta(days=6), days.last)
    start = days.first + timedelta(days=7 * (_ORDINALS[m["n"]] - 1))
    return Days(start, min(start + timedelta(days=6), days.last))


def _half_of_month(m: re.Match[str], here: Here) -> Days | None:
    number = _month(m["m"])
    days = month(int(m["y"]), number) if m["y"] else _near(lambda y: month(y, number), here)
    if days is None:
        return None
    middle = days.first + timedelta(days=14)
    return Days(days.first, middle) if m["n"] == "first" else Days(middle + timedelta(days=1), days.last)


def of_season(m: re.Match[str], here: Here) -> Days | None:
    """Return a season without a year."""
    return _part(_near(lambda y: season(y, m["s"]), here), m)


def of_year(m: re.Match[str], _here: Here) -> Days | None:
    """Return a year."""
    return _part(year(int(m["y"])), m)


def _years(m: re.Match[str], _here: Here) -> Days | None:
    first, last = int(m["y"]), m["y2"]
    end = int(last) if len(last) == len(m["y"]) else first - first % 100 + int(last)
    return Days(year(first).first, year(end).last) if end > first else None


def _fraction(m: re.Match[str], here: Here) -> Days | None:
    which, size = (_ORDINALS[m["n"]], m["size"]) if m["n"] else (int(m["q"][1]), {"q": "quarter", "h": "half"}[m["q"][0]])
    length = {"quarter": 3, "half": 6}[size]
    which = min(which, 12 // length)

    def of(y: int) -> Days:
        return months(y, length * (which - 1) + 1, length)

    if m["y"]:
        return _part(of(int(m["y"])), m)
    return _part(of(here.now.year + _SHIFTS[m["rel"]]) if m["rel"] else _near(of, here), m)


def _relative(m: re.Match[str], here: Here) -> Days | None:
    shift, unit = _SHIFTS[m["rel"]], m["unit"].rstrip(".")
    now = here.now
    if unit in WEEKDAYS:
        step = (WEEKDAYS.index(unit) - now.weekday()) % 7
        at = now + timedelta(days=(step or 7) if shift >= 0 else step - 7)
        return Days(at, at)
    if unit in SEASONS:
        return _part(_neighbour(lambda y: season(y, unit), now, shift), m)
    if unit in MONTHS or unit in _SHORT:
        number = _month(unit)
        return _part(_neighbour(lambda y: month(y, number), now, shift), m)
    if shift > 0 and (unit == "decade" or (unit in ("year", "month") and m["rel"] in ("the coming", "the next"))):
        return Days(now, later(now, 1, unit))
    start = month(now.year, now.month + shift)
    found = {
        "year": lambda: year(now.year + shift),
        "month": lambda: start,
        "quarter": lambda: months(now.year, 3 * ((now.month - 1) // 3 + shift) + 1, 3),
        "decade": lambda: decade(date(now.year + 10 * shift, 1, 1)),
        "week": lambda: week(now + timedelta(days=7 * shift)),
    }[unit]()
    return _part(found, m)


def _neighbour(of: Callable[[int], Days], now: date, shift: int) -> Days | None:
    """Return this, the next or the last of what comes once a year."""
    found = _near(of, Here(now, shift >= 0))
    if found is not None and shift > 0 and found.first <= now:
        return of(found.first.year + 1)
    if found is not None and shift < 0 and found.last >= now:
        return of(found.first.year - 1)
    return found


def weekday(m: re.Match[str], here: Here) -> Days | None:
    """Return the next or the last such day of the week."""
    step = (WEEKDAYS.index(m["wd"]) - here.now.weekday()) % 7
    at = here.now + timedelta(days=(step or 7) if here.ahead else (step or 7) - 7)
    return Days(at, at)


def _weekend(m: re.Match[str], here: Here) -> Days | None:
    saturday = here.now + timedelta(days=(5 - here.now.weekday()) % 7)
    saturday += timedelta(days=7 * {"next": 1, "last": -1}.get(m["rel"], 0))
    return Days(saturday, saturday + timedelta(days=1))


def _out(m: re.Match[str], here: Here) -> Days | None:
    """Return the last day of what is running: `by year's end`, `before the decade is out`."""
    unit, now = m["unit"] or m["unit2"], here.now
    if unit in SEASONS:
        days = _near(lambda y: season(y, unit), here)
    else:
        days = {"year": year(now.year), "month": month(now.year, now.month), "decade": decade(now), "week": week(now)}.get(
            unit, months(now.year, 3 * ((now.month - 1) // 3) + 1, 3)
        )
    return None if days is None else Days(days.last, days.last)


def _new_year(_m: re.Match[str], here: Here) -> Days | None:
    return months(here.now.year + 1, 1, 3)


def _this_or_next(m: re.Match[str], here: Here) -> Days | None:
    now, unit = here.now, m["unit"]
    first = year(now.year) if unit == "year" else month(now.year, now.month)
    last = year(now.year + 1) if unit == "year" else month(now.year, now.month + 1)
    return Days(first.first, last.last)


def _today(m: re.Match[str], here: Here) -> Days | None:
    at = here.now + timedelta(days={"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}[m["word"]])
    return Days(at, at)


def count(text: str) -> float:
    """Return a number written in figures or in words."""
    return float(text) if text.isdigit() else NUMBERS[text]


def within(m: re.Match[str], here: Here) -> Days | None:
    """Return so much time from now; `the coming weeks` are not so much that they end on a day."""
    if not m["n"] and m["unit"].endswith("s"):
        return None
    return Days(here.now, later(here.now, count(m["n2"] or m["n"] or "one"), m["unit"].removesuffix("s")))


def hours(m: re.Match[str], here: Here) -> Days | None:
    """Return so many hours from now, in days."""
    return Days(here.now, here.now + timedelta(days=math.ceil(count(m["n"]) / 24)))


def _ago(m: re.Match[str], here: Here) -> Days | None:
    at = later(here.now, -count(m["n"]), m["unit"].removesuffix("s"))
    return Days(at, at)


def _nth(m: re.Match[str], here: Here) -> Days | None:
    now, ahead = here
    for shift in range(4) if ahead else range(0, -4, -1):
        start = month(now.year, now.month + shift).first
        found = day(start.year, start.month, _day(m["d"]))
        if found and (found.first > now if ahead else found.first <= now):
            return found
    return None


def _easter(number: int) -> Days | None:
    """Return Easter Sunday of a year, by the Gregorian computus (Meeus 1991, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * rest) // 433
    month_ = (h + rest - 7 * m + 90) // 25
    return day(number, month_, (h + rest - 7 * m + 33 * month_ + 19) % 32)


def _feast(m: re.Match[str], here: Here) -> Days | None:
    if m["word"] == "easter":
        return _easter(int(m["y"])) if m["y"] else _near(_easter, here)
    number, at = _FEASTS[m["word"]]
    return day(int(m["y"]), number, at) if m["y"] else _near(lambda y: day(y, number, at), here)


_M = "(?:" + "|".join(MONTHS) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_Y = r"(?:1[89]\d\d|20\d\d|21\d\d)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_N = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_U = r"(?:day|week|fortnight|month|quarter|year|decade)s?"
_S = "(?:" + "|".join(SEASONS) + ")"
_PART = (
    r"(?:the )?(?:very )?(?:(?P<edge>end|close|start|beginning|middle|turn|rest|remainder)(?: |-)of (?:the )?|"
    r"(?P<soft>early|mid|late)(?: in | |-)(?:the )?|(?P<tail>end)(?:-|(?<=by end) |(?<=at end) ))?"
)
_REL = "|".join(sorted(_SHIFTS, key=len, reverse=True))
_UNIT = f"year|month|quarter|week|decade|{_S}|{_M}|{'|'.join(WEEKDAYS)}"
_TO = r" ?(?:-|to|and|or|/) ?(?:the )?"

RULES: tuple[tuple[str, Rule], ...] = (
    (rf"(?P<y>{_Y})-(?P<mo>\d\d)-(?P<d>\d\d)", _numeric),
    (rf"(?P<d>\d{{1,2}})[./](?P<mo>\d{{1,2}})[./](?P<y>{_Y})", _numeric),
    (rf"(?:the )?(?P<d>{_D})(?:{_TO}(?P<d2>{_D}))?(?: of |[ -])(?P<m>{_M})(?:(?:,? (?:of )?|-)(?P<y>{_Y}))?(?!\d)", _day_of_month),
    (rf"(?P<m>{_M}) (?:the )?(?P<d>{_D})(?:{_TO}(?P<d2>{_D}))?(?:,? (?P<y>{_Y}))?(?!\d)", _day_of_month),
    (rf"(?:the )?(?P<n>first|second) half of (?P<m>{_M})(?:,? (?P<y>{_Y}))?", _half_of_month),
    (
        rf"{_PART}(?:(?P<n>{'|'.join(_ORDINALS)})(?: |-)(?P<size>quarter|half)|(?P<q>q[1-4]|h[12]))"
        rf"(?:,? (?:of )?(?:(?P<rel>this|next|last|the) year|(?:the year )?(?P<y>{_Y})))?(?! of the (?!year))",
        _fraction,
    ),
    (rf"{_PART}(?P<rel>this coming|this|next|last) (?P<unit>{_M})(?! \d)", _relative),
    (rf"(?:the )?(?P<n>first|second|third|last|final) week (?:of|in) (?P<m>{_M})(?:,? (?P<y>{_Y}))?", _week_of_month),
    (
        rf"{_PART}(?P<m>{_M})(?: ?- ?(?P<m2>{_M}))?(?:,? (?:of )?(?P<rel>this|next|last) year|,? (?:of )?(?P<y>{_Y}))?",
        of_month,
    ),
    (rf"{_PART}(?P<s>{_S})(?: (?:of )?(?P<y>{_Y})| of (?P<rel>this|next|last) year)", _season_of_year),
    (rf"(?:the )?(?P<y>{_Y})(?: ?- ?| to | and |/)(?P<y2>{_Y}|\d\d(?!\d))", _years),
    (
        r"(?:the |this |the current )?(?:(?P<unit>year|month|quarter|decade|week|spring|summer|autumn|winter)(?:'s |-)end|"
        r"(?P<unit2>year|month|decade|week) is (?:out|over))\b",
        _out,
    ),
    (r"early in the new year\b", _new_year),
    (r"this (?P<unit>year|month) or next\b", _this_or_next),
    (r"(?P<rel>this|the|next|last|the coming) weekend\b", _weekend),
    (rf"{_PART}(?P<y>{_Y})(?! ?[-/%]|[\d,.]\d)", of_year),
    (
        rf"{_PART}(?P<rel>{_REL})(?: calendar| political| fiscal)? (?P<unit>{_UNIT})\b(?:'s\b)?"
        r"(?! (?:ago|after|before|later|of|in which|when|that|since|break|recess|session|holiday|term|school|camp|games))",
        _relative,
    ),
    (rf"{_PART}(?P<s>{_S})\b(?! (?:break|recess|session|holiday|term|school|camp|games|olympics|vacation))", of_season),
    (rf"(?P<wd>{'|'.join(WEEKDAYS)})\b(?:'s\b)?", weekday),
    (r"(?P<word>today|tonight|tomorrow|yesterday)\b", _today),
    (
        rf"(?:the )?(?:next|coming|following) (?:(?P<n>{_N})(?:(?: to | or |-)(?P<n2>{_N}))? )?(?:or (?:so|more) )?"
        rf"(?P<unit>{_U})\b",
        within,
    ),
    (rf"(?P<n>{_N}) (?P<unit>year|month|week|day) or (?P<n2>two|three|so)\b", within),
    (
        rf"(?:about |roughly |another |some |at (?:most|least) )?(?P<n>{_N})(?:(?: to | or |-)(?P<n2>{_N}))? (?P<unit>{_U})"
        r"(?:' time| from now| hence)?\b(?! (?:ago|after|before|later|old|of|earlier))",
        within,
    ),
    (
        rf"(?:(?:the )?(?:next|coming|following) )?(?:{_N} ?(?:-|to) ?)?(?P<n>{_N}) hours\b"
        r"(?! (?:ago|after|before|later|old|of|earlier|a))",
        hours,
    ),
    (rf"(?P<n>{_N})(?: or so)? (?P<unit>{_U}) ago\b", _ago),
    # `the 28th`, and not `the 28 programmes`.
    (rf"the (?P<d>{_D})(?<=[a-z])(?= |[.,;:)]|$)(?! (?:century|round|time|chapter|package|article|anniversary|of))", _nth),
    (rf"(?P<word>christmas|easter|new year's eve|new year's day|new year)(?: (?P<y>{_Y}))?\b", _feast),
)
