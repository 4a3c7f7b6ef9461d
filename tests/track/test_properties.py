"""What holds of every case on every day, however its rows are arranged."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.case.load import load
from longgame.case.record import Fact, Record
from longgame.case.sources import Source
from longgame.case.tables import SPECS, Table
from longgame.case.theses import Thesis
from longgame.core.dates import Period
from longgame.track import track
from tests.strategies import cases
from tests.track.walk import known_days, mappings, without_digest
from tests.world import days

UNION_STATE = Path(__file__).resolve().parents[2] / "cases" / "union-state"
SPAN = (date(2019, 1, 1), date(2026, 6, 30))
# Cheap to state, dear to run: the whole case is tracked twice for each example.
FEW = settings(max_examples=max(5, settings.default.max_examples // 4))  # type: ignore[union-attr]
TURNING_DAYS = (date(2023, 2, 20), date(2023, 12, 31), date(2025, 3, 14), date(2026, 6, 30))


@cache
def union_state() -> Case:
    return load(UNION_STATE, checked=False)


def union_days() -> st.SearchStrategy[date]:
    """Days of the flagship case: any, those on which something became known, and the day before each."""
    case = union_state()
    known = sorted({d for n in SPECS for r in case.table(n) if isinstance(r, Fact) and (d := case.known_on(r)) is not None})
    return st.one_of(
        st.sampled_from(TURNING_DAYS),
        st.dates(*SPAN),
        st.sampled_from(known),
        st.sampled_from(known).map(lambda d: d - timedelta(1)),
    )


def known_by(case: Case, row: Record, day: date) -> bool:
    """Tell whether a row may be used on a day; apart from ``Case.as_of``."""
    if isinstance(row, Source):
        return row.issued is None or row.issued.last <= day
    if not isinstance(row, Fact):
        return True
    if row.known is not None:
        return row.known.last <= day
    if isinstance(row, Thesis):
        return row.date.last <= day
    issued = [s.issued.last for s in case.sources if s.id in row.source and s.issued is not None]
    return bool(issued) and min(issued) <= day


def rebuilt(case: Case, change: Callable[[str, list[Any]], list[Any]]) -> Case:
    """Return a case with the rows of each table changed."""
    made = {}
    for name in SPECS:
        rows = change(name, list(case.table(name)))
        made[name] = Table(name, tuple(rows), tuple(range(len(rows))))
    return replace(case, files={}, **made)  # type: ignore[arg-type]


def shares_are_sound(printed: dict[str, Any]) -> None:
    for package in printed["packages"]:
        for count in package["counting"].values():
            if count["value"] is None:
                assert count["low"] is None
                assert count["high"] is None
            else:
                assert 0 <= count["low"] <= count["value"] <= count["high"] <= 1
            assert 0 <= count["unknown"] <= count["n"]
        for point in package["claims"]:
            assert 0 <= point["low"] <= point["value"] <= point["high"] <= 1
    for stat in printed["slippage"]:
        assert stat["n"] >= stat["on_time"] + stat["open"]
        if stat["n"]:
            assert 0 <= stat["share_low"] <= stat["share_on_time"] <= stat["share_high"] <= 1
    for state in printed["commitments"]:
        assert 0 <= state["completion"]["shown"] <= state["completion"]["level"] <= 3


def silent_are_unreported(case: Case, printed: dict[str, Any], day: date) -> None:
    spoken = {e.commitment for e in case.status if known_by(case, e, day) and e.event != "no_evidence_found"}
    for state in printed["commitments"]:
        if state["id"] not in spoken:
            assert not state["completion"]["reported"]
            assert state["completion"]["level"] == 0
            assert state["bindingness"]["stage"] == "none"
            assert state["evidence"]["grade"] == "none_found"
            assert state["timeliness"]["state"] not in ("on_time", "late", "dropped")


def holds(case: Case, day: date) -> dict[str, Any]:
    """Check what holds of every result and return it."""
    printed = without_digest(track(case, day=day, since=day - timedelta(days=200)))
    assert max(known_days(printed), default="") <= day.isoformat()
    assert {m["id"] for m in mappings(printed) if set(m) == {"table", "id", "known"}} <= {
        r.key for n in SPECS for r in case.table(n) if isinstance(r, Fact) and known_by(case, r, day)
    }
    shares_are_sound(printed)
    silent_are_unreported(case, printed, day)
    return printed


def only_known(case: Case, day: date) -> Case:
    return rebuilt(case, lambda _, rows: [r for r in rows if known_by(case, r, day)])


def altered(case: Case, day: date, seed: int) -> Case:
    """Return the case with all that was known after the day deleted, changed or doubled under a new id, at random."""
    chance = random.Random(seed)
    later = Period.of(day + timedelta(days=1 + seed % 400))

    def other(row: Any, name: str) -> list[Any]:
        if known_by(case, row, day):
            return [row]
        if chance.random() < 0.3:
            return []
        change: dict[str, Any] = {"note": "altered"} if name == "sources" else {"known": later, "note": "altered"}
        if name == "status":
            change |= {
                "event": chance.choice(["implemented", "reversed", "dropped", "not_done"]),
                "level": chance.choice([None, 0, 3]),
            }
            change |= {"date": chance.choice([Period.parse("2001"), row.date]), "commitment": chance.choice(case.commitments).id}
        elif name == "deadlines":
            change |= {"due": Period.parse("2001-01-01"), "requires": "drafted"}
        elif name == "claims":
            change |= {"as_": "percent", "quantity": "done", "value": 99.0, "low": None, "high": None, "relation": "exactly"}
        elif name == "packages":
            change |= {"size": 1}
        elif name == "commitments":
            change |= {"package": chance.choice([None, *(p.id for p in case.packages)]), "parent": None, "needs": ()}
        new = row.model_copy(update=change)
        twice = name in ("status", "claims", "events") and chance.random() < 0.5
        return [new, new.model_copy(update={"id": f"{row.key}-again"})] if twice else [new]

    return rebuilt(case, lambda name, rows: [new for row in rows for new in other(row, name)])


def shuffled(case: Case, seed: int) -> Case:
    """Return the case with the rows of each table in another order; events of one commitment on one day keep theirs."""
    chance = random.Random(seed)

    def change(name: str, rows: list[Any]) -> list[Any]:
        new = chance.sample(rows, len(rows))
        if name == "status":
            kept: dict[Any, list[Any]] = defaultdict(list)
            for row in reversed(rows):
                kept[row.commitment, row.date.last].append(row)
            new = [kept[row.commitment, row.date.last].pop() for row in new]
        return new

    return rebuilt(case, change)


def canonical(value: Any) -> Any:
    """Return a result with lists of objects, and of parts, in one order; the others are ordered by rule."""
    if isinstance(value, dict):
        return {k: sorted(v) if k == "parts" else canonical(v) for k, v in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sorted((canonical(v) for v in value), key=repr)
    return value


def is_unambiguous(case: Case) -> bool:
    """Tell whether no deadline is replaced twice, which the checks refuse."""
    replaced = [d.replaces for d in case.deadlines if d.replaces is not None]
    return len(set(replaced)) == len(replaced)


@given(cases(), days())
def test_nothing_from_after_the_day(case: Case, day: date) -> None:
    holds(case, day)


@given(cases(), days())
def test_without_the_later_rows_nothing_changes(case: Case, day: date) -> None:
    assert holds(only_known(case, day), day) == holds(case, day)


@given(cases(), days(), st.integers(0, 2**32))
def test_whatever_the_later_rows_say_nothing_changes(case: Case, day: date, seed: int) -> None:
    assert holds(altered(case, day, seed), day) == holds(case, day)


@given(cases(), days(), st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(case: Case, day: date, seed: int) -> None:
    assume(is_unambiguous(case))
    assert canonical(holds(shuffled(case, seed), day)) == canonical(holds(case, day))


@FEW
@given(st.data())
def test_union_state_nothing_from_after_the_day(data: st.DataObject) -> None:
    holds(union_state(), data.draw(union_days()))


@FEW
@given(st.data(), st.integers(0, 2**32))
def test_union_state_whatever_the_later_rows_say(data: st.DataObject, seed: int) -> None:
    case, day = union_state(), data.draw(union_days())
    assert holds(altered(case, day, seed), day) == holds(case, day)


@FEW
@given(st.data(), st.integers(0, 2**32))
def test_union_state_order_of_rows(data: st.DataObject, seed: int) -> None:
    case, day = union_state(), data.draw(union_days())
    assert canonical(holds(shuffled(case, seed), day)) == canonical(holds(case, day))


@pytest.mark.parametrize("table", ["packages", "commitments", "deadlines", "status", "claims"])
def test_union_state_every_row_is_used_from_its_day_on_and_never_before(table: str) -> None:
    """Each row is among the new facts of the day on which it, and what it is about, became known."""
    case = union_state()
    by_day: dict[date, set[str]] = defaultdict(set)
    for row in case.table(table):
        assert isinstance(row, Fact)
        known = case.known_on(row)
        assert known is not None
        by_day[known].add(f"{table}:{row.key}")
    begun_on = {d: {f"{table}:{r.key}" for r in case.table(table) if hidden(case, r, d - timedelta(days=1))} for d in by_day}
    held_back = {d: {f"{table}:{r.key}" for r in case.table(table) if hidden(case, r, d)} for d in by_day}
    for day, subjects in by_day.items():
        result = track(case, day=day, since=day - timedelta(days=1))
        new = {c.subject for c in result.changes if c.kind == "new_fact" and c.subject.startswith(f"{table}:")}
        assert new <= subjects | begun_on[day]
        assert subjects - held_back[day] <= new


def hidden(case: Case, row: Record, day: date) -> bool:
    """Tell whether a row waits for its commitment to be known."""
    name = getattr(row, "commitment", None)
    if name is None:
        return False
    begun = case.known_on(case.commitments.by_key[name])
    return begun is None or begun > day


@pytest.mark.parametrize("day", TURNING_DAYS)
def test_union_state_on_the_days_that_matter(day: date) -> None:
    case = union_state()
    printed = holds(case, day)
    assert holds(only_known(case, day), day) == printed


def test_union_state_the_claim_of_february_2023_beside_each_rule() -> None:
    result = track(union_state(), day=date(2023, 2, 20))
    package = next(p for p in result.packages if p.id == "UP2021")
    claimed, measures, matrix, strict, in_force = (
        package.counting[r] for r in ("claimed", "measures", "matrix", "strict", "in_force")
    )
    assert claimed.value == pytest.approx(0.8)
    assert claimed.facts[0].id == "SC040"
    assert claimed.facts[0].known == date(2023, 2, 18)
    assert claimed.evidence == {"claimant": claimed.n}
    assert "SC040" in {p.id for p in package.claims}
    assert (measures.value, measures.n) == (pytest.approx(671 / 989), 989)
    for count in (matrix, strict, in_force):
        assert count.n == 28
        assert count.value is not None
        assert count.value < 0.8
        assert count.evidence
    assert strict.value == pytest.approx(7 / 28)
    assert strict.evidence == {"claimant": 7}


def test_union_state_the_claim_is_not_there_the_day_before_it_was_published() -> None:
    result = track(union_state(), day=date(2023, 2, 17))
    package = next(p for p in result.packages if p.id == "UP2021")
    assert "SC040" not in {p.id for p in package.claims}
