"""A model run on many problems: in blocks of one size, so that neither chunks nor workers change a bit of the result."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import jax
import numpy as np

from longgame.core.threads import threads
from longgame.settle.base import Model
from longgame.settle.outcome import Outcome
from longgame.settle.study.compiled import distrust, options, traced

CELLS = 2**22  # numbers in the largest array of a block: tens of megabytes
LARGEST = 2**16
FEW = 2**6
MANY = 2**12  # from here on there is work for two


def run(
    model: Model,
    problems: Any,
    params: Any = None,
    *,
    chunk: int | None = None,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Settle many problems of one shape with one model, in double precision.

    Parameters
    ----------
    model : Model
    problems : Issue or Package
        Arrays with a first axis of length d, the draws.
    params : Any
        Parameters of the model; its own where None.
    chunk : int or None
        How many problems are handed out at a time, rounded up to whole blocks; None for all. It bounds what an interruption
        loses and what is held besides the result.
    workers : int
        Blocks computed at the same time.
    progress : callable or None
        Called with the number of problems done since the last call.

    Returns
    -------
    Outcome
        NumPy arrays with a first axis of length d: ``value``, ``result`` and the model's ``detail``.

    Raises
    ------
    ValueError
        No problem, or fewer than one worker or one problem in a chunk.
    """
    d = problems.position.shape[0]
    if d < 1 or workers < 1 or (chunk is not None and chunk < 1):
        msg = f"at least one problem, worker and chunk are needed; got {d}, {workers}, {chunk}"
        raise ValueError(msg)
    size = block_size(model, problems.position.shape)
    held = max(1, -(-(chunk or d) // size))
    chosen, actors = model.params if params is None else params, problems.position.shape[1]
    kernel = _ready(model, chosen, *_shapes(problems, size))

    def one(block: Any) -> Outcome:
        with jax.enable_x64(True):  # belongs to the thread
            try:
                return _settled(kernel, block)
            except jax.errors.JaxRuntimeError:
                # Compiled code that JAX reads back from a folder fails now and then; compiled here it does not.
                if not distrust():
                    raise
                return _settled(_compiled.__wrapped__(model, chosen, actors), block)

    parts: list[Outcome] = []
    blocks = list(_blocks(problems, d, size))
    with threads(workers) as pool:
        for at in range(0, len(blocks), held):
            for part in pool.map(one, blocks[at : at + held]):
                parts.append(part)
                if progress is not None:
                    progress(min(size, d - (len(parts) - 1) * size))
    whole: Outcome = jax.tree.map(lambda *a: np.concatenate(a)[:d], *parts)
    return whole


def _settled(kernel: Callable[[Any], Outcome], block: Any) -> Outcome:
    done: Outcome = jax.tree.map(np.asarray, kernel(block))
    return done


def block_size(model: Model, shape: tuple[int, ...]) -> int:
    """Return how many problems are computed together, which the shape (d, n) or (d, n, m) alone decides.

    As few blocks as memory allows, at least two if there are many problems, of about one size: a number of four binary digits,
    so that other numbers of problems often find the code compiled and little of a block is only filled up. Where a problem
    costs less than a compiler's time, few problems fill up a block of one of a few sizes.
    """
    cells: int = max(1, math.prod(shape[1:])) ** model.grows
    bound = 1 << (min(LARGEST, max(1, CELLS // cells)).bit_length() - 1)
    each = -(-shape[0] // max(-(-shape[0] // bound), 2 if shape[0] >= MANY else 1))
    if model.grows == 1 and model.many is None and shape[0] < MANY:
        return min(bound, FEW << (3 * max(0, -(-((each - 1) // FEW).bit_length() // 3))))
    step = 1 << max(0, each.bit_length() - 4)
    return min(bound, -(-each // step) * step)


def _blocks(problems: Any, d: int, size: int) -> Iterator[Any]:
    """Give blocks of one size; the last is filled up with its last problem."""
    for at in range(0, d, size):
        index = np.minimum(np.arange(at, at + size), d - 1)
        yield jax.tree.map(lambda a, index=index: np.asarray(a)[index], problems)


def _shapes(problems: Any, size: int) -> tuple[type, tuple[jax.ShapeDtypeStruct, ...]]:
    """Return the kind of problem and the shapes of a block."""
    return type(problems), tuple(jax.ShapeDtypeStruct((size, *np.shape(a)[1:]), np.asarray(a).dtype) for a in problems)


@lru_cache(maxsize=256)
def _ready(model: Model, params: Any, kind: type, shapes: tuple[jax.ShapeDtypeStruct, ...]) -> Callable[[Any], Outcome]:
    made_of = [f"{f.__module__}.{f.__qualname__}" for f in (model.kernel, model.many) if f is not None]
    with jax.enable_x64(True):
        problems = kind(*shapes)
        return traced(_compiled(model, params, problems.position.shape[1]), model, repr((model.name, params, made_of)), problems)


@lru_cache(maxsize=128)
def _compiled(model: Model, params: Any, actors: int) -> Callable[[Any], Outcome]:
    many = model.many
    if many is not None:
        return jax.jit(lambda problems: many(problems, params), compiler_options=options(model, actors))
    return jax.jit(jax.vmap(lambda problem: model.kernel(problem, params)), compiler_options=options(model, actors))
