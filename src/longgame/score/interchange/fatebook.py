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
from longgame.case.interchange.forecast_rows import DOMAIN, NATURE, OWN_COLUMNS
from longgame.core.dates import Period
from longgame.score.interchange._sheet import as_csv, decided, losses, stamp
from longgame.score.result import QuestionState, Receipt, ScoreResult

COMMENTS = "Question comments"


def to_fatebook(case: Case, result: ScoreResult) -> str:
    """Return every forecast of a question after yes or no that has a probability, as CSV.

    Fatebook knows one probability: of an interval the middle is written, and the hedge with its ends goes into the comment. It
    knows no partly: such questions are AMBIGUOUS, as void ones are. Two columns of our own stand behind Fatebook's: nature and
    domain, without which trends and events would be mixed on the way back.

    Parameters
    ----------
    case : Case
        As of the day of the result.
    result : ScoreResult
    """
    return as_csv((*COLUMNS, *OWN_COLUMNS), _rows(case, result))


def lost(case: Case, result: ScoreResult) -> tuple[str, ...]:
    """Return what the file does not hold of the case, in clauses."""
    told = list(_told(result))
    return losses(case, result, len(told), len({r.question for r, _ in told}))


def _told(result: ScoreResult) -> Iterator[tuple[Receipt, QuestionState]]:
    states = {state.id: state for state in result.questions}
    for receipt in result.receipts:
        if receipt.mid is not None and states[receipt.question].kind == "binary":
            yield receipt, states[receipt.question]


def _rows(case: Case, result: ScoreResult) -> Iterator[dict[str, object]]:
    criteria = {q.id: q.criteria for q in case.questions}
    for receipt, state in _told(result):
        mid = receipt.mid or 0.0
        yield {
            TITLE: state.text,
            WHO: receipt.source,
            CHANCE: round(mid if receipt.speaks_of != "no" else 1 - mid, 9),
            MADE: stamp(Period.parse(receipt.made).last),
            ASKED_BY: result.title,
            ASKED: stamp(Period.parse(state.opens).first),
            BY: stamp(Period.parse(state.by).last) if state.by is not None else "",
            ANSWER: answer(state),
            RESOLVED: stamp(decided(state, result.as_of)),
            NOTES: criteria[state.id],
            COMMENTS: f"{receipt.source}: {receipt.says}{_hedged(receipt)}",
            NATURE: state.nature,
            DOMAIN: state.domain,
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
