"""Actors who ask for an issue and have no place on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``asked_by`` with the stances; a part of a coded actor speaks through it."""
    on: dict[str, set[str]] = defaultdict(set)
    for stance in case.stances:
        on[stance.issue].add(stance.actor)
    coded = {stance.actor for stance in case.stances}
    for row, issue in enumerate(case.issues):
        here = on[issue.id]
        for name in issue.asked_by if here else ():
            actor = case.actors.by_key.get(name)
            members = {a.id for a in case.actors if a.party == name} & coded
            if name in coded and name not in here and (actor is None or actor.part_of not in here):
                message = f"{name!r} asks for {issue.id!r} and has no stance on it"
            elif actor is None and members and not members & here:
                message = f"the party {name!r} asks for {issue.id!r} and none of its actors has a stance on it"
            else:
                continue
            yield problem("LG251", case.issues.where(row, "asked_by"), message, "code the stance, or correct asked_by")
