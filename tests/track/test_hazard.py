"""What is learnt from promises, and how likely the next ones are kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.case.load import load
from longgame.track.hazard import (
    PAM_STEPS,
    PAM_YEARS,
    PRIOR_YEARS,
    Rates,
    Record,
    by_due,
    counted,
    date_of,
    rates,
    record,
    undated,
)
from tests.track.make import case, deadline, event

DAY = date(2022, 1, 1)
NOTHING = Record(0, 0, 0, 0.0, 0, 0.0)


def seen(day: str, *rows: object, **tables: object) -> Record:
    made: Case = case(*rows, **tables)  # type: ignore[arg-type]
    on = date.fromisoformat(day)
    return record(made.as_of(on), on)


def test_the_base_rate_is_that_of_peace_accords() -> None:
    assert pytest.approx(-np.log(1 - 422 / 2912)) == 1 / PRIOR_YEARS
    assert (PAM_STEPS, PAM_YEARS) == (422, 2912)


def test_promises_with_a_date_are_counted_from_the_date_first_named() -> None:
    dates = ["D 2020-01-01 2020-06-30 signed"]
    assert seen("2021-01-01", "2020-06-01 signed", deadlines=dates).kept == 1
    late = seen("2021-01-01", "2020-12-30 signed", deadlines=dates)
    assert (late.kept, late.dated, late.late) == (0, 1, 1)
    assert late.late_years == pytest.approx(183 / 365.25)
    moved = [*dates, deadline("E 2020-05-01 2021-06-30 signed", replaces="D")]
    told = seen("2021-07-01", "2021-06-01 signed", deadlines=moved)
    assert (told.kept, told.dated) == (0, 1)


def test_what_nobody_reported_on_tells_nothing() -> None:
    dates = ["D 2020-01-01 2020-06-30 signed"]
    assert seen("2021-01-01", deadlines=dates).dated == 0
    assert seen("2021-01-01", "2020-01-01 agreed", "2021-01-01 no_evidence_found").years == 0


def test_a_step_without_a_date_is_awaited_up_to_the_last_report() -> None:
    waits = seen("2023-01-01", "2020-01-01 agreed", "2021-01-01 drafted")
    assert waits.steps == 0
    assert waits.years == pytest.approx(3 * 366 / 365.25)
    came = seen("2023-01-01", "2020-01-01 agreed", "2021-01-01 signed")
    assert came.steps == 1


def test_what_was_signed_by_one_act_is_one_step() -> None:
    many = [{"id": f"c{i}"} for i in range(5)]
    status = [event(text, commitment=f"c{i}") for i in range(5) for text in ("2020-01-01 agreed", "2020-07-01 signed")]
    assert seen("2021-01-01", *status, commitments=many).steps == 1


def test_draws_have_the_means_of_their_distributions() -> None:
    learnt = rates(Record(3, 10, 2, 8.0, 5, 20.0), 200_000)
    assert learnt.kept.mean() == pytest.approx(4 / 12, abs=2e-3)
    assert learnt.late.mean() == pytest.approx(3 / (PRIOR_YEARS + 8), rel=0.01)
    assert learnt.steps.mean() == pytest.approx(6 / (PRIOR_YEARS + 20), rel=0.01)
    assert rates(NOTHING, 100_000).kept.mean() == pytest.approx(0.5, abs=5e-3)


def test_the_same_seed_gives_the_same_draws() -> None:
    one, other = rates(NOTHING, 50, 7), rates(NOTHING, 50, 7)
    assert np.array_equal(one.kept, other.kept)
    assert not np.array_equal(one.kept, rates(NOTHING, 50, 8).kept)


SMALL = Rates(np.array([0.3, 0.9]), np.array([0.2, 1.0]), np.array([0.1, 2.0]))


def test_by_its_date_a_promise_is_as_likely_as_the_share_that_is_kept() -> None:
    due = date(2023, 1, 1)
    assert np.allclose(by_due(SMALL, DAY, due, due), SMALL.kept)
    after = by_due(SMALL, DAY, due, date(2024, 1, 1))
    assert np.allclose(after, SMALL.kept + (1 - SMALL.kept) * (1 - np.exp(-SMALL.late * 365 / 365.25)))
    overdue = by_due(SMALL, date(2024, 1, 1), due, date(2025, 1, 1))
    assert np.allclose(overdue, 1 - np.exp(-SMALL.late * 366 / 365.25))
    assert np.allclose(undated(SMALL, DAY, DAY), 0)


@given(st.integers(-900, 900), st.integers(0, 2000), st.integers(0, 2000))
def test_more_time_never_makes_it_less_likely(due: int, one: int, other: int) -> None:
    first, second = (DAY + timedelta(days=n) for n in sorted((one, other)))
    at = DAY + timedelta(days=due)
    early, late = by_due(SMALL, DAY, at, first), by_due(SMALL, DAY, at, second)
    assert (early <= late + 1e-12).all()
    assert ((early >= 0) & (late <= 1)).all()
    assert (undated(SMALL, DAY, first) <= undated(SMALL, DAY, second) + 1e-12).all()


def test_the_date_of_a_stage_is_the_newest_one_that_asks_for_as_much() -> None:
    dates = [
        deadline("D 2020-01-01 2020-06-30 signed"), deadline("E 2020-05-01 2021-06-30 signed", replaces="D"),
        deadline("F 2020-01-01 2023-06-30 implemented"), deadline("G 2020-01-01 2020-02-01 drafted"),
        deadline("H 2020-01-01 2020-03-01 partly_implemented"),
    ]  # fmt: skip
    made = case(deadlines=dates)
    assert [getattr(date_of(made, "c", stage), "id", None) for stage in ("signed", "in_force", "drafted")] == ["E", "F", "G"]
    assert date_of(made, "nobody", "signed") is None


def test_a_later_fact_changes_nothing() -> None:
    flagship = load(Path(__file__).parents[2] / "cases/union-state")
    for day in (date(2021, 6, 30), date(2023, 3, 13)):
        assert record(flagship.as_of(day), day) == record(flagship.as_of(date(2026, 1, 1)).as_of(day), day)
    assert record(flagship.as_of(date(2021, 6, 30)), date(2021, 6, 30)) != record(
        flagship.as_of(date(2023, 3, 13)), date(2023, 3, 13)
    )
    assert dict(counted(NOTHING))["dated promises kept in time"] == "0 of 0"
