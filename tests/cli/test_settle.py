"""The verb ``settle`` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.cli import settle_view, settle_why_view
from longgame.core import files
from longgame.settle.study.result import ModelForecast
from longgame.settle.study.story import Step
from longgame.settle.study.summary import spread
from longgame.settle.study.tornado import Bar

Cli = Callable[..., Any]
QUICK = ("--model", "compromise", "--model", "exchange", "--model", "ensemble", "--draws", "16")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in memory: tests leave nothing in the user's cache."""
    monkeypatch.setattr("longgame.settle.study.compiled.keep_compiled", lambda: None)


def test_the_table_names_issues_models_and_points(cli: Cli, cases: Path) -> None:
    ran = cli("settle", cases / "ferry", *QUICK)
    assert (ran.status, ran.err) == (0, "")
    for words in ("The Sundar ferry", "Toll for a car", "40 crowns", "compromise", "ensemble", "●", "═", "16 draws", "calibrated"):
        assert words in ran.out


def test_json(cli: Cli, cases: Path) -> None:
    ran = cli("settle", cases / "ferry", *QUICK, "--as-of", "2025-01-01", "--issue", "toll-rate", "--seed", "4", "--json")
    assert ran.status == 0
    printed = json.loads(ran.out)
    assert (printed["schema"], printed["as_of"]) == ("longgame.settle/1", "2025-01-01")
    assert (printed["made"]["seed"], printed["made"]["settings"]["draws"]) == (4, 16)
    assert [i["id"] for i in printed["issues"]] == ["toll-rate"]
    assert max(f["known"] for f in printed["facts"]) <= "2025-01-01"


@pytest.mark.parametrize("models", [QUICK, pytest.param(("--draws", "16"), marks=pytest.mark.deep)], ids=["quick", "all"])
def test_the_view_of_one_issue_tells_what_drives_it_and_who_moves_whom(cli: Cli, cases: Path, models: tuple[str, ...]) -> None:
    ran = cli("settle", cases / "ferry", "--issue", "toll-rate", *models)
    assert (ran.status, ran.err) == (0, "")
    for words in ("What drives it: compromise, 41 at the best", "Sobol' total index", "by kind positions", "Who pulls"):
        assert words in " ".join(ran.out.split())
    bars = [line for line in ran.out.splitlines() if line.split()[1:2] == ["position"]]
    assert any("░" in line and "│" in line and "█" in line for line in bars)
    assert "What drives it" not in cli("settle", cases / "ferry", *QUICK).out


def test_json_carries_all_of_why(cli: Cli, cases: Path, tmp_path: Path) -> None:
    words = ("--issue", "toll-rate", "--model", "challenge", "--model", "compromise", "--draws", "16")
    ran = cli("settle", cases / "ferry", *words, "-o", tmp_path / "r.json", "--csv", tmp_path / "out")
    assert ran.status == 0
    why = json.loads((tmp_path / "r.json").read_text("utf-8"))["why"]
    assert [(one["issue"], one["drivers"]["model"]) for one in why] == [("toll-rate", "challenge")]
    assert [one["by"] for one in why[0]["shares"]] == ["actor", "kind"]
    assert [one["model"] for one in why[0]["stories"]] == ["challenge", "compromise"]
    for name, rows in (("drivers", why[0]["drivers"]["bars"]), ("pulls", [p for s in why[0]["stories"] for p in s["pulls"]])):
        written = list(csv.DictReader(io.StringIO((tmp_path / "out" / f"{name}.csv").read_text("utf-8"), newline="")))
        assert [row["actor"] for row in written] == [row["actor"] for row in rows]


def test_a_bar_of_a_judgement() -> None:
    bar = Bar(
        actor="a", kind="position", on="i", low=0, best=1, high=2, at_low=40, at_high=20, change_low=10, change_high=-10, swing=20
    )
    assert settle_why_view.line_of(bar, 30.0, 20.0, 60.0, 9) == "██│░░····"
    assert settle_why_view.line_of(bar.model_copy(update={"at_low": None, "at_high": 30}), 30, 30, 30, 3) == "·│·"


