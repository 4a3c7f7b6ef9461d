"""The weight that an actor brings to an issue."""

from __future__ import annotations

from typing import Literal

import jax
import jax.numpy as jnp

from longgame.settle.problem import Issue

Weighting = Literal["capability_salience", "capability", "salience", "equal"]


def weights(issue: Issue, how: Weighting) -> jax.Array:
    """Return the weights of an issue's actors, shape (n,), 0 for those absent.

    Parameters
    ----------
    issue : Issue
    how : str
        Capability times salience, one of them alone, or one for each.
    """
    raw = {
        "capability_salience": issue.capability * issue.salience,
        "capability": issue.capability,
        "salience": issue.salience,
        "equal": jnp.ones_like(issue.position),
    }[how]
    return jnp.where(issue.present, raw, jnp.zeros_like(raw))
