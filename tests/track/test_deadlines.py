"""What became of dates: outcomes, moves, and timeliness counted from the date first promised."""

from __future__ import annotations

from typing import Any

import pytest

from longgame.track.deadlines import chains
from longgame.track.result import DeadlineState
from tests.track.make import case, deadline, due, event, state, tracked

D = "D1 2022-01-01 2023-06-30"

# deadline · events · as of · outcome and days late
TABLE: dict[str, tuple[Any, list[Any], str, str, tuple[int, int] | None]] = {
    "still to come": (D, [], "2023-06-30", "due", None),
    "past, nothing found": (D, [], "2023-07-01", "not_verified", (1, 1)),
    "past, only searched": (D, ["2023-07-01 no_evidence_found"], "2023-07-11", "not_verified", (11, 11)),
    "kept early": (D, ["2023-06-20 implemented"], "2023-07-01", "on_time", (-10, -10)),
    "kept on the last day": (D, ["2023-06-30 implemented"], "2023-07-01", "on_time", (0, 0)),
    "kept a day late": (D, ["2023-07-01 implemented"], "2023-08-01", "late", (1, 1)),
    "kept in a month that ends with the date": (D, ["2023-06 implemented"], "2023-08-01", "on_time", (-29, 0)),
    "kept in a quarter that straddles the date": (
        "D1 2022-01-01 2023-05-31", ["2023-Q2 implemented"], "2023-08-01", "unclear", (-60, 30)),
    "kept in a month after the date": (D, ["2023-07 implemented"], "2023-08-01", "late", (1, 31)),
    "due in a month: its last day counts": ("D1 2022-01-01 2023-02", ["2023-02-28 implemented"], "2023-08-01", "on_time", (0, 0)),
    "due in a year": ("D1 2022-01-01 2023", [], "2023-12-31", "due", None),
    "due in a year, denied in March": ("D1 2022-01-01 2023", ["2023-03-01 not_done"], "2024-01-01", "not_verified", (1, 1)),
    "denied on the day": (D, ["2023-06-30 not_done"], "2023-07-01", "overdue", (1, 1)),
    "denied before the day": (D, ["2023-06-29 not_done"], "2023-07-01", "not_verified", (1, 1)),
    "put off after it was set": (D, ["2023-01-01 postponed"], "2023-07-01", "overdue", (1, 1)),
    "put off, and this date is the outcome": (
        "D1 2022-05 2023-06-30", ["2022-05-20 postponed"], "2023-07-01", "not_verified", (1, 1)),
    "a lower stage reached later": (D, ["2023-07-02 drafted"], "2023-07-03", "overdue", (3, 3)),
    "a lower stage reached before": (D, ["2023-06-02 drafted"], "2023-07-03", "not_verified", (3, 3)),
    "taken back before the date": (D, ["2023-01-01 implemented", "2023-02-01 reversed"], "2023-07-01", "not_verified", (1, 1)),
    "taken back before, done again after": (
        D, ["2023-01-01 implemented", "2023-02-01 reversed", "2023-07-10 implemented"], "2023-08-01", "late", (10, 10)),
    "taken back after the date": (D, ["2023-01-01 implemented", "2023-07-01 reversed"], "2023-08-01", "on_time", (-180, -180)),
    "given up before the date": (D, ["2023-02-01 dropped"], "2023-08-01", "dropped", None),
    "given up after the date was missed": (D, ["2023-07-10 dropped"], "2024-08-01", "overdue", (10, 10)),
    "given up, taken up again, missed": (D, ["2022-02-01 dropped", "2022-03-01 agreed"], "2023-07-01", "not_verified", (1, 1)),
    "called done, denied": (D, ["2023-06-20 implemented", "2023-08-01 not_done"], "2023-09-01", "unclear", (-10, -10)),
    "done before it was promised": (D, ["2021-12-31 implemented"], "2023-07-01", "not_verified", (1, 1)),
    "done in the month in which it was promised": (
        "D1 2022-01 2023-06-30", ["2022-01-01 implemented"], "2023-07-01", "on_time", (-545, -545)),
    "not scored": (deadline(D, note="Not scored: dates contradict."), ["2023-06-20 implemented"], "2023-07-01", "unclear", None),
    "not scored, nothing found": (deadline(D, note="not scored"), [], "2023-07-01", "unclear", None),
}  # fmt: skip


@pytest.mark.parametrize(("dated", "events", "day", "outcome", "late"), TABLE.values(), ids=TABLE.keys())
def test_outcome(dated: Any, events: list[Any], day: str, outcome: str, late: tuple[int, int] | None) -> None:
    made = case(*events, deadlines=[dated])
    found = due(made, day)
    assert (found.outcome, found.days_late) == (outcome, late)
    assert state(made, day).timeliness.state == outcome


STAGES = ("drafted", "agreed", "signed", "ratified", "in_force", "partly_implemented", "implemented")
MET_BY = {
    "drafted": set(STAGES),
    "agreed": set(STAGES) - {"drafted"},
    "signed": {"signed", "ratified", "in_force", "implemented"},
    "ratified": {"ratified", "in_force", "implemented"},
    "in_force": {"in_force", "implemented"},
    "partly_implemented": {"partly_implemented", "implemented"},
    "implemented": {"implemented"},
}


@pytest.mark.parametrize("requires", STAGES)
def test_which_event_meets_which_requirement(requires: str) -> None:
    met = {kind for kind in STAGES if due(case(f"2023-06-01 {kind}", deadlines=[f"{D} {requires}"])).outcome == "on_time"}
    assert met == MET_BY[requires]


