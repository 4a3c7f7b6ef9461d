"""Actors who have stances and no weight."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare stances with capabilities, on the issue or on all; once for an actor."""
    have = {(c.actor, c.issue) for c in case.capabilities}
    seen: set[str] = set()
    for row, stance in enumerate(case.stances):
        if stance.actor not in seen and (stance.actor, "*") not in have and (stance.actor, stance.issue) not in have:
            seen.add(stance.actor)
            message = f"{stance.actor!r} has a stance on {stance.issue!r} and no capability there"
            yield problem("LG254", case.stances.where(row, "actor"), message, "add a capability for the issue, or for '*'")
