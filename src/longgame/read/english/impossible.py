"""Dates that there are not: `31 February 2026`, `45 May`, `May 9999`, `13/13/2026`, `from 2030 to 2026`.

A part of such a date reads as another one, and a deadline would silently be another one too. So their places are known before
anything is read as a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from longgame.read.calendar import SEASONS, day
from longgame.read.english.grammar import MONTHS
from longgame.read.impossible import LEAP, Match, Years
from longgame.read.impossible import places as found

_M = "(?:" + "|".join(MONTHS) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_READ = re.compile(r"1[89]\d\d|2[01]\d\d")
_DAY = re.compile(r"\d(?:st|nd|rd|th)?(?: of|-)? ?$")
_HOURS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
# Numbers that stand where a year would are years unless something is counted: `in May 5000 people marched`.
_ALONE = re.compile(
    r"(?:st|nd|rd|th)?(?!\w)(?![.,]\d)(?=\W*$|[.,;:!?)\]\"'/-]| ?[-(]| (?:a|an|after|all|and|as|at|because|before|both|but|by|can"
    r"|could|did|for|from|had|has|have|he|his|if|in|is|it|its|may|might|must|neither|no|nobody|not|of|on|one|only|or|our|should"
    r"|since|so|than|that|the|their|they|this|though|to|under|unless|until|was|we|were|when|where|which|while|who|will|with"
    r"|would)\b)"
)
_YEARS = Years(_READ, _ALONE)
_TO = r" ?(?:-|to|and|or|/) ?(?:the )?"
_TH = r"(?:st|nd|rd|th)?"


def _number(name: str) -> int:
    return next(i + 1 for i, m in enumerate(MONTHS) if m.startswith(name[:3]))


def _clock(m: Match, low: str) -> bool:
    """Whether the number behind a day is the time of it: `19 June, 0930`."""
    if m["y"] is None or m["y"] == "0000" or not _HOURS.fullmatch(m["y"]):
        return False
    day_first = m.start() < m.start("m") or _DAY.search(low, 0, m.start()) is not None
    return m["y"].startswith("0") or (day_first and "," in low[m.end("m") : m.start("y")])


def _day_of_month(m: Match, low: str) -> bool:
    year = None if _clock(m, low) else _YEARS.written(m, low)
    if year is None and not _ALONE.match(low, m.end("d") if m.end("d") > m.end("m") else m.end("m")):
        return False  # `the 45 May meetings`, `in March 60 people`
    return year == 0 or any(
        m[d] is not None and day(year or LEAP, _number(m["m"]), int(m[d])) is None for d in ("d", "first") if d in m.groupdict()
    )


def _of_year(m: Match, low: str) -> bool:
    return not _clock(m, low) and _YEARS.written(m, low) == 0


def _numeric(m: Match, _low: str) -> bool:
    year, one, two = (int(m[x]) for x in ("y", "one", "two"))
    if not _READ.fullmatch(m["y"]):
        return True
    either = m["sign"] == "/" and day(year, one, two) is not None
    return day(year, two, one) is None and not either


def _iso(m: Match, _low: str) -> bool:
    return not _READ.fullmatch(m["y"]) or day(int(m["y"]), int(m["mo"]), int(m["d"])) is None


_RULES: tuple[tuple[str, Callable[[Match, str], bool]], ...] = (
    (
        rf"(?:(?P<first>\d{{1,2}}){_TH}{_TO})?(?P<d>\d{{1,2}}){_TH}(?: of |[ -])(?P<m>{_M})(?:(?:,? (?:of )?|-)(?P<y>\d{{3,}}))?",
        _day_of_month,
    ),
    (
        rf"(?P<m>{_M}) (?:the )?(?:(?P<first>\d{{1,2}}){_TH}{_TO})?(?P<d>\d{{1,2}}){_TH}(?![\d:%]|\.\d)(?:,? (?P<y>\d{{3,}}))?",
        _day_of_month,
    ),
    (
        rf"(?P<m>{_M}|{'|'.join(SEASONS)}|q\d|h\d|quarter|half|year|christmas|easter|new year(?:'s (?:eve|day))?)"
        r"(?:,? (?:of )?(?:the year )?)(?P<y>\d{4,})",
        _of_year,
    ),
    (r"(?:q[05-9]|h[03-9]),? (?:of )?\d{4}", lambda _m, _low: True),
    (r"(?P<one>\d{1,2})(?P<sign>[./])(?P<two>\d{1,2})(?P=sign)(?P<y>\d{4,})", _numeric),
    (r"(?P<y>\d{4,})-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    (r"(?P<y>(?:1[89]|2[01])\d\d)(?: ?- ?| to | until | through |/)(?P<y2>\d{4,})", _YEARS.fall),
    (r"between (?P<y>(?:1[89]|2[01])\d\d) and (?P<y2>\d{4,})", _YEARS.fall),
)
_COMPILED = tuple((re.compile(rf"(?<![\w.,€$£'-])(?:{pattern})"), is_bad) for pattern, is_bad in _RULES)


def places(low: str) -> Iterator[tuple[int, int]]:
    """Return where a text names dates that there are not, or in years that are not read (before 1800, after 2199).

    Parameters
    ----------
    low : str
        In small letters.
    """
    return found(low, _COMPILED)
