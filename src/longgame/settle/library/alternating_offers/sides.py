"""From n actors to two sides."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.settle.library.alternating_offers.params import Params
from longgame.settle.problem import Issue, Package
from longgame.settle.weights import weights

# Nearer to the mean than this part of the scale is at the mean.
AT_MEAN = 1e-9


class Sides(NamedTuple):
    """The two sides as one actor each.

    Attributes
    ----------
    member : Array, shape (2, n)
        Part of each actor that counts on each side: 0, 1 or, for an actor between the sides, a half on both.
    position : Array, shape (2, m)
        Mean of the members' positions by weight; on an issue where a side has no weight, the other side's.
    salience : Array, shape (2, m)
        Mean of the members' saliences by capability, divided by the sum over issues; 0 where a side has no weight.
    weight : Array, shape (2,)
    counts : Array of bool, shape (m,)
        Whether anybody on either side has weight on the issue.
    """

    member: jax.Array
    position: jax.Array
    salience: jax.Array
    weight: jax.Array
    counts: jax.Array


def two(package: Package, params: Params) -> Sides:
    """Return the two sides of a package.

    Named members are taken, who is named nowhere stays out; one side named stands against everyone else. With no names
    the actors are parted along the line on which they differ most: the first principal axis of their weighted positions,
    at its mean. On one issue these are the actors below (side 0) and above (side 1) the weighted mean; on several, side 1
    wants more than side 0 on the issue that counts most in the axis. Who stands at the mean counts half on either side.
    """
    weight = _weights(package, params)
    member = _member(package, weight, params)
    x = jnp.where(package.present, package.position, 0)
    shared = member[:, :, None] * weight
    total = shared.sum(axis=1)
    mean = (shared * x).sum(axis=1) / _or_one(total)
    position = jnp.where(total > 0, mean, mean[::-1])
    capability = member[:, :, None] * jnp.where(weight > 0, package.capability, 0)
    salience = (capability * jnp.where(package.present, package.salience, 0)).sum(axis=1)
    salience = jnp.where(total > 0, salience / _or_one(capability.sum(axis=1)), 0)
    salience /= _or_one(salience.sum(axis=1, keepdims=True))
    return Sides(member, position, salience, total.sum(axis=1), (total > 0).any(axis=0))


def _or_one(a: jax.Array) -> jax.Array:
    return jnp.where(a > 0, a, 1)


def _weights(package: Package, params: Params) -> jax.Array:
    """Return the weights of actors on issues, shape (n, m)."""
    # Weights are the same formula entry by entry, so the table goes through as if it were one issue.
    weight = weights(Issue(*package), params.weights)
    return jnp.where(package.capability * package.salience > 0, weight, 0)


def _member(package: Package, weight: jax.Array, params: Params) -> jax.Array:
    n = weight.shape[0]
    first, second = (None if side.members is None else np.isin(np.arange(n), side.members) for side in params.sides)
    if first is None:
        if second is None:
            score = _score(package, weight)
            return jnp.where(jnp.abs(score) <= AT_MEAN, 0.5, jnp.stack([score < 0, score > 0]).astype(weight.dtype))
        first = ~second
    elif second is None:
        second = ~first
    return jnp.asarray(np.stack([first, second]), weight.dtype)


def _score(package: Package, weight: jax.Array) -> jax.Array:
    """Return how far each actor is to one side of the mean, shape (n,), in lengths of the scale."""
    x = jnp.where(weight > 0, package.position, 0)
    mean = (weight * x).sum(axis=0) / _or_one(weight.sum(axis=0))
    off = jnp.where(weight > 0, (x - mean) / (package.high - package.low), 0)
    if off.shape[1] == 1:
        return off[:, 0]
    pull = jnp.sqrt(weight) * off
    _, axes = jnp.linalg.eigh(pull.T @ pull)
    axis = axes[:, -1]
    axis *= jnp.sign(axis[jnp.argmax(jnp.abs(axis))])
    score: jax.Array = (pull * axis).sum(axis=1) / jnp.sqrt(_or_one(weight.sum(axis=1)))
    return score
