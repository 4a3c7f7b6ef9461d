"""Deadlines that were moved twice at once."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for two rows that replace the same one."""
    first: dict[str, str] = {}
    for row, deadline in enumerate(case.deadlines):
        if deadline.replaces is None:
            continue
        other = first.setdefault(deadline.replaces, deadline.id)
        if other != deadline.id:
            message = f"{other!r} and {deadline.id!r} both replace {deadline.replaces!r}"
            fix = f"chain them: the later one replaces {other!r}"
            yield problem("LG212", case.deadlines.where(row, "replaces"), message, fix)
