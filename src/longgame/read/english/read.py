"""English documents: parsed together, read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from longgame.read.english import actors, claims, units
from longgame.read.english.parse import parse, pipeline
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Proposal

if TYPE_CHECKING:
    from longgame.read.readable import Readable


def read_all(documents: Sequence[Readable], days: Sequence[date], gazetteer: Gazetteer, scale: str) -> list[list[Proposal]]:
    """Return the proposals of each document.

    Parameters
    ----------
    documents : sequence of Readable
    days : sequence of datetime.date
        From which times are counted.
    gazetteer : Gazetteer
    scale : str
    """
    pieces = [list(units.pieces(d.text, [(b.start, b.end) for b in d.blocks])) for d in documents]
    result = []
    # What the parser learns of new words is forgotten after each batch, so that memory stays flat over thousands of documents.
    with pipeline().memory_zone():
        docs = parse(piece.text for some in pieces for piece in some)
        for document, some, now in zip(documents, pieces, days, strict=True):
            parsed = [next(docs) for _ in some]
            known = actors.recurring(parsed)
            mentions = [
                mention
                for piece, doc in zip(some, parsed, strict=True)
                for mention in actors.named(
                    doc, document.text[piece.start : piece.start + len(doc.text)], piece.start, gazetteer, known
                )
            ]
            read = units.read(some, parsed, now, [b.under for b in document.blocks])
            result.append(claims.propose(document.text, read, now, scale, mentions))
    return result
