"""What-ifs that suppose nothing of what is to come."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the last day of what is forced with the day up to which the case was kept; a parameter is supposed for good."""
    kept = case.newest
    for row, whatif in enumerate(case.whatifs):
        ends = [one.until.last if one.forces and one.until is not None else None for one in whatif.suppose]
        known = [end for end in ends if end is not None]
        if len(known) == len(ends) and max(known) <= kept:
            message = f"the what-if {whatif.id!r} supposes something until {max(known)} only, and the case was kept up to {kept}"
            fix = "let it last longer; the past is what the history says"
            yield problem("LG308", case.whatifs.where(row, "id"), message, fix)
