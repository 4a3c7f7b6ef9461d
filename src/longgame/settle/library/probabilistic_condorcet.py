"""Probabilistic Condorcet election: every position meets every other one, and the stronger coalition is the likelier winner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import jax
import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.spatial_politics.coalition import strengths
from longgame.settle.library.spatial_politics.params import Election, VictoryRule, VoteRule
from longgame.settle.library.spatial_politics.pce import election
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import Weighting, weights

SAME = 1e-9
CHANGE = 1e-12


@dataclass(frozen=True)
class Params:
    """Parameters of the probabilistic Condorcet election.

    Attributes
    ----------
    form : str
        ``conditional``, ``markov_uniform`` or ``markov_incentive``; see ``spatial_politics.pce.election``.
    weights : str
        ``capability_salience``, ``capability``, ``salience`` or ``equal``.
    vote : str
        How much weight an actor throws in for a difference in distance; see ``spatial_politics.params``.
    victory : str
        How the strengths of two coalitions become a probability.
    reading : str
        The outcome: the ``expected`` position, or the ``likeliest``, of equally likely ones the lowest.
    """

    form: Election = "conditional"
    weights: Weighting = "capability_salience"
    vote: VoteRule = "proportional"
    victory: VictoryRule = "linear"
    reading: Literal["expected", "likeliest"] = "expected"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return the expected winner of an election among all positions held by an actor with weight.

    A position held by several actors stands once. ``detail["probability"]``, shape (n,): that of each actor's position, 0 for
    all but the first of those who hold the same one.

    Parameters
    ----------
    issue : Issue
    params : Params
    """
    weight = weights(issue, params.weights)
    total = weight.sum()
    share = weight / jnp.where(total > 0, total, 1)
    standing = _first(issue, weight > 0)
    # An actor without weight may have any number as its position.
    position = jnp.where(weight > 0, issue.position, issue.low)
    away = jnp.abs(position[:, None] - position[None, :]) / (issue.high - issue.low)
    strength = strengths(params.vote, share, 1 - away)
    probability = jnp.exp(election(params.form, params.victory, strength, standing, CHANGE))
    if params.reading == "expected":
        value = (probability * position).sum() / jnp.where(total > 0, probability.sum(), 1)
    else:
        likely = standing & (probability >= probability.max() - SAME)
        value = jnp.where(likely, position, jnp.inf).min()
    value = jnp.where(total > 0, value, jnp.nan)
    result = jnp.where(total > 0, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {"probability": probability})


def _first(issue: Issue, counts: jax.Array) -> jax.Array:
    """Return which of the actors that count is the first to hold its position, shape (n,)."""
    alike = jnp.abs(issue.position[:, None] - issue.position[None, :]) <= SAME * (issue.high - issue.low)
    at = jnp.arange(issue.position.size)
    before = alike & counts[None, :] & (at[None, :] < at[:, None])
    return counts & ~before.any(axis=1)


MODEL = Model(
    name="probabilistic_condorcet",
    title="Probabilistic Condorcet election",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.MONOTONE},
    references=(
        Reference(
            "wise2015",
            "Wise, B. P., Lester, L. and Efird, B. (2015). An Introduction to the KAPSARC Toolkit for Behavioral Analysis "
            "(KTAB) Using One-Dimensional Spatial Models. KAPSARC discussion paper.",
        ),
    ),
    says="Every position on the table is put against every other one; the coalition with more weight is likelier to win, and "
    "the outcome is the average of the positions by their chance of beating all others.",
    limits="Splits and clones matter: two positions that hardly differ count as two rivals, and one held by many counts once.",
)
