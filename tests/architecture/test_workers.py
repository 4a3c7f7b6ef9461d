"""Tests that share what is dear to make are run by one worker: each file, or each folder that ``tests/conftest.py`` names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import share

# Two of a folder that is kept together, two of one that is not.
FILES = ("tests/report/test_a.py", "tests/report/test_b.py", "tests/core/test_a.py", "tests/core/test_b.py")
TESTS = "import pytest\n\n\n@pytest.mark.parametrize('n', range(8))\ndef test_it(n):\n    assert n < 8\n"


def test_what_is_kept_together_is_named() -> None:
    assert share("tests/report/test_colours.py::test_a[x-1]") == share("tests/report/test_views.py::test_b") == "report"
    assert share("tests/play/test_prim.py::test_a") == "play"
    assert share("tests/core/test_dates.py::test_a") == "core/test_dates.py"
    assert share("tests/settle/test_encode.py::test_a[tests/report]") == "settle/test_encode.py"


def test_workers_keep_it_together(repository: Path, tmp_path: Path) -> None:
    """With ``--dist loadgroup``, as the everyday command has it; the marks of pytest-xdist are lost from pytest 9.2 on.

    The tests are made up, as those of the report take seconds to be imported; what gives them to workers is the real thing.
    """
    pytest.importorskip("xdist")
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(TESTS, "utf-8")
        (tmp_path / file).with_name("__init__.py").touch()
    (tmp_path / "tests" / "__init__.py").touch()
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    shutil.copy(repository / "tests" / "conftest.py", tmp_path / "tests")
    options = ["-n", "2", "--dist", "loadgroup", "-vvv", "-p", "xdist", "-p", "no:cacheprovider", "--color=no"]
    bare = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", *options, "tests"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120, check=False, env=bare)
    assert done.returncode == 0, done.stdout + done.stderr
    workers: dict[str, set[str]] = defaultdict(set)
    ran = re.findall(r"^\[(gw\d+)\] +\[ *\d+%\] PASSED (tests/\S+)", done.stdout, re.MULTILINE)
    assert len(ran) == 8 * len(FILES)
    for worker, nodeid in ran:
        workers[share(nodeid)].add(worker)
    assert set(workers) == {"report", "core/test_a.py", "core/test_b.py"}
    assert {name: found for name, found in workers.items() if len(found) > 1} == {}
    assert len(set().union(*workers.values())) == 2
