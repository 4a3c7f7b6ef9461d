"""The challenge model under pytest-benchmark; run by ``make bench``. First calls, which compile, are not timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jax
import pytest

from benchmarks import settle_challenge
from longgame.settle.library.challenge import READINGS
from longgame.settle.library.challenge.kernel import kernel
from longgame.settle.library.challenge.many import settle

PARAMS = {model.name: model.params for model in READINGS}


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    with jax.enable_x64(True):
        yield


@pytest.mark.parametrize("rule", ["own", "median stable"])
@pytest.mark.parametrize("reading", ["challenge", "challenge_typed", "challenge_stable"])
def test_ten_thousand_draws_of_ten_actors(benchmark: Any, reading: str, rule: str) -> None:
    params = PARAMS[reading] if rule == "own" else settle_challenge.to_convergence(PARAMS[reading])
    issues = settle_challenge.draws(settle_challenge.DRAWS, 10)
    run = jax.jit(lambda every: settle(every, params))
    rounds = jax.block_until_ready(run(issues)).detail["rounds"]
    benchmark.pedantic(lambda: jax.block_until_ready(run(issues)), rounds=5, iterations=1)
    benchmark.extra_info["rounds"] = float(rounds.mean())


@pytest.mark.parametrize("n", settle_challenge.SIZES)
def test_one_run_against_actors(benchmark: Any, n: int) -> None:
    run = jax.jit(lambda issue: kernel(issue, replace(PARAMS["challenge"], record=False)).value)
    one = jax.tree.map(lambda a: a[0], settle_challenge.draws(1, n))
    jax.block_until_ready(run(one))
    benchmark.pedantic(lambda: jax.block_until_ready(run(one)), rounds=5, iterations=1)
