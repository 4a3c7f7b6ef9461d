"""Whether a thesis, and its parameters, are found again from histories that they made.

python -m benchmarks.play_recovery [--histories 100] [--draws 2048] [--periods 10 20 40]

A small game and three theses, priors on twelve parameters each. Each history has parameters of its own, drawn from the thesis that
makes it, and everything in it is seen. All theses begin alike; the same draws from each prior serve all histories. What was worked
out is kept in the user's cache folder: a run that was interrupted goes on where it was, and a second one takes seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

import longgame.play
from longgame.core.cache import cache_folder, keep
from longgame.play.encode import History
from longgame.play.equilibrium import TOLERANCE, game, solve
from longgame.play.estimate import effective, weighted
from longgame.play.mapped import COMPILER
from longgame.play.passing import chosen, stage
from longgame.play.priors import Prior
from longgame.play.rules import CONDITIONS, Rules, condition
from longgame.play.simulate import simulate

Floats = NDArray[np.float64]
RULES = Rules(("depth", "price"), (4, 3), (True, False))
START, NOW = (0, 0), condition(2, 1, 0)
BLOCK = 64
KEPT = 1_000  # blocks that are kept
SOLVING = ("block", "chances", "equilibrium", "linear", "passing", "payoffs", "priors", "rules", "simulate")
# Low, best and high: what each thesis holds of the parameters on which it speaks. The rest is fixed at the defaults' best.
THESES: dict[str, dict[str, tuple[float, float, float]]] = {
    "patience": {
        "discount_patron": (0.95, 0.98, 0.99),
        "cost_press": (2, 3.5, 5),
        "cost_bid": (0.3, 0.9, 2),
        "worth.depth": (0.2, 0.5, 1),
        "gift": (0.3, 0.8, 2),
        "pain": (0.2, 0.7, 2),
        "sovereignty.depth": (0.3, 0.8, 2),
        "backlash": (0.05, 0.15, 0.3),
        "step_on_accept.depth": (0.05, 0.15, 0.4),
        "cost_swap": (1, 2, 4),
        "cost_hedge": (0.3, 0.8, 2),
        "habit_patron": (0.05, 0.2, 0.5),
    },
    "squeeze": {
        "discount_patron": (0.93, 0.965, 0.98),
        "cost_press": (0.3, 0.9, 2),
        "cost_bid": (1.5, 2.5, 4),
        "worth.depth": (0.5, 1, 1.5),
        "gift": (0.1, 0.4, 1),
        "pain": (0.3, 1, 2.5),
        "sovereignty.depth": (0.2, 0.5, 1.5),
        "backlash": (0.005, 0.03, 0.1),
        "step_on_accept.depth": (0.15, 0.35, 0.7),
        "cost_swap": (1, 2, 4),
        "cost_hedge": (0.5, 1.2, 3),
        "habit_patron": (0.05, 0.2, 0.5),
    },
    "exchange": {
        "discount_patron": (0.93, 0.965, 0.98),
        "cost_press": (1.5, 2.5, 4),
        "cost_bid": (1.5, 2.5, 4),
        "worth.depth": (0.2, 0.5, 1),
        "gift": (0.2, 0.6, 1.5),
        "pain": (0.2, 0.7, 2),
        "sovereignty.depth": (0.2, 0.5, 1.5),
        "backlash": (0.02, 0.08, 0.2),
        "step_on_accept.depth": (0.1, 0.25, 0.5),
        "cost_swap": (0.2, 0.7, 1.5),
        "cost_hedge": (0.3, 0.8, 2),
        "habit_patron": (0.05, 0.2, 0.5),
    },
}


class Told(NamedTuple):
    """Histories of one length as positions: places and conditions at each moment, and the pair of each period."""

    places: NDArray[np.int64]  # (histories, periods + 1)
    conditions: NDArray[np.int64]
    pairs: NDArray[np.int64]  # (histories, periods)


class Made(NamedTuple):
    """Histories that a thesis made, and the parameters that made them, shape (histories, parameters)."""

    told: Told
    truth: Floats


class Found(NamedTuple):
    """What was found again of the histories of one thesis, after some number of periods.

    Attributes
    ----------
    first : array of bool, shape (histories,)
        Whether the thesis that made a history has the highest weight.
    weight : array, shape (histories,)
        That thesis's weight among all.
    inside : array of bool, shape (histories, parameters)
        Whether each of its free parameters lies in the 90 % interval that the history leaves under its prior.
    sizes : array, shape (histories,)
        Effective sample size of the draws from its prior.
    """

    first: NDArray[np.bool_]
    weight: Floats
    inside: NDArray[np.bool_]
    sizes: Floats


def prior(thesis: str) -> Prior:
    """Return the prior of a thesis."""
    low = RULES.defaults()
    best, high = low.copy(), low.copy()
    for name, (a, b, c) in THESES[thesis].items():
        at = RULES.names.index(name)
        low[at], best[at], high[at] = a, b, c
    return Prior(low, best, high)


def free(thesis: str) -> NDArray[np.bool_]:
    """Return which parameters a thesis leaves open, shape (parameters,)."""
    held = prior(thesis)
    return np.asarray(held.high > held.low)


def likelihood(parameters: jax.Array, told: Told, periods: tuple[int, ...]) -> jax.Array:
    """Return the log likelihood of each history under one game after each number of periods, shape (histories, len(periods)).

    NaN where the equilibrium was not found.
    """
    whole, found = game(RULES, parameters), solve(RULES, parameters)
    at = stage(RULES, whole, found.values, np.arange(RULES.places))

    def after(last: jax.Array) -> jax.Array:
        belief = jnp.zeros((RULES.places, CONDITIONS, 1 + len(RULES.pairs))).at[:, :, last].set(1.0)
        return chosen(RULES, whole, at.patron, at.client, belief)

    # Every chance that there is, once; the histories only look theirs up.
    table = jax.vmap(after)(jnp.arange(1 + len(RULES.pairs)))
    kinds, steps = (jnp.array([max(getattr(p, name), 0) for p in RULES.pairs]) for name in ("kind", "step"))
    place, now, pair = (jnp.asarray(a) for a in told)
    last = jnp.concatenate([jnp.zeros((len(pair), 1), int), 1 + pair[:, :-1]], axis=1)
    chance = table[last, place[:, :-1], now[:, :-1], pair]
    chance *= whole.goes_on[kinds[pair], now[:, :-1], now[:, 1:]] * at.moves[steps[pair], place[:, :-1], place[:, 1:]]
    logs = jnp.cumsum(jnp.log(jnp.maximum(chance, 1e-300)), axis=1)
    return jnp.where(found.residual <= TOLERANCE, logs[:, jnp.array(periods) - 1], jnp.nan)


def histories(thesis: str, number: int, periods: int, seed: int) -> Made:
    """Return histories of a thesis, each with parameters of its own; those that end before their time are left out."""
    random = np.random.default_rng(seed)
    with jax.enable_x64(True):
        drawn = np.asarray(prior(thesis).parameters(random.standard_normal((3 * number, len(RULES.names)))))
    truth, made = [], []
    for i, one in enumerate(drawn):
        history = simulate(RULES, one, START, NOW, periods, np.array([[seed, i]]))[0]
        if not history.end:
            truth.append(one)
            made.append(history)
        if len(made) == number:
            return Made(positions(made), np.array(truth))
    raise SystemExit(f"only {len(made)} of {len(drawn)} histories of {thesis!r} go on for {periods} periods; ask for fewer periods")


def positions(made: Sequence[History]) -> Told:
    """Return histories as positions."""
    return Told(
        np.array([h.places[:, 0] for h in made]),
        np.array([h.conditions.argmax(axis=1) for h in made]),
        np.array([h.pairs.argmax(axis=1) for h in made]),
    )


def weigh(told: Told, periods: tuple[int, ...], draws: int, key: str, workers: int = 2) -> dict[str, tuple[Floats, Floats]]:
    """Return draws from each thesis, and the log likelihood of each history under each, shape (draws, histories, periods)."""
    run = jax.jit(lambda block: jax.lax.map(lambda p: likelihood(p, told, periods), block), compiler_options=COMPILER)
    found = {}
    for name in THESES:
        with jax.enable_x64(True):
            drawn = np.asarray(prior(name).parameters(prior(name).normals(draws, 0)))

        def one(at: int, name: str = name, drawn: Floats = drawn) -> Floats:
            def made() -> dict[str, Floats]:
                with jax.enable_x64(True):
                    return {"logs": np.asarray(run(drawn[at : at + BLOCK]))}

            return once(f"{key} {name} {draws} {at}", made)["logs"]

        with ThreadPoolExecutor(workers) as pool:
            logs = np.concatenate(list(pool.map(one, range(0, draws, BLOCK))))
        if lost := int(np.isnan(logs).any(axis=(1, 2)).sum()):
            print(f"{name}: no equilibrium was found for {lost} of {draws} draws; they are left out", file=sys.stderr)
        good = ~np.isnan(logs).any(axis=(1, 2))
        found[name] = drawn[good], logs[good]
    return found


def once(key: str, make: Callable[[], dict[str, Floats]]) -> dict[str, Floats]:
    """Return arrays that are kept from an earlier run, else make and keep them."""
    path = cache_folder() / "recovery" / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return {name: held[name] for name in held.files}
    except (OSError, ValueError, EOFError):
        made = make()
    text = io.BytesIO()
    np.savez(text, **made)  # type: ignore[arg-type]
    keep(path, text.getvalue(), KEPT)
    return made


@cache
def source() -> str:
    """Return a hash of the program that solves and simulates games, and of this file."""
    total = hashlib.sha256()
    for path in [Path(longgame.play.__file__).with_name(f"{name}.py") for name in SOLVING] + [Path(__file__)]:
        total.update(path.read_bytes())
    return total.hexdigest()


def asked(number: int, periods: tuple[int, ...]) -> tuple[dict[str, Made], str]:
    """Return the histories of each thesis, and what tells this question and this program from others."""
    key, made = hashlib.sha256(f"{source()} {number} {periods}".encode()).hexdigest(), {}
    for k, name in enumerate(THESES):

        def new(name: str = name, k: int = k) -> dict[str, Floats]:
            one = histories(name, number, max(periods), 100 + k)
            return one.told._asdict() | {"truth": one.truth}

        held = once(f"{key} {name}", new)
        made[name] = Made(Told(*(held[field].astype(np.int64) for field in Told._fields)), held["truth"])
    return made, key


def recovered(number: int, draws: int, periods: tuple[int, ...], workers: int = 2) -> dict[tuple[str, int], Found]:
    """Return what is found again, by the thesis that made the histories and the number of periods seen."""
    made, key = asked(number, periods)
    told = Told(*(np.concatenate(parts) for parts in zip(*(one.told for one in made.values()), strict=True)))
    found = weigh(told, periods, draws, key, workers)
    answer = {}
    for k, true in enumerate(THESES):
        mine = slice(k * number, (k + 1) * number)
        for i, t in enumerate(periods):
            logs = {name: found[name][1][:, mine, i] for name in THESES}
            answer[true, t] = _found(k, logs, found[true][0][:, free(true)], made[true].truth[:, free(true)])
    return answer


def _found(k: int, logs: dict[str, Floats], drawn: Floats, truth: Floats) -> Found:
    evidence = np.array([logsumexp(one, axis=0) - np.log(len(one)) for one in logs.values()])
    share = np.exp(evidence - logsumexp(evidence, axis=0))
    mine = list(logs.values())[k]
    weights = np.exp(mine - logsumexp(mine, axis=0))
    ends = np.array([weighted(w, drawn)[1:] for w in weights.T])
    inside = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
    return Found(share.argmax(axis=0) == k, share[k], inside, np.array([effective(w) for w in weights.T]))


def pooled(found: Sequence[Found]) -> Found:
    """Return several as one."""
    return Found(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.play_recovery", description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--draws", type=int, default=2048)
    parser.add_argument("--periods", type=int, nargs="+", default=[10, 20, 40])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    begun, periods = time.time(), tuple(given.periods)
    print(f"{RULES.states} states, {len(THESES)} theses, {given.histories} histories each, {given.draws} draws from each prior")
    found = recovered(given.histories, given.draws, periods, given.workers)
    for true in (*THESES, "all"):
        for t in periods:
            one = found[true, t] if true in THESES else pooled([found[name, t] for name in THESES])
            print(
                f"{true:>9}, {t:2} periods: true thesis first in {100 * one.first.mean():.0f} % of {len(one.first)}, mean weight "
                f"{100 * one.weight.mean():.0f} %; 90 % intervals cover {100 * one.inside.mean():.1f} % of {one.inside.size}; "
                f"median effective sample size {np.median(one.sizes):.0f}"
            )
    print(f"{time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
