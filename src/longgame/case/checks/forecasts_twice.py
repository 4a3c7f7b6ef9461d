"""Two forecasts of one forecaster on one question for one day."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for forecasts that would be counted twice."""
    first: dict[tuple[str, str, Period], str] = {}
    for row, forecast in enumerate(case.forecasts):
        other = first.setdefault((forecast.forecaster, forecast.question, forecast.date), forecast.id)
        if other != forecast.id:
            said = f"what {forecast.forecaster!r} said of {forecast.question!r}, {forecast.date}"
            yield problem(
                "LG296",
                case.forecasts.where(row, "question"),
                f"{other!r} and {forecast.id!r} are both {said}",
                "keep one, or give them two questions",
            )
