"""Series without values."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for series that no observation belongs to."""
    used = {value.series for value in case.indicators}
    for row, series in enumerate(case.series):
        if series.id not in used:
            yield problem("LG263", case.series.where(row), f"the series {series.id!r} has no values", "add some to indicators.csv")
