"""The verb ``track`` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.track.walk import known_days

Cli = Callable[..., Any]


def test_the_table_names_rules_commitments_and_dates(cli: Cli, cases: Path) -> None:
    ran = cli("track", cases / "ferry")
    assert (ran.status, ran.err) == (0, "")
    for words in ("The Sundar ferry", "31 Dec 2025", "Official claim", "Done in full", "boat", "100 %"):
        assert words in ran.out


@pytest.mark.parametrize("day", ["2023-02-20", "2023-12-31", "2025-03-14", "2026-06-30"])
def test_json_of_the_union_state(cli: Cli, flagship: Path, day: str) -> None:
    ran = cli("track", flagship, "--as-of", day, "--json")
    assert ran.status == 0
    printed = json.loads(ran.out)
    assert (printed["schema"], printed["as_of"]) == ("longgame.track/1", day)
    assert max(known_days(printed)) <= day


def test_the_claim_of_80_percent_beside_what_the_rules_give(cli: Cli, flagship: Path) -> None:
    printed = json.loads(cli("track", flagship, "--as-of", "2023-02-20", "--json").out)
    counting = next(p for p in printed["packages"] if p["id"] == "UP2021")["counting"]
    assert counting["claimed"]["value"] == pytest.approx(0.8)
    assert all(counting[rule]["value"] < 0.8 for rule in ("measures", "matrix", "strict", "in_force"))
    assert all(counting[rule]["evidence"] for rule in counting)


def test_a_partial_day_means_its_last(cli: Cli, cases: Path) -> None:
    assert json.loads(cli("track", cases / "ferry", "--as-of", "2024-Q2", "--json").out)["as_of"] == "2024-06-30"


def test_what_changed_since(cli: Cli, cases: Path) -> None:
    ran = cli("track", cases / "ferry", "--since", "2024-06-30")
    assert ran.status == 0
    assert "Changed since 30 Jun 2024: " in ran.out
    assert "New facts" in ran.out
    printed = json.loads(cli("track", cases / "ferry", "--since", "2024-06-30", "--json").out)
    assert printed["since"] == "2024-06-30"
    assert printed["changes"]


def test_csv_goes_into_a_folder_and_nothing_else_is_printed(cli: Cli, cases: Path, tmp_path: Path) -> None:
    ran = cli("track", cases / "ferry", "--csv", tmp_path / "out")
    assert ran.status == 0
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == ["commitments.csv", "counting.csv", "deadlines.csv", "slippage.csv"]
    assert sorted(Path(line).name for line in ran.out.splitlines()) == written
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out/commitments.csv").read_text("utf-8"), newline="")))
    assert {r["id"] for r in rows} == {"pier", "boat", "toll"}


def test_only_one_package(cli: Cli, flagship: Path) -> None:
    printed = json.loads(cli("track", flagship, "--package", "UP2021", "--json").out)
    whole = json.loads(cli("track", flagship, "--json").out)
    assert [p["id"] for p in printed["packages"]] == ["UP2021"]
    assert {c["package"] for c in printed["commitments"]} == {"UP2021"}
    assert {d["commitment"] for d in printed["deadlines"]} <= {c["id"] for c in printed["commitments"]}
    assert 0 < printed["slippage"][0]["n"] < whole["slippage"][0]["n"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as-of", "2024-13"), "no month 13"),
        (("--as-of", "soon"), "is not a date"),
        (("--package", "ferry-2042"), "did you mean 'ferry-2024'"),
        (("--as-of", "2024-06-30", "--since", "2025-01-01"), "later than the day of the result"),
        (("--as-off", "2024"), "No such option"),
    ],
)
def test_wrong_use_is_explained(cli: Cli, cases: Path, words: tuple[str, ...], says: str) -> None:
    ran = cli("track", cases / "ferry", *words)
    assert ran.status == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_that_is_no_case(cli: Cli, tmp_path: Path) -> None:
    ran = cli("track", tmp_path)
    assert ran.status == 1
    assert "LG105" in ran.err


def test_a_day_before_anything_was_known(cli: Cli, cases: Path) -> None:
    ran = cli("track", cases / "ferry", "--as-of", "2000-01-01", "--json")
    assert ran.status == 0
    printed = json.loads(ran.out)
    assert (printed["packages"], printed["commitments"], printed["deadlines"]) == ([], [], [])


def test_as_a_program_of_its_own(longgame: Cli, cases: Path) -> None:
    ran = longgame("track", cases / "ferry", "--json")
    assert ran.status == 0
    assert json.loads(ran.out)["as_of"] == "2025-12-31"
