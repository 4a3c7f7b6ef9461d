"""Numbers with what they count: `1.9–2.1 billion euros`, `28 programmes`, `at least 65 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from longgame.core.stated import SHARE, stated
from longgame.read.proposal import Quantity

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12,
}  # fmt: skip
_SCALES: dict[str, float] = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6, "dozen": 12, "hundred": 100,
    "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "млн": 1e6, "миллионов": 1e6, "миллиона": 1e6, "млрд": 1e9, "миллиардов": 1e9,
    "миллиарда": 1e9,
}  # fmt: skip
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "₽": "RUB"}
_TENS = "|".join(w for w, n in _WORDS.items() if 20 <= n <= 90)
_ONES = "one|" + "|".join(w for w, n in _WORDS.items() if n < 10)
_FIGURE = r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
# A word must end there: `tender` is not ten of something.
_N = rf"(?:{_FIGURE}|(?:(?:{_TENS})-(?:{_ONES})|(?:{'|'.join(_WORDS)}))(?![^\W\d_]))"
_LOW = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "не менее", "более", "свыше",
)  # fmt: skip
_HIGH = ("at most", "up to", "under", "fewer than", "less than", "below", "no more than", "до", "менее", "не более")
# Words that follow a number and are no unit.
_NO_UNIT = (
    "of|to|in|on|and|or|the|a|an|for|from|at|by|is|are|was|were|has|have|with|will|as|if|that|than|years?|months?|days?|weeks?|"
    "в|на|и|с|из|по|от|до|года?|лет|месяц\\w*|дн\\w+"
)
# What a price or a rate may be by, with `a` for `per`: `60 dollars a barrel`.
_RATED = "barrel|tonne?|head|litre|gallon|bushel|box|day|week|month|year|hour|cubic|kilo\\w*|kilowatt\\w*|megawatt\\w*|ounce|unit"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# `and` joins two ends only after `between`; `12 and 15 ships` are two numbers.
_QUANTITY = re.compile(
    rf"(?<![\w.,/-])(?P<bound>(?:{'|'.join(sorted(_LOW + _HIGH, key=len, reverse=True))})\s)?(?P<between>between\s)?"
    rf"(?P<sign>us\$|[$€£₽])?\s?(?P<a>{_N})"
    rf"(?:(?:\s?(?P<own>{_SCALE})\b\.?)?\s?(?(between)(?:-|to\b|and\b)|(?:-|to\b|до(?!\w)))\s?(?:us\$|[$€£₽])?(?P<b>{_N}))?"
    rf"(?:\s?(?P<scale>{_SCALE})\b\.?)?"
    rf"(?:\s?(?P<percent>%|per ?cent\b|percent\b|процент\w*)|[ -]?(?P<unit>(?!(?:{_NO_UNIT}|per)\b)[^\W\d_][\w-]*))?(?!\w)"
    rf"(?:\s(?:per|an?(?=\s(?:{_RATED})\b))\s(?P<per>(?:(?:{_FIGURE}|thousand|million|hundred)\s)?(?:(?:cubic|square|metric)\s)?[a-z]+))?",
    re.IGNORECASE,
)


# `two-thirds of the quota`, `one in five voters`: a share, written as per cent.
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PART = re.compile(
    rf"(?<![\w.,/-])(?P<n>one|two|three|four|seven|nine)(?:-|\s(?=\w+ of\b))(?P<of>{'|'.join(_PARTS)})s?\b", re.IGNORECASE
)
_IN = re.compile(rf"(?<![\w.,/-])(?:{SHARE})(?=\s[^\W\d_])", re.IGNORECASE)
# The word after a number, or the plural that comes soon after it: `28 border posts`.
_PLURAL = re.compile(rf"(?:(?!(?:{_NO_UNIT})\b)[a-z-]+ ){{0,2}}?(?!(?:{_NO_UNIT})\b)[a-z-]+(?<!s)s\b")
_SHORT = 3


def find(text: str, times: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities of a text, in order.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    times : sequence of (int, int)
        Places of what was read as a time; numbers in them are no quantities.
    """
    found = list(_shares(text, times))
    times = [*times, *((q.start, q.end) for q in found)]
    for m in _QUANTITY.finditer(text):
        bare = not any(m[name] for name in ("sign", "percent", "unit", "scale", "own"))
        if bare or any(a < m.end("a") and m.start("a") < b for a, b in times):
            continue
        low, high = _value(m["a"], m["own"] or m["scale"]), _value(m["b"] or m["a"], m["scale"])
        if low > high:
            continue
        bound = (m["bound"] or "").lower()
        least = bound.startswith(_LOW)
        found.append(
            Quantity(
                start=m.start(),
                end=m.end(),
                low=None if bound and not least else low,
                high=None if bound and least else high,
                unit=_unit(m),
            )
        )
    return sorted(found, key=lambda q: q.start)


def _shares(text: str, times: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    for m in (*_PART.finditer(text), *_IN.finditer(text)):
        if any(a < m.end() and m.start() < b for a, b in times):
            continue
        named = stated(m[0].lower())
        share = named[0] if named is not None else _value(m["n"], None) / _PARTS[m["of"].lower()] if "of" in m.groupdict() else 0
        if 0 < share <= 1:
            percent = round(100 * share, 2)
            yield Quantity(start=m.start(), end=m.end(), low=percent, high=percent, unit="%")


def _value(number: str, scale: str | None) -> float:
    low = number.lower()
    if low[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?", low)
        value = float(re.sub(r"[,\u00a0 ]", "", low)) if grouped else float(low.replace(",", "."))
    else:
        value = float(sum({**_WORDS, "one": 1}[part] for part in low.split("-")))
    return value * _SCALES.get((scale or "").lower().rstrip("."), 1)


def _unit(m: re.Match[str]) -> str:
    per = f" per {singular(m['per'])}" if m["per"] else ""
    return _counted(m) + per


def _counted(m: re.Match[str]) -> str:
    if m["percent"]:
        return "%"
    if m["sign"]:
        return _CURRENCY[m["sign"].lower()]
    unit = m["unit"] or ""
    counted = _PLURAL.match(m.string, m.start("unit")) if unit.isascii() and unit else None
    return singular(counted[0]) if counted is not None else singular(unit)


def singular(unit: str) -> str:
    """Return an English noun in the singular, as far as its ending tells: `ministries`, `boxes`, `border posts`."""
    if not unit.isascii() or len(unit) <= _SHORT or not unit.endswith("s") or unit.endswith(("ss", "us", "is")):
        return unit
    if unit.endswith("ies"):
        return unit[:-3] + "y"
    return unit[:-2] if unit.endswith(("sses", "xes", "ches", "shes", "zes")) else unit[:-1]
