"""Denominators of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for claims out of a number of what the claimant did not say."""
    for row, claim in enumerate(case.claims):
        if claim.denominator is not None and claim.unit is None:
            message = f"{claim.id!r} counts out of {claim.denominator:g}, but of what?"
            yield problem("LG241", case.claims.where(row, "denominator"), message, "name the unit")
