"""Rules evaluated on the rows of a case: what holds, what does not, and what is not known either way."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from longgame.case.rules import parse_rule
from longgame.score.rulings import evaluate
from longgame.score.verdict import Asked, Rows, Verdict
from tests.score.make import case
from tests.track.make import deadline, event

LADDERS = (
    {
        "id": "L",
        "title": "L",
        "asked_by": "patron",
        "rungs": [{"label": "none"}, {"label": "some"}, {"label": "all"}],
        "reason": "r",
    },
)


def says(rule: str, day: str = "2026-01-01", limit: str | None = "2022-12-31", **tables: Any) -> Verdict:
    last = None if limit is None else date.fromisoformat(limit)
    asked = Asked(Rows(case(day, **tables)), date.fromisoformat(day), last, date(2020, 1, 1))
    return evaluate(parse_rule(rule), asked)


def status(*texts: str) -> list[dict[str, Any]]:
    return [event(text) | {"id": f"S{i}"} for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("events", "rule", "truth", "on"),
    [
        (["2022-05-01 signed"], "commitment c reaches signed", True, "2022-05-01"),
        (["2022-05-01 signed"], "commitment c reaches signed by 2022-05-01", True, "2022-05-01"),
        (["2022-05-01 signed"], "commitment c reaches signed by 2022-04-30", False, "2022-04-30"),
        (["2022-05 signed"], "commitment c reaches signed by 2022-05-15", None, None),
        (["2022-05-01 signed"], "commitment c reaches ratified", None, None),
        (["2022-05-01 signed", "2023-02-01 signed"], "commitment c reaches ratified", False, "2022-12-31"),
        (["2022-05-01 implemented"], "commitment c reaches ratified", True, "2022-05-01"),
        (["2022-05-01 partly_implemented"], "commitment c reaches signed", None, None),
        (["2022-05-01 agreed"], "commitment c reaches drafted", True, "2022-05-01"),
        ([], "commitment c reaches signed", None, None),
        (["2023-05-01 not_done"], "commitment c reaches implemented", False, "2022-12-31"),
        (["2022-05-01 not_done"], "commitment c reaches implemented", None, None),
        (["2022-05-01 dropped"], "commitment c reaches implemented", False, "2022-12-31"),
        (["2023-05-01 dropped"], "commitment c reaches implemented", None, None),
        (["2019-05-01 dropped"], "commitment c reaches implemented", None, None),
        (["2023-05-01 reversed"], "commitment c reaches signed", None, None),
        (["2023-05-01 reopened"], "commitment c reaches signed", None, None),
        (["2022-05-01 signed", "2022-06-01 reversed"], "commitment c reaches signed", None, None),
        (["2022-05-01 signed", "2023-06-01 reversed"], "commitment c reaches signed", True, "2022-05-01"),
        (["2022-05-01 implemented", "2022-09-01 not_done"], "commitment c reaches implemented", None, None),
        (["2025-05-01 no_evidence_found"], "commitment c reaches signed", None, None),
    ],
)
def test_stages_of_commitments(events: list[str], rule: str, truth: bool | None, on: str | None) -> None:
    found = says(rule, status=status(*events))
    assert found.truth is truth
    assert (None if found.on is None else str(found.on)) == on
    assert bool(found.facts) or truth is None


def test_time_must_be_up_before_anything_is_denied() -> None:
    rows = status("2022-05-01 dropped")
    assert says("commitment c reaches signed", day="2022-12-30", status=rows).truth is None
    assert says("commitment c reaches signed", day="2022-12-31", status=rows).truth is False


@pytest.mark.parametrize(
    ("events", "truth"),
    [
        (["2021-11-01 signed"], True),
        # Done before it was promised keeps no promise.
        (["2019-11-01 signed"], None),
        (["2022-02-01 signed"], False),
        ([], None),
        (["2021-06-01 postponed"], False),
        # The delay that led to the date does not break it.
        (["2020-12-01 postponed"], None),
        (["2021-06-01 dropped"], False),
        # What was given up before it was promised was promised again; what ended later may have been done in time.
        (["2010-05-05 dropped"], None),
        (["2022-05-05 dropped"], None),
        (["2024-05-05 reversed"], None),
        (["2024-05-05 reopened"], None),
    ],
)
def test_deadlines(events: list[str], truth: bool | None) -> None:
    dates = [deadline("D 2021-01-01 2021-12-01 signed")]
    found = says("deadline D met", deadlines=dates, status=status(*events))
    assert found.truth is truth
    assert found.facts[0].id == "D"


def test_a_date_that_was_moved_was_not_met() -> None:
    dates = [deadline("D 2021-01-01 2021-12-01 signed"), deadline("E 2021-06-01 2023-12-01 signed", replaces="D")]
    assert says("deadline D met", deadlines=dates).truth is False
    assert [f.id for f in says("deadline D met", deadlines=dates).facts] == ["D", "E"]
    assert says("deadline E met", deadlines=dates).truth is None
    later = status("2023-11-01 signed")
    assert says("deadline D met", deadlines=dates, status=later).truth is False
    assert says("deadline D met by 2023-12-31", deadlines=dates, status=later).truth is True
    assert says("deadline E met", deadlines=dates, status=later).truth is True


def event_row(when: str) -> dict[str, Any]:
    return {"id": "EV1", "date": when, "kind": "agree", "domain": "d", "what": "w", "known": when}


def test_events() -> None:
    assert says("event EV1", events=[event_row("2022-06-01")]).truth is True
    assert says("event EV1", events=[event_row("2023-06-01")]).truth is False
    assert says("event EV1", events=[event_row("2022-12/2023-01")]).truth is None
    assert says("event EV1").truth is None
    # Not yet known on the day.
    assert says("event EV1", day="2022-05-31", events=[event_row("2022-06-01")]).truth is None


def rung(when: str, value: str) -> dict[str, Any]:
    return {"id": f"H{when}", "date": when, "of": "rung", "is": value, "on": "L", "reason": "r", "known": when}


def test_rungs() -> None:
    rows = [rung("2021-H1", "none"), rung("2022-H1", "some")]
    assert says('ladder L reaches "some"', ladders=LADDERS, history=rows).truth is True
    assert str(says("ladder L reaches 1", ladders=LADDERS, history=rows).on) == "2022-H1"
    assert says("ladder L reaches 2", ladders=LADDERS, history=rows).truth is None
    assert says("ladder L reaches 2", ladders=LADDERS, history=[*rows, rung("2022-H2", "some")]).truth is False
    assert says("ladder L reaches 1 by 2021-06-30", ladders=LADDERS, history=rows).truth is False


def value(id_: str, when: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "series": "s", "date": when, "known": "2023-06-01"} | more


SERIES = ({"id": "s", "title": "S", "unit": "%", "domain": "d", "counted_by": "a"},)


@pytest.mark.parametrize(
    ("rows", "rule", "truth"),
    [
        ([value("a", "2022", value=3)], "series s >= 3 in 2022", True),
        ([value("a", "2022", value=3)], "series s > 3 in 2022", False),
        ([value("a", "2022", value=3)], "series s = 3 in 2022", True),
        ([value("a", "2022", value=3)], "series s = 3 in 2021", None),
        ([value("a", "2022", low=2, high=4)], "series s >= 3 in 2022", None),
        ([value("a", "2022", low=3, high=4)], "series s >= 3 in 2022", True),
        ([value("a", "2022", low=3)], "series s >= 3 in 2022", True),
        ([value("a", "2022", low=2)], "series s >= 3 in 2022", None),
        ([value("a", "2022", high=2)], "series s >= 3 in 2022", False),
        # Two counts of one time must agree.
        ([value("a", "2022", value=2), value("b", "2022", value=4)], "series s >= 3 in 2022", None),
        ([value("a", "2022", value=3), value("b", "2022", value=4)], "series s >= 3 in 2022", True),
        # The period itself goes before parts of it; of parts the last one counts.
        ([value("a", "2022", value=2), value("b", "2022-12", value=9)], "series s >= 3 in 2022", False),
        ([value("a", "2022-01", value=2), value("b", "2022-12", value=9)], "series s >= 3 in 2022", True),
        ([value("a", "2022", value=3, usable=False)], "series s >= 3 in 2022", None),
        # Without a period the last value by the end of the question.
        ([value("a", "2021", value=2), value("b", "2023", value=9)], "series s >= 3", False),
        ([value("a", "2021", value=2)], "indicator a >= 3", False),
        ([value("a", "2021", value=2)], "indicator b >= 3", None),
    ],
)
def test_numbers(rows: list[dict[str, Any]], rule: str, truth: bool | None) -> None:
    assert says(rule, series=SERIES, indicators=rows).truth is truth


def test_a_number_is_given() -> None:
    found = says("series s in 2022", series=SERIES, indicators=[value("a", "2022", value=3.5)])
    assert (found.truth, found.value, found.facts[0].id) == (None, 3.5, "a")
    assert (
        says("series s in 2022", series=SERIES, indicators=[value("a", "2022", value=3), value("b", "2022", value=4)]).value is None
    )


@pytest.mark.parametrize(
    ("claim", "rule", "truth"),
    [
        ({"value": 80}, "claim C >= 80 %", True),
        ({"value": 80}, "claim C > 80 %", False),
        ({"value": 80, "relation": "over"}, "claim C >= 80 %", True),
        ({"value": 80, "relation": "over"}, "claim C >= 90 %", None),
        ({"low": 70, "high": 90, "relation": "range"}, "claim C >= 80 %", None),
    ],
)
def test_claims(claim: dict[str, Any], rule: str, truth: bool | None) -> None:
    row = {"id": "C", "date": "2022-02-01", "claimant": "min", "scope": "p", "quantity": "done", "as": "percent", "what": "w"}
    assert says(rule, claims=[row | {"known": "2022-02-01"} | claim]).truth is truth


def atom(truth: bool | None) -> str:
    return {True: "event T", False: "event F", None: "event N"}[truth]


EVENTS = [event_row("2022-06-01") | {"id": "T"}, event_row("2023-06-01") | {"id": "F"}]


@pytest.mark.parametrize(("a", "b", "c"), list(product((True, False, None), repeat=3)))
@pytest.mark.parametrize("least", [1, 2, 3])
def test_several_conditions_in_three_values(a: bool | None, b: bool | None, c: bool | None, least: int) -> None:
    """What is not known is decided only where neither answer would change the result."""
    possible = set()
    for filled in product(*([x] if x is not None else [True, False] for x in (a, b, c))):
        possible.add(sum(filled) >= least)
    expected = possible.pop() if len(possible) == 1 else None
    rule = f"at least {least} of ({atom(a)}, {atom(b)}, {atom(c)})"
    assert says(rule, events=EVENTS).truth is expected
    assert says(f"not ({rule})", events=EVENTS).truth is (None if expected is None else not expected)


def test_the_day_is_that_on_which_enough_had_happened() -> None:
    rows = [event_row("2022-06-01") | {"id": "A"}, event_row("2022-08-01") | {"id": "B"}]
    assert str(says("event A and event B", events=rows).on) == "2022-08-01"
    assert str(says("event A or event B", events=rows).on) == "2022-06-01"


def stood(*texts: str, coder: str = "one") -> list[dict[str, Any]]:
    """Read ``date low at high`` as outcomes of the issue I."""
    rows = [t.split() for t in texts]
    return [
        {"id": f"O{i}", "issue": "I", "date": d, "low": a, "at": b, "high": c, "coder": coder, "reason": "r", "known": d}
        for i, (d, a, b, c) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "rule", "truth", "on"),
    [
        (["2021-05-01 50 60 70"], "issue I >= 50", True, "2021-05-01"),
        (["2021-05-01 40 60 70"], "issue I >= 50", None, None),
        (["2021-05-01 10 20 30"], "issue I >= 50", False, "2022-12-31"),
        (["2021-05-01 10 20 30", "2022-05-01 60 60 60"], "issue I >= 50", True, "2022-05-01"),
        (["2021-05-01 60 60 60", "2022-05-01 10 20 30"], "issue I >= 50", True, "2021-05-01"),
        (["2021-05-01 10 20 30", "2023-05-01 60 60 60"], "issue I >= 50", False, "2022-12-31"),
        (["2023-05-01 60 60 60"], "issue I >= 50", None, None),
        (["2021-05-01 10 20 30", "2022-05-01 60 60 60"], "issue I >= 50 by 2022-04-30", False, "2022-04-30"),
        (["2021-05-01 40 45 60", "2022-05-01 10 20 30"], "issue I >= 50", None, None),
        ([], "issue I < 50", None, None),
    ],
)
def test_where_an_issue_came_to_stand(rows: list[str], rule: str, truth: bool | None, on: str | None) -> None:
    found = says(rule, outcomes=stood(*rows))
    assert (found.truth, None if found.on is None else str(found.on)) == (truth, on)
    assert bool(found.facts) == (truth is not None)


def test_an_issue_is_as_the_first_coder_has_it() -> None:
    both = [*stood("2021-05-01 10 20 30"), *({**row, "id": "P"} for row in stood("2021-06-01 60 60 60", coder="another"))]
    assert says("issue I >= 50", outcomes=both).truth is False
    assert says("issue I >= 50", outcomes=both[::-1]).truth is True


@pytest.mark.parametrize(
    ("seen", "rule", "truth"),
    [
        ("2022-Q2 end absorbed", "end absorbed", True),
        ("2022-Q2 end absorbed", "end broken_away", False),
        ("2022-Q2 end absorbed", "end absorbed by 2022-03-31", False),
        ("2023-Q1 rivalry hot", "end absorbed", False),
        ("2022-Q2 rivalry hot", "end absorbed", None),
        ("", "end absorbed", None),
    ],
)
def test_how_the_long_game_ended(seen: str, rule: str, truth: bool | None) -> None:
    when, of, value = seen.split() if seen else ("", "", "")
    rows = [{"id": "H1", "date": when, "of": of, "is": value, "reason": "r", "known": "2023-06-01"}] if seen else []
    assert says(rule, history=rows).truth is truth
