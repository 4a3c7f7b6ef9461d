"""Forecasts: what will, may or will not be, with or without a verb of the future."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from longgame.read.english.clauses import finite
from longgame.read.english.unit import tense
from longgame.read.hedges import Found
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.unit import Unit

# What the author says himself: `we expect that`, `it is likely that`, `this means that`.
_OWN = frozenset(
    {"i", "we", "it", "that", "this", "which", "there", "one", "analysts", "observers", "experts", "most", "many", "what"}
)
_SHOWS = frozenset(
    {"mean", "suggest", "imply", "indicate", "show", "ensure", "signal", "reckon", "expect", "think", "believe", "bet", "be"}
)
_BELOW = frozenset({"ccomp", "advcl", "acl", "relcl", "csubj", "xcomp"})
_AGENTS = frozenset({"we", "you", "one", "they", "he", "she", "i"})


def forecast(unit: Unit, now: date) -> tuple[str, Found] | None:
    """Return why a unit looks ahead, and the hedge by which it does; None if it does not.

    Parameters
    ----------
    unit : Unit
    now : datetime.date
        Day of the article.
    """
    for hedge in sorted(unit.hedges, key=lambda h: (h.kind not in ("likelihood", "number", "chance", "outlook"), h.start)):
        words = unit.doc.text[hedge.start : hedge.end]
        if hedge.kind in ("likelihood", "number", "chance", "outlook"):
            if _likely(unit, hedge, now):
                return f"'{words}' about what is to come", hedge
        elif hedge.kind in ("modal", "musthave", "should", "able") and _modal(unit, hedge):
            return f"modal verb '{words}'", hedge
    return None


def _likely(unit: Unit, hedge: Found, now: date) -> bool:
    depth = unit.depth(hedge)
    if depth in ("relative", "adverbial"):
        return False
    token = unit.token_at(hedge.start)
    if hedge.kind == "chance" and not re.search(r"\b(?:chance|prospect|odd|likelihood|probabilit|hope|risk)", unit.low):
        return False
    if depth == "complement" and not _own(unit):
        return False
    said = _proposition(unit, token)
    when = tense(said)
    if when in ("past", "perfect") or (unit.past and when != "modal"):
        return False
    if re.search(r"\bto have (?:been )?\w+(?:ed|en|wn|ne)\b", unit.low[max(0, hedge.end - unit.first) :][:40]):
        return False
    if (
        when == "present"
        and said.i == unit.verb.i
        and token.dep_ == "advmod"
        and hedge.meaning not in ("little cause for optimism",)
    ):
        return _later(unit, now) or (token.head.pos_ == "AUX" and token.lower_ in ("sooner",))
    return True


def _proposition(unit: Unit, token: Token) -> Token:
    """Return the verb of what a word of likelihood is about: that of the clause that it governs, else the one that it stands by."""
    for top in (token, token.head, token.head.head):
        for child in top.children:
            below = child.dep_ in _BELOW and child.i > token.i and finite(child)
            if below and (child.dep_ in ("ccomp", "acl") or any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)):
                return child
        if top.pos_ in ("VERB", "AUX"):
            return top
    return unit.verb


def _later(unit: Unit, now: date) -> bool:
    return any(time.days.last > now for time in unit.times)


def _modal(unit: Unit, hedge: Found) -> bool:
    token = unit.token_at(hedge.start)
    words = unit.doc.text[hedge.start : hedge.end].lower()
    first = words.split()[0]
    verb = token.head if token.tag_ == "MD" or token.dep_ == "aux" else token
    depth = unit.depth(hedge)
    if not _reaches(unit, depth, first):
        return False
    if any(c.lemma_ == "have" and c.dep_ == "aux" and c.i > token.i for c in verb.children) and first not in (
        "will",
        "'ll",
        "won't",
    ):
        return False
    if hedge.kind == "should":
        return depth == "main" and not _agent(unit)
    if first in ("would", "'d", "wouldn't") or hedge.kind == "able":
        return False
    if first in ("could", "couldn't"):
        negative = (words != "could" and "not" in words) or "n't" in words or re.search(r"\bno\b", unit.low[:30]) is not None
        return not negative and not _told(unit) and "could" in words
    return True


def _reaches(unit: Unit, depth: str, first: str) -> bool:
    if depth == "main":
        return True
    if depth == "complement":
        return _own(unit)
    if depth == "relative":
        return (
            first in ("will", "won't")
            and tense(unit.verb) == "present"
            and unit.verb.lemma_ in ("be", "look", "remain", "seem", "have", "need")
        )
    return False


def _own(unit: Unit) -> bool:
    """Whether what is said in a clause is the author's own view: `we expect that`, `this means that`."""
    subject, verb = unit.subject, unit.verb
    if subject is None:
        return True
    return subject.lower_ in _OWN or verb.lemma_ in ("mean", "suggest", "imply", "indicate", "ensure", "signal", "be")


def _agent(unit: Unit) -> bool:
    """Whether the subject of `should` can follow advice."""
    subject = unit.subject
    if subject is None:
        return True
    if subject.lower_ in _AGENTS or subject.ent_type_ in ("PERSON", "GPE", "NORP"):
        return True
    return subject.lemma_.lower() in classes("claims_en.csv")["official"] or subject.lemma_.lower() in (
        "state",
        "party",
        "side",
        "member",
        "country",
    )


def _told(unit: Unit) -> bool:
    """Whether a unit tells of the past: another verb of the main clause in the past tense."""
    return any(t.tag_ == "VBD" and unit.depth_of(t) in ("main", "complement") for t in unit.tokens)
