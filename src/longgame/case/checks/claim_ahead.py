"""Claims that count what had not happened yet."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``counted_on`` with ``date``."""
    for row, claim in enumerate(case.claims):
        if claim.counted_on is not None and claim.quantity == "done" and claim.counted_on.first > claim.date.last:
            message = f"{claim.id!r}, made {claim.date}, counts up to {claim.counted_on}"
            fix = "for a promise the quantity is expected; else correct counted_on"
            yield problem("LG244", case.claims.where(row, "counted_on"), message, fix)
