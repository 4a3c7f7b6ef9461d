"""Who says it: officials and institutions, the author, or somebody who is neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"
_ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of)\b")
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def speech(unit: Unit) -> Token | None:
    """Return the verb by which somebody says the unit, None if nobody does."""
    verb = unit.verb
    if verb.lemma_.lower() in classes(LIST)["speech"] and _reports(verb):
        return verb
    for token in unit.tokens:
        if token.lemma_.lower() in classes(LIST)["speech"] and token.dep_ in ("parataxis", "advcl") and _reports(token):
            return token
    return None


def _reports(verb: Token) -> bool:
    """Whether a verb of speech has something said: a clause, a quotation, or `of` and `about`."""
    if any(c.dep_ in ("ccomp", "parataxis") for c in verb.children) or verb.dep_ == "parataxis":
        return True
    if '"' in verb.doc.text:
        return True
    if any(c.dep_ == "dobj" for c in verb.children):
        return verb.lemma_ in ("put", "estimate", "deny", "declare", "dismiss", "describe")
    return any(c.dep_ == "prep" and c.lower_ in ("of", "about") for c in verb.children)


def official(token: Token | None, *, before: bool = False) -> bool:
    """Whether a subject is an official, a government, a state or an institution.

    Parameters
    ----------
    token : Token or None
    before : bool
        Whether an official spoke in the sentence before, for pronouns.
    """
    if token is None:
        return False
    words = {t.lower_ for t in token.subtree} | {t.lemma_.lower() for t in token.subtree}
    if words & classes(LIST)["outsider"]:
        return False
    if token.lower_ in ("he", "she", "they", "it"):
        return before
    if words & classes(LIST)["official"]:
        return True
    return any(t.ent_type_ in NAMED for t in token.subtree) or token.pos_ == "PROPN"


def reported(unit: Unit, before: bool) -> str:
    """Return why a unit is what an official says, empty if it is not."""
    according = _ACCORDING.search(unit.low)
    if according is not None:
        tokens = [t for t in unit.tokens if t.idx >= unit.first + according.end()][:8]
        after = next((t for t in tokens if t.dep_ == "pobj"), None)
        if official(after):
            return f"'{according[0]}' and an official"
    verb = speech(unit)
    if verb is None:
        return ""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) or unit.subject
    if not official(subject, before=before):
        return ""
    return f"'{verb.text}', said by '{subject.text}'" if subject is not None else ""
