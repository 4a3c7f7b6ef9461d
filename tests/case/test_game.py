"""The periods, rungs and levels of a game; games and ladders that make no sense are refused at their place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.game import CONDITIONS, MONTHS, Game, Ladder, index_of, level_of, period_at, period_of, periods_of, rung_of
from longgame.case.load import read
from longgame.case.starter import starter_files
from longgame.core.dates import Period

STARTS = {"month": "2018-07", "quarter": "2018-Q3", "half-year": "2018-H2", "year": "2018"}
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def game(step: str = "quarter", **more: object) -> Game:
    fields = {"id": "g", "patron": "P", "client": "C", "period": step, "start": STARTS[step], "horizon": 8, "reason": "r"}
    return Game.model_validate(fields | more)


def ladder(*labels: str) -> Ladder:
    rungs = [{"label": label} for label in labels]
    return Ladder.model_validate({"id": "tax", "title": "T", "asked_by": "patron", "rungs": rungs, "reason": "r"})


@pytest.mark.parametrize(
    ("step", "day", "text", "first", "last"),
    [
        ("month", date(2024, 2, 29), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2021, 12, 31), "2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("quarter", date(2022, 1, 1), "2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("half-year", date(2021, 6, 30), "2021-H1", date(2021, 1, 1), date(2021, 6, 30)),
        ("half-year", date(2021, 7, 1), "2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
        ("year", date(2000, 2, 29), "2000", date(2000, 1, 1), date(2000, 12, 31)),
    ],
)
def test_the_period_that_holds_a_day(step: str, day: date, text: str, first: date, last: date) -> None:
    found = period_of(game(step), day)
    assert (str(found), found.first, found.last) == (text, first, last)


@given(st.sampled_from(list(MONTHS)), DAYS)
def test_periods_are_written_so_that_they_are_read_as_they_are(step: str, day: date) -> None:
    found = period_of(game(step), day)
    assert found.first <= day <= found.last
    assert Period.parse(str(found)) == found


@given(st.sampled_from(list(MONTHS)), st.integers(-500, 500))
def test_numbers_and_periods_are_one_another_s_inverse(step: str, index: int) -> None:
    one = game(step)
    here, after = period_at(one, index), period_at(one, index + 1)
    assert index_of(one, here) == index
    assert here.last + timedelta(days=1) == after.first
    assert period_at(one, 0) == one.start


@given(st.sampled_from(list(MONTHS)), DAYS, DAYS)
def test_a_list_of_periods_has_no_gap_and_holds_both_ends(step: str, one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = periods_of(game(step), Period.of(first), Period.of(last))[:60]
    assert found[0].first <= first <= found[0].last
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(found))
    if len(found) < 60:
        assert found[-1].first <= last <= found[-1].last
        months = 12 * (found[-1].last.year - found[0].first.year) + found[-1].last.month - found[0].first.month + 1
        assert len(found) == months // MONTHS[game(step).period]


def test_lists_of_periods() -> None:
    texts = [str(p) for p in periods_of(game(), Period.parse("2018"), Period.parse("2019-05-02"))]
    assert texts == ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4", "2019-Q1", "2019-Q2"]
    assert periods_of(game(), Period.parse("2019"), Period.parse("2018")) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2018-H2", "'2018-H2' is not one quarter of the game; it lies in 2018-Q3 to 2018-Q4"),
        ("2018-08", "it lies in 2018-Q3"),
        ("2018-08/2018-10", "it lies in 2018-Q3 to 2018-Q4"),
        ("2018-10-01/2018-12-30", "it lies in 2018-Q4"),
    ],
)
def test_what_is_not_one_period_has_no_number(text: str, says: str) -> None:
    with pytest.raises(ValueError, match="is not one quarter") as refused:
        index_of(game(), Period.parse(text))
    assert says in str(refused.value)


def test_the_notation_of_a_period_does_not_matter() -> None:
    assert index_of(game(), Period.parse("2018-04-01/2018-06-30")) == -1
    assert game(start="2018-07/2018-09").start == game().start


def test_rungs_by_label_and_by_number() -> None:
    one = ladder("none", " drafts: two ", "in force")
    assert [rung_of(one, word) for word in ("none", "drafts: two", " in force ", "0", "2", "2.0")] == [0, 1, 2, 0, 2, 2]
    assert one.top == 2


@pytest.mark.parametrize("word", ["3", "-1", "1.5", "in fource", "nan", "inf", "", "None", "1e999"])
def test_a_rung_that_there_is_not_names_those_that_there_are(word: str) -> None:
    with pytest.raises(ValueError, match=r"the ladder 'tax' has no rung .*\(allowed: 0 none, 1 drafts, 2 in force\)"):
        rung_of(ladder("none", "drafts", "in force"), word)


def test_levels_by_label_and_by_number() -> None:
    assert [level_of(game(), "grip", word) for word in ("crisis", "shaken", "steady", "firm", "3")] == [0, 1, 2, 3, 3]
    assert [level_of(game(), "door", word) for word in ("shut", "ajar", "open")] == [0, 1, 2]
    assert [level_of(game(), "rivalry", word) for word in ("cool", "hot")] == [0, 1]
    with pytest.raises(ValueError, match=r"door has no level 'opened'; did you mean 'open'\? \(allowed: 0 shut, 1 ajar, 2 open\)"):
        level_of(game(), "door", "opened")


def test_own_labels_take_the_place_of_the_usual_ones() -> None:
    own = game(door=[{"label": "closed"}, {"label": "half"}, {"label": "wide", "rule": "no visas"}])
    assert level_of(own, "door", "wide") == 2
    with pytest.raises(ValueError, match="allowed: 0 closed"):
        level_of(own, "door", "shut")


# What is written instead of what in the starter's play.yaml, the text at the place of the problem, words of its message.
REFUSED = (
    ("start: 2025-Q1 ", "start: 2025 ", "2025 ", "'2025' is not one quarter; write it as 2025-Q1"),
    ("period: quarter ", "period: week ", "week", "allowed: half-year, month, quarter, year"),
    ("horizon: 20", "horizon: 401", "401", "it must be at most 400"),
    ("horizon: 20", "horizon: 0", "0 ", "it must be at least 1"),
    ("horizon: 20", "horizon: 2.5", "2.5", "not a whole number"),
    (
        '      - {label: cool, rule: "Highland has no dispute with third countries over power"}\n',
        "",
        "- {label: hot",
        "rivalry has 1 entry (it must have at least 2)",
    ),
    ("label: crisis", "label: firm", "- {label: firm", "grip: the label 'firm' stands twice"),
    ("label: crisis", "label: 7", "- {label: 7", "'7' is no label"),
    ("label: two grids", "label: ' '", "- {label: ' '", "'' is no label"),
    ("label: two grids", "label: 1e3", "- {label: 1e3", "'1e3' is no label"),
    ("label: two grids", "label: one grid", "- {label: one grid", "the label 'one grid' stands twice"),
    ("label: two grids}", "label: 'one grid '}", "- {label: 'one grid '", "the label 'one grid' stands twice"),
    ("asked_by: patron ", "asked_by: HI ", "HI ", "allowed: client, patron"),
    ("low: 0.1, best: 0.6", "low: 0.6, best: 0.6", "0.6, high", "must rise, or all be equal"),
    ("low: 0.1, best: 0.6", "low: .nan, best: 0.6", ".nan", "low"),
    ("of: door, is: open, from: 2027-Q1", "of: pain, is: much", "{of: pain", "'much' is not a number, which the parameter 'pain'"),
    ("of: door, is: open, from: 2027-Q1", "of: pain, is: .inf", "{of: pain", "not a number"),
    ("of: door, is: open, from: 2027-Q1", "of: pain, is: 1, until: 2027", "{of: pain", "is supposed for good"),
    ("      - {of: door, is: open, from: 2027-Q1}\n", "", "id: cable", "this what-if has no 'suppose'"),
)


@pytest.mark.parametrize(("old", "new", "at", "says"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_makes_no_sense_is_refused_at_its_place(old: str, new: str, at: str, says: str, tmp_path: Path) -> None:
    files = starter_files("market")
    assert old in files["play.yaml"]
    for name, text in (files | {"play.yaml": files["play.yaml"].replace(old, new, 1)}).items():
        (tmp_path / name).write_bytes(text.encode())
    (problem,) = [p for p in read(tmp_path)[1] if not p.code.startswith("LG2")]
    line = (tmp_path / "play.yaml").read_text().splitlines()[problem.where.line - 1]
    assert problem.code in ("LG141", "LG142")
    assert says in str(problem)
    assert line[problem.where.column - 1 :].startswith(at), str(problem)


def test_a_ladder_has_two_to_nine_rungs() -> None:
    ladder(*"abcdefghi")
    for labels in ("a", "abcdefghij"):
        with pytest.raises(ValueError, match="rungs"):
            ladder(*labels)


def test_every_condition_has_its_levels() -> None:
    assert [len(getattr(game(), name)) for name in CONDITIONS] == [4, 3, 2]


def test_the_teaching_game_is_small_and_says_that_it_is_fiction(cases: Path) -> None:
    case, problems = read(cases / "accession")
    assert case is not None
    assert problems == []
    assert 24 * prod(len(one.rungs) for one in case.ladders) < 1000
    assert {one.asked_by for one in case.ladders} == {"patron", "client"}
    coded = [*case.game, *case.ladders, *case.beliefs, *case.whatifs, *case.history]
    assert len(case.history) > 20
    assert not [row.key for row in coded if "ictional" not in row.reason]
