"""Spatial model of politics and Condorcet election under pytest-benchmark; run by ``make bench``, skipped otherwise.

Compile time is apart: a first call is not timed. The number of turns is in ``extra_info``; the exponent is that of a turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks.scale import exponent
from longgame.settle.library import probabilistic_condorcet, spatial_politics
from longgame.settle.library.spatial_politics import Params
from longgame.settle.problem import Issue, Package

SIZES = (10, 30, 100, 300)


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    with jax.enable_x64(True):
        yield


def table(n: int, m: int) -> tuple[jax.Array, ...]:
    """Return positions, saliences, capabilities and who is present, of random actors with a stance on everything."""
    draw = np.random.default_rng(1)
    x, s = draw.uniform(0, 100, (n, m)), draw.uniform(0.1, 1, (n, m)) / m
    c = np.repeat(draw.uniform(1, 100, (n, 1)), m, axis=1)
    return tuple(jnp.asarray(a) for a in (x, s, c, np.ones((n, m), bool)))


def package(n: int, m: int = 1) -> Package:
    return Package(*table(n, m), jnp.full(m, jnp.nan), jnp.zeros(m), jnp.full(m, 100.0))


def issue(n: int) -> Issue:
    return Issue(*(a[:, 0] for a in table(n, 1)), jnp.asarray(jnp.nan), jnp.asarray(0.0), jnp.asarray(100.0))


def compiled(problem: Any, kernel: Any, params: Any) -> Any:
    run = jax.jit(partial(kernel, params=params))
    jax.block_until_ready(run(problem))
    return run


@pytest.mark.parametrize("issues", [1, 3])
@pytest.mark.parametrize("n", SIZES)
def test_one_run(benchmark: Any, n: int, issues: int) -> None:
    problem = package(n, issues)
    run = compiled(problem, spatial_politics.kernel, Params())
    found = benchmark.pedantic(lambda: jax.block_until_ready(run(problem)), rounds=5, iterations=1)
    benchmark.extra_info["turns"] = int(found.detail["turns"])


@pytest.mark.parametrize("election", ["markov_uniform", "markov_incentive"])
@pytest.mark.parametrize("n", SIZES[:3])
def test_one_run_with_markov_elections(benchmark: Any, n: int, election: Any) -> None:
    problem = package(n)
    run = compiled(problem, spatial_politics.kernel, Params(election=election))
    found = benchmark.pedantic(lambda: jax.block_until_ready(run(problem)), rounds=3, iterations=1)
    benchmark.extra_info["turns"] = int(found.detail["turns"])


@pytest.mark.parametrize("form", ["conditional", "markov_uniform", "markov_incentive"])
@pytest.mark.parametrize("n", SIZES)
def test_one_election(benchmark: Any, n: int, form: Any) -> None:
    problem = issue(n)
    run = compiled(problem, probabilistic_condorcet.kernel, probabilistic_condorcet.Params(form=form))
    benchmark.pedantic(lambda: jax.block_until_ready(run(problem)), rounds=5, iterations=1)


def test_cost_of_a_turn_against_actors(benchmark: Any) -> None:
    sizes = SIZES[1:]
    runs = [(compiled(package(n), spatial_politics.kernel, Params(most_turns=4)), package(n)) for n in sizes]

    def times() -> list[float]:
        return [min(_seconds(run, problem) for _ in range(3)) for run, problem in runs]

    benchmark.extra_info["exponent"] = exponent(list(sizes), benchmark.pedantic(times, rounds=1))


def test_compiling(benchmark: Any) -> None:
    problem = package(30)

    def compile_anew() -> Any:
        jax.clear_caches()
        return jax.jit(partial(spatial_politics.kernel, params=Params())).lower(problem).compile()

    benchmark.pedantic(compile_anew, rounds=3, iterations=1)


def _seconds(run: Any, problem: Any) -> float:
    from time import perf_counter

    start = perf_counter()
    jax.block_until_ready(run(problem))
    return perf_counter() - start
