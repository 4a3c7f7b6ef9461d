"""Reading and writing blocks of an array at traced places.

Indexing would do the same as a gather or a scatter, which XLA turns into loops on a CPU; a slice stays a slice.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import lax

Where = tuple[jax.Array | None, ...]


def take(array: jax.Array, *where: jax.Array | None) -> jax.Array:
    """Return ``array[where]``; None stands for a whole axis."""
    starts, sizes, shape = _block(array, where)
    return lax.dynamic_slice(array, starts, sizes).reshape(shape)


def put(array: jax.Array, value: jax.Array, *where: jax.Array | None) -> jax.Array:
    """Return ``array`` with ``value`` at ``where``; None stands for a whole axis."""
    starts, sizes, _ = _block(array, where)
    return lax.dynamic_update_slice(array, jnp.asarray(value, array.dtype).reshape(sizes), starts)


def _block(array: jax.Array, where: Where) -> tuple[list[jax.Array], list[int], list[int]]:
    where = where + (None,) * (array.ndim - len(where))
    starts = [jnp.int32(0) if at is None else jnp.asarray(at, jnp.int32) for at in where]
    sizes = [size if at is None else 1 for at, size in zip(where, array.shape, strict=True)]
    shape = [size for at, size in zip(where, array.shape, strict=True) if at is None]
    return starts, sizes, shape