@pytest.mark.parametrize("requires", STAGES)
def test_a_row_at_level_3_meets_every_requirement(requires: str) -> None:
    made = case(event("2023-06-01 signed primary", level=3), deadlines=[f"{D} {requires}"])
    assert (due(made).outcome, due(made).evidence) == ("on_time", "primary")


def test_an_unkept_date_has_no_evidence_of_keeping() -> None:
    assert due(case("2023-07-01 not_done primary", deadlines=[D])).evidence is None


def moved(*events: Any, day: str) -> tuple[list[DeadlineState], Any]:
    """Track a promise for 2022-01-01 that was moved in time to 2023-01-01 and in time to 2024-01-01."""
    links = [
        "D1 2021-01-01 2022-01-01",
        deadline("D2 2021-12-01 2023-01-01", replaces="D1"),
        deadline("D3 2022-12-01 2024-01-01", replaces="D2"),
    ]
    result = tracked(case(*events, deadlines=links), day)
    return list(result.deadlines), result.commitments[0].timeliness


@pytest.mark.parametrize(
    ("events", "day", "outcomes", "timing", "late", "moves"),
    [
        ([], "2021-06-01", ["due"], "due", None, 0),
        ([], "2021-12-15", ["moved", "due"], "moved", (365, 365), 1),
        ([], "2022-06-01", ["moved", "due"], "moved", (365, 365), 1),
        ([], "2023-06-01", ["moved", "moved", "due"], "moved", (730, 730), 2),
        ([], "2024-01-11", ["moved", "moved", "not_verified"], "not_verified", (740, 740), 2),
        (["2024-01-05 not_done"], "2024-01-11", ["moved", "moved", "overdue"], "overdue", (740, 740), 2),
        (["2023-06-01 implemented"], "2024-02-01", ["late", "late", "on_time"], "late", (516, 516), 2),
        (["2021-06-01 implemented"], "2024-02-01", ["on_time", "on_time", "on_time"], "on_time", (-214, -214), 2),
        (["2024-01-11 implemented"], "2024-02-01", ["late", "late", "late"], "late", (740, 740), 2),
        (["2023-06-01 dropped"], "2024-02-01", ["moved", "moved", "dropped"], "dropped", None, 2),
    ],
)
def test_a_chain_counts_from_the_date_first_promised(
    events: list[str], day: str, outcomes: list[str], timing: str, late: tuple[int, int] | None, moves: int
) -> None:
    states, own = moved(*events, day=day)
    assert [s.outcome for s in states] == outcomes
    assert (own.state, own.days_late, own.moves) == (timing, late, moves)
    assert own.first_due == "2022-01-01"
    assert own.last_due == states[-1].due


def test_a_new_date_set_after_the_old_one_passed_shows_that_it_was_missed() -> None:
    links = ["D1 2021-01-01 2022-01-01", deadline("D2 2022-02-01 2023-01-01", replaces="D1")]
    first = due(case(deadlines=links), "2022-06-01")
    assert (first.outcome, first.days_late, first.replaced_by) == ("overdue", (151, 151), "D2")
    assert [f"{f.table}:{f.id}" for f in first.facts] == ["deadlines:D1", "deadlines:D2"]
    assert due(case(deadlines=links), "2022-01-31").outcome == "not_verified"


@pytest.mark.parametrize(
    ("events", "day", "outcome"),
    [
        ([], "2021-12-15", "moved"),
        ([], "2023-06-01", "overdue"),
        ([], "2024-02-01", "not_verified"),
        (["2024-01-05 not_done"], "2024-02-01", "overdue"),
        (["2023-06-01 implemented"], "2024-02-01", "late"),
    ],
)
def test_a_promise_is_judged_by_its_first_date(events: list[str], day: str, outcome: str) -> None:
    states, _ = moved(*events, day=day)
    (chain,) = chains(states)
    assert chain.outcome == outcome


def test_the_worst_of_several_promises_is_the_commitments_own() -> None:
    made = case("2023-07-10 signed", deadlines=["D1 2022-01-01 2023-06-30 signed", "D2 2022-01-01 2030-06-30"])
    assert state(made, "2023-08-01").timeliness.state == "late"
    assert state(made, "2030-07-01").timeliness.state == "not_verified"


def test_a_date_of_a_part_is_the_parts_own() -> None:
    commitments = [{"id": "c"}, {"id": "b", "parent": "c"}]
    made = case(event("2023-06-01 implemented", commitment="b"), deadlines=[D], commitments=commitments)
    assert due(made).outcome == "not_verified"


def test_next_deadlines_come_soonest_first() -> None:
    dates = ["D1 2022-01-01 2024-01-01", "D3 2022-01-01 2023-09", "D2 2022-01-01 2023-09-30", "D4 2022-01-01 2023-01-01"]
    assert tracked(case(deadlines=dates), "2023-07-01").next_deadlines == ("D2", "D3", "D1")


def test_an_earlier_date_that_is_not_known_yet_starts_no_chain() -> None:
    links = [deadline("D1 2021-01-01 2022-01-01", known="2025-01-01"), deadline("D2 2021-12-01 2023-01-01", replaces="D1")]
    assert state(case(deadlines=links), "2022-06-01").timeliness.moves == 0
    assert state(case(deadlines=links), "2025-01-01").timeliness.moves == 1
