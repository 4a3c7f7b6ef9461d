"""Commitments that need each other in a ring, so that none could come first."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._cycles import rings, said
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Follow ``needs``."""
    row = {c.id: i for i, c in reversed(list(enumerate(case.commitments)))}
    for ring in rings({c.id: c.needs for c in case.commitments}):
        where = case.commitments.where(row[ring[0]], "needs")
        yield problem("LG202", where, f"these commitments need each other: {said(ring)}", "remove one of the needs")
