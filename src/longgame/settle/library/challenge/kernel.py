"""Rounds of challenges until everyone has settled or the rounds are over."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.offers import Kind, Offers, kinds, take
from longgame.settle.library.challenge.params import Params, tie
from longgame.settle.library.challenge.state import Actors, actors, extent, field
from longgame.settle.library.challenge.sums import total
from longgame.settle.library.challenge.utility import first_pass, loss, risk_exponents, second_pass
from longgame.settle.library.challenge.votes import probability, votes_for
from longgame.settle.median import weighted_median
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue


class Setting(NamedTuple):
    """What stays the same: the actors, the range at the start and the tolerance, both in the units of the issue."""

    who: Actors
    length: jax.Array
    tolerance: jax.Array


class Progress(NamedTuple):
    """How it stands after some rounds.

    Attributes
    ----------
    position : Array, shape (n,)
    median : Array, shape ()
    quiet : Array of int32, shape ()
        Successive rounds in which the median hardly moved.
    done : Array of bool, shape ()
        Whether the rule for stopping holds.
    rounds : Array of int32, shape ()
        Rounds played.
    moved : Array, shape ()
        The longest move of the last round.
    """

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
    setting, start = begin(issue, params)

    if not params.record:
        end = jax.lax.while_loop(lambda now: more(now, params), lambda now: advance(now, setting, params)[0], start)
        return finish(end, setting, params, {})

    def step(now: Progress, _: None) -> tuple[Progress, tuple[jax.Array, jax.Array, jax.Array, Offers]]:
        new, risk, taken = advance(now, setting, params)
        new = jax.tree.map(lambda old, fresh: jnp.where(now.done, old, fresh), now, new)
        taken = jax.tree.map(lambda none, fresh: jnp.where(now.done, none, fresh), _none(now.position), taken)
        return new, (new.position, new.median, risk, taken)

    end, (position, median, risk, taken) = jax.lax.scan(step, start, length=params.rounds)
    position = jnp.concatenate([start.position[None], position])
    detail = {
        "position": position,
        "median": jnp.concatenate([start.median[None], median]),
        "mean": total((position * setting.who.weight).T),
        "risk": risk,
        "offer_kind": taken.kind,
        "offer_from": taken.proposer,
        "offer_to": taken.target,
        "offer_mine": taken.mine,
        "offer_theirs": taken.theirs,
    }
    return finish(end, setting, params, detail)


def begin(issue: Issue, params: Params) -> tuple[Setting, Progress]:
    """Return what stays the same, and how it stands before the first round."""
    who = actors(issue)
    position = jnp.where(issue.present, issue.position, 0)
    setting = Setting(who, extent(position, who.active), params.tolerance * (issue.high - issue.low))
    nothing = jnp.zeros((), jnp.int32)
    return setting, Progress(
        position,
        weighted_median(jnp.where(who.active, position, 0), who.weight, params.median),
        nothing,
        ~who.active.any(),
        nothing,
        jnp.zeros((), position.dtype),
    )


def more(now: Progress, params: Params) -> jax.Array:
    """Tell whether there is another round."""
    return ~now.done & (now.rounds < params.rounds)


def advance(now: Progress, setting: Setting, params: Params) -> tuple[Progress, jax.Array, Offers]:
    """Play one round; return how it then stands, the risk exponents and the offers taken."""
    who = setting.who
    position, risk, taken = one_round(now.position, who, setting.length, params)
    median = weighted_median(jnp.where(who.active, position, 0), who.weight, params.median)
    moved = jnp.where(who.active, jnp.abs(position - now.position), 0).max()
    quiet = jnp.where(jnp.abs(median - now.median) < setting.tolerance, now.quiet + 1, 0)
    done = {"rounds": moved == 0, "still": moved <= setting.tolerance, "median": quiet >= 2}[params.stop]
    return Progress(position, median, quiet, done, now.rounds + 1, moved), risk, taken


def finish(end: Progress, setting: Setting, params: Params, detail: dict[str, Any]) -> Outcome:
    """Return the outcome of the rounds played."""
    active = setting.who.active
    mean = total(jnp.where(active, end.position, 0) * setting.who.weight)
    value = end.median if params.report == "median" else jnp.where(active.any(), mean, jnp.nan)
    settled = end.done | (end.moved <= jnp.maximum(setting.tolerance, tie(value.dtype)))
    result = jnp.where(settled, Result.AGREED, Result.NOT_CONVERGED)
    result = jnp.where(active.any(), result, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, {"rounds": end.rounds, "moved": end.moved, **detail})


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


def _none(position: jax.Array) -> Offers:
    nobody = jnp.full(position.shape, -1, jnp.int32)
    nothing = jnp.zeros_like(position)
    return Offers(jnp.zeros_like(nobody), nobody, position, nothing, nothing)
