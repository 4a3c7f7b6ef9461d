"""Sources on which nothing rests."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import facts
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for sources that no row names."""
    used = {key for placed in facts(case) for key in placed.fact.source}
    used |= {key for table in (case.actors, case.mechanisms) for row in table for key in row.source}
    for row, source in enumerate(case.sources):
        if source.id not in used:
            yield problem("LG262", case.sources.where(row), f"nothing rests on the source {source.id!r}", "use it or remove it")
