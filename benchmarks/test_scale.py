"""Load, check and track under pytest-benchmark; run by ``make bench``, skipped otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import scale, synthetic
from longgame.case.case import Case
from longgame.case.checks import run_checks
from longgame.case.load import read
from longgame.track import track

SIZES = (250, 500, 1000)


@pytest.fixture(scope="module", params=SIZES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp(f"case-{request.param}")
    synthetic.write(made, request.param)
    return made


def opened(folder: Path) -> Case:
    case, problems = read(folder)
    assert case is not None
    assert not problems
    return case


def test_load(benchmark: Any, folder: Path) -> None:
    benchmark.pedantic(opened, args=(folder,), rounds=3, warmup_rounds=1)


def test_check(benchmark: Any, folder: Path) -> None:
    case = opened(folder)
    benchmark.pedantic(run_checks, setup=lambda: ((opened(folder),), {}), rounds=3)
    assert case.status


def test_track(benchmark: Any, folder: Path) -> None:
    benchmark.pedantic(track, setup=lambda: ((opened(folder),), {}), rounds=3)


def test_the_largest_case_in_ten_seconds_and_one_and_a_half_gigabytes(benchmark: Any, tmp_path: Path) -> None:
    synthetic.write(tmp_path / "case", 2000)
    found = benchmark.pedantic(scale.in_new_process, args=("all", tmp_path / "case"), rounds=1)
    assert found["seconds"] <= scale.SECONDS
    assert found["gigabytes"] <= scale.GIGABYTES


def test_cost_grows_linearly(benchmark: Any, tmp_path: Path) -> None:
    rows = [sum(synthetic.write(tmp_path / str(size), size).values()) for size in (250, 1000)]

    def times() -> list[float]:
        return [min(scale.in_new_process("all", tmp_path / str(size))["seconds"] for _ in range(3)) for size in (250, 1000)]

    assert scale.exponent(rows, benchmark.pedantic(times, rounds=1)) < 1.25
