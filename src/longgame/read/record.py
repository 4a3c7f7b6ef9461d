"""What ``longgame read --json`` prints: the proposals of a document with their parts; the schema ``longgame.read/1``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.case.passages import Digest
from longgame.read.document import Document
from longgame.read.proposal import Proposal, Span
from longgame.read.review import About, Becomes, Review


class Told(Proposal):
    """A proposal with its words; every ``start`` and ``end`` in it is a place of the file, as ``where`` of a review is.

    Attributes
    ----------
    id : str
        As in a review file.
    text : str
        The words as they are read.
    bytes : tuple of (int, int) or None
        Place of the whole in the bytes of the file, where it is text.
    fragment : str
        SHA-256 of the words.
    found_by : {'rules', 'model'}
    becomes : {'forecast', 'commitment', 'claim', 'statement'}
        What it would become in a case.
    same, like : tuple of str
        Rows of the case from the same words, and rows that say something alike.
    """

    id: str
    text: str
    bytes: tuple[int, int] | None
    fragment: Digest
    found_by: Literal["rules", "model"]
    becomes: Becomes
    same: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


class Reading(BaseModel):
    """A document as it was read.

    Attributes
    ----------
    document : About
    proposals : tuple of Told
        In the order of the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["longgame.read/1"] = Field(default="longgame.read/1", alias="schema")
    document: About
    proposals: tuple[Told, ...]


def reading_of(document: Document, proposals: Sequence[Proposal], review: Review) -> Reading:
    """Return the record of a document that was read.

    Parameters
    ----------
    document : Document
    proposals : sequence of Proposal
        With places in the document's text.
    review : Review
        Of the same proposals, in the same order.
    """
    told = []
    for proposal, entry in zip(proposals, review.proposals, strict=True):
        start, end = proposal.start, proposal.end
        told.append(
            Told(
                **_moved(document, proposal),
                id=entry.id,
                text=entry.text,
                bytes=document.where_bytes(start, end),
                fragment=entry.fragment,
                found_by=entry.found_by,
                becomes=entry.becomes,
                same=entry.same,
                like=entry.like,
            )
        )
    return Reading(document=review.document, proposals=tuple(told))


def _moved(document: Document, part: Span) -> dict[str, object]:
    """Return the fields of a part with its places, and those of its own parts, counted in the file."""
    start, end = document.where(part.start, part.end)
    found: dict[str, object] = {name: _value(document, getattr(part, name)) for name in type(part).model_fields}
    return found | {"start": start, "end": end}


def _value(document: Document, value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_value(document, v) for v in value)
    return type(value).model_validate(_moved(document, value)) if isinstance(value, Span) else value
