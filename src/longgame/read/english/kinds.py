"""Which of the seven kinds a unit is: the questions of the guide to labels, in its order; the first yes decides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.read.english import ahead, conditions, facts, promises, sayings, skip
from longgame.read.hedges import Found
from longgame.read.proposal import Kind

if TYPE_CHECKING:
    from longgame.read.english.conditions import Condition
    from longgame.read.english.unit import Unit

_IF = frozenset({"modal", "should", "able", "musthave", "likelihood", "number", "chance", "outlook", "bare"})


class Reading(NamedTuple):
    """What a unit was taken for.

    Attributes
    ----------
    kind : Kind or None
        None if it is no claim.
    why : str
    condition : Condition or None
    by : Found or None
        The hedge that decided.
    """

    kind: Kind | None
    why: str
    condition: Condition | None = None
    by: Found | None = None

    @property
    def forward(self) -> bool:
        """Whether it looks ahead."""
        return self.kind in ("forecast", "conditional forecast", "commitment-with-deadline")


def kind(unit: Unit, now: date, spoke: bool) -> Reading:
    """Return the kind of a unit.

    Parameters
    ----------
    unit : Unit
    now : datetime.date
        Day of the article.
    spoke : bool
        Whether the sentence before was what an official says.
    """
    if skip.no_claim(unit):
        return Reading(None, "no claim")
    if why := promises.promised(unit):
        return Reading("commitment-with-deadline", why)
    if why := sayings.reported(unit, spoke):
        return Reading("reported claim by an official", why)
    condition = conditions.find(unit)
    if condition is not None:
        hedge = _consequence(unit, condition)
        if hedge is not None:
            words = unit.doc.text[hedge.start : hedge.end]
            return Reading("conditional forecast", f"condition '{condition.word}' and '{words}'", condition, hedge)
    found = ahead.forecast(unit, now)
    if found is not None:
        return Reading("forecast", found[0], None, found[1])
    if skip.advice(unit):
        return Reading(None, "advice")
    return Reading(*facts.fact(unit))


def _consequence(unit: Unit, condition: Condition) -> Found | None:
    """Return the hedge of what would follow, outside the condition, None if it says only what tends to follow."""
    if condition.end - condition.start >= unit.last - unit.first - 1:
        words = unit.doc.text[condition.start : condition.start + len(condition.word)]
        return Found(condition.start, condition.start + len(words), "likelihood", "what if")
    outside = [h for h in unit.hedges if h.kind in _IF and not condition.start <= h.start < condition.end]
    strong = [h for h in outside if unit.depth(h) in ("main", "complement", "noun")]
    return next(iter(strong), None)
