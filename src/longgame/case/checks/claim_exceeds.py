"""Counts that are larger than the package."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare counts of what is done, in the package's own unit, with the package's size."""
    for row, claim in enumerate(case.claims):
        package = case.packages.by_key.get(claim.scope)
        if package is None or not package.size or claim.as_ != "count" or claim.unit is None or claim.unit != package.unit:
            continue
        said = max((n for n in (claim.low, claim.value, claim.high) if n is not None), default=0)
        if claim.quantity in ("done", "behind_schedule", "agreed") and said > package.size:
            message = f"{claim.id!r} counts {said:g} {claim.unit}; {package.id!r} has {package.size}"
            yield problem("LG243", case.claims.where(row, "value"), message, "check the unit and the package's size")
