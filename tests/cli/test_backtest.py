"""The verb ``backtest`` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.settle.study.decisions_made_up import as_csv, rows, write

Cli = Callable[..., Any]


def test_the_table_and_the_json(cli: Cli, tmp_path: Path) -> None:
    test, train = write(tmp_path / "test.json", rows()[:30]), tmp_path / "train.csv"
    train.write_text(as_csv(rows(seed=8)))
    arguments = ("backtest", test, "--fit", train, "--models", "compromise,ensemble", "--draws", "4")
    shown = cli(*arguments)
    assert (shown.status, shown.err) == (0, "")
    for words in ("30 issues of 10 proposals", "from the training file alone", "compromise", "ensemble"):
        assert words in " ".join(shown.out.split())
    printed = json.loads(cli(*arguments, "--json").out)
    assert printed["schema"] == "longgame.backtest/1"
    fields = {"n", "failed", "mae", "rmse", "median_error", "hits", "crps", "coverage", "width"}
    assert all(fields <= set(score) for score in printed["models"].values())
    assert set(printed["models"]["ensemble"]["coverage"]) == {"50", "80", "90"}
    assert set(printed["models"]["compromise"]["hits"]) == {"5", "10", "20"}
    assert cli(*arguments, "--json").out == json.dumps(printed, indent=1, ensure_ascii=False) + "\n"


def test_learning_from_what_is_forecast_is_told(cli: Cli, tmp_path: Path) -> None:
    test, train = write(tmp_path / "test.json", rows()), write(tmp_path / "train.json", rows()[:6])
    arguments = ("backtest", test, "--fit", train, "--models", "compromise", "--draws", "0")
    assert "2 of them are in the training file too" in " ".join(cli(*arguments).out.split())
    assert json.loads(cli(*arguments, "--json").out)["in_both"] == 2


def test_no_distribution_is_null(cli: Cli, tmp_path: Path) -> None:
    test = write(tmp_path / "test.json", rows())
    printed = json.loads(cli("backtest", test, "--models", "compromise", "--draws", "0", "--json").out)
    assert printed["models"]["compromise"]["crps"] is None
    assert printed["models"]["compromise"]["width"] is None


def test_wrong_use_is_said_without_a_traceback(cli: Cli, tmp_path: Path) -> None:
    test = write(tmp_path / "test.json", rows())
    for arguments, words in (
        (("--models", "compromis"), "did you mean"),
        (("--draws", "-1"), "--draws is from 0"),
        (("--seed", "-1"), "--seed is 0 or more"),
        (("--workers", "0"), "--workers is 1 or more"),
        (("--fit", test, "--shipped"), "shipped coefficients"),
    ):
        ran = cli("backtest", test, *arguments)
        assert (ran.status, words in ran.err) == (2, True), arguments
    ran = cli("backtest", tmp_path / "none.json")
    assert ran.status == 1
    assert "LG101" in ran.err
    broken = rows()
    broken[0]["out"] = 101
    ran = cli("backtest", write(tmp_path / "broken.json", broken))
    assert ran.status == 1
    assert "broken.json:1:" in ran.err
    assert "outcome: got 101" in ran.err
