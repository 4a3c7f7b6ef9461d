"""What two sides can agree on without waste, several issues as one package."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.alternating_offers.params import Params

STEPS = 64
# Ratios of saliences closer than this are equal.
SAME_RATIO = 1e-12


class Frontier(NamedTuple):
    """The efficient agreements as a path from all that side 0 wants, at 0, to all that side 1 wants, at 1.

    Attributes
    ----------
    given : callable
        How far side 0 gives way on each issue at a place on the path, 0 to 1, shape (m,).
    loss : callable
        What each side loses there, shape (2,): the mean loss, weighted by salience.
    slope : callable
        How the two losses change there, shape (2,), up to a common factor: side 0's up, side 1's down.
    """

    given: Callable[[jax.Array], jax.Array]
    loss: Callable[[jax.Array], jax.Array]
    slope: Callable[[jax.Array], jax.Array]


def frontier(apart: jax.Array, salience: jax.Array, params: Params) -> Frontier:
    """Return the efficient agreements (logrolling: on each issue the side that minds more gives way less).

    With linear loss side 0 gives way wholly on one issue after the other, first where side 1 minds most for what it costs
    side 0; on issues of the same ratio together. With quadratic loss on all at once, t s1 / ((1 - t) s0 + t s1).

    Parameters
    ----------
    apart : Array, shape (m,)
        How far the sides are apart on each issue, in lengths of its scale.
    salience : Array, shape (2, m)
    """
    stake = salience * (apart if params.loss == "linear" else apart**2)

    def loss(given: jax.Array) -> jax.Array:
        way = jnp.stack([given, 1 - given])
        return (stake * (way if params.loss == "linear" else way**2)).sum(axis=1)

    steps = _in_turn(stake, salience) if params.loss == "linear" else _at_once(salience)
    given, slope = steps
    return Frontier(given, lambda at: loss(given(at)), slope)


Steps = tuple[Callable[[jax.Array], jax.Array], Callable[[jax.Array], jax.Array]]


def _in_turn(stake: jax.Array, salience: jax.Array) -> Steps:
    ours, theirs = salience[0], salience[1]
    # Row k, column j: whether issue j comes before k, by the ratio of theirs to ours, without a division by 0.
    left, right = theirs[None, :] * ours[:, None], theirs[:, None] * ours[None, :]
    sooner = left > right * (1 + SAME_RATIO)
    later = right > left * (1 + SAME_RATIO)
    before = jnp.where(sooner, stake[0], 0).sum(axis=1)
    together = jnp.where(~sooner & ~later, stake[0], 0).sum(axis=1)
    whole = stake[0].sum()
    size = jnp.where(together > 0, together, 1)

    def given(at: jax.Array) -> jax.Array:
        way = jnp.clip((at * whole - before) / size, 0, 1)
        # What costs a side nothing it gives at once.
        return jnp.where(ours > 0, jnp.where(theirs > 0, way, 0), 1)

    def slope(at: jax.Array) -> jax.Array:
        way = (at * whole - before) / size
        moving = (way >= 0) & (way < 1) & (together > 0)
        return jnp.stack([whole, -jnp.where(moving, stake[1] * whole / size, 0).sum()])

    return given, slope


def _at_once(salience: jax.Array) -> Steps:
    ours, theirs = salience[0], salience[1]

    def given(at: jax.Array) -> jax.Array:
        whole = (1 - at) * ours + at * theirs
        way = jnp.where(whole > 0, at * theirs / jnp.where(whole > 0, whole, 1), 0)
        return jnp.where(ours > 0, jnp.where(theirs > 0, way, 0), 1)

    return given, lambda at: jnp.stack([at, at - 1])


def last(holds: Callable[[jax.Array], jax.Array], low: jax.Array, high: jax.Array) -> jax.Array:
    """Return the last place from low to high at which something holds that holds up to some place; low where nowhere."""

    def halve(k: jax.Array, ends: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        # The end itself is tried first; where it holds there, both ends meet.
        mid = jnp.where(k == 0, ends[1], (ends[0] + ends[1]) / 2)
        yes = holds(mid)
        return jnp.where(yes, mid, ends[0]), jnp.where(yes, ends[1], mid)

    found: jax.Array = jax.lax.fori_loop(0, STEPS, halve, (low, high))[0]
    return found
