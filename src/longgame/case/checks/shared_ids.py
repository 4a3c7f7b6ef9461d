"""Ids that a field could read in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for commitments named like a package, and actors named like a party."""
    parties = {p.id for p in case.about.parties}
    for row, actor in enumerate(case.actors):
        if actor.id in parties:
            message = f"{actor.id!r} is a party and an actor; promised_by and asked_by could mean either"
            yield problem("LG207", case.actors.where(row, "id"), message, "rename the actor")
    for row, commitment in enumerate(case.commitments):
        if commitment.id in case.packages.by_key:
            message = f"{commitment.id!r} is a package and a commitment; a claim's scope could mean either"
            yield problem("LG207", case.commitments.where(row, "id"), message, "rename one of them")
