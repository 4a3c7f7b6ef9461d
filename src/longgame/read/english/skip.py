"""What is no claim: questions, advice, wishes, what a text says of itself, what nobody knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.english.clauses import finite
from longgame.read.english.unit import tense
from longgame.read.hedges import STRONG
from longgame.read.words import pattern

if TYPE_CHECKING:
    from longgame.read.english.unit import Unit

# Words without which nothing can be said.
FEW = 3
# Beside so many letters there is more in it than that nobody knows.
LONG = 160
_WELL = re.compile(r"\b(?:would do well to|had better)\b")
_LET = re.compile(r"(?:and |but )?(?:let|give|take away|remove)\b.*, and ")
# `What to watch`, `Where to look next`.
_WHAT_TO = re.compile(r"(?:what|where|when|how|whom?|which \w+)(?: not)? to \w+")
_WISH = re.compile(r"^(?:let us|may \w+ |if only|would that|one hopes|hopefully|god )")
_ADVICE = re.compile(r"\b(?:should|ought to|must|needs? to|had better|would do well to)\b")


def no_claim(unit: Unit) -> bool:
    """Return whether a unit, no forecast or commitment, says nothing that could be checked."""
    low = unit.low
    if low.rstrip("\"')] ").endswith("?") or _asks(unit):
        return not re.match(r"(?:and |but |so )?what if\b", low)
    if _WELL.search(low):
        return True
    if pattern("itself_en.txt").search(low) or _WISH.match(low):
        return True
    return _imperative(unit) or _narrator(unit) or _fragment(unit)


def _asks(unit: Unit) -> bool:
    """Whether a unit is part of a question that begins with its verb: `will they sign or will they walk away again, …?`."""
    doc = unit.doc
    verb = doc[0].tag_ == "MD" or doc[0].lower_ in ("is", "are", "was", "were", "do", "does", "did", "has", "have", "had")
    return verb and doc.text.rstrip("\"')] ").endswith("?")


def unknown(unit: Unit) -> str:
    """Return the words by which a unit says that nobody knows, empty if it does not, or if something follows from it."""
    low = unit.low
    found = pattern("unknown_en.txt").search(low)
    if found is None:
        return ""
    whole = low.startswith("whether ") and not low[found.end() :].strip(" .")  # `whether they will …, remains to be seen`
    if not whole and (len(low) >= LONG or "which" in low or "suggest" in low):
        return ""
    return found[0]


def _narrator(unit: Unit) -> bool:
    """Whether the author tells of himself."""
    subject = unit.subject
    return subject is not None and subject.lower_ == "i" and not unit.hedges


def _fragment(unit: Unit) -> bool:
    """Whether there is neither a verb nor anything that would make up for it, as in headings."""
    if len([t for t in unit.tokens if t.is_alpha]) < FEW:
        return True
    said = any(finite(t) for t in unit.tokens)
    if not said and not unit.hedges and (unit.sentence.rstrip().endswith(":") or _WHAT_TO.match(unit.low)):
        return True
    verb = said or unit.verb.pos_ in ("VERB", "AUX")
    return not verb and not unit.hedges and not unit.times


def _imperative(unit: Unit) -> bool:
    verb = unit.verb
    if verb.tag_ != "VB" or unit.subject is not None:
        return False
    before = [t for t in unit.tokens if t.i < verb.i and not t.is_punct and t.pos_ not in ("ADV", "CCONJ", "AUX", "PART", "INTJ")]
    return not before and not any(h.kind in STRONG for h in unit.hedges) and not _LET.match(unit.low) and tense(verb) == "none"


def advice(unit: Unit) -> bool:
    """Return whether a unit tells somebody what to do."""
    found = _ADVICE.search(unit.low)
    if found is None or found[0] not in ("should", "ought to", "must", "had better", "would do well to"):
        return False
    token = unit.token_at(unit.first + found.start())
    return unit.depth_of(token) == "main"
