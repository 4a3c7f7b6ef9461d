"""The outcome: what of the actors' final positions is taken as where the issues settle."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.coalition import strengths
from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.pce import election
from longgame.settle.library.spatial_politics.risk import distance, risk_attitudes, utility
from longgame.settle.median import weighted_median

SAME_POSITION = 1e-3


def standing_positions(actors: Actors, position: jax.Array) -> jax.Array:
    """Return which actors' positions stand for election, shape (n,): of positions that hardly differ only the first.

    Two positions differ if they are a thousandth of the scale apart. An actor without a stance on every issue that the other
    has one on holds another position.
    """
    apart = jnp.where(actors.stance[:, None, :] & actors.stance[None, :, :], position[:, None, :] - position[None, :, :], 0)
    alike = (apart**2).sum(axis=2) < SAME_POSITION**2
    alike &= (actors.stance[:, None, :] == actors.stance[None, :, :]).all(axis=2)

    def add(k: jax.Array, first: jax.Array) -> jax.Array:
        return first.at[k].set(actors.active[k] & ~(first & alike[k]).any())

    standing: jax.Array = jax.lax.fori_loop(0, actors.active.size, add, jnp.zeros_like(actors.active))
    return standing


def probabilities(actors: Actors, position: jax.Array, params: Params) -> jax.Array:
    """Return the probability of each actor's position in an election among the final positions, shape (n,).

    Positions held by several actors count once, at the first of them.
    """
    away = distance(actors, position, position, actors.stance)
    risk = risk_attitudes(actors, away, params)
    strength = strengths(params.vote, actors.capability, utility(away, risk[:, None]))
    return jnp.exp(election(params.election, params.victory, strength, standing_positions(actors, position)))


def read(actors: Actors, position: jax.Array, probability: jax.Array, params: Params) -> jax.Array:
    """Return the outcome on each issue, shape (m,); NaN where nobody who takes part has a stance.

    ``expected`` is the mean of the final positions by their probability, ``likeliest`` the likeliest of them, ``mean`` and
    ``median`` those by capability times salience. ``likeliest`` is taken issue by issue among those with a stance.

    Parameters
    ----------
    actors : Actors
    position : Array, shape (n, m)
    probability : Array, shape (n,)
    params : Params
    """
    held = actors.stance & actors.active[:, None]
    power = actors.capability[:, None] * actors.salience
    if params.reading in ("expected", "likeliest"):
        weight = jnp.where(held, probability[:, None], 0)
        # Who is likely may have no stance on an issue; then the weights of those who have one decide.
        weight = jnp.where(weight.sum(axis=0) > 0, weight, power)
    else:
        weight = power
    some = held.any(axis=0)
    if params.reading == "likeliest":
        value = jnp.take_along_axis(position, weight.argmax(axis=0)[None, :], axis=0)[0]
    elif params.reading == "median":
        value = jax.vmap(lambda x, w: weighted_median(x, w, "mid"), in_axes=1)(position, weight)
    else:
        total = weight.sum(axis=0)
        value = (weight * position).sum(axis=0) / jnp.where(total > 0, total, 1)
    return jnp.where(some, value, jnp.nan)
