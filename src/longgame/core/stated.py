"""Chances that words state as numbers: `55 to 65 %`, `less than a 10 % chance`, `one in five`, `50-50`; English and Russian."""

from __future__ import annotations

import re

_TENS = {w: 10 * n for n, w in enumerate(("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 1)}
_NAMED = {"one": 1, "two": 2, "three": 3, "five": 5, "fifteen": 15, **_TENS}
# Words before a number that leave one side open.
BOUNDS = {
    **dict.fromkeys(("under", "below", "less than", "up to", "at most", "at best", "no more than", "not more than"), "high"),
    **dict.fromkeys(("fewer than", "lower than", "worse than", "no better than", "not better than", "no higher than"), "high"),
    **dict.fromkeys(("not higher than", "no greater than", "not above", "not over", "not exceed", "not exceeding"), "high"),
    **dict.fromkeys(("over", "above", "more than", "at least", "no less than", "not less than", "better than"), "low"),
    **dict.fromkeys(("higher than", "greater than", "no worse than", "no lower than", "not below", "exceeds", "exceeding"), "low"),
    **dict.fromkeys(("менее", "меньше", "не более", "не больше", "ниже", "до", "не выше", "не превышает", "не превысит"), "high"),
    **dict.fromkeys(("более", "больше", "не менее", "не меньше", "выше", "свыше", "не ниже", "превышает", "превысит"), "low"),
}
FIGURE = r"\d{1,3}(?:[.,]\d+)?"
WORDS = "|".join(_NAMED)
_BOUND = re.compile(rf"(?:{'|'.join(sorted(BOUNDS, key=len, reverse=True))})(?=\s)")
_RANGE = re.compile(rf"({FIGURE}|(?:{WORDS})\b)(?:\s?(?:-|to|and|до)\s?({FIGURE}))?\s?(?:%|per ?cent|percent|процент)")
_COUNT = {w: n for n, w in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
_COUNT |= {"a": 1, "twelve": 12, "twenty": 20, "fifty": 50, "a hundred": 100, "a thousand": 1000}
_N = "|".join(sorted(_COUNT, key=len, reverse=True)) + r"|\d{1,3}"
# `one in five`, `a 1-in-5 chance`, `two chances in three`.
SHARE = rf"(?:{_N})[ -](?:chances?[ -])?in[ -](?:{_N})(?!\w)"
_IN = re.compile(rf"(?<!\w)({_N})[ -](?:chances?[ -])?in[ -]({_N})(?!\w)")
_EVEN = re.compile(r"(?:a )?fifty[-/]fifty(?: chance)?|a (?:coin (?:toss|flip)|toss-up)|пятьдесят на пятьдесят|50 на 50")
# `two to one against`: bets lost to bets won; `three to one on` the other way.
ODDS = rf"(?:{_N})[ -]to[ -](?:{_N})(?: odds)? (?:against|on)(?!\w)"
_ODDS = re.compile(rf"({_N})[ -]to[ -]({_N})(?: odds)? (against|on)")
# `a probability of 0.3`, `0.2 to 0.4`.
DECIMAL = r"(?:0[.,]\d{1,3})(?:\s?(?:-|to|and|до)\s?(?:0[.,]\d{1,3}))?"
_DECIMAL = re.compile(r"(0[.,]\d{1,3})(?:\s?(?:-|to|and|до)\s?(0[.,]\d{1,3}))?")
_SHARES = re.compile(r"(\d0)[-:/](\d0)")


def stated(words: str) -> tuple[float, float] | None:
    """Return the range of probability that words name, None if they name none.

    Parameters
    ----------
    words : str
        A hedge in small letters, as it stands in a text.

    Returns
    -------
    tuple of (float, float) or None
        Both ends between 0 and 1, the same if a single number is named; an open side ends at 0 or 1.
    """
    bound = _BOUND.match(words)
    side = BOUNDS[bound[0]] if bound is not None else ""
    found = _plain(words if bound is None else words[bound.end() :].lstrip())
    if found is None or not 0 <= found[0] <= found[1] <= 1:
        return None
    return (0.0 if side == "high" else found[0], 1.0 if side == "low" else found[1])


def _plain(words: str) -> tuple[float, float] | None:
    if share := _IN.search(words):
        of = _number(share[2])
        return (_number(share[1]) / of,) * 2 if of else None
    if (odds := _ODDS.fullmatch(words)) and (lost := _number(odds[1])) + (won := _number(odds[2])):
        return ((won if odds[3] == "against" else lost) / (lost + won),) * 2
    if _EVEN.fullmatch(words):
        return 0.5, 0.5
    if (shares := _SHARES.fullmatch(words)) and int(shares[1]) + int(shares[2]) == 100:
        return (int(shares[1]) / 100,) * 2
    if decimal := _DECIMAL.fullmatch(words):
        low, high = (float((decimal[i] or decimal[1]).replace(",", ".")) for i in (1, 2))
        return low, high
    number = _RANGE.search(words)
    if number is None:
        return None
    first = _percent(number[1])
    return first, _percent(number[2]) if number[2] else first


def _number(word: str) -> int:
    return _COUNT[word] if word in _COUNT else int(word)


def _percent(word: str) -> float:
    return (_NAMED[word] if word in _NAMED else float(word.replace(",", "."))) / 100
