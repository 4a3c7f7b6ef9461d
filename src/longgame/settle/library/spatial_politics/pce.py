"""Probabilistic Condorcet election: from the strengths of coalitions to the probability of each alternative."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np

from longgame.settle.library.spatial_politics.params import Election, VictoryRule

POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
THRESHOLD = 1.10
LEAST_CHANCE = 1e-6
LEAST_INCENTIVE = 1e-10
UNIFORM_CHANGE = 1e-6
INCENTIVE_CHANGE = 1e-8
MOST_STEPS = 10_000


def log_victory(rule: VictoryRule, strength: jax.Array) -> jax.Array:
    """Return the log of the probability that alternative a beats b, shape (o, o); that of one half on the diagonal.

    Parameters
    ----------
    rule : str
    strength : Array, shape (o, o)
        Of the coalition for a against b, above 0.
    """
    rival = strength.T
    if rule == "binary":
        share = strength / (strength + rival)
        between = (share * (THRESHOLD + 1) - 1) / (THRESHOLD - 1)
        # KTAB gives a loser beyond the threshold a millionth and one just short of it nothing; the floor holds for both here.
        least = LEAST_CHANCE / (1 + LEAST_CHANCE)
        return jnp.log(jnp.clip(between, least, 1 - least))
    return jax.nn.log_sigmoid(POWERS[rule] * (jnp.log(strength) - jnp.log(rival)))


def election(
    form: Election, victory: VictoryRule, strength: jax.Array, standing: jax.Array, change: float = UNIFORM_CHANGE
) -> jax.Array:
    """Return the log of the probability of each alternative, shape (o,); -inf for those that do not stand.

    Parameters
    ----------
    form : str
        ``conditional``: one round, given that some alternative beats all others. ``markov_uniform``: the favourite meets a
        challenger drawn evenly, for ever. ``markov_incentive``: challengers are as likely as their backing times their
        chance.
    victory : str
    strength : Array, shape (o, o)
    standing : Array of bool, shape (o,)
        Which alternatives stand for election; if none does, all are -inf.
    change : float
        The Markov forms stop once no probability changes by more in a step; ``markov_incentive`` not before 1e-8.
    """
    log_chance = log_victory(victory, strength)
    if form == "conditional":
        score = log_chance @ standing.astype(strength.dtype)
        score = jnp.where(standing, score, -jnp.inf)
        highest = jnp.where(standing.any(), score.max(), 0)
        total = jnp.where(standing, jnp.exp(score - highest), 0).sum()
        return jnp.where(standing, score - highest - jnp.log(jnp.where(standing.any(), total, 1)), -jnp.inf)
    chance = jnp.where(standing[:, None] & standing[None, :], jnp.exp(log_chance), 0)
    if form == "markov_uniform":
        probability = _markov_uniform(chance, standing, change)
    else:
        probability = _markov_incentive(chance, strength, standing, min(change, INCENTIVE_CHANGE))
    return jnp.where(standing, jnp.log(jnp.maximum(probability, np.finfo(strength.dtype).tiny)), -jnp.inf)


def _markov_uniform(chance: jax.Array, standing: jax.Array, change: float) -> jax.Array:
    number = jnp.maximum(standing.sum(), 1)
    wins = chance.sum(axis=1)

    def follow(p: jax.Array) -> jax.Array:
        return (p * wins + chance @ p) / number

    return _settle(follow, standing, change)


def _markov_incentive(chance: jax.Array, strength: jax.Array, standing: jax.Array, change: float) -> jax.Array:
    # An alternative challenges itself with the least incentive, so that one that all prefer has a challenger.
    own = LEAST_INCENTIVE * jnp.diag(standing.astype(strength.dtype))
    incentive = strength * chance + own
    total = incentive.sum(axis=0)
    total = jnp.where(standing, total, 1)
    holds, takes = (chance * incentive.T).sum(axis=1), chance * incentive

    def follow(p: jax.Array) -> jax.Array:
        per = p / total
        return per * holds + takes @ per

    return _settle(follow, standing, change)


def _settle(follow: Callable[[jax.Array], jax.Array], standing: jax.Array, tolerance: float) -> jax.Array:
    """Go half of each step until none changes a probability by more than ``tolerance``; from even chances."""
    even = standing / jnp.maximum(standing.sum(), 1)
    start = even.astype(jnp.result_type(float))

    def moving(state: tuple[jax.Array, jax.Array, jax.Array]) -> jax.Array:
        _, change, step = state
        return (change > tolerance) & (step < MOST_STEPS)

    def half(state: tuple[jax.Array, jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array, jax.Array]:
        p, _, step = state
        q = follow(p)
        return (p + q) / 2, jnp.abs(q - p).max(), step + 1

    begin = (start, jnp.ones((), start.dtype), jnp.zeros((), jnp.int32))
    return jax.lax.while_loop(moving, half, begin)[0]
