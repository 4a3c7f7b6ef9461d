"""What status events add up to, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.track.make import case, event, state, tracked

# events · completion level, level nobody disputes, whether reported · bindingness · evidence
TABLE: dict[str, tuple[list[Any], tuple[int, int, bool], str, str]] = {
    "nothing": ([], (0, 0, False), "none", "none_found"),
    "only searched": (["2023-01-01 no_evidence_found"], (0, 0, False), "none", "none_found"),
    "proposed": (["2023-01-01 proposed primary"], (0, 0, False), "none", "none_found"),
    "drafted": (["2023-01-01 drafted primary"], (0, 0, False), "none", "none_found"),
    "agreed": (["2023-01-01 agreed primary"], (0, 0, False), "declared", "none_found"),
    "signed: binds, carries nothing out": (["2023-01-01 signed primary"], (0, 0, False), "signed", "none_found"),
    "ratified": (["2023-01-01 ratified primary"], (0, 0, False), "ratified", "none_found"),
    "in force": (["2023-01-01 in_force primary"], (1, 1, True), "in_force", "primary"),
    "in part": (["2023-01-01 partly_implemented independent"], (2, 2, True), "none", "independent"),
    "in full": (["2023-01-01 implemented"], (3, 3, True), "none", "claimant"),
    "not done": (["2023-01-01 not_done independent"], (0, 0, True), "none", "independent"),
    "postponed": (["2023-01-01 postponed"], (0, 0, True), "none", "claimant"),
    "the row's level wins upwards": ([event("2023-01-01 signed primary", level=3)], (3, 3, True), "signed", "primary"),
    "the row's level wins downwards": ([event("2023-01-01 partly_implemented", level=1)], (1, 1, True), "none", "claimant"),
    "signed at level 0 is no report": ([event("2023-01-01 signed", level=0)], (0, 0, False), "signed", "none_found"),
    "in force and not applied": ([event("2023-01-01 in_force primary", level=0)], (0, 0, True), "in_force", "primary"),
    "a search cannot raise a level": ([event("2023-01-01 no_evidence_found", level=3)], (0, 0, False), "none", "none_found"),
    "a later lower step takes nothing back": (
        ["2023-01-01 implemented primary", "2023-02-01 in_force"], (3, 3, True), "in_force", "primary"),
    "signed, ratified, in force": (
        ["2023-01-01 signed", "2023-02-01 ratified", "2023-03-01 in_force primary"], (1, 1, True), "in_force", "primary"),
    "best of those that support the level": (
        ["2023-01-01 implemented", "2023-02-01 implemented independent", "2023-03-01 signed primary"],
        (3, 3, True), "signed", "independent"),
    "better evidence for a lower level is no evidence for the higher": (
        ["2023-01-01 partly_implemented primary", "2023-02-01 implemented"], (3, 3, True), "none", "claimant"),
    "reversed": (["2023-01-01 implemented primary", "2023-02-01 reversed independent"], (0, 0, True), "none", "independent"),
    "reversed in part": (
        ["2023-01-01 implemented primary", event("2023-02-01 reversed independent", level=2)], (2, 2, True), "none", "independent"),
    "reversed, then done again": (
        ["2023-01-01 implemented", "2023-02-01 reversed", "2023-03-01 implemented"], (3, 3, True), "none", "claimant"),
    "in force, reversed, signed anew": (
        ["2023-01-01 in_force", "2023-02-01 reversed", "2023-03-01 signed"], (0, 0, True), "signed", "claimant"),
    "reopened stays as binding as it was": (["2023-01-01 signed", "2023-02-01 reopened"], (0, 0, True), "signed", "claimant"),
    "dropped": (["2023-01-01 agreed", "2023-02-01 dropped independent"], (0, 0, True), "declared", "independent"),
    "done by one, not by another": (
        ["2023-01-01 implemented", "2023-02-01 not_done independent"], (3, 0, True), "none", "claimant"),
    "of what was done before, what is disputed is not shown": (
        ["2022-01-01 in_force", "2023-01-01 implemented", "2023-02-01 not_done"], (3, 1, True), "in_force", "claimant"),
    "called done, found done in part": (
        ["2023-01-01 implemented", event("2023-02-01 partly_implemented independent", level=1)], (3, 1, True), "none", "claimant"),
    "not done in full disputes no partial step": (
        ["2023-01-01 partly_implemented", "2023-02-01 not_done"], (2, 2, True), "none", "claimant"),
    "a dispute is settled by evidence as good": (
        ["2023-01-01 implemented", "2023-02-01 not_done", "2023-03-01 implemented"], (3, 3, True), "none", "claimant"),
    "a dispute is not settled by weaker evidence": (
        ["2023-01-01 implemented", "2023-02-01 not_done independent", "2023-03-01 implemented"], (3, 0, True), "none", "claimant"),
    "not done, then done, is no dispute": (
        ["2023-01-01 not_done independent", "2023-02-01 implemented"], (3, 3, True), "none", "claimant"),
}  # fmt: skip


@pytest.mark.parametrize(("events", "completion", "bound", "grade"), TABLE.values(), ids=TABLE.keys())
def test_fold(events: list[Any], completion: tuple[int, int, bool], bound: str, grade: str) -> None:
    s = state(case(*events))
    assert (s.completion.level, s.completion.shown, s.completion.reported) == completion
    assert s.bindingness.stage == bound
    assert s.evidence.grade == grade
    assert ("contested" in s.flags) == (s.completion.shown < s.completion.level)


def test_events_fold_by_date_not_by_row() -> None:
    assert state(case("2023-02-01 reversed", "2023-01-01 implemented")).completion.level == 0
    assert state(case("2023-02-01 implemented", "2023-01-01 reversed")).completion.level == 3


def test_events_of_one_day_fold_in_the_order_of_the_file() -> None:
    assert state(case("2023-01-01 implemented", "2023-01-01 reversed")).completion.level == 0
    assert state(case("2023-01-01 reversed", "2023-01-01 implemented")).completion.level == 3


@pytest.mark.parametrize(("month", "level"), [("2023-02", 0), ("2023-01", 0), ("2022-12", 3), ("2023", 0), ("2022-H2", 3)])
def test_a_partial_date_stands_at_its_last_day(month: str, level: int) -> None:
    """A reversal within a month comes after a step on the 15th of January unless the month is over by then."""
    made = case(event(f"{month} reversed"), "2023-01-15 implemented")
    assert state(made).completion.level == level


def test_since_and_facts_name_the_events_that_brought_the_level() -> None:
    s = state(case("2023-01 partly_implemented", "2023-03-01 partly_implemented", "2023-04-01 agreed", "2023-05-01 signed"))
    assert s.completion.since == "2023-01"
    assert [f.id for f in s.completion.facts] == ["e1", "e2"]
    assert [f.id for f in s.bindingness.facts] == ["e4"]
    assert (s.bindingness.since, s.last_step) == ("2023-05-01", "2023-05-01")
    assert [f.known.isoformat() for f in s.completion.facts] == ["2023-01-31", "2023-03-01"]


def test_a_search_that_found_nothing_is_named() -> None:
    assert [f.id for f in state(case("2023-01-01 no_evidence_found")).evidence.facts] == ["e1"]


def test_what_became_known_later_is_not_used() -> None:
    made = case(event("2022-01-01 implemented", known="2023-06-01"))
    assert state(made, "2023-05-31").completion.level == 0
    assert state(made, "2023-06-01").completion.level == 3
    assert state(made, "2023-06-01").completion.since == "2022-01-01"


FLAGS: dict[str, tuple[list[Any], list[str]]] = {
    "nine months to the day are not stalled": (["2023-01-01 signed"], []),
    "a day more": (["2022-12-31 signed"], ["stalled"]),
    "in force is not stalled": (["2022-01-01 in_force"], []),
    "never begun": (["2022-01-01 not_done"], []),
    "done is not stalled": (["2022-01-01 implemented"], []),
    "put off": (["2023-01-01 signed", "2023-02-01 postponed"], ["postponed"]),
    "put off, then a step": (["2023-01-01 postponed", "2023-02-01 signed"], []),
    "put off, then a report that nothing was done": (["2023-01-01 postponed", "2023-02-01 not_done"], ["postponed"]),
    "taken back": (["2023-01-01 implemented", "2023-02-01 reversed"], ["reversed"]),
    "taken back, then a step": (["2023-01-01 reversed", "2023-02-01 drafted"], []),
    "opened again": (["2023-01-01 agreed", "2023-02-01 reopened"], ["reopened"]),
    "given up, not stalled": (["2022-01-01 agreed", "2022-02-01 dropped"], ["dropped"]),
    "called done, denied": (["2023-01-01 implemented", "2023-02-01 not_done"], ["contested"]),
}


@pytest.mark.parametrize(("events", "raised"), FLAGS.values(), ids=FLAGS.keys())
def test_flags(events: list[Any], raised: list[str]) -> None:
    assert list(state(case(*events), "2023-10-02").flags) == raised


def test_waits_for_what_must_come_first() -> None:
    commitments = [{"id": "c", "needs": "b"}, {"id": "b"}]
    assert "waits" in state(case(commitments=commitments)).flags
    assert "waits" not in state(case(event("2023-01-01 implemented", commitment="b"), commitments=commitments)).flags
    assert "waits" not in state(case("2023-01-01 implemented", commitments=commitments)).flags
    assert "waits" not in state(case(commitments=[{"id": "c", "needs": "b"}, {"id": "b", "known": "2031-01-01"}])).flags


def test_parts_are_named_and_do_not_lift_the_whole() -> None:
    made = case(event("2023-01-01 implemented", commitment="b"), commitments=[{"id": "c"}, {"id": "b", "parent": "c"}])
    assert state(made).parts == ("b",)
    assert not state(made).completion.reported
    assert state(made, name="b").completion.level == 3


def test_every_figure_rests_on_facts_known_by_the_day() -> None:
    result = tracked(case("2023-01-01 implemented", event("2023-02-01 not_done", known="2024-01-01")), "2023-12-31")
    (s,) = result.commitments
    assert s.flags == ()
    assert {f.known.year for f in (*s.completion.facts, *s.evidence.facts)} == {2023}
