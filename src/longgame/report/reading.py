"""One file that shows a document with its claims marked: for looking at what was read before deciding on it."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import longgame
from longgame.core.words import when
from longgame.read.document import Document
from longgame.read.proposal import KINDS
from longgame.read.review import Entry, Review

# Nothing is loaded from anywhere; the one script stands in the file.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
# By kind: the name of its colour, the letter at a claim's start, so that colour is not needed to tell, and what many are called.
LOOKS = {
    "forecast": ("forecast", "F", "forecasts"),
    "conditional forecast": ("if", "If", "conditional forecasts"),
    "commitment-with-deadline": ("promise", "P", "commitments"),
    "factual quantity": ("number", "N", "quantities"),
    "factual statement": ("fact", "S", "statements"),
    "reported claim by an official": ("official", "O", "officials’ claims"),
    "causal thesis": ("why", "W", "causal theses"),
}


class Piece(NamedTuple):
    """A stretch of text in which the same claims are marked.

    Attributes
    ----------
    text : str
    claims : tuple of int
        Numbers of the claims, from 1, the narrowest first; none for text that claims nothing.
    begins : tuple of int
        Those that begin with it.
    hedge : bool
        Whether it belongs to a hedge.
    """

    text: str
    claims: tuple[int, ...]
    begins: tuple[int, ...]
    hedge: bool


class Card(NamedTuple):
    """What is told of a claim."""

    number: int
    entry: Entry
    look: str
    letter: str
    time: str


def page(document: Document, review: Review) -> str:
    """Return the page of a document and its review.

    Parameters
    ----------
    document : Document
    review : Review
        Of this document.
    """
    environment = Environment(
        loader=PackageLoader("longgame.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(when=when)
    counts = Counter(entry.kind for entry in review.proposals)
    return environment.get_template("reading.html.j2").render(
        document=document,
        about=review.document,
        blocks=[(block.kind, pieces) for block, pieces in zip(document.blocks, marked(document, review), strict=True)],
        cards=[_card(i, entry) for i, entry in enumerate(review.proposals, 1)],
        kinds=[(kind, *LOOKS[kind], counts[kind]) for kind in KINDS if counts[kind]],
        looks=LOOKS,
        policy=POLICY,
        version=longgame.__version__,
        style=Markup(_static("style.css") + _static("reading.css")),  # noqa: S704
        script=Markup(_static("reading.js")),  # noqa: S704
    )


def marked(document: Document, review: Review) -> list[list[Piece]]:
    """Return, for each block of a document, its pieces in order; together they are its text."""
    places = [_place(document, entry) for entry in review.proposals]
    hedges = [
        hedge for entry, place in zip(review.proposals, places, strict=True) for hedge in _hedges(document.text, entry, place)
    ]
    return [_pieces(document.text, block.start, block.end, places, hedges) for block in document.blocks]


def _place(document: Document, entry: Entry) -> tuple[int, int]:
    start, end = entry.place
    return document.trace.back(start), document.trace.back(end - 1) + 1


def _hedges(text: str, entry: Entry, place: tuple[int, int]) -> list[tuple[int, int]]:
    found, at = [], place[0]
    for hedge in filter(None, entry.hedge.split("; ")):
        start = text.find(hedge, at, place[1])
        if start >= 0:
            found.append((start, start + len(hedge)))
            at = start + len(hedge)
    return found


def _pieces(text: str, start: int, end: int, places: list[tuple[int, int]], hedges: list[tuple[int, int]]) -> list[Piece]:
    inside = [(i, a, b) for i, (a, b) in enumerate(places, 1) if a < end and start < b]
    near = [(a, b) for a, b in hedges if a < end and start < b]
    edges = {start, end, *(min(max(x, start), end) for _, a, b in inside for x in (a, b))}
    cuts = sorted(edges | {min(max(x, start), end) for ab in near for x in ab})
    found = []
    for one, two in pairwise(cuts):
        over = sorted((b - a, i) for i, a, b in inside if a <= one and two <= b)
        begins = tuple(i for i, a, _ in inside if a == one)
        found.append(Piece(text[one:two], tuple(i for _, i in over), begins, any(a <= one and two <= b for a, b in near)))
    return found


def _card(number: int, entry: Entry) -> Card:
    look, letter, _ = LOOKS[entry.kind]
    if entry.period is None:
        time = {"undated": "no date", "standing": "holds for as long as one likes", "past": "of the past"}.get(
            entry.timing, "no date"
        )
    else:
        time = {"by": "by ", "about": "of "}.get(entry.timing, "") + when(entry.period)
    return Card(number, entry, look, letter, time)


def _static(name: str) -> str:
    return files("longgame.report").joinpath("static", name).read_text("utf-8")
