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
    charts: tuple[Chart, ...]
    statements: tuple[Statement, ...]


def view(context: Context) -> Actors:
    """Return actors by party, the actor maps, and the statements by date."""
    parties = [(p.id, p.name) for p in context.case.about.parties]
    sides = [Side(name, _members(context, key)) for key, name in [*parties, (None, "Others")]]
    statements = sorted(context.case.statements, key=lambda s: s.date, reverse=True)
    return Actors(tuple(s for s in sides if s.actors), tuple(CHARTS["actor_map"](context)), tuple(statements))


def named(context: Context) -> set[str]:
    """Return the ids of the actors that a fact known on the day names, and of those that they are part of."""
    case = context.case
    found = {c.claimant for c in case.claims} | {s.actor for s in case.statements} | {a for e in case.events for a in e.actors}
    found |= {s.actor for s in case.stances} | {c.actor for c in case.capabilities}
    found |= {i for row in (*case.status, *case.deadlines) if (i := getattr(row, "by", None) or getattr(row, "set_by", None))}
    found |= {i for c in case.commitments for i in c.promised_by}
    parents = {a.id: a.part_of for a in case.actors}
    for actor in list(found):
        above = parents.get(actor)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _members(context: Context, party: str | None) -> tuple[tuple[Actor, tuple[Actor, ...]], ...]:
    there = named(context)
    members = [a for a in context.case.actors if a.party == party and a.id in there]
    tops = [a for a in members if a.kind != "person" or a.part_of is None]
    ids = {a.id for a in tops}
    loose = [a for a in members if a not in tops and a.part_of not in ids]
    alone = (*tops, *loose)
    return tuple((top, tuple(a for a in members if a.part_of == top.id and a not in alone)) for top in alone)
