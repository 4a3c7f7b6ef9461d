"""A clause with what the rules ask of it: its verb and tense, its hedges and how deep they lie, its times."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from longgame.read.english.clauses import Joint, finite, subject

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc, Token

    from longgame.read.english.dates import Time
    from longgame.read.hedges import Found

Depth = Literal["main", "complement", "relative", "adverbial", "noun"]
_DEPTHS: dict[str, Depth] = {"relcl": "relative", "advcl": "adverbial", "acl": "noun", "ccomp": "complement", "csubj": "noun"}
# What is said with `that` behind a noun: to the parser it often is a relative clause, and hangs on whatever stands before.
_SAID: dict[str, Depth] = {
    **dict.fromkeys(("confidence", "certainty"), "complement"),  # `we assess with high confidence that they will sign`
    **dict.fromkeys(("risk", "danger", "chance", "possibility", "likelihood", "probability", "prospect"), "noun"),
}
PAST = frozenset({"VBD"})


@dataclass
class Unit:
    """A clause that may be a claim.

    Attributes
    ----------
    doc : Doc
        The parse of its sentence.
    start, end, head : int
        Tokens.
    joint : Joint
    offset : int
        Where the parsed text starts in the document's.
    hedges : list of Found
        Places counted in the parsed text, as are those of the times.
    times : list of Time
    told : bool
        Whether somebody who is no official has said it, in the past tense, and is cut off: `was unlikely` stands for `is unlikely`.
    under : date or None
        Last day of the time that the heading over it names.
    """

    doc: Doc
    start: int
    end: int
    head: int
    joint: Joint
    offset: int
    hedges: list[Found] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    told: bool = False
    under: date | None = None

    @property
    def first(self) -> int:
        """Place of the first character in the parsed text."""
        return int(self.doc[self.start].idx)

    @property
    def last(self) -> int:
        """Place after the last character."""
        token = self.doc[self.end - 1]
        return int(token.idx + len(token.text))

    @cached_property
    def sentence(self) -> str:
        """The parsed text, which the parser puts together anew whenever it is asked."""
        return str(self.doc.text)

    @property
    def text(self) -> str:
        """The words."""
        return self.sentence[self.first : self.last]

    @cached_property
    def low(self) -> str:
        """The words in small letters."""
        return self.text.lower()

    @cached_property
    def verb(self) -> Token:
        """The main verb."""
        return self.doc[self.head]

    @cached_property
    def subject(self) -> Token | None:
        """The subject of the main verb, or of the verb that it is joined to."""
        token = self.verb
        while True:
            found = subject(token)
            if found is not None or token.dep_ != "conj":
                return found
            token = token.head

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens."""
        return list(self.doc[self.start : self.end])

    @cached_property
    def past(self) -> bool:
        """Whether the main verb is in the past tense."""
        return tense(self.verb) == "past"

    @cached_property
    def perfect(self) -> bool:
        """Whether the main verb is in the present perfect."""
        return tense(self.verb) == "perfect"

    def token_at(self, place: int) -> Token:
        """Return the token at a place of the parsed text."""
        return next((t for t in self.tokens if t.idx <= place < t.idx + max(1, len(t.text))), self.verb)

    def depth(self, hedge: Found) -> Depth:
        """Return how deep a hedge lies: on the main verb, in what is said, in a relative clause, in a reason or condition."""
        token = self.token_at(hedge.start)
        # `goods destined for the north will …`: what only marks a noun off is none of the claim's.
        marks = next((t for t in (token, token.head) if t.dep_ == "acl" and t.tag_ in ("VBN", "VBG")), None)
        if marks is not None and marks.head.i != self.head and hedge.kind not in ("modal", "nearness"):
            return "relative"
        if token.dep_ == "amod" and token.head.dep_ == "pobj" and hedge.kind == "likelihood":
            return "relative"  # `after his probable re-election`
        return self.depth_of(token)

    def depth_of(self, token: Token) -> Depth:
        """Return how deep a token lies."""
        found: list[Depth] = []
        while token.i not in (self.head, token.head.i):
            if token.dep_ in _DEPTHS and not (token.dep_ == "advcl" and not finite(token)):
                that = token.dep_ in ("relcl", "acl") and token.left_edge.lower_ == "that"
                found.append(_SAID.get(token.head.lemma_, _DEPTHS[token.dep_]) if that else _DEPTHS[token.dep_])
            token = token.head
            if not self.start <= token.i < self.end:
                break
        order: tuple[Depth, ...] = ("relative", "adverbial", "noun", "complement")
        return next((d for d in order if d in found), "main")


def tense(verb: Token) -> Literal["past", "perfect", "present", "modal", "none"]:
    """Return the tense of a verb with its auxiliaries."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(a.tag_ == "MD" for a in aux) or verb.tag_ == "MD":
        return "modal"
    have = next((a for a in aux if a.lemma_ == "have"), None)
    if have is not None:
        return "past" if have.tag_ == "VBD" else "perfect"
    finite_ = next((t for t in (*aux, verb) if t.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite_ is None and verb.tag_ == "VB" and finite(verb):
        return "present"
    if finite_ is None and verb.tag_ == "VBN" and not aux and {"nsubj", "dobj"} <= {c.dep_ for c in verb.children}:
        return "past"  # `the republic sold its refinery`: a participle to the tagger
    if finite_ is None and verb.dep_ == "conj":
        return tense(verb.head) if verb.tag_ not in ("VBD", "VBZ", "VBP") else "none"
    if finite_ is None:
        return "none"
    return "past" if finite_.tag_ == "VBD" else "present"
