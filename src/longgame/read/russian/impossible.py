"""Dates that there are not: `31 февраля 2026 года`, `45 мая`, `в мае 9999 года`, `с 2030 по 2026 год`; as in the English module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from longgame.read.calendar import day
from longgame.read.impossible import LEAP, Match, Years
from longgame.read.impossible import places as found

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
# Of a day the genitive, of a month any case.
_OF = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|марта|мая|августа)"
_M = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яюье]м?|март[ауе]?|ма[йяюе]|августа?[уе]?)"
_READ = re.compile(r"(?:19|20)\d\d")
# A number behind a month is a year if the word stands there, or nothing that is counted.
_ALONE = re.compile(
    r"(?!\d)(?= ?г\.| ?год| г\b|-го|\W*$|[.,;:!?)»]| (?:и|или|но|а|в|во|на|по|не|с|со|к|до|от|за|об?|что|как|если|они|он|она)\b)"
)
_YEARS = Years(_READ, _ALONE)


def _day_of_month(m: Match, low: str) -> bool:
    year = _YEARS.written(m, low)
    number = 1 + max((i for i, stem in enumerate(_STEMS) if m["m"].startswith(stem)), key=lambda i: len(_STEMS[i]))
    days = [int(m[d]) for d in ("first", "d") if m[d] is not None]
    return year == 0 or any(day(year or LEAP, number, d) is None for d in days)


def _numeric(m: Match, _low: str) -> bool:
    return not _READ.fullmatch(m["y"]) or day(int(m["y"]), int(m["mo"]), int(m["d"])) is None


_RULES: tuple[tuple[str, Callable[[Match, str], bool]], ...] = (
    (
        rf"(?:(?P<first>\d{{1,2}})(?:-|–| по | и | до ))?(?P<d>\d{{1,2}})(?:-?го|-?е)? (?P<m>{_OF})\b(?: (?P<y>\d{{3,}}))?",
        _day_of_month,
    ),
    (
        rf"(?:{_M}|квартал[а-я]*|полугоди[а-я]*|весн(?:ой|ы|е)|лет(?:ом|а)|осен(?:ью|и)|зим(?:ой|ы|е)) (?P<y>\d{{4,}})",
        lambda m, low: _YEARS.written(m, low) == 0,
    ),
    (r"(?P<d>\d{1,2})\.(?P<mo>\d{1,2})\.(?P<y>\d{4,})", _numeric),
    (r"с (?P<y>(?:19|20)\d\d)(?: года?)? (?:по|до) (?P<y2>\d{4,})", _YEARS.fall),
    (r"(?P<y>(?:19|20)\d\d) ?[-–—] ?(?P<y2>\d{4,})", _YEARS.fall),
)
_COMPILED = tuple((re.compile(rf"(?<![\w.,-])(?:{pattern})"), is_bad) for pattern, is_bad in _RULES)


def places(low: str) -> Iterator[tuple[int, int]]:
    """Return where a text names dates that there are not, or in years that are not read (before 1900, after 2099).

    Parameters
    ----------
    low : str
        In small letters.
    """
    return found(low, _COMPILED)
