"""Facts dated after the day on which they became known."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.record import Fact
from longgame.case.tables import SPECS
from longgame.core.dates import Period
from longgame.core.errors import Problem

TABLES = ("status", "claims", "events", "statements", "outcomes", "history", "theses", "resolutions", "forecasts", "evidence")


def find(case: Case) -> Iterator[Problem]:
    """Compare the first day of ``date`` with the day from which the row was known."""
    for name in TABLES:
        table = case.table(name)
        for row, fact in enumerate(table):
            assert isinstance(fact, Fact)
            known, when = case.known_on(fact), getattr(fact, "date")  # noqa: B009 - all of these have one
            assert isinstance(when, Period)
            if known is not None and when.first > known:
                message = f"the {SPECS[name].noun} {fact.key!r} is dated {when} but was known already on {known}"
                fix = "a plan is a deadline, a claim or a statement; else correct date, known or the source's date"
                yield problem("LG234", table.where(row, "date"), message, fix)
