"""What must hold of the scores of any case, however odd its rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.core.hedges import SCALES
from longgame.score.due import due
from longgame.score.groups import KEYS
from longgame.score.result import ScoreResult
from longgame.score.score import score
from tests.strategies import cases
from tests.track.walk import known_days
from tests.world import days


def without_digest(result: ScoreResult) -> dict[str, Any]:
    found = result.model_dump(mode="json", by_alias=True)
    del found["made"]
    return found


@given(cases(), st.sampled_from(sorted(SCALES)))
def test_every_forecast_has_a_receipt_and_a_group(case: Case, scale: str) -> None:
    result = score(case.as_of(date(2999, 12, 31)), scale)
    assert Counter(r.forecast for r in result.receipts) == Counter(f.id for f in case.forecasts)
    for by in KEYS:
        groups = [g for g in result.groups if g.by == by]
        assert sum(g.forecasts for g in groups) == len(result.receipts)
        for group in groups:
            unscored = group.open + group.void + sum(group.not_scored.values())
            quantities = sum(q.n for q in group.quantities)
            assert group.scored + quantities + unscored == group.forecasts
            assert group.right + group.wrong <= group.scored
    for receipt in result.receipts:
        assert bool(receipt.why) == (receipt.state != "scored")
        for loss in receipt.losses.values():
            assert 0 <= loss.best <= loss.mid + 1e-9
            assert loss.mid <= loss.worst + 1e-9
    assert ScoreResult.model_validate_json(result.model_dump_json(by_alias=True)) == result


@given(cases())
def test_group_figures_are_means_of_receipts(case: Case) -> None:
    result = score(case.as_of(date(2999, 12, 31)), by=())
    for group in result.groups:
        losses = [r.losses["brier"] for r in result.receipts if r.nature == group.nature and r.losses]
        assert len(losses) == group.scored
        if losses:
            assert np.isclose(group.scores["brier"].value, np.mean([x.mid for x in losses]), rtol=0, atol=2e-9)


@given(cases(), days())
def test_nothing_is_used_that_became_known_later(case: Case, day: date) -> None:
    result = score(case.as_of(day))
    assert all(known <= day.isoformat() for known in known_days(result.model_dump(mode="json")))
    assert all(r.made for r in result.receipts)
    # What is added later changes nothing as of the day.
    assert without_digest(score(case.as_of(date(2999, 12, 31)).as_of(day))) == without_digest(result)


@given(cases(), days())
def test_what_is_due_is_open_and_over(case: Case, day: date) -> None:
    result = due(case.as_of(day))
    states = {q.id: q for q in result.questions}
    for name in result.due:
        assert states[name].state == "open"
    assert not set(result.due) & set(result.next)
    assert {q.id for q in result.questions if q.differs} == set(result.differences)
