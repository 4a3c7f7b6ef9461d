"""The median voter: the middle position, one actor one vote."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp

from longgame.settle import lanes
from longgame.settle.base import Claim, Model, Reference
from longgame.settle.median import Convention, weighted_median
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import weights


@dataclass(frozen=True)
class Params:
    """Parameters of the median voter.

    Attributes
    ----------
    convention : str
        With an even number of actors: the ``lower`` of the two in the middle, the ``upper``, or ``mid`` between them.
    """

    convention: Convention = "mid"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return the median of the positions present, all counted alike (Black 1948). No detail."""
    value = weighted_median(issue.position, weights(issue, "equal"), params.convention)
    result = jnp.where(issue.present.any(axis=0), Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {})


MODEL = Model(
    name="median_voter",
    title="Median voter",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.ZERO_WEIGHT_IGNORED},
    references=(
        Reference(
            "black1948",
            "Black, D. (1948). On the rationale of group decision-making. Journal of Political Economy 56(1), 23-34.",
            "10.1086/256633",
        ),
    ),
    says="Every actor counts alike, and the one in the middle decides.",
    limits="A baseline: neither power nor interest matters.",
    many=lanes.together(kernel),
    grows=1,
    emitters=0,
)
