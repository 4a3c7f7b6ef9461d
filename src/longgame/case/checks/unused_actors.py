"""Actors who do nothing in the case."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks.unknown_ids import REFERENCES
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for actors that no row refers to."""
    used: set[str] = {r.removeprefix("actor:") for m in case.mechanisms for h in m.homes for r in h.refs}
    used |= {actor for scenario in case.scenarios for change in scenario.changes for actor in change.actors}
    used |= {forecast.forecaster for forecast in case.forecasts}
    for ref in REFERENCES:
        if "actors" in ref.kinds:
            for record in case.table(ref.table):
                value = getattr(record, ref.field)
                used.update((value,) if isinstance(value, str) else value or ())
    for row, actor in enumerate(case.actors):
        if actor.id not in used:
            yield problem("LG261", case.actors.where(row), f"the actor {actor.id!r} is not used anywhere", "use it or remove it")
