"""Who takes part and where everyone stands."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.sums import total
from longgame.settle.problem import Issue
from longgame.settle.weights import weights


class Actors(NamedTuple):
    """What stays the same from round to round.

    Attributes
    ----------
    active : Array of bool, shape (n,)
        Present with weight; the others neither vote nor challenge nor move.
    weight : Array, shape (n,)
        Capability times salience, as a share of the sum; 0 where not active.
    salience : Array, shape (n,)
    """

    active: jax.Array
    weight: jax.Array
    salience: jax.Array


class Field(NamedTuple):
    """Where everyone stands in one round, measured in lengths of the scale.

    Attributes
    ----------
    x : Array, shape (n,)
        Positions, 0 at the lowest; those not active stand at 0.
    distance : Array, shape (n, n)
    length : Array, shape ()
        R in the units of the issue.
    """

    x: jax.Array
    distance: jax.Array
    length: jax.Array


def actors(issue: Issue) -> Actors:
    """Return who takes part."""
    weight = weights(issue, "capability_salience")
    whole = total(weight)
    return Actors(weight > 0, weight / jnp.where(whole > 0, whole, 1), issue.salience)


def extent(position: jax.Array, active: jax.Array) -> jax.Array:
    """Return the range of the active actors' positions, 0 where there are none."""
    length = jnp.where(active, position, -jnp.inf).max() - jnp.where(active, position, jnp.inf).min()
    return jnp.where(active.any(), length, 0)


def field(position: jax.Array, active: jax.Array, length: jax.Array) -> Field:
    """Return positions and distances as shares of ``length``; all distances are 0 where ``length`` is."""
    base = jnp.where(active, position, jnp.inf).min()
    x = jnp.where(active & (length > 0), (position - base) / jnp.where(length > 0, length, 1), 0)
    return Field(x, jnp.abs(x[:, None] - x[None, :]), length)
