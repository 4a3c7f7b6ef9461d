"""The weighted median, with its ties made explicit."""

from __future__ import annotations

from typing import Literal

import jax
import jax.numpy as jnp
import numpy as np

Convention = Literal["lower", "upper", "mid"]


def weighted_median(position: jax.Array, weight: jax.Array, convention: Convention) -> jax.Array:
    """Return the weighted median of positions.

    The lower median is the lowest position at or below which at least half of the weight lies, the upper one the highest at
    or above which half lies. They differ only where a sum of weights is exactly half; sums are taken for equal to half
    within the rounding of n additions, since capability times salience as people type them (0.1 × 29) is not exact.

    Parameters
    ----------
    position : Array, shape (n,) or (n, k)
        Finite wherever the weight is positive.
    weight : Array, of the same shape
        0 or more; actors with 0 are ignored.
    convention : str
        ``lower``, ``upper``, or ``mid``: half way between the two.

    Returns
    -------
    Array, shape () or (k,)
        NaN where no weight is positive.
    """
    total = weight.sum(axis=0)
    half = total / 2 - 4 * len(position) * np.finfo(position.dtype).eps * total
    below, above = _in_turn(position, weight) if position.ndim > 1 else _all_pairs(position, weight)
    counts = weight > 0
    lower = jnp.where(counts & (below >= half), position, jnp.inf).min(axis=0)
    upper = jnp.where(counts & (above >= half), position, -jnp.inf).max(axis=0)
    value = {"lower": lower, "upper": upper, "mid": (lower + upper) / 2}[convention]
    return jnp.where(total > 0, value, jnp.nan)


# The weight at or below, and at or above, each position. Neither sorts: sorting small arrays is slow where it is mapped over many
# draws.


def _all_pairs(position: jax.Array, weight: jax.Array) -> tuple[jax.Array, jax.Array]:
    below = jnp.where(position[None, :] <= position[:, None], weight[None, :], 0).sum(axis=1)
    above = jnp.where(position[None, :] >= position[:, None], weight[None, :], 0).sum(axis=1)
    return below, above


def _in_turn(position: jax.Array, weight: jax.Array) -> tuple[jax.Array, jax.Array]:
    def add(k: jax.Array, sums: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        at, brings = position[k], weight[k]
        return sums[0] + jnp.where(at <= position, brings, 0), sums[1] + jnp.where(at >= position, brings, 0)

    nothing = jnp.zeros_like(weight)
    sums: tuple[jax.Array, jax.Array] = jax.lax.fori_loop(0, len(position), add, (nothing, nothing))
    return sums
