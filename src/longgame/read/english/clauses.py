"""The clauses of a sentence that may be claims of their own, from its parse."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal, NamedTuple

from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How a clause hangs on the one before it.
Joint = Literal["start", "but", "and", "same", "reason", "contrast", "conceded", "which"]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
REASONS = frozenset({"because", "since", "as", "for"})
CONTRASTS = frozenset({"though", "although", "while", "whereas"})
COORDINATORS: dict[str, Joint] = {"but": "but", "yet": "but", "and": "and", "or": "and", "nor": "and", "so": "and"}
# After these verbs a clause with `which` says what follows from the one before: one claim.
INFERS = frozenset({"suggest", "mean", "imply", "indicate"})
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
    if token.tag_ in FINITE or any(c.tag_ in FINITE and c.dep_ in ("aux", "auxpass") for c in token.children):
        return True
    # `elections take place on 4 April`: the tagger takes some verbs in the plural for infinitives.
    bare = (
        token.tag_ == "VB" and token.dep_ == "ROOT" and not any(c.dep_ == "aux" or c.tag_ in ("TO", "MD") for c in token.children)
    )
    return bare and any(c.dep_ == "nsubj" and c.i < token.i for c in token.children)


def subject(token: Token) -> Token | None:
    """Return the subject of a verb, None if it has none of its own."""
    return next((c for c in token.children if c.dep_ in SUBJECTS), None)


def main_verbs(doc: Doc) -> list[Token]:
    """Return the verbs on which the sentence stands: its root, what is joined to it, and what is only put before it."""
    chain = [_root(doc)]
    for token in chain:
        chain += [c for c in token.children if c.dep_ == "conj" and (finite(c) or c.pos_ in ("VERB", "AUX"))]
        chain += [
            c
            for c in token.children
            if c.dep_ in ("ccomp", "parataxis")
            and c.i < token.i
            and finite(c)
            and subject(c) is not None
            and _apart(c, token)
            and token.lemma_.lower() not in classes("claims_en.csv")["speech"]  # `…, the minister said`
        ]
    return sorted(chain, key=lambda t: t.i)


def _root(doc: Doc) -> Token:
    """Return the root, or the finite verb that the parser left hanging on a noun which it took for the root."""
    root = next((t for t in doc if t.head.i == t.i), doc[0])
    if root.lower_ == "according":  # `according to two sources it resolved to …`
        root = next((t for t in doc[root.i + 1 :] if finite(t) and t.dep_ in ("relcl", "acl", "ccomp") and not _opened(t)), root)
    if root.pos_ in ("VERB", "AUX") or finite(root):
        return root
    hanging = [t for t in doc[root.i + 1 :] if finite(t) and t.dep_ in ("acl", "relcl") and not _opened(t)]
    return next((t for t in hanging if subject(t) is None), hanging[-1] if hanging else root)


def _opened(verb: Token) -> bool:
    """Whether a clause opens with a conjunction or a relative pronoun."""
    return any(c.dep_ == "mark" or c.tag_ in ("WDT", "WP", "WRB") for c in verb.subtree if c.i < verb.i)


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
    for first, second in itertools.pairwise(verbs):
        cuts |= _coordinated(first, second)
    for verb in verbs:
        cuts |= _subordinate(verb)
    places = sorted(place for place in cuts if SHORT <= place <= len(doc) - SHORT)
    bounds = [0, *places, len(doc)]
    return [Clause(a, b, _head(doc, a, b, verbs), cuts.get(a, "start") if a else "start") for a, b in itertools.pairwise(bounds)]


def _coordinated(first: Token, second: Token) -> dict[int, Joint]:
    """Return where the second of two main verbs begins its clause, if a coordinator stands before it."""
    if not finite(second):
        return {}
    own = next((c for c in second.children if c.dep_ in SUBJECTS and first.i < c.i), None)
    limit = second.i if own is None else min(own.left_edge.i, second.i)
    between = [t for t in second.doc[first.i + 1 : limit] if t.lower_ in COORDINATORS and not _nouns(t) and not _counts(t)]
    if not between or _noun(first, second, own):
        return {}
    # A coordinator of two nouns in between is not meant; the parser knows it mostly by its head.
    token = next((t for t in reversed(between) if t.head.i in (first.i, second.i)), between[-1])
    nouns = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in second.doc[token.i + 1 : second.i])
    return {token.i: COORDINATORS[token.lower_] if own is not None or nouns else "same"}


def _counts(coordinator: Token) -> bool:
    """Whether a coordinator stands between two numbers: `for a year or two`, `three or more`."""
    after = coordinator.nbor(1) if coordinator.i + 1 < len(coordinator.doc) else coordinator
    return coordinator.lower_ == "or" and (after.pos_ == "NUM" or after.lower_ in ("more", "less", "so", "fewer"))


def _nouns(coordinator: Token) -> bool:
    """Whether a coordinator stands between two nouns that the parser has joined."""
    head = coordinator.head
    return head.pos_ in ("NOUN", "PROPN") and any(c.dep_ == "conj" and c.i > coordinator.i and not finite(c) for c in head.children)


def _noun(first: Token, second: Token, own: Token | None) -> bool:
    """Whether a coordinator joins nouns, and not verbs: `a system of checks and controls`, `as Greece and its creditors argue`."""
    joined = (t for t in second.doc[first.i + 1 : second.i] if t.dep_ == "conj" and t.head.dep_ == "pobj")
    if own is None and any(t.head.head.lower_ == "as" and t.head.head.head.i == first.i for t in joined):
        return True
    modal = any(c.tag_ == "MD" for c in first.children)
    return (
        own is None and modal and second.tag_ == "VBZ" and not any(c.dep_ in ("aux", "auxpass", "advmod") for c in second.children)
    )


def _subordinate(verb: Token) -> dict[int, Joint]:
    found: dict[int, Joint] = {}
    for child in verb.children:
        if child.i < verb.i and finite(child) and (place := _conceded(child)):
            found[place] = "conceded"
        if child.i <= verb.i or not finite(child):
            continue
        mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.i < child.i), None)
        if child.dep_ == "advcl" and mark is not None and subject(child) is not None and mark.i == child.left_edge.i:
            likened = mark.lower_ == "as" and child.lemma_ == "do"  # `as it did in March`
            if mark.lower_ in REASONS and not likened and (mark.lower_ in ("because", "since") or _comma(mark)):
                found[mark.i] = "reason"
            elif mark.lower_ in CONTRASTS and _comma(mark):
                found[mark.i] = "contrast"
    for token in verb.doc[verb.i + 1 :]:
        if (
            token.lower_ == "which"
            and _comma(token)
            and token.head.dep_ == "relcl"
            and token.head.lemma_ not in INFERS
            and token.dep_ in SUBJECTS | {"dobj"}
            and _top(token.head, verb)
        ):
            found[token.i] = "which"
    return found


def _conceded(clause: Token) -> int:
    """Return where the main clause begins after `although …,`, 0 if no such clause stands first."""
    mark = next((c for c in clause.children if c.dep_ in ("mark", "advmod") and c.lower_ in CONTRASTS), None)
    end = clause.right_edge.i + 1
    if clause.dep_ != "advcl" or mark is None or clause.left_edge.i > 1 or end >= len(clause.doc):
        return 0
    return end + 1 if clause.doc[end].text == "," else 0


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
