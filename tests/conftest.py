"""What all tests share: how much Hypothesis tries, where the cases are, ways to run the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from longgame.core.memory import collect_rarely

ROOT = Path(__file__).resolve().parent.parent

# Tests of bargaining models mostly wait for the compiler; this is about half of its work. What the program itself compiles says
# for itself how.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=1 --xla_cpu_use_fusion_emitters=false")
# What takes long to compile is compiled once, not by each worker, and not again by the next run.
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(ROOT / "out" / "jax"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.2")

# Tracing models makes millions of objects that live; looking through them again and again takes a fifth of the time. The program
# does the same.
collect_rarely()

# Two shared cores make wall time say little about one example, so there is no deadline.
settings.register_profile("default", deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
# One run of CI tries what the last one tried: only a change can turn it red. New examples are looked for by "deep".
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("deep", settings.get_profile("default"), max_examples=250, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


def fewer(most: int) -> int:
    """Return how many examples a property takes that is dear to try: at most so many in everyday runs, all in deep ones."""
    wanted = settings.default.max_examples  # type: ignore[union-attr]
    return wanted if wanted > 10 else min(most, wanted)


# Folders whose tests share what is dear to make: reports that are built and read once, games that are compiled once.
TOGETHER = ("report", "play")
# What takes longest begins first, so that no worker is left alone with it at the end.
FIRST = (*TOGETHER, "settle")


def share(nodeid: str) -> str:
    """Return what a test is kept together with: its file, or its folder where the tests of that share much."""
    file = nodeid.partition("::")[0].removeprefix("tests/")
    folder = file.partition("/")[0]
    return folder if folder in TOGETHER else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that take longest before the others."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(share(item.nodeid).partition("/")[0], len(FIRST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give what is kept together to one worker, where workers are asked to keep groups.

    Groups named by pytest-xdist's own mark are lost, without a word, from pytest 9.2 on.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return share(nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


class Ran(NamedTuple):
    """What a command gave back."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def cases(repository: Path) -> Path:
    """Return the folder of the cases that are shipped."""
    return repository / "cases"


@pytest.fixture(scope="session")
def flagship(cases: Path) -> Path:
    """Return the folder of the Union State case."""
    folder = cases / "union-state"
    if not (folder / "case.yaml").exists():
        pytest.fail("cases/union-state is not there")
    return folder


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    """Return a function that runs a command in this process: ``cli("track", folder, "--json")``."""
    plain(monkeypatch.setenv)
    # What was scored before, by another test or by whoever runs them, is of no concern here.
    monkeypatch.setattr("longgame.cli._last_scoring.folder", lambda: tmp_path / "scored")
    from longgame.cli import app
    from longgame.cli.frame import run

    def call(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        status = run(app, [str(a) for a in arguments])
        return Ran(status, *capsys.readouterr())

    return call


@pytest.fixture
def longgame(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return a function that runs a command as a program of its own, as a user does."""
    plain(monkeypatch.setenv)

    def call(*arguments: str | Path, cwd: Path = ROOT, timeout: float = 120) -> Ran:
        command = [sys.executable, "-m", "longgame", *(str(a) for a in arguments)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=timeout, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


def plain(set_variable: Callable[[str, str], None]) -> None:
    """Make output the same on every terminal: no colour, a fixed width, UTF-8."""
    for name, value in {"NO_COLOR": "1", "COLUMNS": "120", "PYTHONUTF8": "1", "TERM": "dumb"}.items():
        set_variable(name, value)
