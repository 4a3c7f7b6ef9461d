"""Commitments: what a party is bound to do, by its own word or by an agreement, and what has been scheduled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.english.clauses import finite
from longgame.read.english.unit import tense
from longgame.read.words import classes, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"


def promised(unit: Unit) -> str:
    """Return why a unit is a commitment, empty if it is not."""
    return _bound(unit) or _is_to(unit) or _scheduled(unit) or _words(unit)


def _bound(unit: Unit) -> str:
    verb = unit.verb
    candidates = [verb, *[c for c in verb.children if c.dep_ in ("xcomp",) and c.tag_ == "VBN"]]
    for token in candidates:
        if token.lemma_.lower() in classes(LIST)["pledge"] and not _denied(token) and _binds(unit, token):
            return f"'{token.text}' binds"
    return ""


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _binds(unit: Unit, verb: Token) -> bool:
    """Whether what follows a verb of promise is something to be done."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("xcomp", "advcl") and any(c.tag_ == "TO" for c in child.children):
            return verb.lemma_ not in ("foresee", "set", "provide", "give") or verb.lemma_ == "set"
        if child.dep_ == "ccomp" and tense(child) == "modal" and _will(child):
            return True
        if verb.lemma_ in ("envisage", "foresee", "provide", "stipulate") and child.dep_ in ("dobj", "ccomp", "prep"):
            return True
        if child.dep_ == "prep" and child.lower_ in ("to", "with", "into") and any(c.dep_ == "pcomp" for c in child.children):
            return True
    strong = verb.lemma_ in ("pledge", "promise", "guarantee", "undertake", "commit", "schedule", "plan", "offer")
    return strong and (_ahead(unit) or verb.lemma_ in ("pledge", "promise", "undertake")) and tense(verb) != "none"


def _will(verb: Token) -> bool:
    return any(c.tag_ == "MD" and c.lower_ in ("will", "would", "shall", "should", "wo", "'d", "'ll") for c in verb.children)


def _ahead(unit: Unit) -> bool:
    return any(time.role in ("by", "until", "before", "within", "in", "from", "notbefore") for time in unit.times)


def _is_to(unit: Unit) -> str:
    for hedge in unit.hedges:
        if hedge.kind not in ("isto", "haveto", "must") or unit.depth(hedge) not in ("main",):
            continue
        token = unit.token_at(hedge.start)
        if hedge.kind == "isto":
            aims = classes(LIST)["aim"]
            subject = unit.subject
            if (subject is not None and subject.lemma_.lower() in aims) or (token.i and token.nbor(-1).lower_ in ("what", "which")):
                continue
            return f"'{unit.doc.text[hedge.start : hedge.end]}' before a verb"
        by = any(t.role in ("by", "until", "before", "within", "in") and t.start >= hedge.end for t in unit.times)
        under = re.search(r"\bunder (?:the|its|an?|their|this)\b|\baccording to\b", unit.low)
        if by or (under and hedge.kind == "must"):
            return f"'{unit.doc.text[hedge.start : hedge.end]}' with a time or a text that binds"
    return ""


def _scheduled(unit: Unit) -> str:
    """Return why a unit in the present tense is a fixture: `the round opens on the 24th`."""
    verb = unit.verb
    if verb.lemma_.lower() not in classes(LIST)["schedule"]:
        return ""
    fixed = any((t.role in ("in", "by") and not t.vague) or (t.role == "in" and t.days.first == t.days.last) for t in unit.times)
    if tense(verb) == "present" and finite(verb) and fixed:
        return f"'{verb.text}' in the present tense with a day to come"
    will = any(c.lower_ == "will" for c in verb.children)
    if (
        will
        and fixed
        and verb.lemma_ in ("hold", "take", "convene", "meet", "expire")
        and not any(h.kind == "likelihood" for h in unit.hedges)
    ):
        return f"'will {verb.text}' with a day"
    return ""


def _words(unit: Unit) -> str:
    found = pattern("bound_en.txt").search(unit.low)
    if found is None:
        return ""
    token = unit.token_at(unit.first + found.start())
    if unit.depth_of(token) in ("relative", "adverbial") and unit.verb.pos_ in ("VERB", "AUX"):
        return ""
    if re.match(r"(?:pledge|promise|commitment|undertaking|plan|plans|decision|offer|order) to", found[0]) and not (
        _ahead(unit) and unit.subject is not None and token.i >= unit.verb.i
    ):
        return ""
    return f"'{found[0]}'"
