"""Two values of one series for one time."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for usable observations of one series and period that became known on one day.

    A later correction of a value is known later and is no mistake.
    """
    first: dict[tuple[str, Period, object], str] = {}
    for row, value in enumerate(case.indicators):
        if value.usable:
            other = first.setdefault((value.series, value.date, case.known_on(value)), value.id)
            if other != value.id:
                message = f"{other!r} and {value.id!r} are both values of {value.series!r} for {value.date}"
                fix = "two counters are two series; or set usable: false on one"
                yield problem("LG245", case.indicators.where(row, "date"), message, fix)
