"""What solving the long game costs: the targets beside what was measured, and cost against the number of states.

python -m benchmarks.play_cost              # the tables of docs/explanation/performance.md; some minutes
python -m benchmarks.play_cost --repeat 3 --draws 16

Parameters are drawn from the default priors. Compile time is left out unless said otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.scale import exponent
from longgame.case.load import load
from longgame.case.parameters import BY_NAME
from longgame.play.block import Game, layout
from longgame.play.encode import encode
from longgame.play.equilibrium import TOLERANCE, game, solve
from longgame.play.filter import filtered
from longgame.play.forward import run_ahead
from longgame.play.rules import CONDITIONS, Rules
from longgame.play.whatif import supposed

ROOT = Path(__file__).resolve().parent.parent
BATCH, THREADS, MANY = 4, 2, 128
MOST = 20_000  # sweeps over all states, after which successive approximation is given up
MEMORY = 6  # earlier steps that Anderson mixing looks at
# Three ladders asked for by the patron and one by the client: from 24 to 2,187 places.
SIZES = ((2, 2, 2, 3), (3, 3, 2, 3), (4, 4, 3, 3), (6, 6, 4, 3), (8, 8, 5, 3), (9, 9, 9, 3))


class Swept(NamedTuple):
    """Values, shape (places, 2, conditions); what the last sweep changed; and how many there were."""

    values: jax.Array
    residual: jax.Array
    sweeps: jax.Array


def flagship() -> Rules:
    """Return the rules of the flagship case, or of a game of its size where the case has none."""
    from longgame.case.load import read

    case, _ = read(ROOT / "cases/union-state")
    ladders = list(getattr(case, "ladders", None) or [])
    if ladders:
        return Rules(*(tuple(f) for f in zip(*((x.id, len(x.rungs), x.asked_by == "patron") for x in ladders), strict=True)))
    return Rules(tuple("abcde"), (4, 3, 4, 3, 3), (True, True, True, True, False))


def draws(rules: Rules, number: int, seed: int = 1) -> np.ndarray:
    """Return parameters from the default priors, shape (number, parameters)."""
    priors = [BY_NAME[name.partition(".")[0]] for name in rules.names]
    low, best, high = (np.array([getattr(p, bound) for p in priors]) for bound in ("low", "best", "high"))
    normal = np.random.default_rng(seed).standard_normal((number, len(priors)))
    found: np.ndarray = low + (high - low) / (1 + np.exp(-np.log((best - low) / (high - best)) - normal))
    return found


# -- the same game by sweeps over all states ---------------------------------------------------------------------------------


def sweep(rules: Rules, whole: Game, values: jax.Array) -> jax.Array:
    """Return one step of successive approximation over all states at once.

    As fast as we could make it: ladders first, once for each way in which pairs move them; then conditions, once for each pair
    of step and kind that occurs; choices share all the rest.

    Parameters
    ----------
    values : Array, shape (places, 2, conditions)
    """
    pairs = rules.pairs[:-1]
    both = sorted({(p.kind, p.step) for p in pairs})
    kinds, steps = np.array(both).T
    moved = jnp.broadcast_to(values.reshape(*rules.rungs, -1), (len(rules.steps), *rules.rungs, 2 * CONDITIONS))
    for d, rungs in enumerate(rules.rungs, 1):
        low, high, top = (jax.lax.slice_in_dim(moved, *ends, axis=d) for ends in ((0, rungs - 1), (1, rungs), (rungs - 1, rungs)))
        chance = whole.chances.rises[:, d - 1].reshape(-1, *[1] * (moved.ndim - 1))
        moved = jnp.concatenate([low + chance * (high - low), top], axis=d)
    moved = moved.reshape(len(rules.steps), -1, CONDITIONS)[steps]
    after = jnp.matmul(moved, jnp.swapaxes(whole.goes_on, 1, 2)[kinds]).reshape(len(both), *values.shape)
    after += (whole.chances.breaks[:, None, :] * whole.payoffs.broken_away[:, None])[kinds][:, None]
    force = whole.chances.absorbs * whole.payoffs.absorbed + (1 - whole.chances.absorbs) * whole.payoffs.broken_away
    force = jnp.broadcast_to(force[:, None], (1, *values.shape))
    discount = whole.discount[:, None]
    here = (1 - discount) * (whole.payoffs.place[:, :, None] + whole.payoffs.condition.T)
    after = discount * jnp.concatenate([after, force]) + here
    index, there = layout(rules)
    at_pair = np.array([*(both.index((p.kind, p.step)) for p in pairs), len(both)])[index]
    worth = after[at_pair] + ((1 - whole.discount) * whole.payoffs.pair)[index][:, :, None, :, None]
    sharp = whole.precision / (1 - whole.discount)
    client = jax.nn.softmax(jnp.where(there[:, :, None, None], sharp[1] * worth[:, :, :, 1], -jnp.inf), axis=1)
    of_move = (client[:, :, :, None] * worth).sum(axis=1)
    patron = jax.nn.softmax(sharp[0] * of_move[:, :, 0], axis=0)
    new: jax.Array = (patron[:, :, None] * of_move).sum(axis=0)
    return new


def _begin(rules: Rules, whole: Game) -> jax.Array:
    ends = (whole.payoffs.absorbed + whole.payoffs.broken_away) / 2
    return jnp.broadcast_to(ends[:, None], (rules.places, 2, CONDITIONS))


def approximate(rules: Rules, parameters: jax.Array) -> Swept:
    """Return the values by plain successive approximation."""
    whole = game(rules, parameters)

    def one(now: Swept) -> Swept:
        new = sweep(rules, whole, now.values)
        return Swept(new, jnp.abs(new - now.values).max(), now.sweeps + 1)

    begin = Swept(_begin(rules, whole), jnp.array(jnp.inf), jnp.array(0))
    return jax.lax.while_loop(lambda s: (s.residual > TOLERANCE) & (s.sweeps < MOST), one, begin)


def mix(rules: Rules, parameters: jax.Array) -> Swept:
    """Return the values by Anderson mixing of successive approximation (Walker and Ni 2011, type II)."""
    whole = game(rules, parameters)
    first = _begin(rules, whole).ravel()

    def step(flat: jax.Array) -> jax.Array:
        return sweep(rules, whole, flat.reshape(rules.places, 2, CONDITIONS)).ravel()

    def one(state: Any) -> Any:
        value, new, moved, turned, count = state
        off = new - value
        gram = turned @ turned.T
        ridge = 1e-12 * (jnp.trace(gram) + 1e-300) * jnp.eye(MEMORY)
        weight = jnp.linalg.solve(gram + ridge, turned @ off)
        value_next = new - weight @ (moved + turned)
        value_next = jnp.where(jnp.isfinite(value_next).all(), value_next, new)
        new_next = step(value_next)
        slot = count % MEMORY
        moved = moved.at[slot].set(value_next - value)
        turned = turned.at[slot].set(new_next - value_next - off)
        return value_next, new_next, moved, turned, count + 1

    def more(state: Any) -> Any:
        return (jnp.abs(state[1] - state[0]).max() > TOLERANCE) & (state[4] < MOST)

    none = jnp.zeros((MEMORY, first.size))
    value, new, _, _, count = jax.lax.while_loop(more, one, (first, step(first), none, none, jnp.array(1)))
    return Swept(new.reshape(rules.places, 2, CONDITIONS), jnp.abs(new - value).max(), count)


# -- what is measured --------------------------------------------------------------------------------------------------------


class Timed(NamedTuple):
    """Wall and processor seconds of a call, and what it gave."""

    wall: float
    processor: float
    found: Any


def timed(run: Callable[[], Any]) -> Timed:
    """Return what a call takes and gives."""
    used, start = time.process_time(), time.perf_counter()
    found = jax.block_until_ready(run())
    return Timed(time.perf_counter() - start, time.process_time() - used, found)


def against(rules: Rules, number: int, repeat: int) -> Iterator[tuple[str, str, str]]:
    """Give the rows that hold the engine against sweeps over all states, one draw at a time and each beside the others."""
    engine, plain, mixed = (jax.jit(partial(f, rules)) for f in (solve, approximate, mix))
    some = draws(rules, number)
    for run in (engine, plain, mixed):
        jax.block_until_ready(run(some[0]))
    mine, theirs, ours = [], [], []
    for one in some:
        taken = [timed(partial(engine, one)) for _ in range(repeat)]
        mine.append(sorted(taken, key=lambda t: t.wall)[len(taken) // 2])
        theirs.append(timed(partial(plain, one)))
        ours.append(timed(partial(mixed, one)))
    yield f"one solve of {rules.states:,} states, median of {number} draws", "", f"{statistics.median(m.wall for m in mine):.2f} s"
    for name, target, others in (("successive approximation", "10", theirs), ("Anderson mixing of it", "", ours)):
        both = [(t, m) for t, m in zip(others, mine, strict=True) if max(t.found.residual, m.found.residual) <= TOLERANCE]
        sweeps = statistics.median(int(t.found.sweeps) for t, _ in both)
        each = 1000 * statistics.median(t.wall / t.found.sweeps for t, _ in both)
        told = f"{len(both)} of {number} draws that both settle; {sweeps:,.0f} sweeps of {each:.0f} ms"
        ratio = sorted(t.wall / m.wall for t, m in both)
        yield f"times as long by {name} ({told})", target, f"{statistics.median(ratio):.0f} ({ratio[0]:.0f} to {ratio[-1]:.0f})"
        yield "the same in processor time", "", f"{statistics.median(t.processor / m.processor for t, m in both):.0f}"
        apart = max(float(jnp.abs(jnp.swapaxes(t.found.values, 1, 2) - m.found.values).max()) for t, m in both)
        yield "largest difference of their values", "", f"{apart:.0e}"


def bulk() -> dict[str, Any]:
    """Return seconds, memory, steps and residuals of many draws on two threads, in a process that does nothing else."""
    rules = flagship()
    batch = jax.jit(lambda some: jax.lax.map(partial(solve, rules), some))
    some = draws(rules, MANY, seed=2).reshape(-1, BATCH, len(rules.names))

    def one(these: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with jax.enable_x64(True):  # belongs to the thread
            found = batch(these)
            return np.asarray(found.residual), np.asarray(found.steps)

    start = time.perf_counter()
    one(some[0])
    compiled = time.perf_counter() - start
    begin, used = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(one, some))
    wall, processor = time.perf_counter() - begin, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    residual, steps = (np.concatenate(a).tolist() for a in zip(*found, strict=True))
    return {
        "compiled": compiled,
        "wall": wall,
        "processor": processor,
        "gigabytes": memory,
        "residual": residual,
        "steps": steps,
    }


def many(repeat: int) -> Iterator[tuple[str, str, str]]:
    """Give the rows on many draws."""
    runs = []
    for _ in range(min(repeat, 3)):
        command = [sys.executable, "-m", "benchmarks.play_cost", "--bulk"]
        runs.append(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout))
    middle = {key: statistics.median(r[key] for r in runs) for key in ("compiled", "wall", "processor", "gigabytes")}
    yield f"{MANY} draws on {THREADS} threads", "30 s", f"{middle['wall']:.1f} s ({middle['processor']:.1f} s of processors)"
    yield "compiling and the first four of them, before", "", f"{middle['compiled']:.1f} s"
    yield "peak memory of that process", "2 GB", f"{middle['gigabytes']:.2f} GB"
    residual, steps = np.array(runs[0]["residual"]), np.array(runs[0]["steps"])
    yield f"draws of {MANY} that did not settle", "0", f"{int((residual > TOLERANCE).sum())}"
    yield "largest residual", f"{TOLERANCE:.0e}", f"{residual.max():.1e}"
    share = np.quantile(steps, (0.5, 0.9, 1), method="higher")
    yield "steps at the place that took most: median, nine in ten below, most", "", ", ".join(f"{s:,.0f}" for s in share)


def starts(rules: Rules, number: int) -> Iterator[tuple[str, str, str]]:
    """Give the row on other first guesses: where they lead elsewhere, there is more than one equilibrium."""
    some = draws(rules, number, seed=3)
    runs = [jax.jit(partial(solve, rules, start=start)) for start in (None, -5.0, 5.0)]
    apart = settled = 0
    for one in some:
        found = [run(one) for run in runs]
        if max(f.residual for f in found) <= TOLERANCE:
            settled += 1
            apart += max(float(jnp.abs(f.values - found[0].values).max()) for f in found[1:]) > 1e-6
    yield "draws with more than one equilibrium, by three starts", "", f"{apart} of {settled} that settle from all, {number} tried"


def suppositions(repeat: int) -> Iterator[tuple[str, str, str]]:
    """Give the row on one what-if under one draw, the mean of the default priors, everything compiled."""
    case = load(ROOT / "cases" / "union-state")
    encoded = encode(case.as_of(case.newest))
    horizon = encoded.game.horizon
    mean = np.asarray(encoded.prior.parameters(np.zeros(len(encoded.rules.names))))
    found = filtered(encoded.rules, game(encoded.rules, mean), solve(encoded.rules, mean).values, encoded.history)
    belief = np.asarray(found.belief)[None]
    taken = []
    for one in case.whatifs:
        asked = supposed(encoded, one, horizon)
        values = mean[None].copy()
        for at, value in asked.parameters.items():
            values[:, at] = value
        run = partial(run_ahead, encoded, values, belief, horizon, asked.forced, asked.which)
        run()
        taken.append(statistics.median(timed(run).wall for _ in range(max(repeat, 3))))
    told = f"median of {len(taken)}, {horizon} periods ahead, of the flagship"
    measured = f"{statistics.median(taken):.2f} s (at most {max(taken):.2f})"
    yield f"a what-if at the mean of the draws, warm ({told})", "1 s", measured


def growth(number: int) -> Iterator[list[str]]:
    """Give one row a size, and the exponents."""
    sizes, taken, swept = [], [], []
    for rungs in SIZES:
        rules = Rules(tuple("abcd"), rungs, (True, True, True, False))
        some = draws(rules, number)
        run, plain = jax.jit(partial(solve, rules)), jax.jit(partial(sweep, rules))
        jax.block_until_ready(run(some[0]))
        seconds = [timed(partial(run, one)).wall for one in some]
        whole = game(rules, jnp.asarray(some[0]))
        values = _begin(rules, whole)
        jax.block_until_ready(plain(whole, values))
        sizes.append(rules.states)
        taken.append(statistics.median(seconds))
        swept.append(statistics.median(timed(partial(plain, whole, values)).wall for _ in range(9)))
        cells = [f"{rules.states:,}", " × ".join(map(str, rungs)), f"{1000 * taken[-1]:.0f}", f"{1000 * max(seconds):.0f}"]
        yield [*cells, f"{1e6 * taken[-1] / rules.states:.0f}", f"{1000 * swept[-1]:.2f}"]
    yield ["exponent of growth", "", f"{exponent(sizes, taken):.2f}", "", "", f"{exponent(sizes, swept):.2f}"]


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--draws", type=int, default=16, help="held against sweeps over all states; 16 to 64")
    parser.add_argument("--bulk", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with jax.enable_x64(True):
        if given.bulk:
            print(json.dumps(bulk()))
            return
        rules = flagship()
        print("| what | target | measured |\n| :-- | --: | --: |")
        beside = against(rules, given.draws, given.repeat), starts(rules, 2 * given.draws), suppositions(given.repeat)
        for rows in (many(given.repeat), *beside):
            for row in rows:
                print("| " + " | ".join(row) + " |", flush=True)
        print("\n| states | rungs | one solve, ms | the slowest, ms | µs a state | a sweep over all states, ms |")
        print("| --: | :-- |" + " --: |" * 4)
        for cells in growth(given.draws):
            print("| " + " | ".join(cells) + " |", flush=True)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    versions = f"Python {platform.python_version()}, JAX {jax.__version__}, NumPy {np.__version__}"
    print(f"\nMedians; {given.draws} draws a size; {versions}, {os.cpu_count()} cores, load {load} at the end.")


if __name__ == "__main__":
    main()
