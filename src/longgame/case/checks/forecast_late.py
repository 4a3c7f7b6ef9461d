"""Forecasts of what had been decided already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.resolutions import VOID
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the first day of a forecast with the day on which its question was decided, resolutions put right left out."""
    wrong = {r.corrects for r in case.resolutions}
    decided: dict[str, date] = {}
    for resolution in case.resolutions:
        if resolution.answer != VOID and resolution.id not in wrong:
            known = decided.get(resolution.question)
            decided[resolution.question] = max(known, resolution.date.last) if known is not None else resolution.date.last
    for row, forecast in enumerate(case.forecasts):
        day = decided.get(forecast.question)
        if day is not None and forecast.date.first > day:
            message = f"the forecast {forecast.id!r} was made {forecast.date}, after {forecast.question!r} was decided, {day}"
            fix = "correct the date, or leave it out: it forecasts nothing"
            yield problem("LG295", case.forecasts.where(row, "date"), message, fix)
