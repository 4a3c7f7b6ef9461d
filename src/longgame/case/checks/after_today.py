"""Facts from the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.checks.future_dated import TABLES
from longgame.case.codes import problem
from longgame.case.walk import facts
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case, today: date) -> Iterator[Problem]:
    """Compare publication, ``known`` and ``date`` with today; a partial date counts from its first day."""
    for row, source in enumerate(case.sources):
        if source.issued is not None and source.issued.first > today:
            message = f"the source {source.id!r} was published {source.issued}, after today, {today}"
            yield problem("LG236", case.sources.where(row, "issued"), message, "correct issued")
    for placed in facts(case):
        fact = placed.fact
        if fact.known is not None and fact.known.first > today:
            message = f"{placed.title} became known {fact.known}, after today, {today}"
            yield problem("LG236", placed.where("known"), message, "correct known")
        elif placed.table is not None and placed.table.name in TABLES:
            when = getattr(fact, "date")  # noqa: B009 - these tables have one
            assert isinstance(when, Period)
            if when.first > today:
                yield problem(
                    "LG236", placed.where("date"), f"{placed.title} is dated {when}, after today, {today}", "correct date"
                )
