"""Forecasts in the columns of a Metaculus export: questions in one file, forecasts in the other."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.forecasts import Forecast, chances_of, quantiles_of
from longgame.case.interchange.forecast_rows import DOMAIN, NATURE, OWN_COLUMNS
from longgame.case.interchange.metaculus_csv import (
    FORECAST_COLUMNS,
    FORECASTS,
    KINDS,
    PERCENTILES,
    PREFIX,
    QUESTION_COLUMNS,
    QUESTIONS,
)
from longgame.case.questions import NONE, Question
from longgame.core.dates import Period
from longgame.score.interchange._sheet import as_csv, decided, losses, stamp
from longgame.score.result import QuestionState, Receipt, ScoreResult

# Of kinds that two of Metaculus's stand for, the first.
TYPES = {kind: name for name, kind in reversed(KINDS.items())}


def to_metaculus(case: Case, result: ScoreResult) -> dict[str, str]:
    """Return both files by name, as CSV.

    Ids are those of the case, of questions from Metaculus its own; nature and domain stand behind its columns. Of an interval of
    probability the middle is written. Metaculus knows no partly: such questions are ambiguous, and void ones annulled.

    Parameters
    ----------
    case : Case
        As of the day of the result.
    result : ScoreResult
    """
    states = {state.id: state for state in result.questions}
    asked = (_question(question, states[question.id], result) for question in case.questions)
    return {
        QUESTIONS: as_csv((*QUESTION_COLUMNS, *OWN_COLUMNS), asked),
        FORECASTS: as_csv(FORECAST_COLUMNS, _forecasts(case, result)),
    }


def lost(case: Case, result: ScoreResult) -> tuple[str, ...]:
    """Return what the files do not hold of the case, in clauses."""
    found = losses(case, result, sum(1 for _ in _forecasts(case, result)), len(case.questions))
    return (*found, "nor are criteria and units; the day by which a question is decided is written as that on which it closes")


def _id(question: Question) -> str:
    """Return the id of a question: of one that came from Metaculus its own."""
    own = question.id.removeprefix(PREFIX)
    return own if own.isdecimal() else question.id


def _question(question: Question, state: QuestionState, result: ScoreResult) -> dict[str, object]:
    by = question.by.last if question.by is not None else None
    return {
        "Question ID": _id(question),
        "Question Title": question.text,
        "Question Type": TYPES[question.kind],
        "MC Options": repr(list(question.categories)) if question.kind == "category" else None,
        "Lower Bound": question.low,
        "Open Lower Bound": question.low is None if question.kind == "number" else None,
        "Upper Bound": question.high,
        "Open Upper Bound": question.high is None if question.kind == "number" else None,
        "Open Time": stamp(question.opens.first),
        "Scheduled Close Time": stamp(by),
        "Resolution": resolution(state),
        "Resolution Known Time": stamp(decided(state, result.as_of)),
        NATURE: question.nature,
        DOMAIN: question.domain,
    }


def resolution(state: QuestionState) -> str:
    """Return how a question came out, in Metaculus's words."""
    if state.state == "open":
        return ""
    if state.state == "void":
        return "annulled"
    answer = state.answer or ""
    if answer == "partly":
        return "ambiguous"
    if state.kind == "date":
        return "above_upper_bound" if answer == NONE else Period.parse(answer).last.isoformat()
    return answer


def _forecasts(case: Case, result: ScoreResult) -> Iterator[dict[str, object]]:
    questions = case.questions.by_key
    for forecast, receipt in zip(case.forecasts, result.receipts, strict=True):
        said = _said(forecast, questions[forecast.question], receipt)
        if said:
            yield {
                "Question ID": _id(questions[forecast.question]),
                "Forecaster ID": None if forecast.by_model else forecast.forecaster,
                "Forecaster Username": forecast.forecaster,
                "Start Time": stamp(forecast.date.last),
                **said,
            }


def _said(forecast: Forecast, question: Question, receipt: Receipt) -> dict[str, object]:
    if forecast.quantiles:
        given = {round(100 * level): value for level, value in quantiles_of(forecast, question)}
        return {name: _value(given[level]) for level, name in PERCENTILES.items() if level in given}
    if forecast.chances:
        chances = chances_of(forecast, question)
        return {"Probability Yes Per Category": repr([round(p, 9) for p in chances.values()])}
    if receipt.mid is None or question.kind != "binary":
        return {}
    return {"Probability Yes": round(receipt.mid if forecast.answer != "no" else 1 - receipt.mid, 9)}


def _value(value: object) -> object:
    if value is None:
        return NONE
    return value.last.isoformat() if isinstance(value, Period) else value
