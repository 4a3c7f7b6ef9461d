"""Whether a thesis, and its parameters, are found again from histories that they made.

python -m benchmarks.play_recovery [--histories 100] [--draws 2048] [--periods 10 20 40]

A small game and three theses, priors on twelve parameters each. Each history has parameters of its own, drawn from the thesis that
makes it, and everything in it is seen. All theses begin alike; the same draws from each prior serve all histories.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from longgame.play.encode import History
from longgame.play.equilibrium import game, solve
from longgame.play.estimate import COMPILER, effective, weighted
from longgame.play.passing import chosen, stage
from longgame.play.priors import Prior
from longgame.play.rules import Rules, condition
from longgame.play.simulate import simulate

Floats = NDArray[np.float64]
RULES = Rules(("depth", "price"), (4, 3), (True, False))
START, CONDITIONS = (0, 0), condition(2, 1, 0)
BLOCK = 64
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


def prior(thesis: str) -> Prior:
    """Return the prior of a thesis."""
    low = RULES.defaults()
    best, high = low.copy(), low.copy()
    for name, (a, b, c) in THESES[thesis].items():
        at = RULES.names.index(name)
        low[at], best[at], high[at] = a, b, c
    return Prior(low, best, high)


def likelihood(parameters: jax.Array, told: Told) -> jax.Array:
    """Return the log chance of each period of each history under one game, shape (histories, periods)."""
    whole = game(RULES, parameters)
    at = stage(RULES, whole, solve(RULES, parameters).values, np.arange(RULES.places))
    kinds = jnp.array([max(p.kind, 0) for p in RULES.pairs])
    steps = jnp.array([max(p.step, 0) for p in RULES.pairs])

    def one(place: jax.Array, condition: jax.Array, pair: jax.Array) -> jax.Array:
        last = jnp.concatenate([jnp.array([0]), 1 + pair[:-1]])

        def period(t: jax.Array) -> jax.Array:
            belief = jnp.zeros((1, 1, 1 + len(RULES.pairs))).at[0, 0, last[t]].set(1.0)
            patron, client = (a[place[t], condition[t]][None, None] for a in (at.patron, at.client))
            chance = chosen(RULES, whole, patron, client, belief)[0, 0, pair[t]]
            kind, step = kinds[pair[t]], steps[pair[t]]
            chance *= whole.goes_on[kind, condition[t], condition[t + 1]] * at.moves[step, place[t], place[t + 1]]
            return jnp.log(jnp.maximum(chance, 1e-300))

        return jax.vmap(period)(jnp.arange(told.pairs.shape[1]))

    return jax.vmap(one)(*map(jnp.asarray, told))


def histories(thesis: str, number: int, periods: int, seed: int) -> tuple[Floats, list[History]]:
    """Return parameters drawn from a thesis, and a history that each made and that did not end before its time."""
    random = np.random.default_rng(seed)
    with jax.enable_x64(True):
        drawn = np.asarray(prior(thesis).parameters(random.standard_normal((3 * number, len(RULES.names)))))
    kept, made = [], []
    for i, one in enumerate(drawn):
        history = simulate(RULES, one, START, CONDITIONS, periods, np.array([[seed, i]]))[0]
        if not history.end:
            kept.append(one)
            made.append(history)
        if len(made) == number:
            break
    return np.array(kept), made


def positions(made: list[History]) -> Told:
    """Return histories as positions."""
    return Told(
        np.array([h.places[:, 0] for h in made]),
        np.array([h.conditions.argmax(axis=1) for h in made]),
        np.array([h.pairs.argmax(axis=1) for h in made]),
    )


def weigh(told: Told, draws: int, seed: int) -> dict[str, tuple[Floats, Floats]]:
    """Return for each thesis its draws, and the log likelihood of each history under each, shape (draws, histories, periods)."""
    run = jax.jit(lambda block: jax.lax.map(lambda p: likelihood(p, told), block), compiler_options=COMPILER)
    found = {}
    for name in THESES:
        with jax.enable_x64(True):
            drawn = np.asarray(prior(name).parameters(prior(name).normals(draws, seed)))

        def one(at: int, drawn: Floats = drawn) -> Floats:
            with jax.enable_x64(True):
                return np.asarray(run(drawn[at : at + BLOCK]))

        with ThreadPoolExecutor(2) as pool:
            found[name] = drawn, np.concatenate(list(pool.map(one, range(0, draws, BLOCK))))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.play_recovery", description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--draws", type=int, default=2048)
    parser.add_argument("--periods", type=int, nargs="+", default=[10, 20, 40])
    asked = parser.parse_args()
    begun, longest = time.time(), max(asked.periods)
    print(f"{RULES.states} states, {len(THESES)} theses, {asked.histories} histories each, {asked.draws} draws from each prior")
    names = list(THESES)
    right: dict[int, list[bool]] = {t: [] for t in asked.periods}
    inside: dict[int, list[Floats]] = {t: [] for t in asked.periods}
    weight: dict[int, list[float]] = {t: [] for t in asked.periods}
    sizes: dict[int, list[float]] = {t: [] for t in asked.periods}
    for k, true in enumerate(names):
        truth, made = histories(true, asked.histories, longest, 100 + k)
        found = weigh(positions(made), asked.draws, 0)
        free = prior(true).high > prior(true).low
        for t in asked.periods:
            logs = {name: found[name][1][:, :, :t].sum(axis=2) for name in names}
            evidence = np.array([logsumexp(logs[name], axis=0) for name in names])
            share = np.exp(evidence - logsumexp(evidence, axis=0))
            right[t] += (share.argmax(axis=0) == k).tolist()
            weight[t] += share[k].tolist()
            for h in range(len(made)):
                weights = np.exp(logs[true][:, h] - logsumexp(logs[true][:, h]))
                sizes[t].append(effective(weights))
                _, low, high = weighted(weights, found[true][0])
                inside[t].append(((low <= truth[h]) & (truth[h] <= high))[free])
        for t in asked.periods:
            n = asked.histories
            hits, cover = right[t][-n:], np.array(inside[t][-n:])
            first = 100 * np.mean(hits)
            print(f"{true:>9}, {t:2} periods: true thesis first in {first:.0f} %, cover {100 * cover.mean():.1f} %", flush=True)
    for t in asked.periods:
        print(
            f"all, {t:2} periods: true thesis first in {100 * np.mean(right[t]):.0f} % of {len(right[t])}, mean weight "
            f"{100 * np.mean(weight[t]):.0f} %; 90 % intervals cover {100 * np.mean(inside[t]):.1f} % of {np.size(inside[t])}; "
            f"median effective sample size {np.median(sizes[t]):.0f}"
        )
    print(f"{time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
