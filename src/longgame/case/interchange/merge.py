"""Bring imported rows into a case without disturbing the order of those that were there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from longgame.case.case import Case
from longgame.case.record import Record
from longgame.case.tables import SPECS, Table

R = TypeVar("R", bound=Record)


def replaced(base: Case, new: Case) -> Case:
    """Return a case with the head and all rows of ``new``, in the files of ``base``.

    Rows that both have keep the order of ``base``, so that a sheet that was sorted changes nothing;
    a new row follows the row that it follows in ``new``.
    """
    tables = {name: _ordered(base.table(name), new.table(name)) for name in SPECS}
    return replace(base, about=new.about, **tables)  # type: ignore[arg-type]


def with_rows(base: Case, rows: Mapping[str, Iterable[Record]]) -> Case:
    """Return a case with rows added, or put in the place of those that have their key."""
    tables = {}
    for name, more in rows.items():
        by_key = {row.key: row for row in more}
        there = [by_key.pop(row.key, row) for row in base.table(name)]
        tables[name] = Table(name, (*there, *by_key.values()))
    return replace(base, **tables)  # type: ignore[arg-type]


def _ordered(base: Table[R], new: Table[R]) -> Table[R]:
    known = base.by_key
    after: dict[str | None, list[R]] = {}
    previous: str | None = None
    for row in new.rows:
        if row.key not in known:
            after.setdefault(previous, []).append(row)
        else:
            previous = row.key
    by_key = new.by_key
    rows: list[R] = list(after.get(None, ()))
    for key in known:
        rows += [by_key[key]] if key in by_key else []
        rows += after.get(key, ())
    return base if _same(base.rows, rows) else Table(base.name, tuple(rows))


def _same(one: Sequence[R], two: Sequence[R]) -> bool:
    return len(one) == len(two) and all(a == b for a, b in zip(one, two, strict=True))
