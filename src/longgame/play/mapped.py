"""A compiled function over many draws, a few at a time, on some threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from longgame.core.threads import threads

BLOCK = 4  # draws in one call
COMPILER: dict[str, bool | int] = {"xla_backend_optimization_level": 1, "xla_cpu_use_fusion_emitters": False}
Floats = NDArray[np.float64]


def compiled(one: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of one draw as a compiled one of a block of them; arguments after the first are the same for all.

    Parameters
    ----------
    one : callable
        Its first argument is an array, or a tuple of arrays, of one draw.
    """

    def every(block: Any, *same: Any) -> Any:
        return jax.lax.map(lambda draw: one(draw, *same), block)

    return jax.jit(every, compiler_options=COMPILER)


def mapped(
    run: Callable[..., Any],
    draws: Floats | tuple[Floats, ...],
    *same: Any,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Any:
    """Return what a compiled function gives for draws, on some threads; the number of threads changes no figure.

    Parameters
    ----------
    run : callable
        As of ``compiled``.
    draws : array or tuple of arrays
        With a first axis of draws; tuples are passed on as such.
    same : any
        The same for all.
    workers : int
    progress : callable or None
        Called with the number of draws that were just done.
    """
    number = len(draws[0] if isinstance(draws, tuple) else draws)

    def some(at: int) -> Any:
        block = jax.tree.map(lambda a: a[at : at + BLOCK], draws)
        with jax.enable_x64(True):  # belongs to the thread
            made = jax.tree.map(np.asarray, run(block, *same))
        if progress is not None:
            progress(min(BLOCK, number - at))
        return made

    with threads(workers) as pool:
        made = list(pool.map(some, range(0, number, BLOCK)))
    return jax.tree.map(lambda *a: np.concatenate(a), *made)
