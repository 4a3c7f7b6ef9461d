"""Votes: the weight that an actor throws in for one alternative against another."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.params import VoteRule

INDIFFERENCE = 1e-8
ROUNDING = 1e-12


def vote(rule: VoteRule, weight: jax.Array, gain: jax.Array) -> jax.Array:
    """Return the vote for the first of two alternatives; negative for the second.

    Parameters
    ----------
    rule : str
    weight : Array
        Of the voter, 0 or more.
    gain : Array
        Utility of the first alternative less that of the second, broadcast against ``weight``.
    """
    if rule == "binary":
        response = _binary(gain)
    elif rule == "prop_bin":
        response = 0.8 * gain + 0.2 * _binary(gain)
    elif rule == "proportional":
        response = gain
    elif rule == "prop_cubic":
        response = 0.5 * gain + 0.5 * gain**3
    elif rule == "cubic":
        response = gain**3
    else:
        response = jnp.where(gain < 0, gain, 2 * gain / 3)
    return weight * response


def _binary(gain: jax.Array) -> jax.Array:
    # The slope is KTAB's. Even so a rounding error would weigh as much as the least strength of a coalition, and decide.
    return jnp.where(jnp.abs(gain) < ROUNDING, 0, jnp.clip(gain / INDIFFERENCE, -1, 1))
