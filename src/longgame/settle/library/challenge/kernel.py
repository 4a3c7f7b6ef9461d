"""Rounds of challenges until everyone has settled or the rounds are over."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.offers import Kind, Offers, kinds, take
from longgame.settle.library.challenge.params import Params, tie
from longgame.settle.library.challenge.state import Actors, actors, extent, field
from longgame.settle.library.challenge.utility import first_pass, loss, risk_exponents, second_pass
from longgame.settle.library.challenge.votes import probability, votes_for
from longgame.settle.median import weighted_median
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue


class _Progress(NamedTuple):
    position: jax.Array
    median: jax.Array
    quiet: jax.Array
    done: jax.Array
    rounds: jax.Array
    moved: jax.Array


def kernel(issue: Issue, params: Params) -> Outcome:
    """Play rounds of challenges (Scholz, Calbert and Smith 2011) and return the median or mean of the last positions.

    NO_ACTORS where no actor present has weight; NOT_CONVERGED where someone still moved in the last round; the value is given
    in that case too.

    ``detail``, t = 0 being the start: ``rounds``, shape (): rounds played. ``moved``, shape (): the longest move of the last
    one, in the units of the issue. With ``params.record`` also ``position`` (rounds + 1, n), ``median`` and ``mean``
    (rounds + 1,), ``risk`` (rounds, n): risk exponents; ``offer_kind``, ``offer_from`` (rounds, n): kind and proposer's
    index (−1 for none) of the offer taken, ``offer_to``: the position moved to, ``offer_mine``, ``offer_theirs``: the
    expected utility of a challenge to the actor and to the proposer. After the last round played, all stay where they are.
    """
    who = actors(issue)
    start = _Progress(
        jnp.where(issue.present, issue.position, 0),
        weighted_median(jnp.where(who.active, issue.position, 0), who.weight, params.median),
        jnp.zeros((), jnp.int32),
        ~who.active.any(),
        jnp.zeros((), jnp.int32),
        jnp.zeros_like(issue.low),
    )
    length = extent(start.position, who.active)
    tolerance = params.tolerance * (issue.high - issue.low)

    def advance(now: _Progress) -> tuple[_Progress, jax.Array, Offers]:
        position, risk, taken = one_round(now.position, who, length, params)
        return _progress(now, position, who, tolerance, params), risk, taken

    if not params.record:
        end = jax.lax.while_loop(lambda now: ~now.done & (now.rounds < params.rounds), lambda now: advance(now)[0], start)
        return _outcome(end, who, tolerance, params, {})

    def step(now: _Progress, _: None) -> tuple[_Progress, tuple[jax.Array, jax.Array, jax.Array, Offers]]:
        new, risk, taken = advance(now)
        new = jax.tree.map(lambda old, fresh: jnp.where(now.done, old, fresh), now, new)
        taken = jax.tree.map(lambda none, fresh: jnp.where(now.done, none, fresh), _none(now.position), taken)
        return new, (new.position, new.median, risk, taken)

    end, (position, median, risk, taken) = jax.lax.scan(step, start, length=params.rounds)
    position = jnp.concatenate([start.position[None], position])
    detail = {
        "position": position,
        "median": jnp.concatenate([start.median[None], median]),
        "mean": (position * who.weight).sum(axis=1),
        "risk": risk,
        "offer_kind": taken.kind,
        "offer_from": taken.proposer,
        "offer_to": taken.target,
        "offer_mine": taken.mine,
        "offer_theirs": taken.theirs,
    }
    return _outcome(end, who, tolerance, params, detail)


def one_round(position: jax.Array, who: Actors, length: jax.Array, params: Params) -> tuple[jax.Array, jax.Array, Offers]:
    """Return positions and risk exponents after one round, shape (n,), and the offers taken, in the issue's units."""
    if params.scale == "recomputed":
        length = extent(position, who.active)
    now = field(position, who.active, length)
    median = weighted_median(now.x, who.weight, params.median) if params.change else jnp.zeros((), position.dtype)
    pairs = who.active[:, None] & who.active[None, :]
    neutral = 1.0 if params.exponent == "risk" else params.exponent
    chance = probability(votes_for(loss(who, now, neutral), now.x), params.denominator, pairs)
    risk = risk_exponents(first_pass(who, now, chance, median, params), who.active)
    if params.exponent == "risk":
        chance = probability(votes_for(loss(who, now, risk[:, None]), now.x), params.denominator, pairs)
    prospects = second_pass(who, now, chance, risk, median, params)
    taken = take(kinds(pairs, prospects, now, params), prospects, now, params)
    # Onto the proposer's place exactly, so that actors at one place stay at one place.
    whole = (taken.kind == Kind.CONFRONTATION) | (taken.kind == Kind.CAPITULATION)
    moved = position + (taken.target - now.x) * length
    moved = jnp.where(whole, position[taken.proposer], jnp.where(taken.kind == Kind.COMPROMISE, moved, position))
    return moved, risk, taken._replace(target=moved)


def _progress(now: _Progress, position: jax.Array, who: Actors, tolerance: jax.Array, params: Params) -> _Progress:
    median = weighted_median(jnp.where(who.active, position, 0), who.weight, params.median)
    moved = jnp.where(who.active, jnp.abs(position - now.position), 0).max()
    quiet = jnp.where(jnp.abs(median - now.median) < tolerance, now.quiet + 1, 0)
    done = {"rounds": now.done, "still": moved <= tolerance, "median": quiet >= 2}[params.stop]
    return _Progress(position, median, quiet, done, now.rounds + 1, moved)


def _none(position: jax.Array) -> Offers:
    nobody = jnp.full(position.shape, -1, jnp.int32)
    nothing = jnp.zeros_like(position)
    return Offers(jnp.zeros_like(nobody), nobody, position, nothing, nothing)


def _outcome(end: _Progress, who: Actors, tolerance: jax.Array, params: Params, detail: dict[str, Any]) -> Outcome:
    mean = (jnp.where(who.active, end.position, 0) * who.weight).sum()
    value = end.median if params.report == "median" else jnp.where(who.active.any(), mean, jnp.nan)
    settled = end.done | (end.moved <= jnp.maximum(tolerance, tie(value.dtype)))
    result = jnp.where(settled, Result.AGREED, Result.NOT_CONVERGED)
    result = jnp.where(who.active.any(), result, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {"rounds": end.rounds, "moved": end.moved, **detail})
