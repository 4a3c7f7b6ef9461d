"""Climatology before anything is learned: one constant, the middle of the scale."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue


@dataclass(frozen=True)
class Params:
    """Parameters of the constant forecast.

    Attributes
    ----------
    share : float
        Where on the scale, 0 its low end and 1 its high end.
    """

    share: float = 0.5


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return low + share (high − low), whatever the actors want (the middle: 50 on a scale from 0 to 100). No detail."""
    somebody = issue.present.any()
    value = jnp.where(somebody, issue.low + params.share * (issue.high - issue.low), jnp.nan)
    return Outcome(value, jnp.where(somebody, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32), {})


MODEL = Model(
    name="climatology",
    title="Middle of the scale",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.WITHIN_HULL, Claim.UNANIMITY},
    references=(
        Reference(
            "murphy1992",
            "Murphy, A. H. (1992). Climatology, persistence, and their linear combination as standards of reference in skill "
            "scores. Weather and Forecasting 7(4), 692-698.",
            "10.1175/1520-0434(1992)007<0692:CPATLC>2.0.CO;2",
        ),
    ),
    says="Always the middle of the scale.",
    limits="A baseline: whatever does worse than this knows less than nothing about the issue.",
    grows=1,
)
