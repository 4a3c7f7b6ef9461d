"""Tests that share what is dear to make are run by one worker: each file, or each folder that ``tests/conftest.py`` names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import share

# Quick ones, without anything to compile: two of a folder that is kept together, two of one that is not.
FILES = ("tests/report/test_colours.py", "tests/report/test_finding.py", "tests/core/test_dates.py", "tests/core/test_files.py")


def test_what_is_kept_together_is_named() -> None:
    assert share("tests/report/test_colours.py::test_a[x-1]") == share("tests/report/test_views.py::test_b") == "report"
    assert share("tests/play/test_prim.py::test_a") == "play"
    assert share("tests/core/test_dates.py::test_a") == "core/test_dates.py"
    assert share("tests/settle/test_encode.py::test_a[tests/report]") == "settle/test_encode.py"


def test_workers_keep_it_together(repository: Path) -> None:
    """With ``--dist loadgroup``, as the everyday command has it; the marks of pytest-xdist are lost from pytest 9.2 on."""
    pytest.importorskip("xdist")
    options = ["-n", "2", "--dist", "loadgroup", "-vvv", "-p", "no:cacheprovider", "--color=no"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *FILES], cwd=repository, capture_output=True, encoding="utf-8", timeout=120,
        check=False, env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    workers: dict[str, set[str]] = defaultdict(set)
    for worker, nodeid in re.findall(r"^\[(gw\d+)\] +\[ *\d+%\] PASSED (tests/\S+)", done.stdout, re.MULTILINE):
        workers[share(nodeid)].add(worker)
    assert set(workers) == {share(file) for file in FILES}
    assert {name: found for name, found in workers.items() if len(found) > 1} == {}
    assert len(set().union(*workers.values())) == 2
