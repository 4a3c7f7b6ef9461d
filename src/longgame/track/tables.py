"""A result as flat tables, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from longgame.core.files import write_whole
from longgame.track.result import FactRef, TrackResult

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def tables(result: TrackResult) -> dict[str, tuple[list[str], list[list[object]]]]:
    """Return the tables of a result by name: the header, and the rows."""
    day = result.as_of.isoformat()
    commitments = [
        [
            day,
            s.id,
            s.title,
            s.domain,
            s.package,
            s.parent,
            s.completion.level,
            s.completion.reported,
            s.bindingness.stage,
            s.timeliness.state,
            s.timeliness.first_due,
            s.timeliness.last_due,
            *(s.timeliness.days_late or (None, None)),
            s.timeliness.moves,
            s.evidence.grade,
            " ".join(s.flags),
            s.last_step,
            _facts((*s.completion.facts, *s.bindingness.facts, *s.timeliness.facts)),
        ]
        for s in result.commitments
    ]
    counts = [
        [
            day,
            p.id,
            c.rule,
            c.value,
            c.low,
            c.high,
            c.numerator,
            c.n,
            c.n_of,
            c.unknown,
            c.counted_on,
            c.says,
            _facts(c.facts),
        ]
        for p in result.packages
        for c in p.counting.values()
    ]
    deadlines = [
        [
            day,
            d.id,
            d.commitment,
            d.what,
            d.set_on,
            d.due,
            d.requires,
            d.outcome,
            d.done_on,
            *(d.days_late or (None, None)),
            d.replaces,
            d.replaced_by,
            _facts(d.facts),
        ]
        for d in result.deadlines
    ]
    slips = [[day, *(v for v in s.model_dump().values())] for s in result.slippage]
    found = {
        "commitments": (
            [
                "as_of",
                "id",
                "title",
                "domain",
                "package",
                "parent",
                "completion",
                "reported",
                "bindingness",
                "timeliness",
                "first_due",
                "last_due",
                "days_late_low",
                "days_late_high",
                "moves",
                "evidence",
                "flags",
                "last_step",
                "facts",
            ],
            commitments,
        ),
        "counting": (
            [
                "as_of",
                "package",
                "rule",
                "value",
                "low",
                "high",
                "numerator",
                "n",
                "n_of",
                "unknown",
                "counted_on",
                "says",
                "facts",
            ],
            counts,
        ),
        "deadlines": (
            [
                "as_of",
                "id",
                "commitment",
                "what",
                "set_on",
                "due",
                "requires",
                "outcome",
                "done_on",
                "days_late_low",
                "days_late_high",
                "replaces",
                "replaced_by",
                "facts",
            ],
            deadlines,
        ),
        "slippage": (["as_of", *(result.slippage[0].model_dump() if result.slippage else ())], slips),
    }
    if result.since is not None:
        rows = [[day, c.kind, c.subject, c.before, c.after, _facts(c.facts)] for c in result.changes]
        found["changes"] = (["as_of", "kind", "subject", "before", "after", "facts"], rows)
    return found


def as_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV text; cells that a spreadsheet would run as a formula get a leading apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(v) for v in row])
    return buffer.getvalue()


def write_csv(result: TrackResult, folder: Path) -> list[Path]:
    """Write the tables of a result into a folder, which is made if needed; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, (header, rows) in tables(result).items():
        path = folder / f"{name}.csv"
        write_whole(path, as_csv(header, rows))
        paths.append(path)
    return paths


def _facts(facts: Iterable[FactRef]) -> str:
    return " ".join(f"{f.table}:{f.id}@{f.known}" for f in dict.fromkeys(facts))


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_RISKY):
        return "'" + value
    return value
