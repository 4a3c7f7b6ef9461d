"""How questions come out: by rule, by hand, by condition; and the trail that stays."""

from __future__ import annotations

from typing import Any

import pytest

from longgame.score.due import due
from longgame.score.resolve import Found, resolve
from longgame.score.score import score
from tests.score.make import case, forecast, question, resolution
from tests.track.make import event

SIGNED = event("2022-05-01 signed", id="S1")
RULE = "commitment c reaches signed"


def one(day: str = "2026-01-01", **tables: Any) -> Found:
    return resolve(case(day, **({"questions": [question()]} | tables)))["Q1"]


def test_a_question_without_an_answer_is_open_and_due_once_its_time_is_up() -> None:
    assert (one().state.state, one().state.due) == ("open", True)
    early = one("2022-12-30")
    assert (early.state.state, early.state.due, early.state.because) == ("open", False, "not decided yet")
    assert not one(questions=[question(by=None)]).state.due


def test_what_came_up_after_the_case_was_kept_was_not_looked_for() -> None:
    late = resolve(case("2023-06-30", "2022-06-30", questions=[question()]))["Q1"].state
    assert (late.state, late.due) == ("open", True)
    assert late.because.startswith("its time was up after 2022-06-30, up to which the case was kept; nobody has looked yet")
    looked = resolve(case("2023-06-30", "2022-12-31", questions=[question()]))["Q1"].state
    assert looked.because.startswith("its time is up and nothing decides it")


@pytest.mark.parametrize(
    ("answer", "more", "share"), [("yes", {}, 1.0), ("no", {}, 0.0), ("partly", {"share": 0.4}, 0.4), ("void", {}, None)]
)
def test_answers_by_hand(answer: str, more: dict[str, Any], share: float | None) -> None:
    found = one(resolutions=[resolution(f"R1 Q1 {answer} 2022-12-31", **more)])
    assert found.share == share
    assert found.state.state == ("void" if answer == "void" else "resolved")
    assert found.state.resolved_by == "resolution"


def test_a_later_answer_counts_and_the_earlier_one_stays() -> None:
    rows = [resolution("R1 Q1 yes 2022-12-31"), resolution("R2 Q1 no 2022-12-31", known="2023-05-01")]
    found = one(resolutions=rows)
    assert found.share == 0.0
    assert [(t.what, t.standing) for t in found.state.trail] == [("resolution R1", "superseded"), ("resolution R2", "counts")]
    # As of a day before it, the earlier one counts.
    assert one("2023-01-01", resolutions=rows).share == 1.0
    assert one("2022-12-30", resolutions=rows).share is None


def test_a_corrected_answer_never_counts() -> None:
    rows = [
        resolution("R1 Q1 yes 2022-12-31", known="2024-01-01"),
        resolution("R2 Q1 no 2022-12-31", known="2023-01-01", corrects="R1"),
    ]
    found = one(resolutions=rows)
    assert found.share == 0.0
    assert [t.standing for t in found.state.trail] == ["counts", "corrected"]


def test_rows_of_the_case_resolve_a_question() -> None:
    asked = [question(rule=RULE)]
    found = one(questions=asked, status=[SIGNED])
    assert (found.share, found.state.resolved_by, str(found.on)) == (1.0, "rule", "2022-05-01")
    assert [f.id for f in found.state.facts] == ["S1"]
    # Another fact, another answer.
    other = one(questions=asked, status=[event("2023-05-01 signed", id="S1")])
    assert (other.share, other.state.on) == (0.0, "2022-12-31")


def test_where_rule_and_hand_differ_both_are_shown() -> None:
    asked, rows = [question(rule=RULE)], [resolution("R1 Q1 no 2022-12-31")]
    found = one(questions=asked, status=[SIGNED], resolutions=rows)
    assert (found.share, found.state.resolved_by, found.state.differs) == (1.0, "rule", True)
    assert [(t.what, t.answer, t.standing) for t in found.state.trail] == [
        ("resolution R1", "no", "differs"),
        ("rule", "yes", "counts"),
    ]
    agreed = one(questions=asked, status=[SIGNED], resolutions=[resolution("R1 Q1 yes 2022-05-01")])
    assert (agreed.state.differs, agreed.state.trail[0].standing) == (False, "agrees")


