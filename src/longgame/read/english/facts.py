"""What is no forecast: why something is so, how much, or simply that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.english.unit import tense
from longgame.read.proposal import Kind
from longgame.read.words import classes, pattern

if TYPE_CHECKING:
    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"
_JUDGES = frozenset({"evidence", "habit", "likelihood"})
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:[€$£]\s?)?\d[\d,.]*(?:\s?(?:-|to)\s?\d[\d,.]*)?(?:\s?(?:%|per ?cent|percent|bn|km))?(?![\w/-])|"
    r"\b(?:four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"million|billion|half|third|quarter|twice|two-thirds|fifths?)\b"
)


def fact(unit: Unit) -> tuple[Kind, str]:
    """Return whether a unit that does not look ahead is a thesis, a quantity or a statement, and why."""
    if because := pattern("reasons_en.txt").search(unit.low):
        return "causal thesis", f"'{because[0]}'"
    verb = unit.verb.lemma_.lower()
    now = tense(unit.verb) in ("present", "modal", "none")
    lists = classes(LIST)
    if verb in lists["motive"] and now:
        return "causal thesis", f"'{unit.verb.text}': what somebody is after"
    number = numbers(unit)
    if verb in lists["cause"] and (now or not number):
        return "causal thesis", f"'{unit.verb.text}': what brings what about"
    if number:
        return "factual quantity", f"'{number}' is what there is to check"
    judged = next((h for h in unit.hedges if h.kind in _JUDGES and unit.depth(h) in ("main", "complement")), None)
    if judged is not None and not unit.perfect:
        return "causal thesis", f"'{unit.doc.text[judged.start : judged.end]}' marks a judgement"
    modal = next((h for h in unit.hedges if h.kind in ("modal", "able", "must") and unit.depth(h) == "main"), None)
    if modal is not None:
        return "causal thesis", f"'{unit.doc.text[modal.start : modal.end]}' says what would follow"
    return "factual statement", "nothing in it is a forecast, a reason or a number"


def numbers(unit: Unit) -> str:
    """Return the first number that is no time, or the date of an act; empty if there is none."""
    spans = [(t.start - unit.first, t.end - unit.first) for t in unit.times]
    for m in _NUMBER.finditer(unit.low):
        if any(a <= m.start() < b for a, b in spans):
            continue
        token = unit.token_at(unit.first + m.start())
        if unit.depth_of(token) in ("main", "complement", "noun"):
            return unit.text[m.start() : m.end()]
    dated = next(
        (
            t
            for t in unit.times
            if t.start > unit.verb.idx and t.role in ("in", "since", "span") and unit.depth_of(unit.token_at(t.end - 1)) == "main"
        ),
        None,
    )
    if dated is not None and tense(unit.verb) in ("past", "perfect"):
        return unit.doc.text[dated.start : dated.end]
    return ""
