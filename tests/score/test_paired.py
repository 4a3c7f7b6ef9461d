"""Models beside others on the same questions as of the same days: a hand-worked table, and what is no pair."""

from __future__ import annotations

from typing import Any

import pytest

from longgame.case.forecasts import Forecast
from longgame.score.result import Paired, ScoreResult
from longgame.score.score import score
from tests.score.make import case, forecast, question, resolution

ANSWERS = "yes no yes no yes no"


def scored(told: list[str], issued: list[str], **more: Any) -> ScoreResult:
    asked = [question(f"Q{i}", status_quo="no") for i in range(1, 7)]
    rows = [resolution(f"R{i} Q{i} {a} 2022-12-31") for i, a in enumerate(ANSWERS.split(), 1)]
    actors = [{"id": name, "name": name, "kind": "analyst"} for name in ("one", "two")]
    made = case(actors=actors, questions=asked, resolutions=rows, forecasts=[forecast(t) for t in told])
    return score(made, issued=[Forecast.model_validate(forecast(t, **more)) for t in issued])


def by(result: ScoreResult, source: str = "all") -> Paired:
    (found,) = [p for p in result.paired if p.source == source]
    return found


def test_a_table_by_hand() -> None:
    told = ["F1 Q1 one yes 0.9", "F2 Q2 one yes 0.8", "F3 Q3 two no 0.4"]
    found = scored(told, ["M1 Q1 model:m yes 0.6", "M2 Q2 model:m yes 0.5", "M3 Q3 model:m yes 0.2"])
    both = by(found)
    assert (both.n, both.questions, both.few) == (3, 3, True)
    assert both.source_loss == pytest.approx((0.01 + 0.64 + 0.16) / 3)
    assert both.model_loss == pytest.approx((0.16 + 0.25 + 0.64) / 3)
    assert both.ahead.value == pytest.approx((0.81 - 1.05) / 3)
    assert (both.ahead.low, both.ahead.high) == (None, None)
    assert (both.source_right, both.source_sides, both.model_right, both.model_sides) == (2, 3, 1, 2)
    assert by(found, "two").n == 1
    assert by(found, "two").ahead.value == pytest.approx(0.16 - 0.64)


def test_an_interval_needs_five_questions_and_is_of_the_difference() -> None:
    told = [f"F{i} Q{i} one yes 0.8" for i in range(1, 7)]
    same = by(scored(told, [f"M{i} Q{i} model:m yes 0.8" for i in range(1, 7)]))
    assert (same.ahead.value, same.ahead.low, same.ahead.high) == (0.0, 0.0, 0.0)
    other = by(scored(told, [f"M{i} Q{i} model:m yes {0.9 if i % 2 else 0.1}" for i in range(1, 7)]))
    assert other.ahead.low is not None
    assert 0 < other.ahead.low < other.ahead.value < (other.ahead.high or 0)


def test_only_the_same_question_as_of_the_same_day_is_a_pair() -> None:
    told = ["F1 Q1 one yes 0.9", "F2 Q2 one yes"]
    assert scored(told, ["M1 Q1 model:m yes 0.6"], date="2020-03-02").paired == ()
    assert scored(told, ["M1 Q3 model:m yes 0.6"]).paired == ()
    # A promise without a probability has no score.
    assert scored(told, ["M2 Q2 model:m yes 0.6"]).paired == ()


def test_models_are_in_no_figure_of_the_case() -> None:
    told = [f"F{i} Q{i} one yes 0.8" for i in range(1, 7)]
    alone, beside = scored(told, []), scored(told, [f"M{i} Q{i} model:m yes 0.1" for i in range(1, 7)])
    assert alone.groups == beside.groups
    assert alone.receipts == beside.receipts
    assert alone.questions == beside.questions
    assert {g.value for g in beside.model_groups} == {"model:m"}
    assert "models" not in alone.made.settings
    assert alone.made != beside.made


def test_the_order_of_forecasts_does_not_matter() -> None:
    told = [f"F{i} Q{i} {'one' if i % 2 else 'two'} yes 0.{i}" for i in range(1, 7)]
    issued = [f"M{i} Q{i} model:m yes 0.{9 - i}" for i in range(1, 7)]
    assert scored(told, issued).paired == scored(told[::-1], issued[::-1]).paired


def test_what_an_engine_says_of_a_question_that_is_not_there_is_left_out() -> None:
    assert scored([], ["M1 Q9 model:m yes 0.6"]).model_receipts == ()
    assert scored([], ["M1 Q1 model:m yes 0.6"], date="2027-01-01").model_receipts == ()
