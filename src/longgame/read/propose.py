"""Read documents: proposals with their places, for a person to accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from longgame.core.hedges import DEFAULT
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Proposal
from longgame.read.readable import Readable

# Documents parsed together: enough to fill the parser's batches, few enough that memory stays flat.
TOGETHER = 8


def propose(document: Readable, gazetteer: Gazetteer, scale: str = DEFAULT) -> list[Proposal]:
    """Return what a document claims, in the order of its text.

    Parameters
    ----------
    document : Readable
        Times like `next February` are counted from its date, from today if it has none.
    gazetteer : Gazetteer
        The actors of the case.
    scale : str
        Of ``core.hedges.SCALES``: what words of likelihood stand for.

    Raises
    ------
    LonggameError
        If what a language is read with is not installed.
    """
    return next(propose_all([document], gazetteer, scale))


def propose_all(documents: Iterable[Readable], gazetteer: Gazetteer, scale: str = DEFAULT) -> Iterator[list[Proposal]]:
    """Return the proposals of each of many documents, some of them parsed together."""
    each = iter(documents)
    while some := list(islice(each, TOGETHER)):
        yield from _together(some, gazetteer, scale)


def _together(documents: list[Readable], gazetteer: Gazetteer, scale: str) -> list[list[Proposal]]:
    found: dict[int, list[Proposal]] = {}
    for language in sorted({d.language for d in documents}):
        places = [i for i, d in enumerate(documents) if d.language == language]
        some = [documents[i] for i in places]
        days = [day(d) for d in some]
        if language == "ru":
            from longgame.read.russian.read import read_all as russian

            found |= zip(places, russian(some, days, gazetteer, scale), strict=True)
        else:
            from longgame.read.english.read import read_all as english

            found |= zip(places, english(some, days, gazetteer, scale), strict=True)
    return [found[i] for i in range(len(documents))]


def day(document: Readable) -> date:
    """Return the day from which times are counted: the last of a partial date, today if there is none."""
    return date.today() if document.date is None else document.date.last
