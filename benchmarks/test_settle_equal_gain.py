"""Exchange models under pytest-benchmark; run by ``make bench``, skipped otherwise. A first call, which compiles, is not timed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from longgame.settle.library import equal_gain, exchange
from longgame.settle.library.equal_gain import Params
from longgame.settle.problem import Package

ACTORS, ISSUES, ROUNDS, REPETITIONS = 13, 15, 10, 1000


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    with jax.enable_x64(True):
        yield


def problem(n: int, m: int) -> Package:
    """Return a package as analysts type it: positions in fives, saliences in twentieths, one capability an actor."""
    draw = np.random.default_rng(1)
    x, s = draw.integers(0, 21, (n, m)) * 5.0, draw.integers(1, 21, (n, m)) / 20
    c = np.repeat(draw.integers(1, 101, (n, 1)) * 1.0, m, axis=1)
    ends = np.full(m, np.nan), np.zeros(m), np.full(m, 100.0)
    return Package(*(jnp.asarray(a) for a in (x, s, c, np.ones((n, m), bool), *ends)))


@pytest.mark.parametrize("reading", ["program", "plain"])
def test_thousand_repetitions(benchmark: Any, reading: Any) -> None:
    params = Params(rounds=ROUNDS, reading=reading, spread=1.0)
    keys = jax.random.split(jax.random.key(0), REPETITIONS)
    package = problem(ACTORS, ISSUES)
    jax.block_until_ready(equal_gain.repeat(package, params, keys[:1]))
    found = benchmark.pedantic(
        lambda: jax.block_until_ready(equal_gain.repeat(package, params, keys, workers=2)), rounds=3, iterations=1
    )
    benchmark.extra_info["exchanges"] = int(found["number"].sum())


@pytest.mark.parametrize("issues", [6, 15])
@pytest.mark.parametrize("actors", [10, 30, 100])
@pytest.mark.parametrize("model", ["exchange", "equal_gain"])
def test_one_round_against_actors(benchmark: Any, model: str, actors: int, issues: int) -> None:
    def settle(package: Package) -> Any:
        if model == "exchange":
            return exchange.kernel(package, exchange.Params()).detail["number"]
        return equal_gain.kernel(package, Params(rounds=1, record=False)).detail["number"]

    run = jax.jit(settle)
    package = problem(actors, issues)
    benchmark.extra_info["exchanges"] = int(run(package).sum())
    benchmark.pedantic(lambda: jax.block_until_ready(run(package)), rounds=5, iterations=1)
