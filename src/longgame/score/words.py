"""How forecasts, groups of them and baselines are said, in the terminal and in the report alike."""

from __future__ import annotations

from collections.abc import Iterable

from longgame.case.forecasts import MODEL
from longgame.core.words import percent, word
from longgame.score.baselines import BASELINES as EVERY
from longgame.score.ledger import CHANCES, NO_WORD, QUANTILES, STATED
from longgame.score.result import Group, Receipt

NATURES = {"event": "events", "trend": "trends"}
BASELINES = {b.name: b.title for b in EVERY}
FITS = {"own": "its own rule", "same": "a proxy that says the same", "near": "a proxy near it"}
# Groups by hedge that are no word of a text.
NO_WORDS = {STATED, QUANTILES, CHANCES}


def engine(name: str) -> str:
    """Return an engine's name without the word that tells that it is one."""
    return name.removeprefix(MODEL)


def bare(value: float) -> str:
    """Return a share in per cent without the sign."""
    return f"{100 * value:.0f}"


def meaning(one: Receipt) -> str:
    """Return what a forecast was taken to say: 'yes 70 % (55 to 80)'."""
    if one.mid is None or one.low is None or one.high is None:
        return one.speaks_of
    tail = "" if one.low == one.high else f" ({bare(one.low)} to {bare(one.high)})"
    return f"{one.speaks_of} {percent(one.mid)}{tail}"


def best_first(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that have scores, the best first; those with too few for an interval come after the others."""
    scored = [g for g in groups if g.scored]
    return sorted(scored, key=lambda g: (g.scores["brier"].low is None, g.scores["brier"].value, -g.scored, g.value))


def label(by: str, value: str) -> str:
    """Return what a group is called: hedges between quotation marks, what has none as what it is."""
    if by != "hedge" or value in NO_WORDS:
        return word(value)
    return "no word (as in promises)" if value == NO_WORD else f"“{value}”"
