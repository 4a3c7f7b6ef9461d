"""Whether a claim denies, and to which answer the chance of its hedges belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from longgame.core.hedges import on_any_scale
from longgame.read.english.unit import Unit
from longgame.read.hedges import STRONG, Found
from longgame.read.proposal import Answer

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "nowhere"})
# `no later than`, `no fewer than`, `no doubt`: words after a `no` that denies nothing.
_NO_DENIAL = frozenset({"later", "more", "less", "fewer", "earlier", "sooner", "matter", "doubt", "wonder", "longer"})
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "least"})
# Words that deny by halves or of a part: what a `no` would be is for a person to say.
_HALF = frozenset({"hardly", "scarcely", "barely", "rarely", "seldom", "few", "little"})
_ALL = frozenset({"all", "every", "everyone", "everybody", "everything", "both"})
# Nouns whose clause is judged as a whole.
_JUDGED = frozenset(
    {"chance", "odds", "likelihood", "probability", "possibility", "risk", "doubt", "danger", "prospect", "hope", "sign"}
)
_ASIDE = frozenset({"but", "though", "albeit", "if", "or"})


def polarity(unit: Unit, chosen: Sequence[Found], condition: tuple[int, int] | None = None) -> tuple[bool, Answer]:
    """Return whether a claim denies, and the answer that its hedges speak of.

    A denial that is part of a hedge is in that hedge's chance already: `will not sign` gives a small chance of a yes. One that
    stands beside them turns the answer: what `nobody will sign` gives a large chance of is a no.

    Parameters
    ----------
    unit : Unit
    chosen : sequence of Found
        The hedges that are listed with the claim.
    condition : tuple of (int, int) or None
        Place of its if-part in the parsed text, which is left out.

    Returns
    -------
    bool
    {'yes', 'no', ''}
        Empty where two denials meet, or one that only part of the claim hangs on.
    """
    said = [t for t in unit.tokens if condition is None or not condition[0] <= t.idx < condition[1]]
    said = [t for t in said if unit.depth_of(t) in ("main", "complement") or (unit.depth_of(t) == "noun" and _judged(t, unit))]
    every = [t for t in said if _denies(t)]
    outside = [t for t in every if not _counted(t, unit, chosen)]
    halves = [t for t in said if ((t.lower_ in _HALF and _of_claim(t)) or _not_all(t)) and not _counted(t, unit, chosen)]
    if not outside and not halves:
        return len(every) % 2 == 1, "yes"
    clear = len(outside) == 1 and not halves and _whole(outside[0], unit)
    return len(every) % 2 == 1, "no" if clear else ""


def _judged(token: Token, unit: Unit) -> bool:
    """Whether a word stands in a clause that is judged as a whole: `a 20 % chance that …`, `that it … is unlikely`."""
    while token.i not in (unit.head, token.head.i):
        if token.dep_ == "acl" or (token.dep_ == "relcl" and token.left_edge.lower_ == "that"):
            return token.head.lemma_.lower() in _JUDGED
        if token.dep_ == "csubj":
            return True
        token = token.head
    return False


def _denies(token: Token) -> bool:
    """Whether a word is a denial: a `not` on a verb, a `no` on a noun, a nobody."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    before = token.nbor(-1).lower_ if token.i else ""
    if token.lower_ == "no":
        return after == "longer" or (token.dep_ in ("det", "neg") and after not in _NO_DENIAL)
    if token.lower_ == "neither" and token.dep_ in ("preconj", "det", "cc"):
        return True
    if token.lower_ == "nor":
        return not any(t.lower_ in ("neither", "not", "n't", "no") for t in token.doc[: token.i])
    if token.lower_ in _NOBODY:
        return after != "but"
    return token.dep_ == "neg" and after not in _NOT_ONLY and before not in ("if", "whether")


def _counted(token: Token, unit: Unit, chosen: Sequence[Found]) -> bool:
    """Whether a word belongs to a hedge that has a number of its own, in this place or in the same words elsewhere."""
    meanings = {h.meaning for h in chosen if h.meaning}
    of = [h for h in unit.hedges if h.start <= token.idx < h.end]
    of = [h for h in of if h in chosen or h.kind in STRONG or h.meaning in meanings]
    return any(on_any_scale(unit.sentence[h.start : h.end], h.meaning) for h in of)


def _not_all(token: Token) -> bool:
    """Whether a denial is of the whole of some: `not all members`, `not everyone`."""
    return token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _ALL


def _of_claim(token: Token) -> bool:
    """Whether `few` or `hardly` stands on the claim's subject or verb."""
    return token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ in ("nsubj", "nsubjpass") or token.head.pos_ in ("VERB", "AUX")


def _whole(token: Token, unit: Unit) -> bool:
    """Whether the whole claim hangs on a denial, not one of its verbs, and no aside such as `but not before May`."""
    if token.i and token.nbor(-1).lower_ in _ASIDE:
        return False
    if token.dep_ == "neg" and token.head.pos_ not in ("VERB", "AUX"):
        return token.lower_ == "never" or token.nbor(1).dep_ == "det"
    verb = token
    while verb.head.i != verb.i and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    joined = verb.dep_ == "conj" and verb.head.i >= unit.start and verb.i != unit.head
    return not joined and not any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") and c.i < unit.end for c in verb.children)
