"""The compromise model: the mean of positions, weighted by capability and salience."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import Weighting, weights


@dataclass(frozen=True)
class Params:
    """Parameters of the compromise model.

    Attributes
    ----------
    weights : str
        ``capability_salience`` (the model as published), ``capability``, ``salience`` or ``equal``.
    """

    weights: Weighting = "capability_salience"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return Σ w x / Σ w over the actors present (Van den Bos 1991; Achen 2006, equation 4.1).

    ``detail["weight"]``, shape (n,): each actor's share of the total weight.
    """
    weight = weights(issue, params.weights)
    total = weight.sum()
    share = jnp.where(total > 0, weight / jnp.where(total > 0, total, 1), jnp.nan)
    value = jnp.where(issue.present, share * issue.position, 0).sum()
    value = jnp.where(total > 0, value, jnp.nan)
    result = jnp.where(total > 0, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {"weight": share})


MODEL = Model(
    name="compromise",
    title="Compromise model",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim),
    references=(
        Reference("vandenbos1991", "Van den Bos, J. M. M. (1991). Dutch EC Policy Making. Amsterdam: Thesis Publishers."),
        Reference(
            "achen2006",
            "Achen, C. H. (2006). Institutional realism and bargaining models. In: Thomson, R. et al. (eds), "
            "The European Union Decides. Cambridge University Press.",
            "10.1017/CBO9780511492082.005",
        ),
    ),
    says="Everyone gives way in proportion to weight: the outcome is the average of what the actors want, weighted by what each "
    "can bring and how much it cares.",
    limits="No linkage between issues, no veto, no strategy; wins on average error and misses where outcomes lie at the ends.",
    grows=1,
)
