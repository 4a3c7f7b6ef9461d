"""Sources with their grades, and how much rests on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from longgame.case.record import Fact
from longgame.case.sources import Source
from longgame.report.context import Context

# How the date of a publication was found; other words are shown as they are.
BASIS = {
    "address": "date in its address",
    "page": "date on the page",
    "text": "date as cited",
    "row": "date of the event",
    "bound": "at the latest",
}


@dataclass(frozen=True)
class Sources:
    """Data of the page."""

    rows: tuple[tuple[Source, int, str], ...]
    basis: dict[str, str]
    by_standing: dict[str, int]
    by_grade: dict[str, int]


def view(context: Context) -> Sources:
    """Return the sources that facts known on the day rest on, with the number of these facts."""
    cited = Counter(key for fact in _facts(context) for key in fact.source)
    used = sorted((s for s in context.case.sources if cited[s.id]), key=lambda s: (s.publisher.casefold(), s.id))
    standing = Counter((s.standing or "not graded").replace("_", " ") for s in used)
    grades = Counter(s.reliability or "not graded" for s in used)
    return Sources(
        tuple((s, cited[s.id], _letter(s)) for s in used), BASIS, dict(standing.most_common()), dict(sorted(grades.items()))
    )


def _letter(source: Source) -> str:
    """Return the letter under which a source is listed."""
    first = (source.publisher or source.id)[0].upper()
    return first if first.isalpha() else "0–9"


def _facts(context: Context) -> Iterator[Fact]:
    for table in context.case.tables.values():
        yield from (row for row in table if isinstance(row, Fact))
    yield from context.case.about.chapters
    for mechanism in context.case.mechanisms:
        yield from mechanism.since
