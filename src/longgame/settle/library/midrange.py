"""The mid-range: half way between the two most distant positions."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue


@dataclass(frozen=True)
class Params:
    """The mid-range has no parameters."""


def kernel(issue: Issue, params: Params) -> Outcome:  # noqa: ARG001
    """Return (lowest + highest) / 2 of the positions present. No detail."""
    lowest = jnp.where(issue.present, issue.position, jnp.inf).min()
    highest = jnp.where(issue.present, issue.position, -jnp.inf).max()
    somebody = issue.present.any()
    value = jnp.where(somebody, (lowest + highest) / 2, jnp.nan)
    return Outcome(value, jnp.where(somebody, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32), {})


MODEL = Model(
    name="midrange",
    title="Mid-range",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.ZERO_WEIGHT_IGNORED},
    references=(
        Reference(
            "raiffa1953",
            "Raiffa, H. (1953). Arbitration schemes for generalized two-person games. In: Kuhn, H. W. and Tucker, A. W. (eds), "
            "Contributions to the Theory of Games II. Princeton University Press.",
        ),
    ),
    says="The two extremes split the difference.",
    limits="A baseline: only the two extreme positions matter.",
    grows=1,
)
