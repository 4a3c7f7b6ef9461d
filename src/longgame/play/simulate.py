"""Histories that a game with known parameters would leave, to see whether these can be found again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from longgame.core.dates import Period
from longgame.play.block import Game
from longgame.play.encode import History
from longgame.play.equilibrium import game, solve
from longgame.play.passing import Stage, begin, chosen, stage
from longgame.play.priors import Floats
from longgame.play.rules import CONDITIONS, ENDS, Ints, Rules, levels_of


def simulate(rules: Rules, parameters: Floats, start: tuple[int, ...], conditions: int, periods: int, seeds: Ints) -> list[History]:
    """Return one history for each seed, in which everything was seen.

    Parameters
    ----------
    rules : Rules
    parameters : array, shape (parameters,)
    start : tuple of int
        Rungs at the start.
    conditions : int
        Position of the conditions at the start.
    periods : int
        Most periods; a history ends before where the game does.
    seeds : array of int
        One number, or a row of several, for each history.
    """
    with jax.enable_x64(True):
        whole, at = _solved(rules)(jnp.asarray(parameters))
        held, patron, client, moves = jax.tree.map(np.asarray, (whole, at.patron, at.client, at.moves))
        choose = _choose(rules)
        none = np.asarray(begin(rules, jnp.ones((1, 1))))
        made = []
        for seed in seeds:
            random = np.random.default_rng(seed)
            place, now, last, rows, end = rules.place(start), conditions, none, [(rules.place(start), conditions, -1)], ""
            for _ in range(periods):
                chances = np.asarray(choose(whole, patron[place, now], client[place, now], last))
                pair = int(random.choice(len(chances), p=chances / chances.sum()))
                kind, step = rules.pairs[pair].kind, rules.pairs[pair].step
                if kind < 0:
                    end = ENDS[0] if random.random() < held.chances.absorbs else ENDS[1]
                elif random.random() < held.chances.breaks[kind, now]:
                    end = ENDS[1]
                if end:
                    rows.append((place, now, pair))
                    break
                now = int(random.choice(CONDITIONS, p=held.chances.kernel[kind, now] / held.chances.kernel[kind, now].sum()))
                place = int(random.choice(rules.places, p=moves[step, place] / moves[step, place].sum()))
                rows.append((place, now, pair))
                last = np.zeros_like(none)
                last[..., 1 + pair] = 1
            made.append(_history(rules, rows, end))
    return made


@lru_cache(maxsize=8)
def _solved(rules: Rules) -> Callable[[jax.Array], Any]:
    def one(values: jax.Array) -> tuple[Game, Stage]:
        whole = game(rules, values)
        return whole, stage(rules, whole, solve(rules, values).values, np.arange(rules.places))

    return jax.jit(one)


@lru_cache(maxsize=8)
def _choose(rules: Rules) -> Callable[..., jax.Array]:
    return jax.jit(lambda whole, p, c, last: chosen(rules, whole, p[None, None], c[None, None], last)[0, 0])


def _history(rules: Rules, rows: list[tuple[int, int, int]], end: str) -> History:
    places, conditions, pairs = (np.array(column) for column in zip(*rows, strict=True))
    t = len(rows) - 1
    return History(
        periods=tuple(Period.parse(f"{1000 + i}") for i in range(t)),
        pairs=np.arange(len(rules.pairs)) == pairs[1:, None],
        seen=np.ones(t, bool),
        places=places[:, None],
        conditions=np.arange(CONDITIONS) == conditions[:, None],
        rungs=rules.heights[places],
        levels=np.stack(levels_of(conditions), axis=-1),
        end=end,
    )
