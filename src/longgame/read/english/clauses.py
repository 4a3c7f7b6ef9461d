"""The clauses of a sentence that may be claims of their own, from its parse."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How a clause hangs on the one before it.
Joint = Literal["start", "but", "and", "same", "reason", "contrast", "which", "so"]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
REASONS = frozenset({"because", "since", "as", "for"})
CONTRASTS = frozenset({"though", "although", "while", "whereas"})
COORDINATORS = {"but": "but", "yet": "but", "and": "and", "or": "and", "nor": "and", "so": "so"}
SHORT = 3


class Clause(NamedTuple):
    """A run of tokens with a verb of its own.

    Attributes
    ----------
    start, end : int
        Tokens of the parse, the second excluded.
    head : int
        Its main verb, or the head of what has none.
    joint : Joint
    """

    start: int
    end: int
    head: int
    joint: Joint


def finite(token: Token) -> bool:
    """Whether a verb has a tense or a modal of its own."""
    return token.tag_ in FINITE or any(c.tag_ in FINITE and c.dep_ in ("aux", "auxpass") for c in token.children)


def subject(token: Token) -> Token | None:
    """Return the subject of a verb, None if it has none of its own."""
    return next((c for c in token.children if c.dep_ in SUBJECTS), None)


def main_verbs(doc: Doc) -> list[Token]:
    """Return the verbs on which the sentence stands: its root, what is joined to it, and what is only put before it."""
    root = next((t for t in doc if t.head.i == t.i), doc[0])
    chain = [root]
    for token in chain:
        chain += [c for c in token.children if c.dep_ == "conj" and (finite(c) or c.pos_ in ("VERB", "AUX"))]
        chain += [
            c
            for c in token.children
            if c.dep_ in ("ccomp", "parataxis") and c.i < token.i and finite(c) and subject(c) is not None and _apart(c, token)
        ]
    return sorted(chain, key=lambda t: t.i)


def _apart(first: Token, second: Token) -> bool:
    """Whether a coordinator or a mark stands between two clauses, so that neither is said in the other."""
    between = first.doc[first.i + 1 : second.i]
    return any(t.lower_ in COORDINATORS or t.text in (";", "-", "—", ":") for t in between)


def clauses(doc: Doc) -> list[Clause]:
    """Return the clauses of a sentence, in order; together they cover it.

    Parameters
    ----------
    doc : Doc
        The parse of one sentence.
    """
    verbs = main_verbs(doc)
    cuts: dict[int, Joint] = {}
    for verb in verbs:
        cuts |= _coordinated(verb, verbs) | _subordinate(verb)
    places = sorted(place for place in cuts if SHORT <= place <= len(doc) - SHORT)
    bounds = [0, *places, len(doc)]
    return [Clause(a, b, _head(doc, a, b, verbs), cuts.get(a, "start") if a else "start") for a, b in itertools.pairwise(bounds)]


def _coordinated(verb: Token, verbs: list[Token]) -> dict[int, Joint]:
    found: dict[int, Joint] = {}
    for token in verb.children:
        if token.dep_ != "cc" or token.lower_ not in COORDINATORS or token.i == 0:
            continue
        after = next((v for v in verbs if v.i > token.i), None)
        if after is None or not finite(after) or (token.i < verb.i and after.i != verb.i):
            continue
        own = any(c.dep_ in SUBJECTS and token.i < c.i for c in after.children)
        if own:
            found[token.i] = COORDINATORS[token.lower_]  # type: ignore[assignment]
        elif after.i > verb.i:
            found[token.i] = "same"
    return found


def _subordinate(verb: Token) -> dict[int, Joint]:
    found: dict[int, Joint] = {}
    for child in verb.children:
        if child.i <= verb.i or not finite(child):
            continue
        mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.i < child.i), None)
        if child.dep_ == "advcl" and mark is not None and subject(child) is not None and mark.i == child.left_edge.i:
            if mark.lower_ in REASONS and (mark.lower_ in ("because", "since") or _comma(mark)):
                found[mark.i] = "reason"
            elif mark.lower_ in CONTRASTS and _comma(mark):
                found[mark.i] = "contrast"
    for token in verb.doc[verb.i + 1 :]:
        if (
            token.lower_ == "which"
            and _comma(token)
            and token.head.dep_ == "relcl"
            and token.dep_ in SUBJECTS
            and _top(token.head, verb)
        ):
            found[token.i] = "which"
    return found


def _top(relative: Token, verb: Token) -> bool:
    """Whether a relative clause hangs on the main clause and on none inside it."""
    return not any(a.dep_ in ("relcl", "advcl") for a in relative.ancestors if a.i > verb.i)


def _comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in (",", "-", "—", ")", '"')


def _head(doc: Doc, start: int, end: int, verbs: list[Token]) -> int:
    """Return the main verb of a run: one of the sentence's, else the token whose head lies outside."""
    inside = [v.i for v in verbs if start <= v.i < end]
    if inside:
        return inside[0]
    tops = [t for t in doc[start:end] if not start <= t.head.i < end]
    best = next((t for t in tops if finite(t)), tops[0] if tops else doc[start])
    return best.i
