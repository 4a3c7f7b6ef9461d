"""A case as of a day holds what was known by then: all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.case import NOT_YET_GIVEN, NOT_YET_TOLD, Case
from longgame.case.contradictions import Seen
from longgame.case.forecasts import Forecast
from longgame.case.load import load
from longgame.case.passages import Passage
from longgame.case.questions import Question
from longgame.case.record import Fact
from longgame.case.stances import Coded
from longgame.case.theses import Thesis
from longgame.case.walk import facts
from tests.strategies import cases
from tests.world import days

DAY = timedelta(days=1)


def told(case: Case) -> Iterator[tuple[tuple[str, ...], Fact, date | None]]:
    """Go through the facts of a case, each with a name of its own and the day from which it was known."""
    for placed in facts(case):
        inside = str(placed.inside[1]) if placed.inside else ""
        yield (placed.noun, str(placed.row), inside), placed.fact, case.known_on(placed.fact)


def without_end(fact: Fact) -> Fact:
    """Return a fact without what a cut may take: when a judgement ends, why a game was set up so, theses not out yet."""
    if fact.always:
        return fact.model_copy(update={"reason": "", "note": ""})
    if isinstance(fact, Seen):
        return fact.model_copy(update={"leans_to": ()})
    return fact.model_copy(update={"until": None}) if isinstance(fact, Coded) else fact


def expected(case: Case, day: date) -> list[Fact]:
    """Return the facts that must be there, said in the plainest way."""
    there = {
        name: {
            row.key for row in case.table(name) if isinstance(row, Fact) and (on := case.known_on(row)) is not None and on <= day
        }
        for name in ("commitments", "questions", "theses")
    }
    kept: list[Fact] = []
    rows: set[tuple[str, str]] = set()
    for placed in facts(case):
        fact, known = placed.fact, case.known_on(placed.fact)
        hangs_on = [getattr(fact, "commitment", None) in (None, *there["commitments"])]
        hangs_on.append(getattr(fact, "question", None) in (None, *there["questions"]))
        if placed.table is not None and placed.table.name == "contradictions":
            sides = case.contradictions[placed.row].sides
            hangs_on.append(all(there["theses"] & set(side.theses) for side in sides))
        if isinstance(fact, Passage):
            hangs_on.append((fact.table, fact.row) in rows)
        if (known is not None and known <= day and all(hangs_on)) or fact.always:
            kept.append(without_end(fact))
            rows |= {(placed.table.name, fact.key)} if placed.table is not None and not placed.inside else set()
    return kept


@st.composite
def cases_and_days(draw: st.DrawFn) -> tuple[Case, date]:
    """Cases, each with a day that is often one on which something became known, or the day before."""
    case = draw(cases())
    turns = sorted({known for _, _, known in told(case) if known is not None})
    around = [d for turn in turns for d in (turn - DAY, turn)]
    return case, draw(st.sampled_from(around) | days()) if around else draw(days())


@given(cases_and_days())
def test_what_was_known_and_nothing_else(item: tuple[Case, date]) -> None:
    case, day = item
    seen = case.as_of(day)
    assert [without_end(fact) for _, fact, _ in told(seen)] == expected(case, day)
    assert all(s.known is None or s.known <= day for s in seen.sources)
    assert seen.day == day


@given(cases_and_days())
def test_no_source_of_later_is_named_alone(item: tuple[Case, date]) -> None:
    case, day = item
    seen = case.as_of(day)
    for _, fact, _ in told(seen):
        dated = fact.always or isinstance(fact, Thesis | Question | Forecast) or fact.known is not None
        assert dated or any(s in seen.published for s in fact.source)


@given(cases_and_days(), days())
def test_looking_back_from_a_later_day_changes_nothing(item: tuple[Case, date], other: date) -> None:
    case, day = item
    early, late = sorted((day, other))
    once, twice = case.as_of(early), case.as_of(late).as_of(early)
    assert {n: t.rows for n, t in twice.tables.items()} == {n: t.rows for n, t in once.tables.items()}
    assert twice.about == once.about


@given(cases_and_days())
def test_an_end_after_the_day_is_not_told(item: tuple[Case, date]) -> None:
    case, day = item
    seen = case.as_of(day)
    for name in ("stances", "capabilities"):
        for row in seen.table(name):
            assert isinstance(row, Coded)
            assert row.until is None or row.until.last <= day
        ends = {r.key: r.until for r in case.table(name) if isinstance(r, Coded) and r.until is not None and r.until.last <= day}
        assert all(row.until == ends[row.key] for row in seen.table(name) if isinstance(row, Coded) and row.key in ends)


@given(cases_and_days())
def test_what_was_seen_leans_to_no_thesis_that_was_not_out(item: tuple[Case, date]) -> None:
    case, day = item
    seen = case.as_of(day)
    out = {thesis.id for thesis in seen.theses}
    for contradiction in seen.contradictions:
        whole = {one.what: one.leans_to for one in case.contradictions.by_key[contradiction.id].seen}
        for one in contradiction.seen:
            assert set(one.leans_to) <= out
            assert set(one.leans_to) == set(whole[one.what]) & out or len(whole) < len(contradiction.seen)


@given(cases())
def test_before_everything_there_are_only_names(case: Case) -> None:
    seen = case.as_of(date(1000, 1, 1))
    assert [placed.fact for placed in facts(seen) if not placed.fact.always] == []
    assert [ladder.rungs for ladder in seen.ladders] == [ladder.rungs for ladder in case.ladders]
    assert seen.issues == case.issues
    assert [(a.id, a.name, a.party) for a in seen.actors] == [(a.id, a.name, a.party) for a in case.actors]
    assert [(s.id, s.title, s.unit) for s in seen.series] == [(s.id, s.title, s.unit) for s in case.series]
    assert len(seen.mechanisms) == len(case.mechanisms)


@given(cases_and_days())
def test_undated_prose_is_left_out_before_the_case_was_last_kept(item: tuple[Case, date]) -> None:
    case, day = item
    seen = case.as_of(day)
    if day < case.newest:
        assert not any(a.role or a.wants or a.note for a in seen.actors)
        assert not any(s.note for s in seen.series)
        for row in (*seen.game, *seen.ladders):
            known = case.known_on(row)
            assert not row.note
            assert row.reason == NOT_YET_GIVEN or (known is not None and known <= day)
    else:
        for name in ("actors", "series", "game", "ladders"):
            assert seen.table(name).rows == case.table(name).rows


def test_a_summary_waits_for_its_last_analysis() -> None:
    base = Path(__file__).parents[2] / "cases/union-state"
    case = load(base)
    for day, told in ((date(2021, 6, 30), 1), (date(2023, 3, 13), len(case.mechanisms))):
        summaries = [m.summary for m in case.as_of(day).mechanisms if m.summary != NOT_YET_TOLD]
        assert len(summaries) == told or (told == 1 and 0 < len(summaries) < len(case.mechanisms))


@given(cases())
def test_after_everything_nothing_is_missing(case: Case) -> None:
    seen = case.as_of(date(2999, 12, 31))
    assert {n: t.rows for n, t in seen.tables.items()} == {n: t.rows for n, t in case.tables.items()}


@given(cases_and_days())
def test_rows_keep_their_places(item: tuple[Case, date]) -> None:
    case, day = item
    for name, table in case.as_of(day).tables.items():
        whole = case.table(name)
        for row, at in zip(table, table.at, strict=True):
            assert row.key == whole[at].key


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=pytest.mark.deep)])
def test_the_union_state_day_by_day(flagship: Path, every: int) -> None:
    case = load(flagship)
    turns = sorted({known for _, _, known in told(case) if known is not None})
    assert len(turns) > 100
    for turn in turns[::every]:
        for day in (turn - DAY, turn):
            assert [without_end(f) for _, f, _ in told(case.as_of(day))] == expected(case, day)


@given(cases(), days(), days())
def test_a_later_cut_before_an_earlier_one_changes_nothing(case: Case, one: date, other: date) -> None:
    early, late = min(one, other), max(one, other)
    assert case.as_of(late).as_of(early) == case.as_of(early)
