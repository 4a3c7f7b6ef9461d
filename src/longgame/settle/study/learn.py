"""Learning the calibrated predictive distribution from decisions with known outcomes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from longgame.settle.library.ensemble import LEVELS, POINTS, Params, density, places, quantiles
from longgame.settle.problem import Issue

Floats = NDArray[np.float64]
RIDGE = 0.01
NOMINAL = np.linspace(0.0, 0.995, 200)


class Prepared(NamedTuple):
    """Decisions as the fit sees them.

    Attributes
    ----------
    features : array, shape (d, 101, 3)
    place : array, shape (d,)
        Outcomes in points of the scale; NaN where not known.
    some : bool array, shape (d,)
        Whether any actor has weight.
    """

    features: Floats
    place: Floats
    some: NDArray[np.bool_]


def prepare(issues: Issue, outcome: Floats) -> Prepared:
    """Return what ``fit`` needs, made once for many fits.

    Parameters
    ----------
    issues : Issue
        With a first axis of d issues.
    outcome : array, shape (d,)
        On the issues' scales.
    """
    features, some = (np.asarray(a) for a in jax.jit(jax.vmap(places))(issues))
    low, high = np.asarray(issues.low), np.asarray(issues.high)
    return Prepared(features, (np.asarray(outcome) - low) / (high - low) * (POINTS - 1), some)


def fit(known: Prepared, use: NDArray[np.bool_] | None = None) -> Params:
    """Return the coefficients with the least penalised loss, and the levels that cover.

    The loss of a decision is half its negative log likelihood plus a tenth of its continuous ranked probability score on a
    scale of 0 to 100 (both proper; the second keeps rare far outcomes from ruling), plus 0.01 times the sum of squared
    coefficients.

    Parameters
    ----------
    known : Prepared
    use : bool array, shape (d,), optional
        Which decisions to learn from; all where None.

    Raises
    ------
    ValueError
        If there is no decision to learn from.
    """
    mask = known.some & np.isfinite(known.place) & (True if use is None else use)
    if not mask.any():
        msg = "there is no decision with an outcome and an actor with weight to learn from"
        raise ValueError(msg)
    place = np.where(np.isfinite(known.place), known.place, 0.0)
    slope, levels = _compiled()
    found = minimize(
        lambda theta: [np.asarray(part) for part in slope(theta, known.features, place, mask)],
        np.zeros(known.features.shape[-1]),
        jac=True,
        method="L-BFGS-B",
        options={"gtol": 1e-7, "ftol": 1e-13},
    )
    held, middle, depth = (float(c) for c in found.x)
    covered = np.asarray(levels(found.x, known.features, place, mask))
    # The smaller of two that are as near: the narrower interval.
    first, second, third = (float(NOMINAL[np.abs(covered - level).argmin()]) for level in LEVELS)
    return Params(held, middle, depth, (first, second, third))


def score(at: Any, place: Any) -> jax.Array:
    """Return the continuous ranked probability score of a distribution over 0, 1, …, 100, in points.

    ∫ (F(x) − 1{x ≥ y})² dx with F a step at each point (Matheson and Winkler 1976; Gneiting and Raftery 2007, equation 20).

    Parameters
    ----------
    at : array, shape (101,)
    place : array, shape ()
    """
    steps = jnp.cumsum(jnp.asarray(at))[:-1]
    before = jnp.clip(place - jnp.arange(POINTS - 1), 0, 1)
    return (steps**2 * before + (1 - steps) ** 2 * (1 - before)).sum()


@lru_cache(maxsize=1)
def _compiled() -> tuple[Any, Any]:
    def one(theta: jax.Array, features: jax.Array, place: jax.Array) -> jax.Array:
        at = density(features, theta)
        return score(at, place) / 10 - jnp.log(at[jnp.round(place).astype(int)] + 1e-12) / 2

    def loss(theta: jax.Array, features: jax.Array, place: jax.Array, mask: jax.Array) -> jax.Array:
        each = jax.vmap(one, (None, 0, 0))(theta, features, place)
        return jnp.where(mask, each, 0).sum() / mask.sum() + RIDGE * (theta**2).sum()

    def covered(theta: jax.Array, features: jax.Array, place: jax.Array, mask: jax.Array) -> jax.Array:
        lower, upper = jax.vmap(lambda f: quantiles(density(f, theta), jnp.asarray(NOMINAL)))(features)
        inside = (place[:, None] >= lower - 0.5) & (place[:, None] <= upper + 0.5) & mask[:, None]
        return inside.sum(axis=0) / mask.sum()

    return jax.jit(jax.value_and_grad(loss)), jax.jit(covered)
