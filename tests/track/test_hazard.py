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
from longgame.track.at_risk import PARTS, Record, counted, record
from longgame.track.hazard import (
    PAM_STEPS,
    PAM_YEARS,
    PRIOR_YEARS,
    Rates,
    by_due,
    date_of,
    in_force,
    rates,
    term,
    undated,
)
from tests.track.make import case, deadline, event

DAY = date(2022, 1, 1)
NOTHING = Record()


def seen(day: str, *rows: object, **tables: object) -> Record:
    made: Case = case(*rows, **tables)  # type: ignore[arg-type]
    on = date.fromisoformat(day)
    return record(made.as_of(on), on)


def test_the_base_rate_is_that_of_peace_accords() -> None:
    assert pytest.approx(-np.log(1 - 422 / 2912)) == 1 / PRIOR_YEARS
    assert (PAM_STEPS, PAM_YEARS) == (422, 2912)


def test_promises_with_a_date_are_counted_from_the_date_first_named() -> None:
    dates = ["D 2020-01-01 2020-06-30 signed"]
    kept = seen("2021-01-01", "2020-06-01 signed", deadlines=dates)
    assert (kept.kept, kept.open, kept.missed) == ((0, 0, 0, 1), (1, 1, 1, 1), 0)
    late = seen("2021-01-01", "2020-12-30 signed", deadlines=dates)
    assert (sum(late.kept), late.missed, late.late) == (0, 1, 1)
    assert late.late_years == pytest.approx(183 / 365.25)
    moved = [*dates, deadline("E 2020-05-01 2021-06-30 signed", replaces="D")]
    told = seen("2021-07-01", "2021-06-01 signed", deadlines=moved)
    assert (sum(told.kept), told.missed) == (0, 1)


def test_one_kept_early_stands_beside_those_that_are_still_to_be_kept() -> None:
    """Of four promises for the end of 2023 one is kept in 2021; a year later none of the others is missed, and all are counted."""
    dates = [deadline(f"D{i} 202{i % 2}-01-01 2023-12-31 signed", commitment=f"c{i}") for i in range(2)]
    dates += [deadline(f"D{i} 2020-01-01 2023-12-31 drafted", commitment=f"c{i}") for i in (2, 3)]
    tables = {"commitments": [{"id": f"c{i}"} for i in range(4)], "deadlines": dates}
    found = seen("2022-01-01", event("2020-06-01 signed", commitment="c0"), **tables)
    assert (found.kept, found.missed, found.coming) == ((1, 0, 0, 0), 0, 2)
    # D1 is in the second third of its three years, the others, made by one act, are half through their four.
    assert found.open == (1 + 1 + 1, 1 + 0.5, 0.5, 0)
    # So that one of one is not taken for all.
    share = 1 - np.prod(1 - rates(found, 100_000).parts, axis=1).mean()
    assert share < 1 - np.prod(1 - rates(Record((1, 0, 0, 0), (1, 0, 0, 0)), 100_000).parts, axis=1).mean() - 0.1


def test_what_was_promised_by_one_act_is_one_promise() -> None:
    many = [{"id": f"c{i}"} for i in range(5)]
    dates = [deadline(f"D{i} 2020-01-01 2020-12-31 signed", commitment=f"c{i}") for i in range(5)]
    status = [event("2020-12-01 signed", commitment="c0"), *(event("2021-06-01 not_done", commitment=f"c{i}") for i in range(1, 5))]
    found = seen("2022-01-01", *status, commitments=many, deadlines=dates)
    assert sum(found.kept) == pytest.approx(0.2)
    assert found.missed == pytest.approx(0.8)
    assert found.late_years == pytest.approx(0.8 * 366 / 365.25, rel=1e-3)


def test_what_nobody_reported_on_tells_nothing() -> None:
    dates = ["D 2020-01-01 2020-06-30 signed"]
    assert seen("2021-01-01", deadlines=dates) == NOTHING
    assert seen("2021-01-01", "2021-01-01 no_evidence_found").years == 0


def test_what_was_given_up_is_missed_and_awaited_no_longer() -> None:
    dates = ["D 2020-01-01 2020-06-30 signed"]
    given_up = seen("2023-01-01", "2020-02-01 drafted", "2020-03-01 dropped", deadlines=dates)
    assert (given_up.missed, given_up.late, given_up.coming) == (1, 0, 0)
    later = seen("2023-01-01", "2020-02-01 drafted", "2021-06-30 dropped", deadlines=dates)
    assert later.late_years == pytest.approx(365 / 365.25)


def test_a_step_without_a_date_is_awaited_up_to_the_day() -> None:
    waits = seen("2023-01-01", "2020-01-01 agreed", "2021-01-01 drafted")
    assert waits.steps == 0
    assert waits.years == pytest.approx(3 * 1096 / 365.25)
    came = seen("2023-01-01", "2020-01-01 agreed", "2021-01-01 signed")
    assert came.steps == 1
    assert came.years == pytest.approx((366 + 2 * 1096) / 365.25)
    gone = seen("2023-01-01", "2020-01-01 agreed", "2021-01-01 dropped")
    assert gone.years == pytest.approx(3 * 366 / 365.25)


