"""Cases that nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import facts, head_place
from longgame.core.dates import months_between
from longgame.core.errors import Problem

MONTHS = 12


def find(case: Case, today: date) -> Iterator[Problem]:
    """Compare today with the newest fact, or with ``updated``, the day up to which coders looked for one."""
    days = [day for placed in facts(case) if (day := case.known_on(placed.fact)) is not None and day <= today]
    if case.about.updated is not None:
        days.append(case.about.updated.last)
    newest = max(days, default=None)
    if newest is not None and months_between(newest, today) > MONTHS:
        message = f"nothing new was known after {newest}, {months_between(newest, today):.0f} months before {today}"
        yield problem("LG264", head_place(case, "updated"), message, "look for news and set updated")
