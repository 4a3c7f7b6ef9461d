"""The reversion point: nothing is agreed and what then holds stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library import compromise
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue


@dataclass(frozen=True)
class Params:
    """Parameters of the reversion point.

    Attributes
    ----------
    unknown : str
        Where the reversion point is not known: ``nothing`` is forecast, or the ``compromise``.
    """

    unknown: Literal["nothing", "compromise"] = "nothing"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return the reversion point. Where it is not known, NO_AGREEMENT with NaN, or the compromise.

    ``detail["known"]``, shape (): whether the reversion point is known.
    """
    known = jnp.isfinite(issue.reversion)
    otherwise = compromise.kernel(issue, compromise.Params())
    if params.unknown == "nothing":
        otherwise = otherwise._replace(
            value=jnp.full_like(otherwise.value, jnp.nan), result=jnp.full_like(otherwise.result, Result.NO_AGREEMENT)
        )
    somebody = issue.present.any()
    value = jnp.where(somebody, jnp.where(known, issue.reversion, otherwise.value), jnp.nan)
    result = jnp.where(known, Result.AGREED, otherwise.result)
    return Outcome(value, jnp.where(somebody, result, Result.NO_ACTORS).astype(jnp.int32), {"known": known})


MODEL = Model(
    name="reversion",
    title="Reversion point",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.WITHIN_HULL, Claim.UNANIMITY},
    references=(
        Reference(
            "romer1978",
            "Romer, T. and Rosenthal, H. (1978). Political resource allocation, controlled agendas, and the status quo. "
            "Public Choice 33(4), 27-43.",
            "10.1007/BF03187594",
        ),
    ),
    says="Nothing is agreed, and what holds without an agreement stays.",
    limits="A baseline: it knows no actors, and nothing where the reversion point is not known.",
    grows=1,
)
