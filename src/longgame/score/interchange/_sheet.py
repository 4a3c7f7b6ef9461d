"""CSV for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from longgame.core.dates import Period
from longgame.score.result import QuestionState

# What a spreadsheet takes for a formula; such text gets an apostrophe in front of it.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(header: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    """Return rows as CSV text; what a row does not name is left empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in header])
    return buffer.getvalue()


def stamp(day: date | None) -> str:
    """Return a day as a time stamp: its beginning, since nothing finer is known."""
    return "" if day is None else f"{day.isoformat()} 00:00:00"


def decided(state: QuestionState) -> date | None:
    """Return the day on which a question was decided or given up, or its last day; None while it is open."""
    said = state.on if state.on is not None else state.by
    return None if state.state == "open" or said is None else Period.parse(said).last


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(RISKY):
        return "'" + value
    return "" if value is None else value
