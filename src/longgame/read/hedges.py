"""Words that say how sure an author is: found in a text by a list, the longer before the shorter, with their class."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from longgame.core import hedges as scales
from longgame.read.proposal import Chance
from longgame.read.words import rows

# Words of likelihood and modal verbs: with one of them a statement may look ahead.
STRONG = frozenset({"likelihood", "chance", "number", "outlook"})
MODAL = frozenset({"modal", "musthave", "must", "should", "able", "bare"})
_WORDS = "one|two|three|five|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_PERCENT = rf"(?:\d{{1,3}}(?:\.\d+)?\s?%|(?:\d{{1,3}}(?:\.\d+)?|(?:{_WORDS})(?:-\w+)?)\s(?:per ?cent|percent))"
_NUMBER = re.compile(
    rf"(?:(?:under|over|below|above|less than|more than|at least|at most|about|around|roughly|up to)\s)?"
    rf"(?:\d{{1,3}}\s?(?:-|to)\s?)?{_PERCENT}"
)
_AROUND = re.compile(r"\b(?:(?:im)?probab|(?:un)?likel|chance|odds|risk|possib|certain|confiden)")
_PRICED = re.compile(
    r"\b(?:markets?|investors|traders|bookmakers|spreads|swaps|futures|bonds)\b[^.;]*\bpric(?:e|es|ed|ing)\b(?: in\b)?"
)
_CHANCE = re.compile(
    r"\b(?:chances?|prospects?|odds|likelihood|probability|possibility|outlook|hopes?|risks?|fate|future|survival|success)\b"
)
_AFTER = re.compile(r"\s?\)?,?\s?(?:likely|unlikely|probable|chances?|probability|likelihood|odds|risk|certain|sure|confident)\b")


class Found(NamedTuple):
    """A hedge in a text.

    Attributes
    ----------
    start, end : int
    kind : str
        Its class in the list: likelihood, modal, pledge, evidence, nearness, habit, rumour …
    meaning : str
        Under which word a scale has it; empty if under itself.
    """

    start: int
    end: int
    kind: str
    meaning: str


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...], tuple[re.Pattern[str], ...]]:
    listed = rows(f"hedges_{language}.csv")
    # `there'd`, `we'll`: those that look behind for themselves.
    each = tuple(
        re.compile(("" if row["words"].startswith("(?<=\\w)") else r"(?<![\w'-])") + rf"(?:{row['words']})(?![\w-])")
        for row in listed
    )
    return re.compile(""), tuple((row["class"], row["meaning"]) for row in listed), each


def find(text: str, language: str = "en") -> list[Found]:
    """Return the hedges of a text that do not lie in each other, in order.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    language : str
    """
    low = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    _, classes, each = _patterns(language)
    every = [
        Found(m.start(), m.end(), *classes[i])
        for i, pattern in enumerate(each)
        for m in pattern.finditer(low)
        if m.end() > m.start()
    ]
    every = [x for x in every if x.kind != "chance" or _CHANCE.search(low, 0, x.start)] + _numbers(low)
    every.sort(key=lambda x: (x.start - x.end, x.start))
    kept: list[Found] = []
    for one in every:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept)


def _numbers(low: str) -> list[Found]:
    """Return the percentages that are probabilities: beside a word of likelihood."""
    found = []
    for number in _NUMBER.finditer(low):
        after = _AFTER.match(low, number.end())
        ahead = low[max(0, number.start() - 100) : number.start()]
        before = _AROUND.search(ahead) or _PRICED.search(ahead)
        if after is not None and "likely" in after[0] and ")" not in after[0]:
            found.append(Found(number.start(), after.end(), "number", ""))
        elif after is not None or (before is not None and _close(low, number.start())):
            found.append(Found(number.start(), number.end(), "number", ""))
    return found


def _close(low: str, start: int) -> bool:
    """Whether a number stands in brackets after a word, or after `at`, `of`, `is`: `probably (65 %)`, `put the odds at 30 %`."""
    return bool(re.search(r"(?:\(|\bat |\bof |\bis |\bto |\bas |: |, )(?:\w+ ){0,2}$", low[max(0, start - 16) : start]))


_STATED = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:\s?(?:-|to)\s?(\d{1,3}(?:\.\d+)?))?\s?(?:%|per ?cent|percent|процент)")
_IN = re.compile(r"(one|two|three|four|a) (?:chances? )?in (two|three|four|five|six|ten|twenty|a hundred)")
_COUNT = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twenty": 20, "a hundred": 100,
}  # fmt: skip
_BOUND = {"under": "high", "below": "high", "less than": "high", "up to": "high", "at most": "high"} | dict.fromkeys(
    ("over", "above", "more than", "at least"), "low"
)


def chance(words: str, meaning: str, scale: str) -> Chance | None:
    """Return what a hedge stands for, by the number it names or by a scale.

    Parameters
    ----------
    words : str
        As they stand in the text.
    meaning : str
        Word of the scale to take instead, empty for the words themselves.
    scale : str
        Of ``core.hedges.SCALES``.
    """
    low = words.casefold()
    if stated := _stated(low):
        return Chance(scale="stated", low=stated[0], mid=sum(stated) / 2, high=stated[1])
    known = scales.look_up(low, scale) or (scales.look_up(meaning, scale) if meaning else None)
    return None if known is None else Chance(scale=scale, low=known.low, mid=known.mid, high=known.high)


def _stated(low: str) -> tuple[float, float] | None:
    if share := _IN.search(low):
        value = _COUNT[share[1]] / _COUNT[share[2]]
        return (value, value) if value <= 1 else None
    number = _STATED.search(low)
    if number is None:
        return None
    first = float(number[1]) / 100
    last = float(number[2]) / 100 if number[2] else first
    side = next((side for word, side in _BOUND.items() if low.startswith(word)), "")
    first, last = (0.0 if side == "high" else first), (1.0 if side == "low" else last)
    return (first, last) if first <= last <= 1 else None
