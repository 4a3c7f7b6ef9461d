"""Coalitions: the strength that all actors together bring to each alternative against each other one."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.params import VoteRule
from longgame.settle.library.spatial_politics.votes import vote

FLOOR = 1e-8
AT_ONCE = 2**15


def strengths(rule: VoteRule, weight: jax.Array, utility: jax.Array, floor: float = FLOOR) -> jax.Array:
    """Return the strength of the coalition for alternative a against b, shape (o, o), in the unit of ``weight``.

    Parameters
    ----------
    rule : str
    weight : Array, shape (n,)
        Of each voter; 0 for one who is absent.
    utility : Array, shape (n, o)
        Of each alternative to each voter.
    floor : float
        What even an alternative that nobody prefers has, so that no two strengths are both 0.
    """
    alternatives = utility.shape[1]
    # A vote is cast for the later of two alternatives. Only asym_prosp depends on which of them that is; it does so in KTAB.
    later = jnp.sign(jnp.arange(alternatives)[:, None] - jnp.arange(alternatives)[None, :])

    def backed(voter_weight: jax.Array, value: jax.Array) -> jax.Array:
        gain = value[:, None] - value[None, :]
        cast = later * vote(rule, voter_weight, later * gain) if rule == "asym_prosp" else vote(rule, voter_weight, gain)
        return jnp.maximum(cast, 0)

    if utility.shape[0] * alternatives**2 <= AT_ONCE:
        return floor + jax.vmap(backed)(weight, utility).sum(axis=0)
    # Voter by voter: the work is n o², but never more than o² numbers are held.
    start = jnp.full((alternatives, alternatives), floor, dtype=utility.dtype)
    total: jax.Array = jax.lax.fori_loop(0, utility.shape[0], lambda k, t: t + backed(weight[k], utility[k]), start)
    return total
