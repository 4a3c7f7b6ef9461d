"""Everything that reading documents for one case needs, made once: the case's actors, what it has already, the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import longgame
from longgame.case.case import Case
from longgame.case.load import load
from longgame.core.dates import Period
from longgame.core.hedges import DEFAULT
from longgame.read.document import Document, open_document
from longgame.read.duplicates import Links
from longgame.read.gazetteer import Gazetteer
from longgame.read.language import Reader
from longgame.read.model.ask import ask_all
from longgame.read.model.client import Model
from longgame.read.problems import Refused
from longgame.read.proposal import Proposal
from longgame.read.propose import propose_all
from longgame.read.review import Review, review_of, slug


@dataclass(frozen=True)
class Wanted:
    """How documents are to be read; can be sent to another process.

    Attributes
    ----------
    case : Path or None
        The case for which they are read.
    date : Period or None
        When they were published, where they are not believed.
    encoding : str
        Of text files that are not UTF-8.
    scale : str
        What words of likelihood stand for.
    model : Model or None
        A language model that is asked beside the rules.
    language : {'en', 'ru'} or None
        By whose rules they are read, whatever they seem to be in.
    """

    case: Path | None = None
    date: Period | None = None
    encoding: str = ""
    scale: str = DEFAULT
    model: Model | None = None
    language: Reader | None = None

    @property
    def made_by(self) -> str:
        """What a review says of how it was made."""
        asked = f" and model {self.model.name}" if self.model is not None else ""
        return f"longgame {longgame.__version__}, rules{asked}, scale {self.scale}"


def opened(path: Path, wanted: Wanted) -> Document:
    """Read a document, which must have a date.

    Raises
    ------
    CaseError
        LG180 to LG189.
    """
    found = open_document(path, wanted.date, wanted.encoding, wanted.language)
    if found.date is None:
        message = "no date of publication was found, and times like next year are counted from it"
        raise Refused("LG189", message, "name it with --date").of(path)
    return found


class Desk:
    """Reads documents for a case.

    Parameters
    ----------
    wanted : Wanted

    Attributes
    ----------
    dropped : Counter of str
        Answers of a model that were not used, by the reason.

    Raises
    ------
    CaseError
        If the case has errors.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.case: Case | None = load(wanted.case) if wanted.case is not None else None
        self.gazetteer = Gazetteer(self.case.actors if self.case is not None else ())
        self.dropped: Counter[str] = Counter()
        self.links = Links(self.case) if self.case is not None else None

    def proposals(self, documents: Sequence[Document]) -> Iterator[list[Proposal]]:
        """Yield what each document claims, by the rules and, if one is asked, by a model as well."""
        found = propose_all(documents, self.gazetteer, self.wanted.scale)
        if self.wanted.model is None:
            yield from found
            return
        for document, by_rules in zip(documents, found, strict=True):
            yield ask_all(self.wanted.model, document, by_rules, self.gazetteer, self.wanted.scale, self.dropped)

    def reviews(self, documents: Sequence[Document]) -> Iterator[Review]:
        """Yield the review of each document."""
        yield from (review for _, review in self.read(documents))

    def read(self, documents: Sequence[Document]) -> Iterator[tuple[list[Proposal], Review]]:
        """Yield what each document claims, and the review of it."""
        before = self.dropped.total()
        for document, proposals in zip(documents, self.proposals(documents), strict=True):
            links = self.links.of(document, proposals) if self.links is not None else {}
            source, by = self._known(document)
            review = review_of(document, proposals, links, self.wanted.made_by, source, by, self.dropped.total() - before)
            yield proposals, review
            before = self.dropped.total()

    def doubt(self, review: Review) -> str:
        """Return what to say if the date that was named is not that of the document's source in the case; empty if it is."""
        source = None if self.case is None else self.case.sources.by_key.get(review.document.source)
        named = self.wanted.date
        if named is None or source is None or source.issued is None or str(source.issued) == str(named):
            return ""
        return f"--date says {named}, source {source.id} of the case {source.issued}: times are counted from --date"

    def _known(self, document: Document) -> tuple[str, str]:
        """Return the key of a document's source in the case, or a new one, and the thesis or actor that it is by."""
        if self.case is None:
            return slug(document.title or document.name), ""
        key = next((s for p in self.case.passages if p.document == document.digest for s in p.source), "")
        if not key and document.title:
            title = " ".join(document.title.casefold().split())
            key = next((s.id for s in self.case.sources if " ".join(s.title.casefold().split()) == title), "")
        by = next((t.id for t in self.case.theses if key and key in t.source), "")
        return key or slug(document.title or document.name), by
