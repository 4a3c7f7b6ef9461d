"""The verb ``play`` as it is typed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from longgame.case.starter import starter_files
from longgame.play import estimate, run, whatif
from longgame.play.result import PlayResult

Cli = Callable[..., Any]
WHOLE = ("--draws", "8", "--horizon", "6")
QUICK = (*WHOLE, "--no-drivers")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep nothing in the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("longgame.core.cache.keep_programs", lambda _folder: False)
    # A what-if solves many games for each draw; here it is the way that is tested, not the figure.
    for module in (whatif, run):
        monkeypatch.setattr(module, "KEPT", 8)


@pytest.fixture
def power(tmp_path: Path) -> Path:
    """Return the starter case, which has a small game."""
    folder = tmp_path / "power"
    folder.mkdir()
    for name, text in starter_files("market").items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ((), ()),
        pytest.param(
            ("--theses", "--scenario", "cable"),
            ("What if: The cable is at work", "Theses weighed by the record", "fewer than 50"),
            marks=pytest.mark.deep,
        ),
    ],
    ids=["plain", "with theses and a what-if"],
)
def test_the_tables(cli: Cli, power: Path, options: tuple[str, ...], more: tuple[str, ...]) -> None:
    ran = cli("play", power, *QUICK, *options, "--workers", "1")
    assert (ran.status, ran.err) == (0, "")
    for words in (
        "separates readings of it weakly", "equilibria found", "effective sample size", "Odds at the end of a year", "absorbed",
        "operator founded", "What comes next", "Log score of the choices", "persistence", *more,
    ):  # fmt: skip
        assert words in " ".join(ran.out.split()), words


@pytest.mark.deep
def test_the_tables_of_what_drives_the_odds(cli: Cli, power: Path) -> None:
    ran = cli("play", power, *WHOLE, "--workers", "1")
    assert (ran.status, ran.err) == (0, "")
    for words in ("What drives the odds at the end of", "What it would take", "draws from the prior"):
        assert words in " ".join(ran.out.split()), words


@pytest.mark.parametrize(
    ("options", "workers"),
    [(QUICK, "12"), pytest.param((*WHOLE, "--theses", "--scenario", "all"), "124", marks=pytest.mark.deep)],
    ids=["quick", "whole"],
)
def test_json_is_the_same_with_any_workers(cli: Cli, power: Path, tmp_path: Path, options: tuple[str, ...], workers: str) -> None:
    ran = []
    for n in workers:
        ran.append(cli("play", power, *options, "--seed", "3", "--json", "--workers", n))
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)  # nothing is taken over from one to the next
    assert {r.status for r in ran} == {0}
    assert len({r.out for r in ran}) == 1
    told = json.loads(ran[0].out)
    assert (told["made"]["seed"], told["made"]["settings"]["draws"]) == (3, 8)
    solved = told["play"]["solved"]
    assert solved["converged"] == solved["solved"] >= 8
    assert 0 < solved["residual"] < 1e-9
    assert 0 < solved["effective"] <= 8
    assert len(told["play"]["odds"]) == 7
    for one in told["play"]["odds"]:
        assert sum(one[k]["mean"] for k in ("absorbed", "broken_away", "goes_on")) == pytest.approx(1)
    for ladder in told["play"]["ladders"]:
        for h, one in enumerate(told["play"]["odds"]):
            assert sum(rung["on"][h]["mean"] for rung in ladder["rungs"]) == pytest.approx(one["goes_on"]["mean"])
    assert len(told["play"]["policy"]) == 24
    assert told["schema"] == "longgame.play/1"
    for one in told["driven"]:
        changes = [abs(d["change"]["mean"]) for d in one["drivers"]]
        assert changes == sorted(changes, reverse=True)
        assert one["parameters"] > len(changes) > 0
        for d in one["drivers"]:
            assert d["low"] < d["high"]
            assert d["change"]["mean"] == pytest.approx(d["at_high"]["mean"] - d["at_low"]["mean"])
    for one in told["takes"]:
        assert one["sentence"].startswith(f"“{one['what']}” above ")
        assert (one["above"] > 0) or not one["limits"]
    assert [one["what"] for one in told["driven"]] == [one["what"] for one in told["takes"]]
    assert sum(row["score"] for row in told["history"]) == pytest.approx(told["scores"]["play"])


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--draws", "4"), "draws is 4; it is from 8"),
        (("--horizon", "0"), "periods ahead is 0"),
        (("--horizon", "999"), "periods ahead is 999"),
        (("--workers", "0"), "workers is 0"),
        (("--seed", "-1"), "seed is -1"),
        (("--thesis", "nobody"), "no thesis 'nobody'"),
        (("--scenario", "cabel"), "did you mean 'cable'"),
        (("--as-of", "2024-12-31"), "no period of the long game was known"),
        (("-o", "."), "is a folder"),
    ],
)
def test_what_cannot_be_asked(cli: Cli, power: Path, args: tuple[str, ...], says: str) -> None:
    ran = cli("play", power, *args)
    assert ran.status != 0
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_case_without_a_game_says_what_to_write(cli: Cli, cases: Path) -> None:
    ran = cli("play", cases / "ferry")
    assert ran.status != 0
    assert "play.yaml" in ran.err


@pytest.mark.parametrize("json_", [False, pytest.param(True, marks=pytest.mark.deep)], ids=["table", "json"])
def test_a_file_of_what_ifs(cli: Cli, power: Path, tmp_path: Path, json_: bool) -> None:
    mine = tmp_path / "mine.yaml"
    head = "whatifs:\n  - id: shut\n    title: The door shuts\n    reason: To see\n    known: 2025-01-01\n    suppose:\n"
    mine.write_text(head + "      - {of: dor, is: shut}\n      - {of: door, is: shutt}\n", encoding="utf-8")
    ran = cli("play", power, *QUICK, "--scenario", mine)
    assert ran.status != 0
    assert "mine.yaml:7:" in ran.err.replace("\n", "") or "mine.yaml:7:" in ran.err
    mine.write_text(head + "      - {of: door, is: shut}\n", encoding="utf-8")
    ran = cli("play", power, *QUICK, "--scenario", mine, *(["--json"] if json_ else []))
    assert ran.status == 0
    if json_:
        assert [w["id"] for w in json.loads(ran.out)["whatifs"]] == ["shut"]
    else:
        assert "What if: The door shuts" in " ".join(ran.out.split())


@pytest.mark.deep
def test_another_question_to_the_same_game_learns_nothing_anew(
    cli: Cli, power: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cli("play", power, *QUICK, "--scenario", "cable", "--json")
    shutil.rmtree(tmp_path / "cache")
    first = cli("play", power, *QUICK, "--json")
    assert (whole.status, first.status) == (0, 0)
    monkeypatch.setattr(estimate, "_look", lambda *_: None)
    again = cli("play", power, *QUICK, "--scenario", "cable", "--json")
    assert (again.status, again.out) == (0, whole.out)
    told, before = json.loads(again.out), json.loads(first.out)
    assert (told["play"], told["history"]) == (before["play"], before["history"])
    assert told["whatifs"]
    assert not before["whatifs"]


def test_a_thesis_that_the_history_refutes_is_told_without_figures(cli: Cli, power: Path) -> None:
    never = "".join(
        f"      - {{parameter: {name}.grid, low: 0, best: 0, high: 0, reason: Nothing moves.}}\n"
        for name in ("step_on_accept", "step_on_stall", "drift")
    )
    row = "  - id: never\n    title: Never\n    date: 2025\n    short: never\n    says: Nothing.\n    baseline: true\n"
    told = (power / "theses.yaml").read_text(encoding="utf-8")
    (power / "theses.yaml").write_text(told.replace("theses:\n", f"theses:\n{row}    beliefs:\n{never}", 1), encoding="utf-8")
    ran = cli("play", power, *QUICK, "--theses", "--json")
    assert (ran.status, ran.err) == (0, "")
    theses = PlayResult.model_validate_json(ran.out).theses
    (one,) = [t for t in theses if t.id == "never"]
    # The last thesis that somebody holds is of October 2025, and no quarter began after it: all are alike but the impossible one.
    assert {t.later_periods for t in theses} == {0}
    assert sum(t.later.mean for t in theses) == pytest.approx(1)
    assert one.later.mean == 0
    assert (one.evidence, one.score, one.since, one.ahead) == (None, None, None, {})
    assert one.weights[-1].weight.mean == 0
    ran = cli("play", power, *QUICK, "--theses")
    assert "Theses weighed by the record" in " ".join(ran.out.split())
    assert "fewer than 50" in " ".join(ran.out.split())
    assert "Under none of the draws of never is the history possible" in " ".join(ran.out.split())


def test_a_game_that_is_over_is_not_run_on(cli: Cli, power: Path) -> None:
    with (power / "history.csv").open("a", encoding="utf-8") as file:
        file.write("H8,2025-Q4,end,broken_away,,,Lowland leaves,review,\n")
    ran = cli("play", power, *QUICK)
    assert ran.status != 0
    assert "the game is over, broken away in 2025-Q4" in " ".join(ran.err.split())


def none_shown(cli: Cli, power: Path) -> None:
    ran = cli("play", power, *QUICK)
    assert ran.status != 0
    assert "equilibria was found" in " ".join(ran.err.split())
    assert "Odds" not in ran.out


def test_an_equilibrium_that_is_not_found_is_never_shown(cli: Cli, power: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = estimate._look

    def look(*game: Any) -> Callable[..., Any]:
        def left(*draws: Any) -> Any:
            values, choice, *rest, residual, steps = real(*game)(*draws)
            return values, np.full_like(choice, -np.inf), *rest, np.ones_like(residual), steps

        return left

    monkeypatch.setattr(estimate, "_look", look)
    none_shown(cli, power)


@pytest.mark.deep
def test_equilibria_that_are_asked_too_much_of_are_not_shown(cli: Cli, power: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "TOLERANCE", 0.0)
    monkeypatch.setattr(estimate, "_look", estimate._look.__wrapped__)  # compiled with this tolerance, and not for other tests
    none_shown(cli, power)


def test_a_result_is_written_whole(cli: Cli, power: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    ran = cli("play", power, *QUICK, "-o", path)
    assert (ran.status, ran.out.strip()) == (0, str(path))
    assert json.loads(path.read_text(encoding="utf-8"))["title"]
    shutil.rmtree(power)
