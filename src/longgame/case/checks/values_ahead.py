"""Values of series for a time that had not begun."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the first day of an observation with the day from which it was known."""
    for row, value in enumerate(case.indicators):
        known = case.known_on(value)
        if known is not None and value.date.first > known:
            message = f"{value.id!r} is for {value.date} but was known on {known}: a forecast or an agreed price"
            yield problem("LG235", case.indicators.where(row, "date"), message, "keep forecasts in a series of their own")
