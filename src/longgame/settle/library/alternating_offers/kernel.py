"""The subgame perfect equilibrium of alternating offers between two sides."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.alternating_offers.frontier import Frontier, frontier, last
from longgame.settle.library.alternating_offers.params import Params, Side
from longgame.settle.library.alternating_offers.sides import Sides, two
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue, Package

# A gain below this, in lengths of the scale, is none.
NO_GAIN = 1e-9


class _Numbers(NamedTuple):
    """The parameters that are numbers, so that another value needs no new compilation; shapes (2,) and ()."""

    rate: jax.Array
    outside: jax.Array
    breakdown: jax.Array
    delay: jax.Array
    risk: jax.Array
    proposer: jax.Array


class _Without(NamedTuple):
    """What each side has without an agreement, as gains over the impasse, and how it waits; all of shape (2,).

    Attributes
    ----------
    outside, breakdown : Array
        After leaving, -inf where it cannot; after talks broke down.
    never : Array
        If nobody ever agrees nor leaves.
    rate : Array
        Impatience in a unit of time.
    """

    outside: jax.Array
    breakdown: jax.Array
    never: jax.Array
    rate: jax.Array

    @property
    def least(self) -> jax.Array:
        """Return below what each side refuses for good."""
        return jnp.maximum(self.outside, self.never)


def issue_kernel(issue: Issue, params: Params) -> Outcome:
    """Return the agreement on one issue; see ``package_kernel``, whose ``detail`` has a last axis of one issue here."""
    tables = (a[:, None] for a in issue[:4])
    out = package_kernel(Package(*tables, *(a[None] for a in issue[4:])), params)
    return Outcome(out.value[0], out.result[0], out.detail)


def package_kernel(package: Package, params: Params) -> Outcome:
    """Return the agreement of two sides that make each other offers in turn until one is taken (Rubinstein 1982).

    A side gains v_i = loss without an agreement - loss at the agreement, where its loss is the mean over issues, weighted
    by salience, of the distance (or its square) from its positions in lengths of the scale. An agreement after time t
    is worth d_i^t v_i. Between two offers talks break down with probability p and leave b_i; who refuses an offer may
    leave for w_i. In equilibrium each side's offer gives the other R_i = max(w_i, d_i (p b_i + (1 - p) v_i(own offer)))
    and itself the most that is then left; the first offer is taken. The equations have one solution where what can be
    gained together is concave, as it is here; it is found by bisection.

    With delay 0: the limit, the agreement that maximises (v_0 - z_0)^a_0 (v_1 - z_1)^a_1 subject to v_i >= w_i, with
    z_i = risk b_i / (r_i + risk), a_i in proportion to 1 / (r_i + risk) and r_i = -log d_i (Binmore, Rubinstein and
    Wolinsky 1986). An outside option thus matters only where it is better than what its owner would get anyway. Without
    impatience and risk both sides count alike.

    NO_AGREEMENT, and the reversion point of each issue, where no package is better for one side and not worse for the
    other than what they have without it; sides of the same positions agree on them. NO_ACTORS where a side has nobody
    with weight, and for issues on which neither has.

    ``detail``: ``member``, shape (2, n), and ``position`` and ``salience``, shape (2, m), of the sides; ``power``, shape
    (2,), the exponents a; ``offers``, shape (2, m), what each side offers when it is its turn; ``given``, shape (m,), which
    part of the way side 0 goes; ``gain``, shape (2,), and ``least``, shape (2,), below which each refuses for good;
    ``bound``, shape (2,), whether the outside option decides what a side gets; ``known``, shape (m,), whether the
    reversion point is known.
    """
    numbers = _Numbers(
        rate=jnp.asarray([-math.log(side.discount) for side in params.sides]),
        outside=jnp.asarray([math.inf if side.outside is None else side.outside for side in params.sides]),
        breakdown=jnp.asarray([0.0 if side.breakdown is None else side.breakdown for side in params.sides]),
        delay=jnp.asarray(params.delay),
        risk=jnp.asarray(params.risk),
        proposer=jnp.asarray(params.proposer),
    )
    at_once = params.delay == 0 or (params.risk == 0 and all(side.discount == 1 for side in params.sides))
    first, second = (Side(side.members, breakdown=None if side.breakdown is None else 0.0) for side in params.sides)
    kind = replace(params, sides=(first, second), delay=0.0 if at_once else 1.0, risk=0.0, proposer=0)
    settled: Outcome = _settle(package, numbers, kind)
    return settled


@partial(jax.jit, static_argnames="params")
def _settle(package: Package, numbers: _Numbers, params: Params) -> Outcome:
    """Return the agreement; of ``params`` only what is no number counts, and whether ``delay`` is 0."""
    sides = two(package, params)
    known = jnp.isfinite(package.reversion)
    impasse, apart = _impasse(package, sides, known, params)
    ways = frontier(apart, sides.salience, params)
    without = _without(sides, impasse, numbers, params)

    def gain(at: jax.Array) -> jax.Array:
        return impasse - ways.loss(at)

    ends = _zone(gain, without.least)
    power = _power(without, numbers)
    offers = _limit(ways, gain, power, without, ends) if params.delay == 0 else _turns(gain, without, numbers)
    at = offers[numbers.proposer]
    first, second = (gain(end) for end in ends)
    room = (first >= without.least - NO_GAIN).all()
    more = (first[0] > without.least[0] + NO_GAIN) | (second[1] > without.least[1] + NO_GAIN)
    agreed = room & (more | ~(apart > NO_GAIN).any())
    given = jax.vmap(ways.given)(offers)
    points = sides.position[0] + given * (sides.position[1] - sides.position[0])
    missing = ~sides.counts | (sides.weight <= 0).any()
    value = jnp.where(agreed, points[numbers.proposer], package.reversion)
    code = jnp.where(missing, Result.NO_ACTORS, jnp.where(agreed, Result.AGREED, Result.NO_AGREEMENT))
    detail = {
        "member": sides.member, "position": sides.position, "salience": sides.salience, "power": power, "offers": points,
        "given": given[numbers.proposer], "gain": jnp.where(agreed, gain(at), 0), "least": without.least,
        "bound": agreed & (gain(at) <= without.outside + NO_GAIN), "known": known,
    }  # fmt: skip
    return Outcome(jnp.where(missing, jnp.nan, value), code.astype(jnp.int32), detail)


Gain = Callable[[jax.Array], jax.Array]


def _impasse(package: Package, sides: Sides, known: jax.Array, params: Params) -> tuple[jax.Array, jax.Array]:
    """Return what each side loses as long as nothing is agreed, shape (2,), and how far they are apart, shape (m,)."""
    length = package.high - package.low
    apart = jnp.abs(sides.position[1] - sides.position[0]) / length
    reversion = jnp.where(known, package.reversion, sides.position[0])
    off = jnp.abs(sides.position - reversion) / length
    if params.impasse == "give_in":
        known = jnp.zeros_like(known)
    off = jnp.where(known, off, apart)
    return (sides.salience * (off if params.loss == "linear" else off**2)).sum(axis=1), apart


def _without(sides: Sides, impasse: jax.Array, numbers: _Numbers, params: Params) -> _Without:
    bad = 1 if params.loss == "linear" else 2
    stays = jnp.asarray([side.breakdown is None for side in params.sides])
    outside = impasse - numbers.outside**bad
    breakdown = jnp.where(stays, 0, impasse - numbers.breakdown**bad)
    rate = numbers.rate
    if params.patience == "weight":
        rate /= 2 * jnp.where(sides.weight > 0, sides.weight, 1) / jnp.where(sides.weight > 0, sides.weight.sum(), 1)
    if params.delay == 0:
        ends, waits = numbers.risk, rate + numbers.risk
    else:
        breaks, worth = _turn(rate, numbers)
        ends, waits = worth * breaks, 1 - worth * (1 - breaks)
    never = jnp.where(waits > 0, ends * breakdown / jnp.where(waits > 0, waits, 1), 0)
    return _Without(outside, breakdown, never, rate)


def _turn(rate: jax.Array, numbers: _Numbers) -> tuple[jax.Array, jax.Array]:
    """Return the probability of a breakdown between two offers, and what waiting for the next leaves of a gain."""
    return -jnp.expm1(-numbers.risk * numbers.delay), jnp.exp(-rate * numbers.delay)


def _power(without: _Without, numbers: _Numbers) -> jax.Array:
    """Return the exponents of the Nash product that the game tends to, shape (2,), summing to 1."""
    haste = without.rate + numbers.risk
    total = haste.sum()
    return jnp.where(total > 0, haste[::-1] / jnp.where(total > 0, total, 1), 0.5)


def _first(gain: Gain, least: jax.Array) -> jax.Array:
    """Return the first place at which side 1 gains this much; 1 where nowhere."""
    return last(lambda at: gain(at)[1] < least, jnp.zeros_like(least), jnp.ones_like(least))


def _zone(gain: Gain, least: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the ends of the places that both sides would rather have than nothing."""

    def below(at: jax.Array) -> jax.Array:
        gains = jax.vmap(gain)(at)
        return jnp.stack([gains[0, 1] < least[1], gains[1, 0] >= least[0]])

    ends = last(below, jnp.zeros_like(least), jnp.ones_like(least))
    return ends[0], ends[1]


