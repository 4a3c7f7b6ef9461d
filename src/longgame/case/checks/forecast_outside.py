"""Forecasts made before their question opened or after its time was up."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the day of a forecast with ``opens`` and ``by`` of its question."""
    for row, forecast in enumerate(case.forecasts):
        question = case.questions.by_key.get(forecast.question)
        if question is None:
            continue
        message = fix = ""
        if forecast.date.last < question.opens.first:
            message, fix = f"before {question.id!r} opens, {question.opens}", "let the question open earlier, or give another one"
        elif question.by is not None and forecast.date.first > question.by.last:
            message, fix = f"after the time of {question.id!r} was up, {question.by}", "correct the date, or leave it out"
        if message:
            where = case.forecasts.where(row, "date")
            yield problem("LG299", where, f"the forecast {forecast.id!r} was made {forecast.date}, {message}", fix)
