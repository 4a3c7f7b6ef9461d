"""Challenges: what each actor expects of a conflict with each other one, and whom it would challenge."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.risk import seen, utility
from longgame.settle.library.spatial_politics.votes import vote

FLOOR = 1e-10
LEAST_GAIN = 1e-5


class Challenges(NamedTuple):
    """Whom each of n actors challenges.

    Attributes
    ----------
    target : Array of int32, shape (n,)
        Index of the actor challenged, -1 for none.
    chance : Array, shape (n,)
        The challenger's estimate of its chance.
    gain : Array, shape (n,)
        The utility that it expects to gain over the status quo.
    """

    target: jax.Array
    chance: jax.Array
    gain: jax.Array


def chance_of_victory(
    actors: Actors, away: jax.Array, risk: jax.Array, params: Params, who: tuple[jax.Array, jax.Array, jax.Array]
) -> jax.Array:
    """Return the chance that i prevails over j as h sees it, in the shape to which the three indices broadcast.

    A third party votes by what it expects, itself included, of the two ways in which it can join. The chances that it
    reckons with are the same for both, so that only ``semi`` commitment, where those it joins share its position if they
    win and it takes the victor's if they lose, sets them apart: under ``none`` and ``full`` nobody joins (in KTAB as well).

    Parameters
    ----------
    actors : Actors
    away : Array, shape (n, n)
    risk : Array, shape (n,)
    params : Params
    who : tuple of Array of int
        h, i and j.
    """
    h, i, j = who
    weight = actors.weight
    u_ij = utility(away[i, j], seen(risk[h], risk[i], params))
    u_ji = utility(away[j, i], seen(risk[h], risk[j], params))
    for_i = FLOOR + vote(params.vote, weight[i], 1 - u_ij)
    for_j = FLOOR - vote(params.vote, weight[j], u_ji - 1)
    if params.commitment != "semi":
        return for_i / (for_i + for_j)

    def join(k: jax.Array, sides: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        r = seen(risk[h], risk[k], params)
        u_i, u_j = utility(away[k][i], r), utility(away[k][j], r)
        alone = vote(params.vote, weight[k], u_i - u_j)
        p = (for_i + jnp.maximum(alone, 0)) / (for_i + for_j + jnp.abs(alone))
        cast = vote(params.vote, weight[k], p * (1 - u_i) - (1 - p) * (1 - u_j))
        cast = jnp.where((k == i) | (k == j), 0, cast)
        return sides[0] + jnp.maximum(cast, 0), sides[1] + jnp.maximum(-cast, 0)

    # Third party by third party: n³ work for all challenges, n² numbers held.
    side_i, side_j = jax.lax.fori_loop(0, risk.size, join, (for_i, for_j))
    chance: jax.Array = side_i / (side_i + side_j)
    return chance


def expected_gain(
    actors: Actors, away: jax.Array, risk: jax.Array, params: Params, who: tuple[jax.Array, jax.Array, jax.Array], chance: jax.Array
) -> jax.Array:
    """Return what i gains over the status quo by challenging j, as h sees it; see ``chance_of_victory`` for the arguments.

    Utilities are summed over the two positions at stake: 2 if j gives in, twice that of j's position if i must.
    """
    h, i, j = who
    u = utility(away[i, j], seen(risk[h], risk[i], params))
    conflict = chance * 2 + (1 - chance) * (2 * u)
    care = actors.salience.sum(axis=1)[j]
    return (1 - care) * 2 + care * conflict - (1 + u)


def best_challenges(actors: Actors, away: jax.Array, risk: jax.Array, params: Params) -> Challenges:
    """Return the most rewarding challenge of each actor in its own eyes; of equally rewarding ones the first.

    Parameters
    ----------
    actors : Actors
    away : Array, shape (n, n)
    risk : Array, shape (n,)
    params : Params
    """
    n = risk.size
    i, j = jnp.arange(n)[:, None], jnp.arange(n)[None, :]
    chance = chance_of_victory(actors, away, risk, params, (i, i, j))
    gain = expected_gain(actors, away, risk, params, (i, i, j), chance)
    possible = (i != j) & actors.active[:, None] & actors.active[None, :] & (gain > LEAST_GAIN)
    gain = jnp.where(possible, gain, -jnp.inf)
    best = gain.max(axis=1)
    target = jnp.argmax(gain >= (best - params.tie)[:, None], axis=1).astype(jnp.int32)
    at = jnp.arange(n), target
    return Challenges(jnp.where(best > LEAST_GAIN, target, -1), chance[at], jnp.where(best > LEAST_GAIN, gain[at], 0))
