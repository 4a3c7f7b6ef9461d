"""Ctrl-C while a long command runs: it ends at once with 130, says in one line what is kept, and leaves no half of a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.settle.study.decisions_made_up import rows, write

ROOT = Path(__file__).resolve().parents[2]
# What runs in the background of a shell is told to ignore the signal; the program of a person at a terminal is not.
PROGRAM = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from longgame.cli import main; main()"
# Far less than the commands take, and more than a busy machine needs to end one.
PATIENCE = 60


def interrupted(arguments: list[str], tmp_path: Path, begun: str) -> tuple[int, str, str]:
    """Return status and output of a command that is interrupted once a file that fits a pattern is in its cache folder."""
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "NO_COLOR": "1", "COLUMNS": "80"}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as program:  # fmt: skip
        until = time.monotonic() + 2 * PATIENCE
        while not any((tmp_path / "cache").rglob(begun)):
            assert program.poll() is None, program.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        try:
            out, err = program.communicate(timeout=PATIENCE)
        finally:
            program.kill()
    return program.returncode, out, err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(
    ("words", "begun", "kept"),
    [
        ("settle cases/union-state -o {out}", "models/*.bin", "no result was written; the models compiled so far are kept"),
        pytest.param(
            *("backtest {decisions} --json", "models/*.bin", "no result was written; the models compiled so far are kept"),
            marks=pytest.mark.deep,
        ),
        pytest.param(
            *("play cases/union-state -o {out}", "jax/*", "no result was written; what was learned so far is kept"),
            marks=pytest.mark.deep,
        ),
    ],
    ids=["settle", "backtest", "play"],
)
def test_a_command_that_is_interrupted_says_what_is_kept(tmp_path: Path, words: str, begun: str, kept: str) -> None:
    decisions = write(tmp_path / "decisions.json", rows())
    status, out, err = interrupted(words.format(out=tmp_path / "r.json", decisions=decisions).split(), tmp_path, begun)
    assert (status, out) == (130, "")
    assert err.startswith(f"longgame: interrupted; {kept}")
    assert len(err.splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "decisions.json"]
    # Were the rest of the work waited for, all of some twenty models would be there.
    assert len(list((tmp_path / "cache").rglob("models/*.bin"))) < 12
