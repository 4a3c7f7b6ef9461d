"""Many repetitions with exchange rates drawn at random."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp

from longgame.core.threads import threads
from longgame.settle.library.equal_gain.kernel import kernel
from longgame.settle.library.equal_gain.params import Params
from longgame.settle.problem import Package

# Repetitions in one call. Fixed, so that the same program runs whatever the number of workers.
BLOCK = 25


def repeat(package: Package, params: Params, keys: jax.Array, workers: int = 2) -> dict[str, jax.Array]:
    """Return what the repetitions led to; the same bits for any number of workers.

    One repetition after another, each worker with its own share: repetitions stop at different steps, so in step they would
    wait for the longest, and every step would copy the whole board of those that are done.

    Parameters
    ----------
    package : Package
    params : Params
        With a positive ``spread``, else all repetitions are the same; ``record`` is ignored.
    keys : Array of keys, shape (k,)
    workers : int
        Threads.

    Returns
    -------
    dict
        ``value`` (k, m), ``result`` (k, m), and by rounds ``outcome`` (k, rounds, m), ``number`` (k, rounds), ``effect``
        (k, rounds, n, 5), as in ``kernel``.
    """
    run = _compiled(replace(params, record=False))
    count = keys.shape[0]
    blocks = -(-count // BLOCK)
    padded = keys[jnp.arange(blocks * BLOCK) % count].reshape(blocks, BLOCK)

    def one(b: int) -> dict[str, jax.Array]:
        # Threads do not inherit what a context has set.
        with jax.enable_x64(True):
            found: dict[str, jax.Array] = jax.block_until_ready(run(package, padded[b]))
            return found

    with threads(workers) as pool:
        parts = list(pool.map(one, range(blocks)))
    return {name: jnp.concatenate([part[name] for part in parts])[:count] for name in parts[0]}


@cache
def _compiled(params: Params) -> Any:
    def one(package: Package, key: jax.Array) -> dict[str, jax.Array]:
        found = kernel(package, params, key)
        return {"value": found.value, "result": found.result} | {k: found.detail[k] for k in ("outcome", "number", "effect")}

    # Without XLA's fusion emitters the same program takes two thirds of the time.
    options = {"xla_cpu_use_fusion_emitters": False}
    return jax.jit(lambda package, keys: jax.lax.map(lambda key: one(package, key), keys), compiler_options=options)