def test_a_rule_that_was_decided_before_the_question_opens_does_not_count() -> None:
    asked, before = [question(rule=RULE)], [event("2019-05-01 signed", id="S1")]
    found = one(questions=asked, status=before)
    assert (found.share, found.state.early, found.state.due, found.state.facts) == (None, True, True, ())
    assert "decided on 2019-05-01, before the question opens, 2020-01-01, and known by then" in found.state.because
    assert [(t.what, t.answer, t.standing) for t in found.state.trail] == [("rule", "", "open")]
    hand = one(questions=asked, status=before, resolutions=[resolution("R1 Q1 no 2022-12-31")])
    assert (hand.share, hand.state.resolved_by, hand.state.early, hand.state.differs) == (0.0, "resolution", True, False)
    made = case(questions=asked, status=before)
    assert (due(made).early, score(made).early) == (("Q1",), ("Q1",))
    for day in ("2020-01-01", "2022-05-01"):
        assert not one(questions=asked, status=[event(f"{day} signed", id="S1")]).state.early
    assert not one(questions=asked, status=[event("2019-12/2020-01 signed", id="S1")]).state.early


def test_what_had_happened_and_was_not_known_when_the_question_opened_decides_it_once_it_is() -> None:
    asked, hidden = [question(rule=RULE)], [event("2019-05-01 signed", id="S1", known="2020-08-01")]
    found = one(questions=asked, status=hidden)
    assert (found.share, found.state.early, found.state.on) == (1.0, False, "2020-08-01")
    assert found.state.because.endswith("which became known on 2020-08-01")
    assert one("2020-07-31", questions=asked, status=hidden).state.state == "open"
    # Who forecast it in between did not know; who did so later did.
    told = [forecast("F1 Q1 one yes 0.8"), forecast("F2 Q1 two yes 0.8", date="2020-09-01")]
    receipts = score(case(questions=asked, status=hidden, forecasts=told)).receipts
    assert [(r.forecast, r.state) for r in receipts] == [("F1", "scored"), ("F2", "not_scored")]


def test_where_the_rule_says_nothing_the_hand_counts() -> None:
    found = one(questions=[question(rule=RULE)], resolutions=[resolution("R1 Q1 no 2022-12-31")])
    assert (found.share, found.state.resolved_by) == (0.0, "resolution")
    assert [t.standing for t in found.state.trail] == ["counts", "open"]


def test_a_condition_that_is_not_met_makes_void() -> None:
    asked = [question("Q1", **{"if": "Q2"}), question("Q2")]
    own = resolution("R1 Q1 yes 2022-12-31")

    def with_(*answers: str, **more: Any) -> Found:
        rows = [own, *(resolution(f"R2 Q2 {a} 2022-06-01", **more) for a in answers)]
        return one(questions=asked, resolutions=rows)

    assert with_("yes").share == 1.0
    assert (with_("no").state.state, with_("no").state.because) == ("void", "its condition Q2 was resolved no, not yes")
    assert with_("partly", share=0.5).state.because == "its condition Q2 came true in part only, not yes"
    assert with_("void").state.because == "its condition Q2 is void"
    assert (with_().state.state, with_().state.because, with_().state.due) == ("open", "waits for its condition, Q2", False)
    assert one(questions=[question("Q1", **{"if": "Q2", "if_is": "no"}), question("Q2")],
               resolutions=[own, resolution("R2 Q2 no 2022-06-01")]).share == 1.0  # fmt: skip


def test_dates_and_numbers() -> None:
    found = one(questions=[question(kind="date", rule=RULE)], status=[SIGNED])
    assert str(found.value) == "2022-05-01"
    late = one(questions=[question(kind="date", rule=RULE)], status=[event("2023-05-01 signed", id="S1")])
    assert late.value == "none"
    series = [{"id": "s", "title": "S", "unit": "%", "domain": "d", "counted_by": "a"}]
    values = [{"id": "i", "series": "s", "date": "2022", "value": 3.5, "known": "2023"}]
    asked = question(kind="number", unit="%", rule="series s in 2022")
    assert one(questions=[asked], series=series, indicators=values).value == 3.5
    beyond = one(questions=[asked | {"high": 3}], series=series, indicators=values)
    assert beyond.state.state == "open"


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [resolution("R1 Q1 yes 2022-12-31"), resolution("R2 Q1 no 2022-12-31", known="2023-05-01")]
    asked = [question("Q1"), question("Q2", **{"if": "Q1"})]
    for questions in (asked, asked[::-1]):
        for given in (rows, rows[::-1]):
            found = resolve(case(questions=questions, resolutions=given))
            assert (found["Q1"].share, found["Q2"].state.state) == (0.0, "void")
            assert list(found) == [q["id"] for q in questions]
