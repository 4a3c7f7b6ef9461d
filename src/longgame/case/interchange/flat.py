"""A case as flat tables: every nested part is a table of its own, with the id of its row and its order.

Sheets, CSV and Parquet are made from this one form. Single nested records become columns with a
dot (``reversion.at``), lists of records become tables with a dot (``issues.scale``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from longgame.case.about import About
from longgame.case.case import Case
from longgame.case.record import Record
from longgame.case.shape import Shape, joined, shapes
from longgame.case.tables import TABLES, Spec
from longgame.core.dates import Period

HEAD_SHEET = "case"
ORDER = "order"
Cell = str | int | float | bool | Period | None


class Column(NamedTuple):
    """A column: its name, the attributes that lead to the value, and what the field is.

    ``shape`` is None for the id of the row that a nested row belongs to, and for its order.
    """

    name: str
    path: tuple[str, ...]
    shape: Shape | None
    required: bool


class Sheet(NamedTuple):
    """A flat table.

    Attributes
    ----------
    name : str
        Name of the table, or of table and field joined by a dot.
    spec : Spec or None
        The table that it is or belongs to; None for parts of the head.
    record : type
        Record of a row.
    field : str
        Attribute of the table's rows that holds these; empty for the table itself.
    parent : str
        Name of the column with the id of the row that they belong to; empty if there is none.
    columns : tuple of Column
    """

    name: str
    spec: Spec | None
    record: type[Record]
    field: str
    parent: str
    columns: tuple[Column, ...]


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return all flat tables of a case in the order of its tables, parts of the head first."""
    found = list(_nested(None, About))
    for spec in TABLES:
        found.append(Sheet(spec.name, spec, spec.record, "", "", _columns(spec.record)))
        found += _nested(spec, spec.record)
    return tuple(found)


def _nested(spec: Spec | None, record: type[Record]) -> Iterator[Sheet]:
    for shape in shapes(record):
        if shape.kind == "records" and shape.inner is not None:
            parent = spec.noun if spec is not None else ""
            own = [Column(parent, (), None, True)] if parent else []
            columns = (*own, Column(ORDER, (), None, False), *_columns(shape.inner))
            yield Sheet(f"{spec.name if spec else HEAD_SHEET}.{shape.name}", spec, shape.inner, shape.attr, parent, columns)


@cache
def _columns(record: type[Record]) -> tuple[Column, ...]:
    found: list[Column] = []
    for shape in shapes(record):
        if shape.kind == "record" and shape.inner is not None:
            for s in shapes(shape.inner):
                found.append(Column(f"{shape.name}.{s.name}", (shape.attr, s.attr), s, s.required and shape.required))
        elif shape.kind != "records":
            found.append(Column(shape.name, (shape.attr,), shape, shape.required))
    return tuple(found)


def head_columns() -> tuple[Column, ...]:
    """Return the single fields of the head."""
    return _columns(About)


def rows_of(case: Case, sheet: Sheet) -> Iterator[list[Cell]]:
    """Yield the rows of a flat table, one value for each of its columns."""
    if sheet.spec is None:
        yield from _inner_rows(getattr(case.about, sheet.field), sheet, [])
        return
    for row in case.table(sheet.spec.name):
        if sheet.field:
            yield from _inner_rows(getattr(row, sheet.field), sheet, [row.key])
        else:
            yield [cell_of(row, c) for c in sheet.columns]


def _inner_rows(records: Sequence[Record], sheet: Sheet, lead: list[Cell]) -> Iterator[list[Cell]]:
    for order, record in enumerate(records, 1):
        yield [*lead, order, *(cell_of(record, c) for c in sheet.columns[len(lead) + 1 :])]


def cell_of(record: Record, column: Column) -> Cell:
    """Return the value of a record in a column; None where it is empty."""
    value: object = record
    for attr in column.path:
        value = getattr(value, attr)
    if isinstance(value, tuple):
        return pack(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=False) if value else None
    return None if value == "" else value  # type: ignore[return-value]


def pack(values: tuple[str, ...]) -> str | None:
    """Return several ids or names as one text: joined by semicolons, or as a JSON list where that would be read otherwise."""
    text = joined(values)
    if text is None or text.startswith("["):
        return json.dumps(list(values), ensure_ascii=False)
    return text or None


def unpack(text: str) -> list[str]:
    """Return the ids or names in a cell."""
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(v, str) for v in found):
            return found
    return [part for part in (p.strip() for p in text.split(";")) if part]
