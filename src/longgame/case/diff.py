"""What differs between two cases, row by row and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from longgame.case.case import Case
from longgame.case.record import Record
from longgame.case.shape import as_text, joined, plain, shapes
from longgame.case.tables import TABLES

HEAD_TABLE = "case"
MAX_SHOWN = 100


@dataclass(frozen=True)
class FieldChange:
    """One field of a row before and after, as text; empty where it is not given."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row that was added, removed or changed.

    Attributes
    ----------
    table : str
        Name in ``tables.TABLES``, or ``case`` for the head.
    key : str
    kind : str
        ``added``, ``removed`` or ``changed``.
    fields : tuple of FieldChange
        Of an added row the fields it has, of a removed one those it had.
    """

    table: str
    key: str
    kind: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Diff:
    """All differences between two cases, in the order of the tables.

    The order of rows is not compared.
    """

    rows: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows added, removed and changed."""
        kinds = [row.kind for row in self.rows]
        return {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}

    @property
    def summary(self) -> str:
        """One line: how many rows were added, removed and changed in which tables."""
        parts = []
        for table in dict.fromkeys(row.table for row in self.rows):
            kinds = [row.kind for row in self.rows if row.table == table]
            words = ", ".join(f"{kinds.count(k)} {k}" for k in ("added", "removed", "changed") if k in kinds)
            parts.append(f"{table}: {words}")
        return "; ".join(parts) or "no difference"


def diff(old: Case, new: Case) -> Diff:
    """Return what has to be done to ``old`` to make it ``new``.

    Rows are matched by their keys; dates are compared by the days they cover, not by notation.
    """
    rows = list(_row(HEAD_TABLE, old.about, new.about))
    for spec in TABLES:
        before = old.table(spec.name)
        after = new.table(spec.name)
        if before.rows is after.rows:
            continue
        for row in before:
            if row.key not in after.by_key:
                rows.append(RowChange(spec.name, row.key, "removed", _all_fields(row, after=False)))
        for row in after:
            then = before.by_key.get(row.key)
            if then is None:
                rows.append(RowChange(spec.name, row.key, "added", _all_fields(row, after=True)))
            else:
                rows += _row(spec.name, then, row)
    return Diff(tuple(rows))


def _row(table: str, old: Record, new: Record) -> Iterator[RowChange]:
    if old == new:
        return
    fields: list[FieldChange] = []
    for shape in shapes(type(new)):
        before, after = getattr(old, shape.attr), getattr(new, shape.attr)
        if before != after:
            fields += _field(shape.name, before, after)
    yield RowChange(table, new.key, "changed", tuple(fields))


def _field(name: str, before: object, after: object) -> Iterator[FieldChange]:
    """Yield one change, or, for lists of records and nested records, one for each part that differs."""
    if isinstance(before, Record) and isinstance(after, Record):
        for shape in shapes(type(after)):
            one, two = getattr(before, shape.attr), getattr(after, shape.attr)
            if one != two:
                yield from _field(f"{name}.{shape.name}", one, two)
    elif _records(before) or _records(after):
        assert isinstance(before, tuple)
        assert isinstance(after, tuple)
        for i in range(max(len(before), len(after))):
            one, two = (side[i] if i < len(side) else None for side in (before, after))
            if one != two:
                yield from _field(f"{name}.{i + 1}", one, two)
    else:
        yield FieldChange(name, text_of(before), text_of(after))


def _records(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Record)


def _all_fields(row: Record, *, after: bool) -> tuple[FieldChange, ...]:
    found = []
    for name in plain(row):
        text = text_of(next(getattr(row, s.attr) for s in shapes(type(row)) if s.name == name))
        found.append(FieldChange(name, "", text) if after else FieldChange(name, text, ""))
    return tuple(found)


def text_of(value: object) -> str:
    """Return a field's value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        if _records(value):
            return " | ".join(text_of(v) for v in value)
        return joined(value) or str(list(value))
    if isinstance(value, Record):
        return ", ".join(f"{k}: {text_of(getattr(value, s.attr))}" for s in shapes(type(value)) if (k := s.name) in plain(value))
    return as_text(value)


def lines(found: Diff, *, most: int = MAX_SHOWN, width: int = 100, whole: bool = False) -> Iterator[tuple[str, str]]:
    """Yield lines for a terminal, each with its kind: ``added``, ``removed``, ``changed`` or ``note``.

    Parameters
    ----------
    found : Diff
    most : int
        Rows shown; a last line says how many more there are.
    width : int
        Characters of a value that are shown.
    whole : bool
        Whether rows that are new or gone are shown with all that they hold, and not by their first fields.
    """
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for row in found.rows[:most]:
        yield row.kind, f"{signs[row.kind]} {row.table} {row.key}"
        if row.kind == "changed":
            for field in row.fields:
                yield "note", f"    {field.name}: {_short(field.before, width)} → {_short(field.after, width)}"
        else:
            told = set(row.key.split("/"))
            fields = [(f.name, f.before or f.after) for f in row.fields if (f.before or f.after) not in told]
            named = [f"{name}: {_short(value, max(width, 64) if whole else 60)}" for name, value in fields]
            few = len(named) if whole else 4
            yield "note", "    " + ", ".join(named[:few]) + (", …" if len(named) > few else "")
    if len(found.rows) > most:
        yield "note", f"… and {len(found.rows) - most} rows more"
    yield "note", found.summary


def _short(text: str, width: int) -> str:
    if text == "":
        return "(empty)"
    shown = text if text == text.strip() and text.isprintable() else repr(text)
    return shown if len(shown) <= width else shown[: width - 1] + "…"
