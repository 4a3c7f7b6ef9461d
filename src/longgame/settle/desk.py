"""Many problems at once, none waiting for the slowest: where one has ended, the next takes its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import jax
import jax.numpy as jnp

# Problems worked on at once: enough to fill the vector units, few enough for what a turn holds to stay in the cache.
MOST = 512
CELLS = 2**17

Setting = TypeVar("Setting")
Progress = TypeVar("Progress")


class _Desk(NamedTuple):
    """The problems being settled: their numbers, shape (slots,), and how they stand; the next one to take up; all that ended."""

    number: jax.Array
    setting: Any
    now: Any
    following: jax.Array
    ended: Any


def slots_for(cells: int) -> int:
    """Return how many problems are worked on at once, if the largest array of one has so many numbers."""
    return max(1, min(MOST, CELLS // cells))


def play(
    settings: Setting,
    starts: Progress,
    more: Callable[[Progress], jax.Array],
    advance: Callable[[Progress, Setting], Progress],
    cells: int,
) -> Progress:
    """Return how every problem stands in the end, as if each were played by itself.

    A mapped loop would go on for every problem as long as the slowest needs. Here the turns played are those that the problems
    need, and the memory is that of the few problems worked on at once.

    Parameters
    ----------
    settings : tree of Array, shape (k, …)
        What stays the same, for k problems.
    starts : tree of Array, shape (k, …)
        How each stands at the start.
    more : callable
        Tells of one problem whether there is another turn.
    advance : callable
        Plays one turn of one problem.
    cells : int
        Numbers in the largest array of one problem's turn.

    Returns
    -------
    tree of Array, shape (k, …)
        As ``starts``.
    """
    total = jax.tree.leaves(starts)[0].shape[0]
    slots = min(slots_for(cells), total)

    def turn(desk: _Desk) -> _Desk:
        on = jax.vmap(more)(desk.now)
        now = jax.tree.map(lambda old, new: _where(on, new, old), desk.now, jax.vmap(advance)(desk.now, desk.setting))
        stopped = ~jax.vmap(more)(now) & (desk.number < total)
        written = jnp.where(stopped, desk.number, total)
        ended = jax.tree.map(lambda all_, one: all_.at[written].set(one, mode="drop"), desk.ended, now)
        number = jnp.where(stopped, desk.following + jnp.cumsum(stopped) - 1, desk.number)
        take = jnp.minimum(number, total - 1)

        def refill(old: jax.Array, every: jax.Array) -> jax.Array:
            return _where(stopped, every[take], old)

        return _Desk(
            number.astype(jnp.int32),
            jax.tree.map(refill, desk.setting, settings),
            jax.tree.map(refill, now, starts),
            (desk.following + stopped.sum()).astype(jnp.int32),
            ended,
        )

    first = jnp.arange(slots, dtype=jnp.int32)
    taken: tuple[Any, Any] = jax.tree.map(lambda a: a[:slots], (settings, starts))
    desk = _Desk(first, taken[0], taken[1], jnp.asarray(slots, jnp.int32), starts)
    end = jax.lax.while_loop(lambda desk: (desk.number < total).any(), turn, desk)
    return cast(Progress, end.ended)


def _where(which: jax.Array, a: jax.Array, b: jax.Array) -> jax.Array:
    """Return rows of ``a`` where ``which``, shape (slots,), says so, and of ``b`` elsewhere."""
    return jnp.where(jnp.expand_dims(which, range(1, a.ndim)), a, b)
