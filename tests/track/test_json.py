"""The JSON of a result: its schema, its keys, and that each figure says what it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from longgame.case.load import load
from longgame.track import TrackResult, track
from tests.track.make import case, deadline, event, tracked
from tests.track.walk import as_json, known_days, mappings

RULES = {"claimed", "measures", "matrix", "strict", "in_force"}
DAYS = ("2019-12-31", "2023-02-20", "2023-12-31", "2025-03-14", "2026-06-30")


@pytest.fixture(scope="module", params=DAYS)
def printed(request: pytest.FixtureRequest, cases: Path) -> dict[str, Any]:
    return as_json(track(load(cases / "union-state", checked=False), day=date.fromisoformat(request.param), since=date(2019, 1, 1)))


def test_it_fits_the_published_schema(printed: dict[str, Any]) -> None:
    schema = TrackResult.model_json_schema(by_alias=True, mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(printed)


def test_the_schema_refuses_another_version(printed: dict[str, Any]) -> None:
    schema = TrackResult.model_json_schema(by_alias=True, mode="serialization")
    assert not jsonschema.Draft202012Validator(schema).is_valid(printed | {"schema": "longgame.track/2"})


def test_its_keys(printed: dict[str, Any]) -> None:
    assert printed["schema"] == "longgame.track/1"
    assert {"as_of", "packages", "commitments", "deadlines", "slippage", "next_deadlines", "made"} <= set(printed)
    for package in printed["packages"]:
        assert {"id", "counting"} <= set(package)
        assert set(package["counting"]) == RULES
    for commitment in printed["commitments"]:
        assert {"id", "completion", "bindingness", "timeliness", "evidence", "flags"} <= set(commitment)
    assert printed["made"]["as_of"] == printed["as_of"]
    assert len(printed["made"]["digest"]) == 64


def test_each_figure_has_its_n_and_its_facts(printed: dict[str, Any]) -> None:
    counts = [c for p in printed["packages"] for c in p["counting"].values()]
    assert counts
    for count in counts:
        assert isinstance(count["n"], int)
        assert count["n_of"]
        assert count["says"]
        if count["value"]:
            assert count["n"] > 0
            assert count["facts"]
            assert sum(count["evidence"].values()) > 0
    for commitment in printed["commitments"]:
        assert commitment["known"] is not None
        if commitment["completion"]["level"]:
            assert commitment["completion"]["facts"]
            assert commitment["evidence"]["facts"]
        assert (commitment["bindingness"]["stage"] == "none") == (not commitment["bindingness"]["facts"])
    assert all(d["facts"] for d in printed["deadlines"])


def test_facts_carry_the_day_they_became_known(printed: dict[str, Any]) -> None:
    refs = [m for m in mappings(printed) if set(m) == {"table", "id", "known"}]
    assert refs or printed["as_of"] < "2020"
    assert max(known_days(printed), default="") <= printed["as_of"]


def test_fields_of_version_1_stay() -> None:
    """Fields may be added; one that is removed or renamed needs another version."""
    result = tracked(case("2023-01-01 implemented", deadlines=["D1 2022-01-01 2023-06-30"], claims=["2023-02-17 min 80"]))
    printed = as_json(result)
    assert set(printed["commitments"][0]) >= {
        "id", "title", "domain", "package", "parent", "parts", "known",
        "completion", "bindingness", "timeliness", "evidence", "flags", "last_step",
    }  # fmt: skip
    assert set(printed["commitments"][0]["completion"]) >= {"level", "label", "reported", "since", "facts"}
    assert set(printed["packages"][0]["counting"]["strict"]) >= {
        "rule", "value", "low", "high", "numerator", "n", "n_of", "unknown", "counted_on", "evidence", "says", "facts",
    }  # fmt: skip
    assert set(printed["deadlines"][0]) >= {
        "id", "commitment", "what", "set_on", "due", "due_last", "requires",
        "outcome", "done_on", "days_late", "replaces", "replaced_by",
    }  # fmt: skip


def test_what_changed() -> None:
    made = case(
        "2023-01-01 signed",
        "2023-05-01 implemented independent",
        deadlines=["D1 2022-01-01 2023-06-30", deadline("D2 2023-04-01 2024-01-01", requires="in_force")],
        claims=["2023-04-17 min 80"],
    )
    result = tracked(made, "2023-07-01", since=date(2023, 3, 1))
    found = {(c.kind, c.subject): (c.before, c.after) for c in result.changes if c.kind != "new_fact"}
    assert found == {
        ("completion", "c"): ("nothing found", "full"),
        ("evidence", "c"): ("none_found", "independent"),
        ("timeliness", "c"): ("due", "on_time"),
        ("deadline", "D1"): ("due", "on_time"),
        ("deadline", "D2"): (None, "on_time"),
        ("counting", "p/claimed"): (None, "80.0 %"),
        ("counting", "p/matrix"): ("0.0 %", "100.0 %"),
        ("counting", "p/strict"): ("0.0 %", "100.0 %"),
    }
    shares = {c.subject: (c.n_before, c.n_after, c.n_of) for c in result.changes if c.kind == "counting"}
    assert shares == {
        "p/claimed": (None, 1, "claims"), "p/matrix": (1, 1, "commitments"), "p/strict": (1, 1, "commitments"),
    }  # fmt: skip
    assert {c.subject for c in result.changes if c.kind == "new_fact"} == {"status:e2", "deadlines:D2", "claims:q1"}
    assert all(f.known > date(2023, 3, 1) for c in result.changes if c.kind == "new_fact" for f in c.facts)


def test_nothing_changed() -> None:
    made = case("2023-01-01 signed", event("2023-05-01 implemented", known="2024-01-01"))
    assert tracked(made, "2023-07-01", since=date(2023, 3, 1)).changes == ()


def test_days_that_make_no_sense_are_refused() -> None:
    made = case("2023-01-01 signed")
    with pytest.raises(ValueError, match="after"):
        tracked(made, "2023-07-01", since=date(2023, 8, 1))
    with pytest.raises(ValueError, match="already cut"):
        tracked(made.as_of(date(2023, 1, 1)), "2023-07-01")
