"""The weighted median: the position with no more than half of the weight on either side."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp

from longgame.settle import lanes
from longgame.settle.base import Claim, Model, Reference
from longgame.settle.median import Convention, weighted_median
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import Weighting, weights


@dataclass(frozen=True)
class Params:
    """Parameters of the weighted median.

    Attributes
    ----------
    weights : str
        ``capability_salience``, ``capability``, ``salience`` or ``equal``.
    convention : str
        Where exactly half of the weight lies on each side of a gap: its ``lower`` end, its ``upper`` end, or its ``mid``.
    """

    weights: Weighting = "capability_salience"
    convention: Convention = "mid"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return the weighted median of the positions present (Black 1958, with weights as in Bueno de Mesquita 1994).

    ``detail["lower"]`` and ``detail["upper"]``, shape (): the two ends of the median interval.
    """
    weight = weights(issue, params.weights)
    ends = {name: weighted_median(issue.position, weight, name) for name in ("lower", "upper")}
    value = weighted_median(issue.position, weight, params.convention)
    result = jnp.where(weight.sum(axis=0) > 0, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, dict(ends))


MODEL = Model(
    name="weighted_median",
    title="Weighted median",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim),
    references=(
        Reference("black1958", "Black, D. (1958). The Theory of Committees and Elections. Cambridge University Press."),
        Reference(
            "buenodemesquita1994",
            "Bueno de Mesquita, B. (1994). Political forecasting: an expected utility method. In: Bueno de Mesquita, B. and "
            "Stokman, F. N. (eds), European Community Decision Making. Yale University Press.",
        ),
    ),
    says="The position wins that no majority of weight, capability times salience, would leave for another.",
    limits="Right on the spot more often than averages, and further off when wrong; weights far from the middle do not matter.",
    many=lanes.together(kernel),
    grows=1,
    emitters=0,
)
