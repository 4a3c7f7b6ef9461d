"""Sums whose last bit does not depend on what is computed beside them."""

from __future__ import annotations

import jax
import jax.numpy as jnp


def total(terms: jax.Array) -> jax.Array:
    """Return the sum over the first axis, added up in a fixed order: halves to each other until one is left.

    ``sum`` takes another order where it is mapped over many problems than over few (XLA hands large arrays to a library), so
    that results would depend on how many problems are settled at once.

    Parameters
    ----------
    terms : Array, shape (n, …)
        n at least 1.

    Returns
    -------
    Array, shape (…)
    """
    while terms.shape[0] > 1:
        half = (terms.shape[0] + 1) // 2
        rest = jnp.pad(terms[half:], [(0, 2 * half - terms.shape[0])] + [(0, 0)] * (terms.ndim - 1))
        terms = terms[:half] + rest
    return terms[0]
