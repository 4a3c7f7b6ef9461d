"""The game run forward from what is believed of today: chances, not samples, of every rung, end and choice."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.block import Game
from longgame.play.chances import Forced
from longgame.play.encode import Encoded
from longgame.play.equilibrium import game, solve
from longgame.play.mapped import Floats, compiled, mapped
from longgame.play.passing import Stage, chosen, passed, stage
from longgame.play.rules import ENDS, Ints, Rules

State = tuple[jax.Array, jax.Array]
Told = tuple[jax.Array, jax.Array, jax.Array]


class Ahead(NamedTuple):
    """Where a game goes in h periods.

    Attributes
    ----------
    rungs : Array, shape (h + 1, ladders, most rungs)
        Chance that the game goes on and a ladder stands on a rung, today and after each period.
    ends : Array, shape (h + 1, 2)
        Chance that the client was absorbed by then, and that it broke away.
    conditions : Array, shape (h + 1, conditions)
        Chance that the game goes on under each.
    pairs : Array, shape (h, pairs)
        Chance of each move with its reply, while the game goes on.
    """

    rungs: jax.Array
    ends: jax.Array
    conditions: jax.Array
    pairs: jax.Array


def reachable(rules: Rules, places: Ints) -> Ints:
    """Return all places to which any of some places can lead, in order."""
    low = rules.heights[places[places >= 0]].min(axis=0)
    return np.flatnonzero((rules.heights >= low).all(axis=1))


def ahead(
    rules: Rules, parameters: jax.Array, forced: jax.Array, which: jax.Array, places: Ints, belief: jax.Array
) -> tuple[Ahead, jax.Array]:
    """Return where a game goes, and the largest residual of the equilibria on the way.

    Conditions may be held for a time: while they are, both sides expect them to be for good, and afterwards never again.

    Parameters
    ----------
    rules : Rules
    parameters : Array, shape (parameters,)
    forced : Array of int, shape (g, 3)
        Levels at which grip, door and rivalry are held in each stretch of time; -1 where chance decides.
    which : Array of int, shape (h,)
        In which stretch each period lies.
    places : array, shape (m,)
        Where it may stand today, filled up with -1.
    belief : Array, shape (m, conditions, 1 + pairs)
        As of ``Filtered``.
    """
    reach = reachable(rules, places)
    lowest = tuple(int(rung) for rung in rules.heights[reach].min(axis=0))

    def prepare(held: jax.Array) -> tuple[Game, Stage, jax.Array]:
        conditions = Forced(held[0], held[1], held[2])
        found = solve(rules, parameters, conditions, lowest=lowest)
        whole = game(rules, parameters, conditions)
        return whole, stage(rules, whole, found.values, reach), found.residual

    games, stages, residual = jax.lax.map(prepare, forced)

    def period(state: State, stretch: jax.Array) -> tuple[State, tuple[Told, jax.Array]]:
        whole, at = jax.tree.map(lambda a: a[stretch], (games, stages))
        joint = chosen(rules, whole, at.patron, at.client, state[0])
        going, ends = passed(rules, whole, at.moves, joint)
        ended = state[1] + ends
        return (going, ended), (_told(rules, reach, going, ended), joint.sum(axis=(0, 1)))

    into = np.searchsorted(reach, np.where(places >= 0, places, reach[0]))
    now = jnp.zeros((len(reach), *belief.shape[1:])).at[into].add(belief * (places >= 0)[:, None, None])
    start = (now, jnp.zeros(len(ENDS)))
    _, (told, pairs) = jax.lax.scan(period, start, which)
    first = _told(rules, reach, *start)
    rungs, ends, conditions = (jnp.concatenate([one[None], rest]) for one, rest in zip(first, told, strict=True))
    return Ahead(rungs, ends, conditions, pairs), residual.max()


def _told(rules: Rules, reach: Ints, now: jax.Array, ended: jax.Array) -> Told:
    place = now.sum(axis=(1, 2))
    on = rules.heights[reach][:, :, None] == np.arange(max(rules.rungs))
    return jnp.einsum("m,mdr->dr", place, on.astype(float)), ended, now.sum(axis=(0, 2))


def run_ahead(
    encoded: Encoded,
    parameters: Floats,
    belief: Floats,
    horizon: int,
    forced: Ints | None = None,
    which: Ints | None = None,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[Ahead, Floats]:
    """Return where a case's game goes from today under many draws, and the residuals; as of ``ahead``, with a first axis of draws.

    Parameters
    ----------
    encoded : Encoded
    parameters : array, shape (n, parameters)
    belief : array, shape (n, m, conditions, 1 + pairs)
    horizon : int
        Periods.
    forced, which : array or None
        As of ``ahead``; None holds nothing.
    workers : int
        Threads; no number changes with it.
    progress : callable or None
        Called with the number of draws that were just done.
    """
    forced = np.full((1, 3), -1) if forced is None else forced
    which = np.zeros(horizon, int) if which is None else which
    run = _block(encoded.rules, tuple(encoded.history.places[-1].tolist()))
    made: tuple[Ahead, Floats] = mapped(run, (parameters, belief), forced, which, workers=workers, progress=progress)
    return made


@lru_cache(maxsize=16)
def _block(rules: Rules, places: tuple[int, ...]) -> Callable[..., Any]:
    start = np.array(places)

    def one(draw: tuple[jax.Array, jax.Array], forced: jax.Array, which: jax.Array) -> tuple[Ahead, jax.Array]:
        return ahead(rules, draw[0], forced, which, start, draw[1])

    return compiled(one)
