"""A calibrated predictive distribution: how often outcomes fell where, given where the weight lies."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import weights

POINTS = 101
LEVELS = (0.5, 0.8, 0.9)
ROUNDING = 1e-9
# Chosen once on the same decisions as the coefficients; the score hardly changes between 0.02 and 0.1.
OFFSET = 0.05


@dataclass(frozen=True)
class Params:
    """What was learned from decisions with known outcomes (``study.learn``).

    Attributes
    ----------
    held, middle, depth : float
        Coefficients of the three features.
    nominal : tuple of three floats
        Central probability of the predictive distribution whose interval covered 50, 80 and 90 % of the known outcomes. The
        distribution has atoms, so that its own central intervals cover too much.
    """

    held: float = 2.7774
    middle: float = 1.0850
    depth: float = 1.3288
    nominal: tuple[float, float, float] = (0.325, 0.76, 0.845)


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return the median of p(g) ∝ exp(held·h + middle·c + depth·log(d + 0.05)) over the points g = 0, 1, …, 100 % of the scale.

    h is 1 where an actor stands and c is 1 in the middle of the scale: outcomes heap there. d is the depth of the point, the
    lesser of the shares of weight at or below and at or above it (Tukey 1975): ½ at the weighted median, 0 outside of all
    positions. Weights are half capability times salience, half one share for each actor with any weight.

    ``detail["density"]``, shape (101,): the probability of each point. ``detail["interval"]``, shape (3, 2): the ends of the
    intervals that covered 50, 80 and 90 % of the known outcomes.
    """
    return forecast(issue, jnp.array([params.held, params.middle, params.depth]), jnp.array(params.nominal))


def forecast(issue: Issue, coefficients: jax.Array, nominal: jax.Array) -> Outcome:
    """Return what ``kernel`` returns, from coefficients, shape (3,), and nominal levels, shape (3,)."""
    at, some = places(issue)
    spread = density(at, coefficients)
    lower, upper = quantiles(spread, jnp.concatenate([jnp.zeros(1), nominal]))
    ends = issue.low + (issue.high - issue.low) / (POINTS - 1) * jnp.stack([lower, upper], axis=1)
    value = jnp.where(some, ends[0].mean(), jnp.nan)
    result = jnp.where(some, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {"density": spread, "interval": ends[1:]})


def places(issue: Issue) -> tuple[jax.Array, jax.Array]:
    """Return the features of the points of the scale, shape (101, 3): held, middle, log depth; and whether any actor has weight.

    A position counts for the point nearest to it.
    """
    weight = weights(issue, "capability_salience")
    counts = weight > 0
    total = weight.sum()
    share = weight / jnp.where(total > 0, total, 1) / 2 + counts / jnp.maximum(counts.sum(), 1) / 2
    at = (jnp.where(counts, issue.position, issue.low) - issue.low) / (issue.high - issue.low) * (POINTS - 1)
    # Twice, so that what lies half way between two points is not decided by a rounding error of the division.
    at = jnp.round(jnp.round(at, 6))
    point = jnp.arange(POINTS)
    below = jnp.where(at[None, :] <= point[:, None], share, 0).sum(axis=1)
    above = jnp.where(at[None, :] >= point[:, None], share, 0).sum(axis=1)
    held = ((at[None, :] == point[:, None]) & counts).any(axis=1)
    middle = point == (POINTS - 1) // 2
    return jnp.stack([held, middle, jnp.log(jnp.minimum(below, above) + OFFSET)], axis=1), total > 0


def density(features: jax.Array, coefficients: jax.Array) -> jax.Array:
    """Return the probability of each point, shape (101,), from features (101, 3) and coefficients (3,)."""
    return jax.nn.softmax(features @ coefficients)


def quantiles(spread: jax.Array, central: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the lowest and highest point of the central intervals, each shape (k,).

    The lowest point is the first at or below which lies at least half of what is outside of the interval, the highest the
    last at or above which lies as much. An interval of probability 0 goes from the lower to the upper median.

    Parameters
    ----------
    spread : Array, shape (101,)
    central : Array, shape (k,)
        Probability of each interval, 0 to 1.
    """
    tail = (1 - central[:, None]) / 2 - ROUNDING
    lower = (jnp.cumsum(spread)[None, :] < tail).sum(axis=1)
    upper = POINTS - 1 - (jnp.cumsum(spread[::-1])[None, :] < tail).sum(axis=1)
    return lower, upper


MODEL = Model(
    name="ensemble",
    title="Calibrated predictive distribution",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.MONOTONE, Claim.UNANIMITY, Claim.WITHIN_HULL},
    references=(
        Reference(
            "gneiting2007",
            "Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the "
            "American Statistical Association 102(477), 359-378.",
            "10.1198/016214506000001437",
        ),
        Reference(
            "tukey1975",
            "Tukey, J. W. (1975). Mathematics and the picturing of data. Proceedings of the International Congress of "
            "Mathematicians, Vancouver, vol. 2, 523-531.",
        ),
    ),
    says="Says how often decisions like this one ended where: most often where somebody stands, and where the weight on both "
    "sides balances.",
    limits="Speaks in whole points of the scale. Learned from 175 legislative decisions of the European Union; for other kinds of "
    "bargaining the intervals are a starting point and not a finding. The wide ones are wide because no model is precise on "
    "such decisions.",
    grows=1,
)
