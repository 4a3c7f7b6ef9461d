"""Answers, quantiles and chances that a question cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.forecasts import Forecast, chances_of, quantiles_of
from longgame.case.questions import Question
from longgame.case.resolutions import PARTLY, VOID
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Read what resolutions and forecasts say as an answer to their question."""
    for row, resolution in enumerate(case.resolutions):
        question = case.questions.by_key.get(resolution.question)
        if question is None or resolution.answer == VOID:
            continue
        try:
            if resolution.answer != PARTLY:
                question.read(resolution.answer)
            elif question.kind != "binary":
                raise ValueError(
                    f"only a question for yes or no is answered 'partly', and {question.id!r} asks for a {question.kind}"
                )
        except ValueError as error:
            yield problem("LG293", case.resolutions.where(row, "answer"), f"the resolution {resolution.id!r}: {error}")
    for row, forecast in enumerate(case.forecasts):
        question = case.questions.by_key.get(forecast.question)
        wrong = _wrong(forecast, question) if question is not None else None
        if wrong is not None:
            yield problem("LG293", case.forecasts.where(row, wrong[0]), f"the forecast {forecast.id!r}: {wrong[1]}")


def _wrong(forecast: Forecast, question: Question) -> tuple[str, str] | None:
    for field in ("answer", "quantiles", "chances"):
        if getattr(forecast, field):
            try:
                if field == "answer":
                    question.read(forecast.answer)
                else:
                    (quantiles_of if field == "quantiles" else chances_of)(forecast, question)
            except ValueError as error:
                return field, str(error)
    return None
