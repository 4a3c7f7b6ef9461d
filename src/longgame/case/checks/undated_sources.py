"""Sources that cannot date a fact."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import facts
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for sources in use that have no date of publication."""
    used = {key for placed in facts(case) for key in placed.fact.source}
    for row, source in enumerate(case.sources):
        if source.issued is None and source.id in used:
            message = f"the source {source.id!r} has no date of publication"
            yield problem("LG237", case.sources.where(row), message, "add issued, a year if no more is known")
