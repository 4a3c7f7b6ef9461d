"""What engines forecast as of a day: only what they can, only from what was known, the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.case.load import load
from longgame.case.questions import Question
from longgame.case.tables import Table
from longgame.core.errors import UsageError
from longgame.play.result import PlayResult
from longgame.settle.study.settle import settle
from longgame.study.forecasts.inputs import inputs
from longgame.study.forecasts.issue import LEAST, days_of, issue
from longgame.study.forecasts.record import ForecastsResult
from tests.report.played import made_up
from tests.study.forecasts.make import DAY, proxy, rows, small
from tests.track.make import event

FLAGSHIP = Path(__file__).parents[3] / "cases/union-state"


@cache
def flagship() -> Case:
    return load(FLAGSHIP)


def told(result: ForecastsResult) -> dict[str, float]:
    return {f.question: f.probability for f in result.forecasts}


def why(result: ForecastsResult) -> dict[str, str]:
    return {u.question: u.why for u in result.unanswered}


def test_own_rules_are_answered_and_the_rest_says_why_not() -> None:
    result = issue(small(), ["track"])
    assert set(told(result)) == {"Q1", "Q2"}
    assert {f.fit for f in result.forecasts} == {"own"}
    assert why(result) == {
        "Q3": "its rule names what track does not answer (event), and it has no proxy",
        "Q4": "it has no rule and no proxy",
        "Q5": "it is asked under a condition, which no engine takes in",
        "Q6": "it asks after a number",
        "Q7": "its rule names a commitment that was not known by then",
    }
    (run,) = result.runs
    assert (run.engine, run.day.isoformat(), run.seed) == ("track", DAY, 0)
    assert "dated promises kept in time" in run.says


def test_the_figures_follow_from_the_record() -> None:
    result = issue(small(), ["track"])
    (one,) = [f for f in result.forecasts if f.question == "Q1"]
    # D0 was missed, and D1 itself is in the third part of its term. With a quarter of a promise kept in each part by the prior, and
    # one missed: 0.25 of 1.5 + 1.5 are kept in the third part, 0.25 of 1.25 + 1 in the last.
    assert one.probability == pytest.approx(1 - (1 - 0.25 / 3) * (1 - 0.25 / 2.25), abs=0.01)
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.probability < one.high


def test_a_proxy_goes_before_the_questions_own_rule() -> None:
    made = small(proxies=[proxy("P1", "Q1", "track", "not deadline D1 met", "same"), proxy("P2", "Q3", "track", "deadline D1 met")])
    plain, by_proxy = told(issue(small(), ["track"])), issue(made, ["track"])
    assert told(by_proxy)["Q1"] == pytest.approx(1 - plain["Q1"], abs=1e-6)
    assert told(by_proxy)["Q3"] == plain["Q1"]
    assert {f.question: f.fit for f in by_proxy.forecasts} == {"Q1": "same", "Q2": "own", "Q3": "near"}


def test_what_was_known_to_hold_is_nearly_sure() -> None:
    early = [event("2020-01-01 agreed", id="S1"), event("2021-01-01 signed", id="S2")]
    (one,) = [f for f in issue(small(status=early), ["track"]).forecasts if f.question == "Q1"]
    assert one.probability == 1 - LEAST
    assert one.low is None


def test_no_later_fact_changes_a_forecast() -> None:
    before = issue(small(), ["track"])
    more = rows()
    more["status"] = [*more["status"], event("2021-07-01 signed", id="S9"), event("2023-01-01 dropped", id="S8")]
    after = issue(small(**more), ["track"])
    assert [f.model_dump() for f in before.forecasts] == [f.model_dump() for f in after.forecasts]
    assert before.runs == after.runs
    more["status"] = [*more["status"], event("2021-06-01 signed", id="S7")]
    changed = issue(small(**more), ["track"])
    assert told(changed) != told(before)
    assert changed.runs[0].inputs != before.runs[0].inputs


@pytest.mark.parametrize("day", [date(2021, 9, 17), date(2021, 12, 31), date(2023, 3, 13)], ids=str)
def test_nothing_that_came_later_is_named(day: date) -> None:
    whole = flagship()
    case = whole.as_of(day)
    result = issue(case, ["track", "play"])
    there = {row.key for table in case.tables.values() for row in table}
    later = {row.key for table in whole.tables.values() for row in table} - there
    said = [f.rule for f in result.forecasts] + [u.why for u in result.unanswered] + [run.says for run in result.runs]
    assert later & set(re.findall(r"[\w.\-]+", " ".join(said))) == set()
    assert any("not known by then" in u.why for u in result.unanswered)


@pytest.mark.parametrize("engine", ["track", "settle"])
def test_the_flagship_gives_the_same_whatever_came_later(engine: Any) -> None:
    early, late = (issue(flagship().as_of(day), [engine]) for day in (date(2021, 9, 17), date(2026, 6, 30)))
    both = {(f.question, f.day) for f in early.forecasts}
    assert len(both) > 3
    keep = [f for f in late.forecasts if (f.question, f.day) in both]
    assert list(early.forecasts) == keep
    assert [r for r in late.runs if r.day <= early.as_of] == list(early.runs)


def test_the_order_of_rows_does_not_matter() -> None:
    turned: dict[str, Any] = {name: list(reversed(table)) for name, table in rows().items()}
    assert told(issue(small(**turned), ["track"])) == told(issue(small(), ["track"]))


def test_each_day_on_which_others_forecast_is_asked_once() -> None:
    case = flagship()
    assert days_of(case, case.questions.by_key["A14"]) == (date(2021, 9, 10), date(2021, 9, 17))
    assert days_of(case, case.questions.by_key["A26"]) == (date(2021, 5, 1), date(2021, 9, 17))
    assert days_of(case, case.questions.by_key["X-coercion"]) == (date(2021, 9, 17),)


def plays(then: Case, day: date) -> tuple[PlayResult | None, str]:
    return made_up(then, day, theses=False), ""


def test_the_long_game_answers_ladders_and_ends() -> None:
    result = issue(flagship().as_of(date(2023, 3, 13)), ["play"], plays)
    (a23,) = [f for f in result.forecasts if f.question == "A23"]
    then = made_up(flagship().as_of(a23.day), a23.day, theses=False)
    ladder = next(one for one in then.play.ladders if one.id == "institutions")
    at = next(k for k, o in enumerate(then.play.odds) if o.day == date(2025, 12, 31))
    assert a23.probability == pytest.approx(ladder.rungs[1].reached[at].mean, abs=1e-6)
    assert a23.low == pytest.approx(ladder.rungs[1].reached[at].low, abs=1e-6)
    (c71,) = [f for f in result.forecasts if f.question == "C71"]
    assert c71.probability == LEAST
    assert why(result)["C05"].startswith("the long game was run forward to ")
    assert {r.settings["draws"] for r in result.runs} == {64}


def test_a_chance_inside_a_period_lies_between_those_at_its_ends() -> None:
    case, day = flagship(), date(2021, 9, 17)
    found = {}
    for by in ("2025-09-30", "2025-11-15", "2025-12-31"):
        asked = [{"id": "Q", "text": "t", "criteria": "c", "nature": "event", "domain": "d", "opens": "2021-09-17", "by": by,
                  "rule": "ladder security reaches 3"}]  # fmt: skip
        made = replace(case, questions=Table("questions", tuple(Question.model_validate(q) for q in asked)),
                       forecasts=Table("forecasts"), proxies=Table("proxies"), resolutions=Table("resolutions"))  # fmt: skip
        found[by] = told(issue(made.as_of(day), ["play"], plays))["Q"]
    early, middle, late = found.values()
    assert early < middle < late


def test_without_a_result_the_game_says_so() -> None:
    result = issue(flagship().as_of(date(2021, 9, 17)), ["play"])
    assert not result.forecasts
    assert "the long game was not solved as of that day" in why(result).values()


def test_settle_says_of_what_nobodys_stance_was_known() -> None:
    result = issue(small(issues=[], proxies=[proxy("P1", "Q1", "settle", "issue price >= 50")]), ["settle"])
    assert why(result)["Q1"] == "nobody's stance on it was coded by then"


def test_settle_is_the_mass_of_the_calibrated_distribution() -> None:
    result = issue(flagship().as_of(date(2021, 9, 17)), ["settle"])
    (a23,) = [f for f in result.forecasts if f.question == "A23"]
    then = settle(flagship().as_of(a23.day), None, ["supranational-bodies"], ("ensemble",), 512, 0)
    spread = then.issues[0].models[0].spread
    assert spread is not None
    assert a23.probability == pytest.approx(sum(spread.histogram[38:]), abs=1e-4)


@pytest.mark.parametrize(("engines", "seed", "says"), [([], 0, "at least one engine"), (["track"], -1, "the seed is -1")])
def test_wrong_use_is_told(engines: Any, seed: int, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        issue(small(), engines, seed=seed)


def test_nothing_is_forecast_as_of_a_later_day() -> None:
    # Nobody had forecast yet, so that the day is that on which the question opens.
    assert {f.day for f in issue(small("2021-06-29"), ["track"]).forecasts} == {date(2020, 1, 1)}
    assert {f.day for f in issue(small("2021-06-30"), ["track"]).forecasts} == {date(2021, 6, 30)}


def test_inputs_change_with_what_is_read_and_with_nothing_else() -> None:
    case, day = flagship(), date(2021, 9, 17)
    then = case.as_of(day)
    for engine in ("track", "settle", "play"):
        assert inputs(then, engine) == inputs(case.as_of(date(2024, 1, 1)).as_of(day), engine)
        assert inputs(then, engine) != inputs(case.as_of(day + timedelta(days=800)), engine)
