"""Deadlines that move a deadline of something else."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the commitments of both ends of ``replaces``."""
    for row, deadline in enumerate(case.deadlines):
        old = case.deadlines.by_key.get(deadline.replaces) if deadline.replaces is not None else None
        if old is not None and old.commitment != deadline.commitment:
            message = f"{deadline.id!r} is due for {deadline.commitment!r} but replaces {old.id!r}, which is for {old.commitment!r}"
            yield problem("LG211", case.deadlines.where(row, "replaces"), message, "correct replaces or commitment")
