"""What the bargaining models cost: the targets beside what was measured, and cost against actors.

python -m benchmarks.settle_cost            # the tables of docs/explanation/performance.md; some minutes
python -m benchmarks.settle_cost --repeat 3 --data ../shared/data

Medians of wall times; the first call, which compiles, is left out. The whole backtest is left out where its data is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.scale import exponent
from benchmarks.settle_challenge import draws, to_convergence
from benchmarks.test_settle_equal_gain import ACTORS, ISSUES, REPETITIONS, ROUNDS, problem
from benchmarks.test_settle_spatial_politics import package
from longgame.settle.base import Model
from longgame.settle.library import BY_NAME, equal_gain
from longgame.settle.library.challenge.many import settle as challenges
from longgame.settle.problem import Issue
from longgame.settle.study.compiled import options
from longgame.settle.study.mapped import lean

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 30, 100, 300)
SETTLEMENTS = 2**16
BACKTEST = "deu/deu_to_2004.json"


def median(run: Callable[[], Any], repeat: int) -> float:
    """Return the median of the seconds of later calls."""
    jax.block_until_ready(run())
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        jax.block_until_ready(run())
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def targets(repeat: int, data: Path) -> Iterator[tuple[str, str, str]]:
    """Give what was measured, its target and the result."""
    stable, every = to_convergence(BY_NAME["challenge"].params), draws(10_000, 10)
    run = jax.jit(lambda issues: challenges(issues, stable), compiler_options=options(BY_NAME["challenge"], 10))
    taken = median(lambda: run(every), repeat)
    yield "challenge model, 10,000 draws of 10 actors until the median is stable", "1 s", f"{taken:.2f} s"
    yield "challenge model, one run of 100 actors", "60 ms", f"{1000 * one('challenge', 100, repeat):.0f} ms"
    for n, target in ((30, "50 ms"), (100, "2 s")):
        yield f"spatial model, one run of {n} actors", target, f"{1000 * one('spatial_politics', n, repeat):.0f} ms"
    keys, params = jax.random.split(jax.random.key(0), REPETITIONS), equal_gain.Params(rounds=ROUNDS, spread=1.0)
    asked = problem(ACTORS, ISSUES)
    taken = median(lambda: equal_gain.repeat(asked, params, keys, workers=2), min(repeat, 3))
    yield f"equal gain, {REPETITIONS:,} repetitions of {ISSUES} issues, {ACTORS} actors, {ROUNDS} rounds", "30 s", f"{taken:.1f} s"
    for name in ("compromise", "weighted_median", "median_voter", "nash", "nash_reversion"):
        yield f"{name}, 10 actors, settlements a second", "5 million", f"{throughput(BY_NAME[name], repeat) / 1e6:.1f} million"
    with tempfile.TemporaryDirectory() as cache:
        settle = ["settle", str(ROOT / "cases/union-state"), "-o", str(Path(cache) / "forecast.json")]
        yield "`longgame settle cases/union-state`, nothing compiled", "12 s", f"{command(settle, cache):.1f} s"
        warm = statistics.median(command(settle, cache) for _ in range(min(repeat, 3)))
        yield "the same, compiled before", "4 s", f"{warm:.1f} s"
        if (data / BACKTEST).is_file():
            backtest = ["backtest", str(data / BACKTEST), "--draws", "200", "--json"]
            cold = command(backtest, cache)
            yield "`longgame backtest`, 175 issues, every model, 200 draws; nothing compiled", "", f"{cold:.0f} s"
            yield "the same, compiled before", "120 s", f"{command(backtest, cache):.0f} s"


def one(name: str, n: int, repeat: int) -> float:
    """Return the median of the seconds that a model takes for one problem of n actors."""
    model = lean(BY_NAME[name])
    asked = package(n) if model.takes == "package" else jax.tree.map(lambda a: a[0], draws(1, n))
    run = jax.jit(lambda some: model.kernel(some, model.params), compiler_options=options(model, n))
    return median(lambda: run(asked), repeat)


def throughput(model: Model, repeat: int) -> float:
    """Return settlements a second on two threads, a compiled call each."""
    light = lean(model)
    many = light.many or jax.vmap(light.kernel, (0, None))
    run = jax.jit(lambda issues: many(issues, light.params)[:2], compiler_options=options(model, 10))
    # All stand on one side of the reversion point, so that there is something to agree on.
    asked = draws(SETTLEMENTS, 10)._replace(reversion=jnp.zeros(SETTLEMENTS))

    def two() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: _double(run, asked), range(2 * 8)))

    return 2 * 8 * SETTLEMENTS / median(two, repeat)


def _double(run: Callable[[Issue], Any], asked: Issue) -> None:
    with jax.enable_x64(True):  # belongs to the thread
        jax.block_until_ready(run(asked))


def command(arguments: list[str], cache: str) -> float:
    """Return the seconds that a command takes with a cache folder of its own."""
    start = time.perf_counter()
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    subprocess.run([sys.executable, "-m", "longgame", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def growth(repeat: int) -> Iterator[list[str]]:
    """Give one row a model: milliseconds of one problem at each size, and the exponent over the last three sizes."""
    for name in ("compromise", "weighted_median", "nash", "challenge", "probabilistic_condorcet", "spatial_politics"):
        taken = [one(name, n, repeat) for n in SIZES]
        yield [name, *(f"{1000 * t:.3g}" for t in taken), f"{exponent(SIZES[1:], taken[1:]):.1f}"]
    taken = []
    for n in SIZES[:3]:
        params, asked = equal_gain.Params(rounds=1, record=False), problem(n, 6)
        run = jax.jit(lambda some, p=params: equal_gain.kernel(some, p).value, compiler_options=options(equal_gain.MODEL, n))
        taken.append(median(lambda run=run, asked=asked: run(asked), repeat))  # type: ignore[misc]
    yield ["equal_gain, one round on 6 issues", *(f"{1000 * t:.3g}" for t in taken), "", f"{exponent(SIZES[1:3], taken[1:]):.1f}"]


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LONGGAME_SHARED") or ROOT.parent / "shared") / "data")
    given = parser.parse_args()
    with jax.enable_x64(True):
        print("| what | target | measured |\n| :-- | --: | --: |")
        for row in targets(given.repeat, given.data):
            print("| " + " | ".join(row) + " |", flush=True)
        print("\n| milliseconds for one problem of | " + " | ".join(f"{n} actors" for n in SIZES) + " | exponent |")
        print("| :-- |" + " --: |" * (len(SIZES) + 1))
        for cells in growth(given.repeat):
            print("| " + " | ".join(cells) + " |", flush=True)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    versions = f"Python {platform.python_version()}, JAX {jax.__version__}, NumPy {np.__version__}"
    print(f"\nMedians of {given.repeat}; {versions}, {os.cpu_count()} cores, load {load} at the end.")


if __name__ == "__main__":
    main()
