"""Words that say how sure an author is: found in a text by a list, the longer before the shorter, with their class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from longgame.core import hedges as scales
from longgame.core.stated import BOUNDS, DECIMAL, FIGURE, ODDS, SHARE, WORDS
from longgame.read.needed import needed
from longgame.read.proposal import Chance, Hedge
from longgame.read.words import rows

# Words of likelihood and modal verbs: with one of them a statement may look ahead.
STRONG = frozenset({"likelihood", "chance", "number", "outlook"})
HALF = 0.5
MODAL = frozenset({"modal", "musthave", "must", "should", "able", "bare"})
_PERCENT = rf"(?:{FIGURE}\s?%|(?:{FIGURE}|(?:{WORDS})(?:-\w+)?)\s(?:per ?cent|percent|процент\w*))"
_ABOUT = ("about", "around", "roughly", "some", "perhaps", "around about", "около", "примерно", "порядка")
_LEAD = rf"(?:(?:{'|'.join(sorted((*BOUNDS, *_ABOUT), key=len, reverse=True))})\s(?:(?:an?|в)\s)?)?"
_NUMBER = re.compile(
    rf"(?<![\w.,]){_LEAD}"
    rf"(?:{FIGURE}\s?(?:-|to|and|до)\s?)?{_PERCENT}"
)
# `one in five` is a chance where the word follows, or at the end of what is said; `one in five voters` is a share of them.
_SHARE = re.compile(
    rf"(?<![\w'.,-]){_LEAD}(?:an? )?{SHARE}"
    r"(?P<named>[ -](?:chances?|odds|shot|prospect|likelihood|probability|possibility|risk)\b)?"
)
_ODDS = re.compile(rf"(?<![\w'.,-]){ODDS}")
_DECIMAL = re.compile(rf"(?<![\w.,-]){_LEAD}{DECIMAL}(?![\d%]|\s?%|\s?per ?cent|\s?процент)")
_SURE = re.compile(r"\b(?:probabilit|likelihood|chance|odds\b|вероятност)")
_BETS = re.compile(r"\b(?:odds|bet|bets|bookmakers|bookies|price|chances?|wager)\b")
_ALONE = re.compile(r"\s?(?:[.,;:!?)]|$)|\s[-(]| (?:that|for|by|before|this|next|and|or|but|if|unless)\b")
# Bounds that are verbs: their subject is what the number is of.
_EXCEEDS = ("exceed", "not exceed", "превы", "не превы")
_AROUND = re.compile(r"\b(?:(?:im)?probab|(?:un)?likel|chance|odds|risk|possib|certain|confiden|вероятност|шанс|риск)")
_PRICED = re.compile(
    r"\b(?:markets?|investors|traders|bookmakers|spreads|swaps|futures|bonds)\b[^.;]*\bpric(?:e|es|ed|ing)\b(?: in\b)?"
)
_CHANCE = re.compile(
    r"\b(?:chances?|prospects?|odds|likelihood|probability|possibility|outlook|hopes?|risks?|fate|future|survival|success)\b"
)
_AFTER = re.compile(
    r"\s?\)?,?\s?(?:likely|unlikely|probable|chances?|probability|likelihood|odds|risk|certain|sure|confident|вероятност\w+|шанс\w*)\b"
)
_BEFORE = re.compile(
    r"(?:\(|\b(?:at|of|is|are|to|as|be|stands?|в|на|до|составля\w+|равн\w+|оценива\w+ в|уровне)|: |, |[-—–])\s?(?:[^\W\d]+ ){0,2}$"
)


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
def _patterns(language: str) -> tuple[tuple[dict[str, str], tuple[str, ...], re.Pattern[str]], ...]:
    listed = rows(f"hedges_{language}.csv")
    # `there'd`, `we'll`: those that look behind for themselves.
    return tuple((row, needed(row["words"]), re.compile(_before(row["words"]) + rf"(?:{row['words']})(?![\w-])")) for row in listed)


def _before(words: str) -> str:
    return "" if words.startswith("(?<=\\w)") else r"(?<![\w'-])"


_DENIES = re.compile(
    r"\b(?:not|never|no|no longer|hardly|scarcely|barely|nothing|nobody|none|few|little|less than|far from|by no means|"
    r"anything but|cannot|не)\b|n't\b"
)


def _meaning(row: dict[str, str], words: str) -> str:
    """Return what words of a row stand for: what they deny is not what they say."""
    meaning = row["denied"] if row["denied"] and _DENIES.search(words) else row["meaning"]
    return "" if meaning == "-" else meaning


def find(text: str, language: str = "en") -> list[Found]:
    """Return the hedges of a text that do not lie in each other, in order.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    language : str
    """
    low = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    every = [
        Found(m.start(), m.end(), row["class"], _meaning(row, m[0]))
        for row, parts, pattern in _patterns(language)
        if not parts or any(part in low for part in parts)
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
    """Return the numbers that are probabilities: percentages beside a word of likelihood, and `one in five` unless of voters."""
    found = []
    for number in _NUMBER.finditer(low):
        after = _AFTER.match(low, number.end())
        ahead = low[max(0, number.start() - 100) : number.start()]
        before = _AROUND.search(ahead) or _PRICED.search(ahead)
        if after is not None and "likely" in after[0] and ")" not in after[0]:
            found.append(Found(number.start(), after.end(), "number", ""))
        elif after is not None or (before is not None and (_close(low, number.start()) or number[0].startswith(_EXCEEDS))):
            found.append(Found(number.start(), number.end(), "number", ""))
    for number in _DECIMAL.finditer(low):
        sure = _SURE.search(low[max(0, number.start() - 100) : number.start()]) and _close(low, number.start())
        if sure and _ALONE.match(low, number.end()):  # `0.2 cents` is none
            found.append(Found(number.start(), number.end(), "number", ""))
    # Not every vote of three to one is a bet.
    found += [Found(m.start(), m.end(), "number", "") for m in _ODDS.finditer(low) if _BETS.search(low)]
    shares = (share for share in _SHARE.finditer(low) if share["named"] or "chance" in share[0] or _ALONE.match(low, share.end()))
    return found + [Found(share.start(), share.end(), "number", "") for share in shares]


def _close(low: str, start: int) -> bool:
    """Whether a number stands in brackets after a word, or after `at`, `of`, `is`: `probably (65 %)`, `put the odds at 30 %`."""
    return _BEFORE.search(low[max(0, start - 32) : start]) is not None


def leading(found: Sequence[Hedge]) -> Chance | None:
    """Return the chance of a claim with these hedges: of one that names a number, else of the first that a scale has."""
    known = [h.chance for h in found if h.chance is not None]
    return next((c for c in known if c.scale == "stated"), known[0] if known else None)


def disagree(found: Sequence[Hedge]) -> bool:
    """Whether hedges of one claim lean to both sides, so that no chance is that of the whole: `could sign and will pay`."""
    mids = [h.chance.mid for h in found if h.chance is not None]
    return bool(mids) and min(mids) < HALF < max(mids) and not any(h.chance and h.chance.scale == "stated" for h in found)


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
    known = scales.look_up(words, scale, meaning)
    if known is None:
        return None
    return Chance(scale="stated" if known.basis == "stated" else scale, low=known.low, mid=known.mid, high=known.high)