def test_what_was_signed_by_one_act_is_one_step() -> None:
    many = [{"id": f"c{i}"} for i in range(5)]
    status = [event(text, commitment=f"c{i}") for i in range(5) for text in ("2020-01-01 agreed", "2020-07-01 signed")]
    assert seen("2021-01-01", *status, commitments=many).steps == 1


def test_draws_have_the_means_of_their_distributions() -> None:
    found = Record((0, 1, 0, 2), (10, 10, 9, 9), missed=7, late=2, late_years=8.0, steps=5, years=20.0)
    learnt = rates(found, 200_000)
    # Nobody was on the way: the share kept in time is that of kept and missed, one more of either added.
    assert (1 - np.prod(1 - learnt.parts, axis=1)).mean() == pytest.approx(4 / 12, abs=2e-3)
    assert learnt.parts[:, 3].mean() == pytest.approx(2.25 / (1.25 + 9), abs=2e-3)
    assert learnt.late.mean() == pytest.approx(3 / (PRIOR_YEARS + 8), rel=0.01)
    assert learnt.steps.mean() == pytest.approx(6 / (PRIOR_YEARS + 20), rel=0.01)
    share = 1 - np.prod(1 - rates(NOTHING, 100_000).parts, axis=1)
    # A flat prior: as many below a tenth as between four and five tenths.
    assert np.histogram(share, 10, (0, 1))[0] == pytest.approx(10_000, abs=500)


def test_the_same_seed_gives_the_same_draws() -> None:
    one, other = rates(NOTHING, 50, 7), rates(NOTHING, 50, 7)
    assert np.array_equal(one.parts, other.parts)
    assert not np.array_equal(one.parts, rates(NOTHING, 50, 8).parts)


SMALL = Rates(np.array([[0.1, 0.2, 0.3, 0.4], [0.5, 0.0, 0.0, 0.9]]), np.array([0.2, 1.0]), np.array([0.1, 2.0]))
MADE, DUE = date(2022, 1, 1), date(2026, 1, 1)


def test_by_its_date_a_promise_is_as_likely_as_what_is_left_of_its_term() -> None:
    def left(day: str, by: date = DUE) -> list[float]:
        return list(by_due(SMALL, date.fromisoformat(day), (MADE, DUE), by))

    assert left("2022-01-01") == pytest.approx([1 - 0.9 * 0.8 * 0.7 * 0.6, 1 - 0.5 * 0.1])
    assert left("2024-07-01") == pytest.approx([1 - 0.7 * 0.6, 0.9])
    # The last day is as good as the first of its part: much is done on the very day.
    assert left("2025-12-31") == left("2025-02-01") == pytest.approx([0.4, 0.9])
    # By the end of the first part, of half of it.
    assert left("2022-01-01", date(2022, 12, 31)) == pytest.approx([0.1, 0.5], abs=2e-3)
    assert left("2022-01-01", date(2022, 7, 2)) == pytest.approx([1 - 0.9**0.5, 1 - 0.5**0.5], abs=1e-3)
    after = left("2025-06-01", date(2027, 1, 1))
    assert after == pytest.approx([1 - 0.6 * np.exp(-0.2 * 365 / 365.25), 1 - 0.1 * np.exp(-365 / 365.25)])
    assert left("2026-01-01", date(2027, 1, 1)) == pytest.approx((1 - np.exp(-SMALL.late * 365 / 365.25)).tolist())
    assert np.allclose(undated(SMALL, DAY, DAY), 0)


def test_a_date_that_was_moved_gives_way_to_the_one_that_replaced_it() -> None:
    dates = [deadline("D 2020-01-01 2020-06-30"), deadline("E 2020-05-01/2020-05-03 2021-06-30", replaces="D")]
    dates.append(deadline("F 2020 2021"))
    made = case(deadlines=dates)
    assert [in_force(made, made.deadlines.by_key[name]).id for name in "DEF"] == ["E", "E", "F"]
    assert term(made.deadlines.by_key["E"]) == (date(2020, 5, 2), date(2021, 6, 30))


@given(st.integers(-900, 900), st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 2000))
def test_more_time_never_makes_it_less_likely(due: int, length: int, one: int, other: int) -> None:
    first, second = (DAY + timedelta(days=n) for n in sorted((one, other)))
    at = DAY + timedelta(days=due)
    promise = (at - timedelta(days=length), at)
    early, late = by_due(SMALL, DAY, promise, first), by_due(SMALL, DAY, promise, second)
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
    assert len(NOTHING.kept) == PARTS
    assert dict(counted(NOTHING))["dated promises kept in time"] == "0 of 0, 0 still to come"
