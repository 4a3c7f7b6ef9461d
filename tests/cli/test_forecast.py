"""The verb ``forecast`` as it is typed, and ``score`` beside what it wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.case.proxies import ENGINES
from longgame.cli.forecast import By
from tests.plain import write
from tests.study.forecasts.make import rows, small
from tests.track.make import event

Cli = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write(small("2999-01-01"), tmp_path / "made")
    (made / "results").mkdir()
    return made


def test_the_table_says_what_each_engine_can_answer(cli: Cli, folder: Path) -> None:
    ran = cli("forecast", folder, "--as-of", "2025")
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    for words in (
        "track as of 30 Jun 2021: dated promises kept in time: 0 of 1", "track answers 2 of 7 questions: 2 by its own rule",
        "settle answers 0 of 7 questions", "play answers 0 of 7 questions", "not 1: it asks after a number", "How likely yes is",
    ):  # fmt: skip
        assert words in said, words


def test_all_engines_can_be_named(cli: Cli, folder: Path) -> None:
    assert tuple(one.value for one in By) == ENGINES
    printed = json.loads(cli("forecast", folder, "--engine", "track", "--json").out)
    assert printed["schema"] == "longgame.forecasts/1"
    assert {f["engine"] for f in printed["forecasts"]} == {"track"}
    assert {f["day"] for f in printed["forecasts"]} == {"2021-06-30"}
    assert cli("forecast", folder, "--engine", "tracks").status == 2


def test_score_shows_them_beside_others_until_they_are_stale(cli: Cli, folder: Path) -> None:
    target = folder / "results" / "forecasts.json"
    assert cli("forecast", folder, "-o", target).out.strip() == str(target)
    ran = cli("score", folder, "--as-of", "2025")
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    for words in ("The program's own engines", "Beside all others on the same questions", "track events 2"):
        assert words in said, words
    printed = json.loads(cli("score", folder, "--as-of", "2025", "--json").out)
    assert {r["source"] for r in printed["model_receipts"]} == {"model:track"}
    assert "model:track" not in {r["source"] for r in printed["receipts"]}
    assert printed["paired"][0]["n"] == len(printed["model_receipts"])

    write(small("2999-01-01", status=[*rows()["status"], event("2021-06-01 dropped", id="S9")]), folder)
    stale = cli("score", folder, "--as-of", "2025")
    assert stale.status == 0
    assert "2 forecasts not used: what track reads of the case as of 30 Jun 2021 has changed since" in stale.err
    assert "own engines" not in stale.out
    assert json.loads(cli("score", folder, "--as-of", "2025", "--json").out)["model_receipts"] == []


def test_wrong_places_are_refused_before_the_work(cli: Cli, folder: Path) -> None:
    assert cli("forecast", folder, "-o", folder).status == 2
    assert cli("forecast", folder, "--as-of", "2024-13").status == 2
