"""How the report was made: rules, words, provenance, limits."""

from __future__ import annotations

from dataclasses import dataclass

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
        licence=context.case.about.licence,
        coders=tuple((c.name, c.note) for c in context.case.about.coders),
    )
