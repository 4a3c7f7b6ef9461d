"""Many issues at once, none waiting for the slowest."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.kernel import Progress, Setting, advance, begin, finish, more
from longgame.settle.library.challenge.params import Params
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Issue


class _Desk(NamedTuple):
    """The issues being settled: their numbers, shape (slots,), and how they stand; the next one to take up; all that ended."""

    number: jax.Array
    setting: Setting
    now: Progress
    following: jax.Array
    ended: Progress


def settle(issues: Issue, params: Params, slots: int = 512) -> Outcome:
    """Run the kernel without a record on many issues; where one has stopped, the next takes its place.

    Mapping the kernel would play as many rounds for every issue as the slowest needs. Here the rounds played are those that
    the issues need, and the memory is that of ``slots`` issues. The outcomes are the same.

    Parameters
    ----------
    issues : Issue
        Arrays with a first axis of length m: position (m, n) and so on.
    params : Params
        ``record`` is taken to be False.
    slots : int
        How many issues are worked on at once.

    Returns
    -------
    Outcome
        Arrays of shape (m,).
    """
    total = issues.position.shape[0]
    slots = min(slots, total)
    settings, starts = jax.vmap(lambda issue: begin(issue, params))(issues)

    def turn(desk: _Desk) -> _Desk:
        on = jax.vmap(lambda now: more(now, params))(desk.now)
        fresh = jax.vmap(lambda now, setting: advance(now, setting, params)[0])(desk.now, desk.setting)
        now = jax.tree.map(lambda old, new: jnp.where(jnp.expand_dims(on, range(1, new.ndim)), new, old), desk.now, fresh)
        stopped = ~jax.vmap(lambda now: more(now, params))(now) & (desk.number < total)
        written = jnp.where(stopped, desk.number, total)
        ended = jax.tree.map(lambda all_, one: all_.at[written].set(one, mode="drop"), desk.ended, now)
        number = jnp.where(stopped, desk.following + jnp.cumsum(stopped) - 1, desk.number)
        take = jnp.minimum(number, total - 1)

        def refill(old: jax.Array, every: jax.Array) -> jax.Array:
            return jnp.where(jnp.expand_dims(stopped, range(1, old.ndim)), every[take], old)

        return _Desk(
            number.astype(jnp.int32),
            jax.tree.map(refill, desk.setting, settings),
            jax.tree.map(refill, now, starts),
            (desk.following + stopped.sum()).astype(jnp.int32),
            ended,
        )

    first = jnp.arange(slots, dtype=jnp.int32)
    desk = _Desk(
        first,
        jax.tree.map(lambda a: a[:slots], settings),
        jax.tree.map(lambda a: a[:slots], starts),
        jnp.asarray(slots, jnp.int32),
        starts,
    )
    end = jax.lax.while_loop(lambda desk: (desk.number < total).any(), turn, desk)
    return jax.vmap(lambda end, setting: finish(end, setting, params, {}))(end.ended, settings)
