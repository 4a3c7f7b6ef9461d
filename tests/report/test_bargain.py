"""The page on bargaining: the same with and without the cache, nothing from later, honest where there is nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import longgame.report.bargain.compute
from longgame.case.outcomes import Outcome
from longgame.case.tables import Table
from longgame.core.errors import UsageError
from longgame.report.bargain import kept, make
from longgame.report.bargain.across import across
from longgame.report.bargain.compute import compute
from longgame.report.bargain.hindsight import beside, tallies
from longgame.report.bargain.make import NO_STANCES, bargained
from longgame.report.bargain.record import CALIBRATED, MEAN, Bargained, Then
from longgame.report.bargain.then import TRADER, then, traded
from longgame.report.context import Context, prepare
from longgame.report.views import settle as page
from longgame.settle.encode import encode
from longgame.settle.study.settle import settle
from tests.report.conftest import FLAGSHIP, PAST, case, context, document
from tests.report.markup import read


def quiet(_what: str, _done: int, _of: int) -> None:
    pass


@pytest.fixture(scope="module")
def flagship() -> Context:
    return context(FLAGSHIP)


def test_every_issue_and_model_is_there(flagship: Context) -> None:
    made = flagship.bargained
    assert made.why_not == ""
    assert [i.id for i in made.issues] == [i.id for i in flagship.case.issues]
    names = {m.name for m in made.models}
    assert {CALIBRATED, MEAN, TRADER, "equal_gain", "challenge", "spatial_politics"} <= names
    assert all({m.model for m in i.models} == names for i in made.issues)
    assert made.leaders == ("by-leadership", "ru-leadership")
    ids = set(document(FLAGSHIP).ids)
    assert {f"settle-{i.id}" for i in made.issues} <= ids


def test_the_figures_are_those_of_settle(flagship: Context) -> None:
    drawn = settle(flagship.case, models=[MEAN, CALIBRATED], draws=flagship.bargained.draws, seed=flagship.bargained.seed)
    best = settle(flagship.case, models=[TRADER, "equal_gain"], draws=0)
    for result in (drawn, best):
        for mine, issue in zip(flagship.bargained.issues, result.issues, strict=True):
            found = {m.model: m for m in mine.models}
            for model in issue.models:
                assert found[model.model].best == pytest.approx(model.best, abs=1e-6)
                assert found[model.model].result == model.result
                if model.spread is not None:
                    assert found[model.model].spread == model.spread
    assert [e.sides for e in flagship.bargained.exchanges if e.model == TRADER] == [
        e.sides for e in best.exchanges if e.model == TRADER
    ]


def test_past_days_are_bargained_from_what_was_known_then(flagship: Context) -> None:
    whole = flagship.case
    days = sorted({t.day for t in flagship.bargained.then})
    assert days == [*whole.about.days_to_settle, flagship.day]
    day = days[1]
    cut = whole.as_of(day)
    result = settle(cut, day, models=[MEAN, CALIBRATED], draws=2)
    mine = {t.issue: t for t in flagship.bargained.then if t.day == day}
    assert list(mine) == [i.id for i in result.issues]
    for issue in result.issues:
        found = {m.model: m for m in issue.models}
        assert mine[issue.id].median == found[CALIBRATED].best
        assert mine[issue.id].mean == pytest.approx(found[MEAN].best, abs=1e-6)
        spread = found[CALIBRATED].spread
        assert spread is not None
        assert mine[issue.id].most == spread.interval["80"]


def test_room_for_absent_actors_changes_no_exchange(flagship: Context) -> None:
    day = flagship.case.about.days_to_settle[0]
    alone = settle(flagship.case.as_of(day), day, models=[TRADER], draws=0).exchanges
    problems = [encode(flagship.case.as_of(day), day), encode(flagship.case, flagship.day)]
    ids = [a.id for a in flagship.case.actors], [i.id for i in flagship.case.issues]
    assert traded(problems, *ids)[0].exchanges == alone
    assert then(problems[:1]) == then(problems)[: len(problems[0].issues)]


def test_tax_for_gas_is_found_across_the_table(flagship: Context) -> None:
    traded_then = [t for t in flagship.bargained.trades_then if t.day == date(2021, 6, 30)]
    pairs = [{side.on for side in t.found.sides} for t in traded_then]
    assert {"tax-code", "gas-price"} in pairs
    assert all(across(flagship.case, t.found) for t in flagship.bargained.trades_then)
    shown = page.view(flagship).trades[0].shown
    assert any({side.on for side in t.found.sides} == {"tax-code", "gas-market"} and t.across for t in shown)
    assert not all(t.across for t in shown)


@pytest.mark.parametrize("day", [PAST, pytest.param(date(2021, 10, 1), marks=pytest.mark.deep)], ids=str)
def test_as_of_a_past_day_there_are_no_later_days_and_outcomes(day: date) -> None:
    made = prepare(case(FLAGSHIP), day, quiet)
    named = {date.fromisoformat(d) for d in case(FLAGSHIP).about.settle_days}
    assert {t.day for t in made.bargained.then} == {d for d in named if d < day} | {day}
    known = {o.id for o in case(FLAGSHIP).outcomes if (on := case(FLAGSHIP).known_on(o)) is not None and on <= day}
    rows = beside(made.case, day, made.bargained.then)
    assert {r.outcome.id for r in rows if r.outcome is not None} <= known
    assert [s.scenario for s in made.bargained.scenarios] == [s.id for s in made.case.scenarios]
    assert len(made.case.scenarios) == sum(case(FLAGSHIP).known_on(s) <= day for s in case(FLAGSHIP).scenarios)


def test_hindsight_counts_by_its_rule() -> None:
    def row(key: str, when: str, at: float, known: str) -> Outcome:
        fields = {"id": key, "issue": "toll-rate", "date": when, "low": at, "at": at, "high": at, "known": known}
        return Outcome.model_validate(fields | {"coder": "me", "reason": "r"})

    rows = (
        row("a", "2024-03-01", 60, "2024-03-01"),
        row("b", "2025-01-01", 20, "2025-02-01"),
        row("c", "2024-12-01", 90, "2025-03-01"),
    )
    made = replace(case("ferry"), outcomes=Table("outcomes", rows))
    days = (date(2024, 2, 15), date(2024, 6, 1), date(2025, 6, 1))
    asked = [Then(day=d, issue="toll-rate", actors=3, reversion=50, median=40, half=(30, 45), most=(10, 70), mean=50) for d in days]
    found = beside(made.as_of(days[2]), days[2], asked)
    assert [r.stood for r in found] == [50, 60, 20]  # reversion, then what was known on the day
    assert [r.outcome.id if r.outcome else None for r in found] == ["b", "b", None]  # the newest, by when it stood there
    assert [(r.inside, r.distance, r.mean_distance, r.still_distance) for r in found[:2]] == [
        (True, 20, 30, 30),
        (True, 20, 30, 40),
    ]
    assert [(t.day, t.n, t.issues, t.inside, t.still) for t in tallies(found)] == [
        (days[0], 1, 1, 1, 30),
        (days[1], 1, 1, 1, 40),
        (None, 2, 1, 2, 35),
    ]
    early = beside(made.as_of(date(2025, 1, 15)), date(2025, 1, 15), asked[:2])
    assert [r.outcome.id if r.outcome else None for r in early] == ["a", "a"]
    assert tallies(found[2:]) == []


def test_without_stances_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(case("ferry"), stances=Table("stances"))
    assert bargained(made, made.newest, quiet) == Bargained(why_not=NO_STANCES)
    monkeypatch.setattr("longgame.report.bargain.compute.compute", lambda *_: pytest.fail("not to be run"))
    context = prepare(made, made.newest, quiet)
    assert page.view(context).issues == ()


@pytest.mark.parametrize("error", [UsageError("there is no coder"), ValueError("broken"), RuntimeError("no memory")])
def test_a_failure_leaves_the_other_pages(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    from longgame.report.build import build

    def fail(*_: object) -> Bargained:
        raise error

    monkeypatch.setattr(longgame.report.bargain.compute, "compute", fail)
    monkeypatch.setattr(kept, "get", lambda _key: None)
    monkeypatch.setattr(kept, "put", lambda *_: pytest.fail("a failure is not kept"))
    made = read(build(case("ferry")))
    (section,) = [s for s in made.all("section") if s.attributes["id"] == "settle"]
    assert str(error) in section.text
    assert made.all("figure")  # of other pages


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "cache_folder", lambda: tmp_path)
    return tmp_path


def test_what_is_kept_is_what_was_made(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = case("ferry").newest
    cut = case("ferry").as_of(day)
    told: list[tuple[str, int, int]] = []
    first = bargained(cut, day, lambda *step: told.append(step))
    assert [done for _, done, _ in told] == list(range(told[-1][2] + 1))
    assert all(what.startswith("bargaining") for what, _, _ in told)
    assert len(list(empty_cache.rglob("*.json"))) == 1
    monkeypatch.setattr(longgame.report.bargain.compute, "compute", lambda *_: pytest.fail("kept, so not to be run"))
    assert bargained(cut, day, quiet) == first
    assert make.bargained(cut, day, quiet).model_dump_json() == compute(cut, day, quiet).model_dump_json()


def test_what_is_broken_in_the_cache_is_made_again(empty_cache: Path) -> None:
    day = case("ferry").newest
    cut = case("ferry").as_of(day)
    folder = empty_cache / "bargained"
    folder.mkdir()
    path = folder / f"{kept.name(cut, day)}.json"
    for text in ("", "{", json.dumps({"issues": 3}), "\xff"):
        path.write_text(text, encoding="latin-1")
        assert kept.get(kept.name(cut, day)) is None
    kept.put(kept.name(cut, day), Bargained(why_not="x"))
    assert kept.get(kept.name(cut, day)) == Bargained(why_not="x")


def test_the_oldest_go_from_the_cache(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for n in range(5):
        kept.put(f"k{n}", Bargained(why_not=str(n)))
    assert len(list((empty_cache / "bargained").iterdir())) == 3
    assert kept.get("k4") is not None


def test_the_name_follows_what_the_result_rests_on() -> None:
    made = case("ferry")
    day = made.newest
    names = [kept.name(made, day)]
    (first, *rest) = made.stances
    moved = first.model_copy(update={"position": first.position + 1})
    names.append(kept.name(replace(made, stances=Table("stances", (moved, *rest))), day))
    names.append(kept.name(made, date(2025, 1, 1)))
    names.append(kept.name(replace(made, about=made.about.model_copy(update={"settle_days": ("2024-06-01",)})), day))
    assert len(set(names)) == len(names)
    assert kept.name(replace(made, claims=Table("claims")), day) == names[0]
