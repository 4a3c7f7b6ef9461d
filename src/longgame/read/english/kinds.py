"""Which of the seven kinds a unit is: the questions of the guide to labels, in its order; the first yes decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from longgame.read.english import ahead, conditions, facts, promises, sayings, skip
from longgame.read.english.unit import tense
from longgame.read.hedges import STRONG, Found
from longgame.read.proposal import Kind

if TYPE_CHECKING:
    from longgame.read.english.conditions import Condition
    from longgame.read.english.context import Context
    from longgame.read.english.unit import Unit

# `the longer it lasts, the more it will cost`: a tendency, whatever its tense.
_CORRELATIVE = re.compile(
    r"^the (?:more|less|\w+er)\b.*[ ,]the (?:more|less|\w+er)\b|^the (?:more|less|\w+er) (?:it|they|he|she) (?:will|would)\b"
)
_HABIT = re.compile(r"\b(?:tends?|always|usually|every time|whenever|even if|as if)\b")
_BACKWARD = re.compile(r"\b(?:could|would)\b")
# A condition that stands last, under a verb in the present, says what tends to happen.
_FIRST = 12
_IF = frozenset({"modal", "should", "able", "musthave", "likelihood", "number", "chance", "outlook"})


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


def kind(unit: Unit, context: Context) -> Reading:
    """Return the kind of a unit.

    Parameters
    ----------
    unit : Unit
    context : Context
    """
    if open_ := skip.unknown(unit):
        # What nobody knows is no claim, unless it is when it will have been decided.
        ends = any(t.role in ("by", "before", "until", "within", "in") and t.days.last > context.now for t in unit.times)
        return Reading("forecast", f"'{open_}' with a time", None, _open(unit, open_)) if ends else Reading(None, "nobody knows")
    if skip.no_claim(unit):
        return Reading(None, "no claim")
    promise = promises.promised(unit, context.now) or sayings.pledged(unit, context)
    if promise is not None:
        return Reading("commitment-with-deadline", promise.why, None, promise.hedge)
    if why := sayings.reported(unit, context):
        return Reading("reported claim by an official", why)
    if (grows := _CORRELATIVE.search(unit.low)) and _compares(unit):
        return Reading("causal thesis", f"'{grows[0]}': how one thing grows with another")
    if unit.joint == "reason" and not any(h.kind == "modal" and not _would(unit, h) for h in unit.hedges):
        return Reading("causal thesis", f"'{unit.doc[unit.start].text}' opens a reason")
    condition = conditions.find(unit)
    if condition is not None:
        hedge = _consequence(unit, condition)
        if hedge is not None:
            alone = hedge.start == condition.start
            words = "no other word that looks ahead" if alone else f"'{unit.sentence[hedge.start : hedge.end]}'"
            return Reading("conditional forecast", f"condition '{condition.word}' and {words}", condition, hedge)
    found = ahead.forecast(unit, context)
    if found is not None:
        hangs = conditions.supposed(unit, found[1], context.before)
        if hangs is False or (hangs is None and unit.told):
            return Reading("forecast", found[0], None, found[1])
        on = "what was said before" if hangs is None else f"'{unit.sentence[hangs.start : hangs.end]}'"
        return Reading("conditional forecast", f"'would', which hangs on {on}", hangs, found[1])
    if skip.advice(unit):
        return Reading(None, "advice")
    dated = promises.dated(unit, context.now)
    if dated is not None:
        return Reading("commitment-with-deadline", dated.why, None, dated.hedge)
    return Reading(*facts.fact(unit))


def _would(unit: Unit, hedge: Found) -> bool:
    return unit.sentence[hedge.start : hedge.end].lower().startswith(("would", "'d"))


def _consequence(unit: Unit, condition: Condition) -> Found | None:
    """Return the hedge of what would follow, outside the condition, None if it says only what tends to follow."""
    if condition.end - condition.start >= unit.last - unit.first - 1:
        return _word(condition, "what if")
    if _lasted(unit, condition):
        return None
    outside = [h for h in unit.hedges if not condition.start <= h.start < condition.end]
    strong = [
        h for h in outside if h.kind in _IF and unit.depth(h) in ("main", "complement", "noun") and not _was(unit, h, condition)
    ]
    if strong and all(h.kind == "able" for h in strong) and _only(unit, condition):
        return None  # `it can act only once they have signed`: what it takes
    if strong:
        return next((h for h in strong if h.kind in STRONG), strong[0])
    habit = any(h.kind == "habit" for h in outside) or _HABIT.search(unit.low)
    first = condition.start - unit.first < _FIRST
    if (
        first
        and condition.word in ("if", "unless", "only if", "failing", "barring", "absent", "in the absence of")
        and tense(unit.verb) in ("present", "none")
        and not habit
        and not unit.past
    ):
        return _word(condition)
    return None


def _only(unit: Unit, condition: Condition) -> bool:
    before = unit.sentence[: condition.start].rstrip().lower()
    return condition.word.startswith("only") or before.endswith(" only")


def _compares(unit: Unit) -> bool:
    """Whether `the` is followed by a comparative, and not by a minister or a chamber, twice or before a pronoun."""
    after = [t for t in unit.tokens[1:] if t.nbor(-1).lower_ == "the" and t.tag_ in ("JJR", "RBR")]
    return bool(after) and after[0].i == unit.start + 1


def _lasted(unit: Unit, condition: Condition) -> bool:
    """Whether a condition is a stretch of the past: `as long as he was in office, the pact could not be touched`."""
    if not condition.word.startswith(("as long", "so long", "until", "till", "once")):
        return False
    inside = [t for t in unit.tokens if condition.start <= t.idx < condition.end]
    return (
        any(t.tag_ == "VBD" for t in inside)
        and not any(t.lower_ == "were" for t in inside)
        and _BACKWARD.search(unit.low) is not None
    )


def _was(unit: Unit, hedge: Found, condition: Condition) -> bool:
    """Whether `would` is only what had been to come, in what somebody said: `it revealed that tariffs would fall only if …`."""
    inverted = condition.word in ("were", "had", "should")
    return unit.past and _would(unit, hedge) and unit.depth(hedge) == "complement" and not inverted


def _open(unit: Unit, words: str) -> Found:
    start = unit.first + unit.low.index(words)
    return Found(start, start + len(words), "likelihood", "about even")


def _word(condition: Condition, means: str = "") -> Found:
    """Return the word that opens a condition as a hedge; what follows in the present has no chance of its own."""
    return Found(condition.start, condition.start + len(condition.word), "likelihood", means)
