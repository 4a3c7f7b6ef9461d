"""Deadlines that replace each other in a ring, so that none is the latest."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._cycles import rings, said
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Follow ``replaces``."""
    row = {d.id: i for i, d in reversed(list(enumerate(case.deadlines)))}
    for ring in rings({d.id: (d.replaces,) if d.replaces is not None else () for d in case.deadlines}):
        where = case.deadlines.where(row[ring[0]], "replaces")
        yield problem("LG204", where, f"each of these deadlines replaces the next: {said(ring)}", "remove one of the replaces")
