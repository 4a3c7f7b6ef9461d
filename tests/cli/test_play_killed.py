"""A run of ``play`` that is killed, as a program of its own: begun again it goes on, and gives what it would have given."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from longgame.case.starter import starter_files

OPTIONS = ("--draws", "64", "--horizon", "4", "--seed", "5", "--no-drivers", "--workers", "1", "--json")


def started(folder: Path, cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "longgame", "play", str(folder), *OPTIONS]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, "XDG_CACHE_HOME": str(cache)})


def under_way(cache: Path) -> bool:
    """Whether some of the history was taken in and kept."""
    for path in (cache / "longgame" / "play").glob("*.npz"):
        with np.load(path) as held:
            if held["told"].size:
                return True
    return False


@pytest.mark.deep
@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="the folder for what is kept is named otherwise there")
def test_a_killed_run_goes_on_and_gives_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "power"
    folder.mkdir()
    for name, text in starter_files("market").items():
        (folder / name).write_text(text, encoding="utf-8")
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    first = started(folder, cut)
    end = time.monotonic() + 300
    while not under_way(cut) and first.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    first.kill()
    out, err = first.communicate()
    assert first.returncode < 0, f"it ended before it could be killed: {err}"
    assert out == ""
    assert under_way(cut)
    made = []
    for cache in (cut, whole):
        again = started(folder, cache)
        made.append(again.communicate(timeout=300))
        assert again.returncode == 0, made[-1][1]
    assert made[0][0] == made[1][0] != ""
