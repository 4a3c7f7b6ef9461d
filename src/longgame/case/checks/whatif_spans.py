"""What-ifs that force a condition for no time at all."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``until`` with ``from``."""
    for row, whatif in enumerate(case.whatifs):
        for i, one in enumerate(whatif.suppose):
            if one.since is not None and one.until is not None and one.until.last < one.since.first:
                message = f"{one.of} is forced from {one.since} until {one.until}"
                yield problem("LG287", case.whatifs.where(row, "suppose", i, "until"), message, "correct from or until")
