"""How the report was made: rules, words, provenance, limits."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.record import Fact
from longgame.core.made import Made
from longgame.report.context import Context
from longgame.track.counting import RULES, Rule
from longgame.track.flags import FLAGS
from longgame.track.rules import DEFAULT


@dataclass(frozen=True)
class Method:
    """Data of the page."""

    rules: tuple[Rule, ...]
    flags: dict[str, str]
    levels: dict[str, int]
    made: Made
    rows: dict[str, int]
    early: int
    licence: str
    coders: tuple[tuple[str, str], ...]


def view(context: Context) -> Method:
    """Return the counting rules, flags, default levels and the result's provenance."""
    return Method(
        rules=RULES,
        flags=FLAGS,
        levels=dict(DEFAULT.levels),
        made=context.result.made,
        rows={name: len(table) for name, table in context.case.tables.items() if len(table)},
        early=_early(context),
        licence=context.case.about.licence,
        coders=tuple((c.name, c.note) for c in context.case.about.coders),
    )


def _early(context: Context) -> int:
    """Return how many facts count as known before the first of their sources was published."""
    published = context.case.published
    facts = [row for table in context.case.tables.values() for row in table if isinstance(row, Fact) and row.known is not None]
    days = [(row.known.last, [published[k] for k in row.source if k in published]) for row in facts if row.known is not None]
    return sum(not sources or known < min(sources) for known, sources in days)
