"""Times named in a Russian text, as stretches of days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from longgame.core.dates import YEARS
from longgame.read.calendar import SEASONS, Days, day, later, month, months, season, year
from longgame.read.english.dates import Time
from longgame.read.english.grammar import portion
from longgame.read.russian import impossible

_MONTHS = ("январ", "феврал", "март", "апрел", "ма[йяе]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_SEASONS = {"весн": "spring", "лет": "summer", "осен": "autumn", "зим": "winter"}
_COUNT = {
    "один": 1, "одного": 1, "двух": 2, "два": 2, "две": 2, "трёх": 3, "трех": 3, "три": 3, "четырёх": 4, "четырех": 4, "пяти": 5,
    "пять": 5, "шести": 6, "шесть": 6, "семи": 7, "восьми": 8, "девяти": 9, "девять": 9, "десяти": 10, "десять": 10,
    "двенадцати": 12, "ближайшего": 1, "ближайших": 1,
}  # fmt: skip
_UNITS = {"дн": "day", "недел": "week", "месяц": "month", "год": "year", "лет": "year"}
_M = "(?:" + "|".join(m + r"[а-я]*" for m in _MONTHS) + ")"
_Y = r"(?:(?:19|20)\d\d)"
_U = r"(?:дн[а-я]+|недел[а-я]+|месяц[а-я]*|год[а-я]*|лет)"
_N = r"(?:\d{1,3}|" + "|".join(_COUNT) + ")"
Rule = Callable[[re.Match[str], date, bool], "Days | None"]


def _month(name: str) -> int:
    return next(i + 1 for i, m in enumerate(_MONTHS) if re.match(m, name))


def _near(of: Callable[[int], Days | None], now: date, ahead: bool) -> Days | None:
    for number in range(now.year, now.year + 9) if ahead else range(now.year, now.year - 9, -1):
        days = of(number)
        if days is not None and (days.last >= now if ahead else days.first <= now):
            return days
    return None


def _day(m: re.Match[str], now: date, ahead: bool) -> Days | None:
    number, first = _month(m["m"]), int(m["d"])
    last = int(m["d2"] or first)

    def of(y: int) -> Days | None:
        a, b = day(y, number, first), day(y, number, last)
        return Days(a.first, b.last) if a and b and a.first <= b.last else None

    return of(int(m["y"])) if m["y"] else _near(of, now, ahead)


def _numeric(m: re.Match[str], _now: date, _ahead: bool) -> Days | None:
    return day(int(m["y"]), int(m["mo"]), int(m["d"]))


def _of_month(m: re.Match[str], now: date, ahead: bool) -> Days | None:
    number = _month(m["m"])
    found = month(int(m["y"]), number) if m["y"] else _near(lambda y: month(y, number), now, ahead)
    return _end(found, m)


def _part_of_year(m: re.Match[str], now: date, ahead: bool) -> Days | None:
    which = {"перв": 1, "втор": 2, "трет": 3, "четв": 4}[m["n"][:4]]
    length = 3 if m["size"].startswith("кв") else 6

    def of(y: int) -> Days:
        return months(y, length * (which - 1) + 1, length)

    return _end(of(int(m["y"])) if m["y"] else _near(of, now, ahead), m)


def _of_year(m: re.Match[str], _now: date, _ahead: bool) -> Days | None:
    return _end(year(int(m["y"])), m)


def _run(m: re.Match[str], _now: date, _ahead: bool) -> Days | None:
    first, last = int(m["y"]), int(m["y2"])
    return Days(year(first).first, year(last).last) if first < last else None


def _relative(m: re.Match[str], now: date, _ahead: bool) -> Days | None:
    rel = m["rel"] or ""
    shift = -1 if rel.startswith("прошл") else 1 if rel.startswith(("след", "буд")) else 0
    return _end(year(now.year + shift), m)


def _month_or_week(m: re.Match[str], now: date, _ahead: bool) -> Days | None:
    shift = -1 if m["rel"].startswith("прошл") else 1 if m["rel"].startswith(("след", "будущ")) else 0
    if m["unit"].startswith("мес"):
        number = now.year * 12 + now.month - 1 + shift
        return month(number // 12, number % 12 + 1)
    monday = now - timedelta(days=now.weekday()) + timedelta(weeks=shift)
    return Days(monday, monday + timedelta(days=6))


def _season(m: re.Match[str], now: date, ahead: bool) -> Days | None:
    name = next(v for k, v in _SEASONS.items() if m["s"].startswith(k))
    assert name in SEASONS
    if m["y"]:
        return season(int(m["y"]), name)
    return _near(lambda y: season(y, name), now, ahead or bool(m["rel"]))


def _within(m: re.Match[str], now: date, _ahead: bool) -> Days | None:
    unit = next(v for k, v in _UNITS.items() if m["unit"].startswith(k))
    if not m["n"] and re.match(r"лет|годы|месяцы|недели|дни", m["unit"]):
        return None  # `в ближайшие годы`
    n = m["n"] or "один"
    return Days(now, later(now, int(n) if n.isdigit() else _COUNT[n], unit))


def _today(m: re.Match[str], now: date, _ahead: bool) -> Days | None:
    at = now + timedelta(days={"сегодня": 0, "завтра": 1, "вчера": -1, "накануне": -1}[m["word"]])
    return Days(at, at)


def _end(days: Days | None, m: re.Match[str]) -> Days | None:
    """Return the last day of a stretch, or its early or middle part, as the words before it say."""
    if days is None or not m["edge"]:
        return days
    if m["edge"].startswith(("кон", "исх")):
        return Days(days.last, days.last)
    return Days(days.first, portion(days, 1 if m["edge"].startswith("нач") else 2))


_EDGE = r"(?:(?P<edge>кон(?:ец|ц[а-я]+)|исход[а-я]*|начал[а-я]+|середин[а-я]+) )?"
_RULES: tuple[tuple[str, Rule], ...] = (
    (rf"(?P<d>\d{{1,2}})\.(?P<mo>\d{{1,2}})\.(?P<y>{_Y})", _numeric),
    (rf"(?P<d>\d{{1,2}})(?:(?:-|(?: по | и | до ))(?P<d2>\d{{1,2}}))?(?:-?(?:го|ое|е))? (?P<m>{_M})(?: (?P<y>{_Y}))?", _day),
    (rf"с (?P<y>{_Y})(?: года)? по (?P<y2>{_Y})", _run),
    (rf"(?P<y>{_Y})-(?P<y2>{_Y})", _run),
    (
        rf"{_EDGE}(?P<n>перв[а-я]+|втор[а-я]+|трет[а-я]+|четв[а-я]+) (?P<size>квартал[а-я]*|полугоди[а-я]*)(?: (?P<y>{_Y}))?",
        _part_of_year,
    ),
    (rf"{_EDGE}(?P<m>{_M})(?: (?P<y>{_Y}))?", _of_month),
    (rf"{_EDGE}(?P<y>{_Y})(?= г\b| г\.| год|-м|-го)", _of_year),
    (rf"{_EDGE}(?P<rel>следующ[а-я]+|будущ[а-я]+|прошл[а-я]+|эт[а-я]+|текущ[а-я]+|нынешн[а-я]+)? ?год[ау]?", _relative),
    (
        r"(?P<rel>эт[а-я]+ |следующ[а-я]+ |ближайш[а-я]+ )?(?P<s>весн(?:ой|ы|е)|лет(?:ом|а)|осен(?:ью|и)|зим(?:ой|ы|е))"
        rf"(?: (?P<y>{_Y}))?",
        _season,
    ),
    (
        r"(?P<rel>следующ|будущ|эт|текущ|нынешн|прошл)(?:его|ого|ем|ом|ей|ой) (?P<unit>месяц[ае]|недел[еи])",
        _month_or_week,
    ),
    (rf"(?:в течение|в ближайшие|за) (?:(?P<n>{_N}) )?(?P<unit>{_U})", _within),
    (rf"через (?:(?P<n>{_N}) )?(?P<unit>{_U})", _within),
    (r"(?P<word>сегодня|завтра|вчера|накануне)", _today),
)
_COMPILED = tuple((re.compile(rf"(?<![\w.,-])(?:{p})(?![\w%])"), rule) for p, rule in _RULES)
_BEFORE = (
    (re.compile(r"не позднее $"), "by"),
    (re.compile(r"(?:^| )(?:до|к|по) $"), "by"),
    (re.compile(r"(?:^| )не ра(?:ньше|нее) $"), "notbefore"),
    (re.compile(r"(?:^| )с $"), "from"),
    (re.compile(r"(?:^| )после $"), "after"),
)


def find(text: str, now: date, ahead: bool) -> list[Time]:
    """Return the times named in a text, in order.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    now : datetime.date
    ahead : bool
        Whether a month without a year is the next one, or the last.
    """
    low = text.lower()
    found: list[Time] = []
    none = list(impossible.places(low))
    for pattern, rule in _COMPILED:
        for m in pattern.finditer(low):
            if any(m.start() < b and a < m.end() for a, b in (*none, *((t.start, t.end) for t in found))):
                continue
            if rule is _relative and not m["rel"] and not m["edge"]:
                continue
            days = rule(m, now, ahead)
            if days is None or days.first.year not in YEARS or days.last.year not in YEARS:
                continue
            role = next((r for p, r in _BEFORE if p.search(low[max(0, m.start() - 14) : m.start()])), "in")
            # `до лета` is before it begins, `до 1 мая` is by that day.
            role = "before" if rule is _season and low.endswith("до ", 0, m.start()) else role
            role = "within" if rule is _within else "span" if rule is _run else role
            found.append(Time(m.start(), m.end(), role, days, m.groupdict().get("y") is None))
    return sorted(found)
