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
    position : Array, shape (n,)
        Finite wherever the weight is positive.
    weight : Array, shape (n,)
        0 or more; actors with 0 are ignored.
    convention : str
        ``lower``, ``upper``, or ``mid``: half way between the two.

    Returns
    -------
    Array, shape ()
        NaN where no weight is positive.
    """
    total = weight.sum()
    half = total / 2 - 4 * position.size * np.finfo(position.dtype).eps * total
    # All pairs rather than a sort: sorting small arrays is slow where this is mapped over many draws.
    below = jnp.where(position[None, :] <= position[:, None], weight[None, :], 0).sum(axis=1)
    above = jnp.where(position[None, :] >= position[:, None], weight[None, :], 0).sum(axis=1)
    counts = weight > 0
    lower = jnp.where(counts & (below >= half), position, jnp.inf).min()
    upper = jnp.where(counts & (above >= half), position, -jnp.inf).max()
    value = {"lower": lower, "upper": upper, "mid": (lower + upper) / 2}[convention]
    return jnp.where(total > 0, value, jnp.nan)
