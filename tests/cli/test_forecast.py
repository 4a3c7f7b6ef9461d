"""The verb ``forecast`` as it is typed, and ``score`` beside what it wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.case.load import load
from longgame.case.proxies import ENGINES
from longgame.cli.forecast import By, _plays
from tests.plain import write
from tests.report.played import made_up
from tests.study.forecasts.make import rows, small
from tests.track.make import event

Cli = Callable[..., Any]
FLAGSHIP = Path(__file__).parents[2] / "cases/union-state"


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


def test_the_long_game_is_solved_where_there_is_no_result_and_as_far_as_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, day = load(FLAGSHIP), date(2023, 2, 20)
    asked: list[Any] = []

    def play(then: Case, on: object, thesis: object, theses: bool, whatifs: object, draws: int, ahead: int, *rest: object) -> Any:
        asked.append((then.day, on, thesis, theses, draws, ahead, *rest))
        return made_up(then, day, draws=draws, theses=False)

    monkeypatch.setattr("longgame.report.played.kept.folder", lambda: tmp_path)
    monkeypatch.setattr("longgame.play.run.play", play)
    then = case.as_of(day)
    assert _plays(case, None, 0)(then, day) == (
        None, "the long game was not solved as of that day (longgame play CASE --as-of 2023-02-20)",
    )  # fmt: skip
    result, why = _plays(case, 16, 3)(then, day)
    assert result is not None
    assert (result.as_of, why) == (day, "")
    (told,) = asked
    assert told[:5] == (day, None, None, False, 16)
    # C05 asks for the end of 2030: thirty-two quarters from the first that is not over.
    assert 32 <= told[5] <= 40
    assert told[6] == 3
    # What was solved is kept, and found the next time.
    assert _plays(case, None, 0)(then, day)[0] is not None
    assert len(asked) == 1


def test_a_case_without_a_game_says_so() -> None:
    made = small()
    assert _plays(made, 16, 0)(made, date(2021, 6, 30)) == (None, "the case has no long game")


def test_wrong_places_are_refused_before_the_work(cli: Cli, folder: Path) -> None:
    assert cli("forecast", folder, "-o", folder).status == 2
    assert cli("forecast", folder, "--as-of", "2024-13").status == 2
