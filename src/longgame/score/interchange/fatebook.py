"""Forecasts in the columns of a Fatebook export."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.interchange.fatebook_csv import (
    ANSWER,
    ASKED,
    ASKED_BY,
    BY,
    CHANCE,
    COLUMNS,
    MADE,
    NOTES,
    RESOLVED,
    TITLE,
    WHO,
)
from longgame.core.dates import Period
from longgame.score.interchange._sheet import as_csv, decided, stamp
from longgame.score.result import QuestionState, Receipt, ScoreResult

COMMENTS = "Question comments"


def to_fatebook(case: Case, result: ScoreResult) -> str:
    """Return every forecast of a question after yes or no that has a probability, as CSV.

    Fatebook knows one probability: of an interval the middle is written, and the hedge with its ends goes into the comment. It
    knows no partly: such questions are AMBIGUOUS, as void ones are.

    Parameters
    ----------
    case : Case
        As of the day of the result.
    result : ScoreResult
    """
    return as_csv(COLUMNS, _rows(case, result))


def _rows(case: Case, result: ScoreResult) -> Iterator[dict[str, object]]:
    states = {state.id: state for state in result.questions}
    criteria = {q.id: q.criteria for q in case.questions}
    for receipt in result.receipts:
        state = states[receipt.question]
        if receipt.mid is None or state.kind != "binary":
            continue
        yield {
            TITLE: state.text,
            WHO: receipt.source,
            CHANCE: round(receipt.mid if receipt.speaks_of != "no" else 1 - receipt.mid, 6),
            MADE: stamp(Period.parse(receipt.made).last),
            ASKED_BY: result.title,
            ASKED: stamp(Period.parse(state.opens).first),
            BY: stamp(Period.parse(state.by).last) if state.by is not None else "",
            ANSWER: answer(state),
            RESOLVED: stamp(decided(state)),
            NOTES: criteria[state.id],
            COMMENTS: f"{receipt.source}: {receipt.says}{_hedged(receipt)}",
        }


def answer(state: QuestionState) -> str:
    """Return how a question came out, in Fatebook's words."""
    if state.state == "open":
        return ""
    return {"yes": "YES", "no": "NO"}.get(state.answer or "", "AMBIGUOUS")


def _hedged(receipt: Receipt) -> str:
    if not receipt.hedge or receipt.low is None or receipt.high is None:
        return ""
    return f" ({receipt.hedge}: {100 * receipt.low:.0f} to {100 * receipt.high:.0f} %)"
