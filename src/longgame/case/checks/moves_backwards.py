"""Moves that were made before the date they move."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``set_on`` of both ends of ``replaces``."""
    for row, deadline in enumerate(case.deadlines):
        old = case.deadlines.by_key.get(deadline.replaces) if deadline.replaces is not None else None
        if old is not None and deadline.set_on.last < old.set_on.first:
            message = f"{deadline.id!r}, set {deadline.set_on}, replaces {old.id!r}, which was set later, {old.set_on}"
            yield problem("LG215", case.deadlines.where(row, "replaces"), message, "turn the two round or correct set_on")
