"""Going over the rows of a case whatever table they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.record import Fact, Record
from longgame.case.tables import HEAD, TABLES, Table
from longgame.core.where import Where

# Tables whose rows hold lists of facts.
INSIDE = (("mechanisms", "since"), ("contradictions", "seen"))


class Placed(NamedTuple):
    """A fact and where it stands; ``table`` is None for a chapter of the head."""

    fact: Fact
    noun: str
    case: Case
    table: Table[Record] | None
    row: int
    inside: tuple[str | int, ...] = ()

    @property
    def title(self) -> str:
        """What to call it in a message: the noun and, where the row has one, its key."""
        if self.table is None or self.inside:
            return f"this {self.noun}"
        return f"the {self.noun} {self.fact.key!r}"

    def where(self, *path: str | int) -> Where:
        """Return the place of the fact or of a value in it."""
        if self.table is None:
            return head_place(self.case, *self.inside, *path)
        return self.table.where(self.row, *self.inside, *path)


def facts(case: Case) -> Iterator[Placed]:
    """Go through every fact of a case: rows, entries inside mechanisms and contradictions, chapters of the head."""
    for spec in TABLES:
        if issubclass(spec.record, Fact):
            table = case.table(spec.name)
            for row, fact in enumerate(table):
                assert isinstance(fact, Fact)
                yield Placed(fact, spec.noun, case, table, row)
    for name, field in INSIDE:
        table = case.table(name)
        for row, record in enumerate(table):
            for i, fact in enumerate(getattr(record, field)):
                yield Placed(fact, "entry", case, table, row, (field, i))
    for i, chapter in enumerate(case.about.chapters):
        yield Placed(chapter, "chapter", case, None, 0, ("chapters", i))


def head_place(case: Case, *path: str | int) -> Where:
    """Return the place of a value in the head of the case."""
    parsed = case.files.get(HEAD)
    return parsed.where(("case", *path)) if parsed is not None else Where(HEAD)


def ids_of(table: Table[Record]) -> set[str]:
    """Return the ids of a table, those of rows that were left out as malformed included."""
    found = {row.key for row in table}
    rows = _rows_in_file(table)
    if len(rows) > len(table):
        found |= {row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}
    return found


def is_whole(case: Case, name: str) -> bool:
    """Whether every row of a table could be read far enough to know its id."""
    table = case.table(name)
    if table.parsed is None:
        return all(parsed.data is not None for parsed in case.files.values())
    return all(isinstance(row, dict) and "id" in row for row in _rows_in_file(table))


def _rows_in_file(table: Table[Record]) -> list[object]:
    data = table.parsed.data if table.parsed is not None else None
    for part in table.base:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []
