"""Scores of a whole case: a table worked by hand, what must not matter, and what must."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.score.baselines import BASELINES, Asked
from longgame.score.groups import wilson
from longgame.score.result import Group, Receipt, ScoreResult
from longgame.score.score import score
from tests.score.make import case, forecast, question, resolution
from tests.track.make import event

NEAR = 1e-9
# Five events: yes, yes, no, partly (0.5), open; one trend: yes.
QUESTIONS = (
    *(question(f"Q{i}", status_quo="no") for i in range(1, 6)),
    question("T1", nature="trend", status_quo="yes"),
)
RESOLUTIONS = (
    resolution("R1 Q1 yes 2022-12-31"),
    resolution("R2 Q2 yes 2022-12-31"),
    resolution("R3 Q3 no 2022-12-31"),
    resolution("R4 Q4 partly 2022-12-31", share=0.5),
    resolution("R5 T1 yes 2022-12-31"),
)
FORECASTS = (
    forecast("F1 Q1 ann yes 0.8"),
    forecast("F2 Q2 ann yes 0.4"),
    forecast("F3 Q3 ann no 0.9"),
    forecast("F4 Q4 bob yes 0.6"),
    forecast("F5 Q5 bob yes 0.6"),
    forecast("F6 T1 bob yes likely"),
    forecast("F7 Q1 bob yes perhaps_maybe"),
    forecast("F8 Q1 bob yes", kind="commitment"),
)


def run(day: str = "2026-01-01", scale: str = "survey2018", **tables: Any) -> ScoreResult:
    given = {"questions": QUESTIONS, "resolutions": RESOLUTIONS, "forecasts": FORECASTS} | tables
    return score(case(day, **given), scale)


def of(result: ScoreResult, by: str = "all", value: str = "all", nature: str = "event") -> Group:
    return next(g for g in result.groups if (g.by, g.value, g.nature) == (by, value, nature))


def receipt(result: ScoreResult, name: str) -> Receipt:
    return next(r for r in result.receipts if r.forecast == name)


def test_the_table_by_hand() -> None:
    group = of(run())
    # F1 .2², F2 .6², F3 speaks of no and no came: .1²; F4 half of .4² and half of .6².
    assert group.scores["brier"].value == pytest.approx((0.04 + 0.36 + 0.01 + (0.16 + 0.36) / 2) / 4, abs=NEAR)
    logs = [math.log(0.8), math.log(0.4), math.log(0.9), (math.log(0.6) + math.log(0.4)) / 2]
    assert group.scores["log"].value == pytest.approx(-sum(logs) / 4, abs=NEAR)
    assert (group.forecasts, group.questions, group.scored, group.open, group.void, group.partly) == (7, 5, 4, 1, 0, 1)
    assert (group.right, group.wrong) == (2, 1)  # of a half there is no right side
    assert group.not_scored == {
        "a promise with a date, without a probability": 1,
        "the scale survey2018 does not know the hedge 'perhaps maybe'": 1,
    }


def test_trends_and_events_are_apart_in_every_group() -> None:
    result = run()
    assert of(result, nature="trend").scores["brier"].value == pytest.approx(0.09, abs=NEAR)
    for group in result.groups:
        members = [r for r in result.receipts if r.nature == group.nature]
        assert group.forecasts <= len(members)
    for by in ("all", "source", "hedge", "kind", "domain", "horizon"):
        assert sum(g.forecasts for g in result.groups if g.by == by) == len(FORECASTS)


def test_a_hedge_is_an_interval_and_costs_what_it_hides() -> None:
    found = receipt(run(), "F6")
    assert (found.low, found.mid, found.high, found.basis) == (0.55, 0.7, 0.8, "published")
    brier = found.losses["brier"]
    assert (brier.best, brier.mid, brier.worst) == pytest.approx((0.04, 0.09, 0.45**2), abs=NEAR)
    kent = receipt(run(scale="kent"), "F6")
    assert (kent.low, kent.high, kent.basis, kent.nearest) == (0.63, 0.87, "nearest", "probable")
    stated = receipt(run(), "F1").losses["brier"]
    assert stated.best == stated.mid == stated.worst


def test_unknown_hedges_are_listed_with_who_used_them() -> None:
    (unknown,) = run().unknown_hedges
    assert (unknown.hedge, unknown.forecasts) == ("perhaps maybe", ("F7",))
    assert receipt(run(), "F7").state == "not_scored"


def test_baselines_by_hand() -> None:
    share = np.array([1.0, 1.0, 0.0, 0.5, np.nan])
    asked = Asked(share, np.zeros(5, dtype=np.int64), np.zeros(5))
    quo, base, fifty = (b.of(asked) for b in BASELINES)
    # Q1: of the others 1.5 of 3 came true; with one more of either, 2.5 of 5.
    assert base[:4] == pytest.approx([2.5 / 5, 2.5 / 5, 3.5 / 5, 3 / 5])
    # "No" was right on 1.5 of the three others of Q1, hence no with 2.5/5.
    assert quo[:4] == pytest.approx([1 - 2.5 / 5, 1 - 2.5 / 5, 1 - 1.5 / 5, 1 - 2 / 5])
    assert (fifty == 0.5).all()
    assert np.isnan(BASELINES[0].of(asked._replace(status_quo=np.full(5, np.nan)))).all()


def test_skill_is_what_is_left_of_a_baselines_loss() -> None:
    group = of(run())
    fifty = next(s for s in group.skill if (s.baseline, s.rule) == ("fifty", "brier"))
    assert (fifty.n, fifty.baseline_loss) == (4, 0.25)
    assert fifty.value == pytest.approx(1 - group.scores["brier"].value / 0.25, abs=NEAR)


def test_decompositions_add_up_in_every_group() -> None:
    for group in run().groups:
        if group.measures:
            murphy, corp = ({k: f.value for k, f in group.measures[name].items()} for name in ("murphy", "corp"))
            brier = group.scores["brier"].value
            total = murphy["reliability"] - murphy["resolution"] + murphy["uncertainty"] + murphy["within_bins"]
            assert total == pytest.approx(brier, abs=1e-8)
            assert corp["miscalibration"] - corp["discrimination"] + corp["uncertainty"] == pytest.approx(brier, abs=1e-8)


def test_intervals_say_what_was_drawn_again() -> None:
    group = of(run())
    assert (group.clusters_by, group.clusters, group.few) == ("question", 4, True)
    assert group.clusters_why == "there are 2 sources, too few to draw again; forecasts of one question hang together"
    assert group.scores["brier"].low is None  # four questions tell nothing about their spread


def many(n: int = 40) -> dict[str, Any]:
    asked = [question(f"Q{i}", status_quo="no" if i % 2 else "yes") for i in range(n)]
    rows = [resolution(f"R{i} Q{i} {'yes' if i % 3 else 'no'} 2022-12-31") for i in range(n)]
    told = [forecast(f"F{i}-{who} Q{i} {who} yes {(i * 7 + k) % 10 / 10}") for i in range(n) for k, who in enumerate("ab")]
    return {"questions": asked, "resolutions": rows, "forecasts": told}


def test_intervals_hold_the_figure_and_narrow_with_more_questions() -> None:
    few, more = of(run(**many(20))), of(run(**many(160)))
    for group in (few, more):
        mean = group.scores["brier"]
        assert mean.low is not None
        assert mean.high is not None
        assert mean.low < mean.value < mean.high
        assert group.measures["auc"]["auc"].low is not None
    widths = [g.scores["brier"].high - g.scores["brier"].low for g in (few, more)]  # type: ignore[operator]
    assert widths[1] < 0.6 * widths[0]


@settings(max_examples=15)
@given(st.randoms())
def test_the_order_of_rows_does_not_matter(random: Any) -> None:
    tables = many(12)
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    one, other = run(**tables), run(**shuffled)
    assert one.groups == other.groups
    assert sorted(one.receipts, key=str) == sorted(other.receipts, key=str)


def test_the_same_seed_gives_the_same_numbers() -> None:
    made = case(**many(12))
    assert score(made, seed=1) == score(made, seed=1)
    assert score(made, seed=1).groups != score(made, seed=2).groups


def test_changing_one_resolution_scores_all_that_depends_on_it_anew() -> None:
    before = run(**many())
    tables = many()
    tables["resolutions"].append(resolution("R-new Q3 yes 2022-12-31", known="2023-06-01"))
    after = run(**tables)
    changed = {r.forecast for r, s in zip(before.receipts, after.receipts, strict=True) if r.losses != s.losses}
    assert changed == {"F3-a", "F3-b"}
    moved = {r.forecast for r, s in zip(before.receipts, after.receipts, strict=True) if r.baselines != s.baselines}
    assert len(moved) == len(before.receipts) - 2  # the base rate of every other question
    trail = next(q for q in after.questions if q.id == "Q3").trail
    assert [(t.what, t.answer, t.standing) for t in trail] == [
        ("resolution R3", "no", "superseded"), ("resolution R-new", "yes", "counts"),
    ]  # fmt: skip
    assert of(before).scores != of(after).scores
    # As of a day before it was known, nothing of it is used.
    assert run("2023-05-31", **tables).groups == run("2023-05-31", **many()).groups


def test_a_changed_fact_resolves_and_scores_anew() -> None:
    asked = [question("Q1", rule="commitment c reaches signed")]
    told = [forecast("F1 Q1 ann yes 0.8")]

    def brier(when: str) -> float:
        status = [event(f"{when} signed", id="S1")]
        return receipt(run(questions=asked, resolutions=[], forecasts=told, status=status), "F1").losses["brier"].mid

    assert brier("2022-05-01") == pytest.approx(0.04)
    assert brier("2023-05-01") == pytest.approx(0.64)


def test_differences_between_rule_and_hand_are_listed() -> None:
    asked = [question("Q1", rule="commitment c reaches signed")]
    result = run(
        questions=asked, resolutions=[resolution("R1 Q1 no 2022-12-31")], forecasts=[], status=[event("2022-05-01 signed", id="S1")]
    )
    assert result.differences == ("Q1",)


def test_open_and_void_are_counted_and_due_is_told() -> None:
    rows = [resolution("R1 Q1 void 2022-12-31")]
    result = run(resolutions=rows)
    group = of(result)
    assert (group.void, group.open, group.scored) == (3, 4, 0)
    assert result.due == ("Q2", "Q3", "Q4", "Q5", "T1")
    assert group.scores == {}
    assert run("2022-06-01", resolutions=[]).due == ()


def test_a_forecast_after_the_answer_is_not_scored() -> None:
    asked = [question("Q1", rule="commitment c reaches signed")]
    status = [event("2020-02-01 signed", id="S1")]
    found = receipt(run(questions=asked, resolutions=[], forecasts=[forecast("F1 Q1 ann yes 0.9")], status=status), "F1")
    assert (found.state, found.why) == ("not_scored", "made after the question was decided")


def test_numbers_dates_and_categories() -> None:
    asked = [
        question("N1", kind="number", unit="%", status_quo="2"),
        question("D1", kind="date", status_quo="none"),
        question("C1", kind="category", categories="a; b; c"),
    ]
    rows = [resolution("R1 N1 3 2022-12-31"), resolution("R2 D1 2022-06-11 2022-06-11"), resolution("R3 C1 b 2022-12-31")]
    told = [
        forecast("F1 N1 ann", quantiles="10:1; 50:2; 90:5"),
        forecast("F2 N1 bob 5"),
        forecast("F3 D1 ann", quantiles="50:2022-06-01"),
        forecast("F4 D1 bob", quantiles="50:none"),
        forecast("F5 C1 ann", chances="a:0.2; b:0.5; c:0.3"),
        forecast("F6 C1 bob b 0.5"),
    ]
    result = run(questions=asked, resolutions=rows, forecasts=told)
    assert receipt(result, "F1").crps == pytest.approx(0.6)
    assert (receipt(result, "F2").crps, receipt(result, "F2").crps_status_quo) == (2, 1)
    assert receipt(result, "F3").crps == 10
    # Not in time counts as the day after the last.
    assert receipt(result, "F4").crps == 204 == receipt(result, "F3").crps_status_quo
    assert receipt(result, "F5").losses["brier"].mid == pytest.approx((0.04 + 0.25 + 0.09) / 3)
    assert receipt(result, "F6").losses["brier"].mid == pytest.approx(0.25)
    units = {q.unit: q for q in of(result).quantities}
    assert (units["%"].n, units["%"].crps) == pytest.approx((2, 1.3))
    assert units["%"].skill == pytest.approx(1 - 1.3)
    assert units["days"].skill == pytest.approx(1 - 107 / 204)


def test_wilson_by_hand() -> None:
    # 31 of 31: lower end n / (n + z²).
    found = wilson(31, 31)
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(31 / (31 + 1.959963984540054**2), abs=1e-9)
    assert wilson(0, 0) is None


def test_an_empty_case_has_an_empty_result() -> None:
    result = score(case())
    assert (result.groups, result.receipts, result.hypotheses, result.opposed) == ((), (), None, ())


def test_the_case_is_cut_to_its_day() -> None:
    whole = case(**many(6))
    assert isinstance(whole, Case)
    assert score(whole).as_of == whole.day
