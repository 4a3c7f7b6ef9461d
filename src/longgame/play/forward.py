"""The game run forward from what is believed of today: chances, not samples, of every rung, end and choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.block import Game
from longgame.play.passing import chosen, passed, stage
from longgame.play.rules import CONDITIONS, ENDS, Ints, Rules

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


def ahead(rules: Rules, games: Sequence[tuple[Game, jax.Array, int]], places: Ints, belief: jax.Array) -> Ahead:
    """Return where a game goes.

    Parameters
    ----------
    rules : Rules
    games : sequence of (Game, Array, int)
        The games that are played one after the other, with the values of their equilibria, and for how many periods each.
    places : array, shape (m,)
        Where it may stand today, filled up with -1.
    belief : Array, shape (m, conditions, 1 + pairs)
        As of ``Filtered``.
    """
    reach = reachable(rules, places)
    into = np.searchsorted(reach, np.where(places >= 0, places, reach[0]))
    now = jnp.zeros((len(reach), *belief.shape[1:])).at[into].add(belief * (places >= 0)[:, None, None])
    ended = jnp.zeros(len(ENDS))
    told, pairs = [jax.tree.map(lambda a: a[None], _told(rules, reach, now, ended))], []
    for game, values, periods in games:
        (now, ended), (states, chances) = _run(rules, reach, game, values, (now, ended), periods)
        told.append(states)
        pairs.append(chances)
    rungs, ends, conditions = (jnp.concatenate(parts) for parts in zip(*told, strict=True))
    return Ahead(rungs, ends, conditions, jnp.concatenate(pairs))


def _run(
    rules: Rules, reach: Ints, game: Game, values: jax.Array, start: State, periods: int
) -> tuple[State, tuple[Told, jax.Array]]:
    at = stage(rules, game, values, reach)

    def period(state: State, _: None) -> tuple[State, tuple[Told, jax.Array]]:
        joint = chosen(rules, game, at.patron, at.client, state[0])
        going, ends = passed(rules, game, at.moves, joint)
        ended = state[1] + ends
        return (going, ended), (_told(rules, reach, going, ended), joint.sum(axis=(0, 1)))

    state, found = jax.lax.scan(period, start, None, length=periods)
    return state, found


def _told(rules: Rules, reach: Ints, now: jax.Array, ended: jax.Array) -> Told:
    place = now.sum(axis=(1, 2))
    on = rules.heights[reach][:, :, None] == np.arange(max(rules.rungs))
    return jnp.einsum("m,mdr->dr", place, on.astype(float)), ended, now.sum(axis=(0, 2)).reshape(CONDITIONS)
