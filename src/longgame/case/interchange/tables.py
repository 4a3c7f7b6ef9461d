"""Every table of a case as CSV and as Parquet, for other programs."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

import longgame
from longgame.case.case import Case
from longgame.case.interchange.flat import ORDER, Cell, Sheet, cell_of, head_columns, rows_of, sheets
from longgame.case.record import Fact
from longgame.case.shape import as_text
from longgame.case.text.csv_edit import written
from longgame.core.dates import Period

FORMAT = 1
MANIFEST = "manifest.json"
KNOWN_DAY = "known_day"
# What a spreadsheet takes for a formula; such text gets an apostrophe in front of it in CSV.
RISKY = ("=", "+", "-", "@", "\t")


class Made(NamedTuple):
    """A file: its name and content."""

    name: str
    content: bytes


def to_tables(case: Case, kind: Literal["csv", "parquet"]) -> list[Made]:
    """Return a file for each table of a case that has rows, one for the head, and a manifest.

    All columns are there. ``known_day`` is the day from which a fact counts as known. In Parquet a
    date has two columns more, its first and its last day. In CSV, text that a spreadsheet would take
    for a formula begins with an apostrophe; the manifest counts the cells. Parquet is exact.
    """
    files: list[Made] = []
    tables: dict[str, dict[str, Any]] = {}
    for name, sheet, rows in _tables(case):
        content, columns, marked = (_csv if kind == "csv" else _parquet)(case, sheet, rows)
        files.append(Made(f"{name}.{kind}", content))
        tables[name] = {
            "file": f"{name}.{kind}",
            "rows": len(rows),
            "columns": columns,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        if marked:
            tables[name]["cells_with_apostrophe"] = marked
    manifest = {
        "format": FORMAT,
        "made_by": f"longgame {longgame.__version__}",
        "case": case.about.id,
        "title": case.about.title,
        "digest": case.digest,
        "as_of": case.day.isoformat() if case.day is not None else None,
        "tables": tables,
    }
    files.append(Made(MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()))
    return files


def _tables(case: Case) -> Iterator[tuple[str, Sheet | None, list[list[Cell]]]]:
    yield "case", None, [[cell_of(case.about, c) for c in head_columns()]]
    for sheet in sheets():
        rows = list(rows_of(case, sheet))
        if rows:
            yield sheet.name, sheet, rows


def _columns(sheet: Sheet | None) -> list[tuple[str, str]]:
    """Return name and kind of each column."""
    columns = sheet.columns if sheet is not None else head_columns()
    return [(c.name, c.shape.kind if c.shape is not None else ("int" if c.name == ORDER else "id")) for c in columns]


def _known(case: Case, sheet: Sheet | None) -> list[date | None] | None:
    """Return the day from which each row counts as known; None for tables that are no facts."""
    if sheet is None or not issubclass(sheet.record, Fact):
        return None
    if sheet.spec is None:
        facts = list(getattr(case.about, sheet.field))
    elif sheet.field:
        facts = [fact for row in case.table(sheet.spec.name) for fact in getattr(row, sheet.field)]
    else:
        facts = list(case.table(sheet.spec.name))
    return [case.known_on(fact) for fact in facts]


def _csv(case: Case, sheet: Sheet | None, rows: Sequence[Sequence[Cell]]) -> tuple[bytes, list[str], int]:
    columns = _columns(sheet)
    names = [name for name, _ in columns]
    known = _known(case, sheet)
    marked = 0
    lines = []
    for index, row in enumerate(rows):
        cells = {}
        for (name, _), value in zip(columns, row, strict=True):
            text = "" if value is None else as_text(value)
            if isinstance(value, str) and text.startswith(RISKY):
                text, marked = f"'{text}", marked + 1
            cells[name] = text
        if known is not None:
            cells[KNOWN_DAY] = str(known[index] or "")
        lines.append(cells)
    names = [*names, *([KNOWN_DAY] if known is not None else [])]
    return written(names, lines).encode("utf-8"), names, marked


def _parquet(case: Case, sheet: Sheet | None, rows: Sequence[Sequence[Cell]]) -> tuple[bytes, list[str], int]:
    types = {"number": pa.float64(), "int": pa.int64(), "bool": pa.bool_()}
    arrays: dict[str, Any] = {}
    for (name, kind), values in zip(_columns(sheet), zip(*rows, strict=True), strict=True):
        if kind == "period":
            periods: list[Period | None] = [v if isinstance(v, Period) else None for v in values]
            arrays[name] = pa.array([None if p is None else str(p) for p in periods], pa.string())
            arrays[f"{name}_first"] = pa.array([None if p is None else p.first for p in periods], pa.date32())
            arrays[f"{name}_last"] = pa.array([None if p is None else p.last for p in periods], pa.date32())
        else:
            arrays[name] = pa.array(values, types.get(kind, pa.string()))
    known = _known(case, sheet)
    if known is not None:
        arrays[KNOWN_DAY] = pa.array(known, pa.date32())
    about = {
        "case": case.about.id,
        "digest": case.digest,
        "as_of": str(case.day or ""),
        "made_by": f"longgame {longgame.__version__}",
    }
    table = pa.table(arrays).replace_schema_metadata(about)
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue(), list(arrays), 0
