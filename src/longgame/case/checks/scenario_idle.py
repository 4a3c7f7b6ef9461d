"""Scenarios that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for actors of a scenario's change that have no stance on any of its issues, now or ever."""
    placed = {(s.actor, s.issue) for s in case.stances}
    known = {a.id for a in case.actors}
    for row, scenario in enumerate(case.scenarios):
        for i, change in enumerate(scenario.changes):
            for actor in change.actors:
                if actor in known and not any(a == actor and issue in (change.issues or (issue,)) for a, issue in placed):
                    on = f" on {', '.join(change.issues)}" if change.issues else ""
                    where = case.scenarios.where(row, "changes", i, "actors")
                    message = f"the scenario {scenario.id!r} supposes something of {actor!r}, which has no stance{on}"
                    yield problem("LG259", where, message, "code the stance, or leave the actor out")
