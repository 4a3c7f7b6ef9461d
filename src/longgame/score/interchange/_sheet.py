"""CSV for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from longgame.case.case import Case
from longgame.case.interchange.forecast_rows import RISKY
from longgame.core.dates import Period
from longgame.core.words import many
from longgame.score.result import QuestionState, ScoreResult

NOT_HELD = (
    "not in the file: rules, conditions, what no change means, kinds of forecasts and what they claim, sources, doubts, corrected "
    "answers; days stand for periods"
)


def as_csv(header: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    """Return rows as CSV text; what a row does not name is left empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in header])
    return buffer.getvalue()


def stamp(day: date | None) -> str:
    """Return a day as a time stamp: its beginning, since nothing finer is known."""
    return "" if day is None else f"{day.isoformat()} 00:00:00"


def decided(state: QuestionState, day: date) -> date | None:
    """Return the day on which a question was decided or given up, its last day, or the one of the result; None while it is open."""
    if state.state == "open":
        return None
    said = state.on if state.on is not None else state.by
    return min(Period.parse(said).last, day) if said is not None else day


def losses(case: Case, result: ScoreResult, told: int, asked: int) -> tuple[str, ...]:
    """Return what a file for a platform does not hold of a case, in clauses.

    Parameters
    ----------
    case : Case
        As of the day of the result.
    result : ScoreResult
    told, asked : int
        Forecasts and questions that the file holds.
    """
    partly = sum(q.answer == "partly" for q in result.questions)
    spans = sum(r.mid is not None and r.low != r.high for r in result.receipts)
    found = [
        (len(case.forecasts) - told, "forecast", "left out, having no probability that the platform knows"),
        (len(case.questions) - asked, "question", "left out, having no such forecast"),
        (spans, "forecast", "in words, written as the middle of what the words mean"),
        (partly, "answer", "in part, which the platform does not know"),
    ]
    return (*(f"{many(n, noun)} {says}" for n, noun, says in found if n), NOT_HELD)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(RISKY):
        return "'" + value
    return "" if value is None else value