def test_a_step_is_a_sentence_and_its_kind_is_explained_once() -> None:
    step = Step(round=2, actor="a", towards="b", issue="i", start=62, end=72, why="bargain", numbers={})
    told = settle_why_view.sentence(step, {"bargain": "It wins a vote."}, ())
    assert told == "Round 2: a goes from 62 to 72 towards b, by bargain. It wins a vote."
    assert settle_why_view.sentence(step.model_copy(update={"towards": None}), {"bargain": "It wins a vote."}, (step,)) == (
        "Round 2: a goes from 62 to 72, by bargain."
    )


def test_without_draws_the_end_of_each_run_is_told(cli: Cli, cases: Path) -> None:
    ran = cli("settle", cases / "ferry", "--draws", "0", "--model", "nash_reversion", "--issue", "toll-rate")
    assert ran.status == 0
    assert "No point is better than no agreement" in " ".join(ran.out.split())


def test_a_scenario_and_levers_of_the_union_state(cli: Cli, flagship: Path) -> None:
    words = ("--issue", "gas-price", "--model", "compromise", "--draws", "16", "--as-of", "2021-09-17")
    ran = cli("settle", flagship, *words, "--scenario", "gazprom-leaves", "--advise", "by-leadership")
    assert (ran.status, ran.err) == (0, "")
    assert "Gazprom has no say" in ran.out
    assert "What would help by-leadership on gas-price" in ran.out


def test_the_file_and_the_tables(cli: Cli, cases: Path, tmp_path: Path) -> None:
    ran = cli("settle", cases / "ferry", *QUICK, "-o", tmp_path / "r.json", "--csv", tmp_path / "out", "--advise", "nordia")
    assert ran.status == 0
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["schema"] == "longgame.settle/1"
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == ["actors.csv", "exchanges.csv", "forecasts.csv", "labels.csv", "levers.csv"]
    assert sorted(Path(line).name for line in ran.out.splitlines()) == sorted([*written, "r.json"])
    for name in written:
        rows = list(csv.reader(io.StringIO((tmp_path / "out" / name).read_text("utf-8"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
    forecasts = list(csv.DictReader(io.StringIO((tmp_path / "out/forecasts.csv").read_text("utf-8"), newline="")))
    assert len(forecasts) == 6
    assert all(float(row["low_80"]) <= float(row["high_80"]) for row in forecasts)


def test_an_interruption_leaves_nothing(cli: Cli, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", stop)
    ran = cli("settle", cases / "ferry", *QUICK, "-o", tmp_path / "r.json")
    assert ran.status == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--issue", "tol-rate"), "did you mean 'toll-rate'"),
        (("--model", "compromis"), "did you mean 'compromise'"),
        (("--coder", "nobody"), "no coder 'nobody'"),
        (("--advise", "nordja"), "did you mean 'nordia'"),
        (("--scenario", "x"), "no scenario 'x'"),
        (("--draws", "-3"), "number of draws is -3"),
        (("--draws", "many"), "'many' is not a whole number"),
        (("--seed", "-1"), "the seed is -1"),
        (("--workers", "0"), "number of workers is 0"),
        (("--as-of", "2001-01-01"), "no issue has two actors"),
        (("-o", "/nowhere/r.json"), "name a file"),
    ],
)
def test_wrong_use_is_explained(cli: Cli, cases: Path, words: tuple[str, ...], says: str) -> None:
    ran = cli("settle", cases / "ferry", "--model", "compromise", "--draws", "2", *words)
    assert ran.status == 2
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_judgement_off_its_scale_has_its_place(cli: Cli, cases: Path, tmp_path: Path) -> None:
    text = (cases / "ferry/case.yaml").read_text("utf-8").replace("salience_low: 40,", "salience_low: -40,")
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    ran = cli("settle", tmp_path)
    assert ran.status == 1
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "salience_low: -40" in words)
    assert f"case.yaml:{line}:" in ran.err


def test_the_axis() -> None:
    import numpy as np

    drawn = spread(np.array([20.0, 40.0]), np.zeros(2), [0.0, 100.0])
    one = ModelForecast(model="m", best=30.0, result="agreed", sentence="", nearest=0, spread=drawn)
    assert settle_view.axis(one, 100.0, 11) == "··─●─·····┆"
