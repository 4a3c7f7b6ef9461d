"""Deadlines that were over when they were set."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``due`` with ``set_on``."""
    for row, deadline in enumerate(case.deadlines):
        if deadline.due.last < deadline.set_on.first:
            message = f"{deadline.id!r} was due {deadline.due} but set only {deadline.set_on}"
            yield problem("LG214", case.deadlines.where(row, "due"), message, "correct due or set_on")
