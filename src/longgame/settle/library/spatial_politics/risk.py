"""Distance, utility, and the risk attitudes that are inferred from how an actor's position would fare in an election."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.coalition import strengths
from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.pce import election

SEEN = {"none": 0.0, "one_third": 1 / 3, "half": 1 / 2, "two_thirds": 2 / 3, "full": 1.0}
SAME = 1e-9


def distance(actors: Actors, ideal: jax.Array, point: jax.Array, stance: jax.Array) -> jax.Array:
    """Return how far points are from what each actor wants, weighted by its saliences, shape (n, o), 0 to 1.

    Parameters
    ----------
    actors : Actors
    ideal : Array, shape (n, m)
        On scales from 0 to 1.
    point : Array, shape (o, m)
    stance : Array of bool, shape (o, m)
        A point without a stance on an issue is no distance away on it.
    """
    # Issue by issue: m is small, and n o m numbers are never held at once.
    squares = jnp.zeros((ideal.shape[0], point.shape[0]), ideal.dtype)
    for k in range(ideal.shape[1]):
        away = actors.salience[:, k, None] * (ideal[:, k, None] - point[None, :, k])
        squares = squares + jnp.where(stance[None, :, k], away * away, 0)
    total = (actors.salience**2).sum(axis=1)
    return jnp.sqrt(squares / jnp.where(total > 0, total, 1)[:, None])


def utility(away: jax.Array, risk: jax.Array) -> jax.Array:
    """Return the utility of a point at distance ``away`` (0 to 1) to an actor of a risk attitude (-1 to 1)."""
    return (1 - away) * (1 + away * risk)


def risk_attitudes(actors: Actors, away: jax.Array, params: Params) -> jax.Array:
    """Return the risk attitude of each actor, shape (n,): 1 for the one whose position is likeliest to win.

    Where all positions are equally likely there is nothing to infer from, and all are risk neutral, 0.

    Parameters
    ----------
    actors : Actors
    away : Array, shape (n, n)
        From what the row's actor wants to the position of the column's.
    params : Params
    """
    strength = strengths(params.vote, actors.capability, 1 - away)
    p = jnp.exp(election(params.election, params.victory, strength, actors.active))
    highest = p.max()
    lowest = jnp.where(actors.active, p, highest).min()
    spread = highest - lowest
    equal = spread <= SAME * highest
    rank = (p - lowest) / jnp.where(equal, 1, spread)
    least = {"min": 0.0, "mid": -0.5, "max": -1.0}[params.risk_range]
    return jnp.where(actors.active & ~equal, least + (1 - least) * rank, 0)


def seen(observer: jax.Array, other: jax.Array, params: Params) -> jax.Array:
    """Return the risk attitude that an observer ascribes to another, from the attitudes of both."""
    part = SEEN[params.observer]
    return (1 - part) * observer + part * other
