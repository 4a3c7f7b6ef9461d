"""Actors by party, what they said, and where the coders place them."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.actors import Actor, Statement
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context


@dataclass(frozen=True)
class Side:
    """The actors of one party, persons under the actor they belong to."""

    name: str
    actors: tuple[tuple[Actor, tuple[Actor, ...]], ...]


@dataclass(frozen=True)
class Actors:
    """Data of the page."""

    sides: tuple[Side, ...]
    charts: tuple[tuple[str, Chart], ...]
    issues: dict[str, str]
    statements: tuple[Statement, ...]


def view(context: Context) -> Actors:
    """Return actors by party, the actor maps, and the statements by date."""
    parties = [(p.id, p.name) for p in context.case.about.parties]
    sides = [Side(name, _members(context, key)) for key, name in [*parties, (None, "Others")]]
    statements = sorted(context.case.statements, key=lambda s: s.date, reverse=True)
    issues = {i.id: i.title for i in context.case.issues}
    charts = tuple((issues[c.id.removeprefix("issue-")], c) for c in CHARTS["actor_map"](context))
    return Actors(tuple(s for s in sides if s.actors), charts, issues, tuple(statements))


def _members(context: Context, party: str | None) -> tuple[tuple[Actor, tuple[Actor, ...]], ...]:
    members = [a for a in context.case.actors if a.party == party and a.id in context.named]
    tops = [a for a in members if a.kind != "person" or a.part_of is None]
    ids = {a.id for a in tops}
    loose = [a for a in members if a not in tops and a.part_of not in ids]
    alone = (*tops, *loose)
    return tuple((top, tuple(a for a in members if a.part_of == top.id and a not in alone)) for top in alone)