def _limit(ways: Frontier, gain: Gain, power: jax.Array, without: _Without, ends: tuple[jax.Array, jax.Array]) -> jax.Array:
    """Return the place of the asymmetric Nash solution, twice."""

    def better(at: jax.Array) -> jax.Array:
        """Return whether the Nash product still grows from here towards what side 1 wants."""
        surplus = power[::-1] * (gain(at) - without.never)
        slope = ways.slope(at)
        return -slope[1] * surplus[0] > slope[0] * surplus[1]

    at = last(better, *ends)
    return jnp.stack([at, at])


def _turns(gain: Gain, without: _Without, numbers: _Numbers) -> jax.Array:
    """Return the places that side 0 and side 1 offer in equilibrium, shape (2,)."""
    p, worth = _turn(without.rate, numbers)

    def refusal(i: int, own: jax.Array) -> jax.Array:
        """Return what side i has from refusing, when its own offer is then taken at the next turn."""
        return jnp.maximum(without.outside[i], worth[i] * (p * without.breakdown[i] + (1 - p) * gain(own)[i]))

    def answer(own: jax.Array) -> jax.Array:
        """Return what side 0 offers a side 1 that would offer this in its place."""
        return _first(gain, refusal(1, own))

    zero = jnp.zeros_like(worth[0])
    second = last(lambda at: gain(at)[0] >= refusal(0, answer(at)), zero, zero + 1)
    return jnp.stack([answer(second), second])
