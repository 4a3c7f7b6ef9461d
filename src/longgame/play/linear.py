"""Small linear equations in plain array operations.

LAPACK, which ``jax.numpy.linalg.solve`` calls on processors, waits for the threads that run it: with two programs at once on two
processors both wait for ever (JAX 0.10).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp


def solve(matrix: jax.Array, right: jax.Array) -> jax.Array:
    """Return the solution of linear equations, by Gauss and Jordan's elimination with partial pivoting.

    Parameters
    ----------
    matrix : Array, shape (n, n)
    right : Array, shape (n,)

    Returns
    -------
    Array, shape (n,)
        Not finite where the matrix is singular.
    """
    n = len(right)

    def eliminate(column: jax.Array, state: tuple[jax.Array, jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array, jax.Array]:
        rows, used, order = state
        entries = rows[:, column]
        pivot = jnp.argmax(jnp.where(used, -1.0, jnp.abs(entries)))
        row = rows[pivot] / entries[pivot]
        others = jnp.where(jnp.arange(n) == pivot, 0.0, entries)
        cleared = rows - others[:, None] * row
        rows = jnp.where((jnp.arange(n) == pivot)[:, None], row, cleared)
        return rows, used | (jnp.arange(n) == pivot), order.at[column].set(pivot)

    begin = (jnp.concatenate([matrix, right[:, None]], axis=1), jnp.zeros(n, bool), jnp.zeros(n, int))
    rows, _, order = jax.lax.fori_loop(0, n, eliminate, begin)
    found: jax.Array = rows[order, n]
    return found
