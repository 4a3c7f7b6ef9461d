"""Bargains: what a challenger and the challenged would agree on, and which of its bargains each actor enters."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.challenge import Challenges, chance_of_victory, expected_gain
from longgame.settle.library.spatial_politics.coalition import FLOOR, strengths
from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.pce import election
from longgame.settle.library.spatial_politics.risk import distance, utility

LEAST_WEIGHT = 1e-6


class Bargains(NamedTuple):
    """b proposed bargains; b is n, or 2 n where both sides propose.

    Attributes
    ----------
    initiator, receiver : Array of int32, shape (b,)
    made : Array of bool, shape (b,)
        Whether there is such a bargain.
    initiator_to, receiver_to : Array, shape (b, m)
        Where the two would move.
    """

    initiator: jax.Array
    receiver: jax.Array
    made: jax.Array
    initiator_to: jax.Array
    receiver_to: jax.Array


def interpolate(
    own: jax.Array, salience: jax.Array, theirs: jax.Array, their_salience: jax.Array, chance: jax.Array, params: Params
) -> tuple[jax.Array, jax.Array]:
    """Return where the initiator and the receiver of a bargain would move on each issue, two arrays of shape (n, m).

    Parameters
    ----------
    own, salience : Array, shape (n, m)
        Of the initiator.
    theirs, their_salience : Array, shape (n, m)
        Of the receiver.
    chance : Array, shape (n,)
        That the initiator would prevail.
    params : Params
    """
    p, q = chance[:, None], 1 - chance[:, None]
    if params.interpolation == "s2pmax":
        s, t = salience**2, their_salience**2
        behind, ahead = jnp.maximum(q - p, 0), jnp.maximum(p - q, 0)
        gives = behind * t / (behind * t + LEAST_WEIGHT + (1 - behind) * s)
        takes = ahead * s / (ahead * s + LEAST_WEIGHT + (1 - ahead) * t)
        return own + gives * (theirs - own), theirs + takes * (own - theirs)
    power = 1 if params.interpolation == "s1p1" else 2
    a, b = salience**power * p**power, their_salience**power * q**power
    total = a + LEAST_WEIGHT + b
    # The least weight counts for the one who moves: who has no weight and meets none stays where it is.
    mine = ((a + LEAST_WEIGHT) * own + b * theirs) / total
    yours = (a * own + (LEAST_WEIGHT + b) * theirs) / total
    mine, yours = _rounded(mine, params.decimals), _rounded(yours, params.decimals)
    if params.arithmetic == "careful":
        low, high = jnp.minimum(own, theirs), jnp.maximum(own, theirs)
        mine, yours = jnp.clip(mine, low, high), jnp.clip(yours, low, high)
    return mine, yours


def propose(actors: Actors, position: jax.Array, away: jax.Array, risk: jax.Array, found: Challenges, params: Params) -> Bargains:
    """Return the bargains that the challenges of a turn lead to.

    Parameters
    ----------
    actors : Actors
    position : Array, shape (n, m)
    away : Array, shape (n, n)
    risk : Array, shape (n,)
    found : Challenges
    params : Params
    """
    n = risk.size
    i, j = jnp.arange(n, dtype=jnp.int32), jnp.maximum(found.target, 0)
    both = actors.stance & actors.stance[j]
    made = found.target >= 0

    def between(chance: jax.Array) -> tuple[jax.Array, jax.Array]:
        to = interpolate(position, actors.salience, position[j], actors.salience[j], chance, params)
        return jnp.where(both, to[0], position), jnp.where(both, to[1], position[j])

    mine = between(found.chance)
    if params.bargain == "initiator":
        return Bargains(i, j, made, *mine)
    theirs = chance_of_victory(actors, away, risk, params, (j, i, j))
    if params.arithmetic == "ktab":
        theirs = expected_gain(actors, away, risk, params, (j, i, j), theirs)
    yours = between(theirs)
    if params.bargain == "both":
        a, b = (jnp.stack(pair, axis=1).reshape(2 * n, -1) for pair in zip(mine, yours, strict=True))
        return Bargains(jnp.repeat(i, 2), jnp.repeat(j, 2), jnp.repeat(made, 2), a, b)
    care = actors.salience.sum(axis=1)
    weight, theirs = (care, care[j]) if params.arithmetic == "ktab" else (actors.weight, actors.weight[j])
    total = weight + theirs
    part = (weight / jnp.where(total > 0, total, 1))[:, None]
    a, b = (part * x + (1 - part) * y for x, y in zip(mine, yours, strict=True))
    return Bargains(i, j, made, a, b)


def choose(
    actors: Actors,
    position: jax.Array,
    away: jax.Array,
    risk: jax.Array,
    offered: Bargains,
    params: Params,
    arrival: jax.Array | None = None,
) -> jax.Array:
    """Return what each actor enters into, shape (n,): 0 for the status quo, b + 1 for bargain b.

    All vote on what would follow from each bargain that an actor has proposed or received. The utility of what follows does
    not depend on whose queue a bargain stands in, so that coalitions are reckoned once for all queues: n³ work, not n⁴.

    Parameters
    ----------
    actors : Actors
    position : Array, shape (n, m)
    away : Array, shape (n, n)
    risk : Array, shape (n,)
    offered : Bargains
    params : Params
    arrival : Array of int32, shape (n, b + 1), optional
        Read where ``params.queued``: who comes before whom in each actor's queue, by default as if the actors had their turns
        one by one.
    """
    follows = _follows(actors, position, away, risk, offered)
    k = jnp.arange(risk.size)[:, None]
    queue = offered.made[None, :] & ((offered.initiator[None, :] == k) | (offered.receiver[None, :] == k))
    queue = jnp.concatenate([jnp.ones_like(queue[:, :1]), queue], axis=1)
    if params.queued:
        place = one_by_one(offered, risk.size) if arrival is None else arrival
        gained = strengths("proportional", actors.capability, follows, floor=0)

        def at(queued: tuple[jax.Array, jax.Array]) -> jax.Array:
            later = queued[1][:, None] > queued[1][None, :]
            return election(params.election, params.victory, FLOOR + gained * jnp.where(later, 2 / 3, 1), queued[0])

        score = jax.lax.map(at, (queue, place))
    else:
        strength = strengths(params.vote, actors.capability, follows)
        score = jax.vmap(lambda q: election(params.election, params.victory, strength, q))(queue)
    return jnp.argmax(score >= score.max(axis=1, keepdims=True) - params.tie, axis=1).astype(jnp.int32)


def one_by_one(offered: Bargains, n: int) -> jax.Array:
    """Return the places in each queue if n actors have their turns one by one, shape (n, b + 1).

    An actor's status quo enters its queue at its turn, just before the bargains that it proposes.
    """
    b = offered.initiator.size
    status_quo = (b + 1) * jnp.arange(n)[:, None]
    bargain = (b + 1) * offered.initiator + 1 + jnp.arange(b)
    return jnp.concatenate([status_quo, jnp.broadcast_to(bargain, (n, b))], axis=1).astype(jnp.int32)


def _follows(actors: Actors, position: jax.Array, away: jax.Array, risk: jax.Array, offered: Bargains) -> jax.Array:
    """Return what would follow from no bargain and from each, in utility over the status quo, shape (n, b + 1)."""
    i, j = offered.initiator, offered.receiver
    u = utility(away, risk[:, None])
    moved = [
        utility(distance(actors, position, to, actors.stance[who]), risk[:, None]) - u[:, who]
        for who, to in ((i, offered.initiator_to), (j, offered.receiver_to))
    ]
    number = jnp.maximum(actors.active.sum(), 1)
    # Differences from the status quo are enough: only differences of utility are voted on.
    change = jnp.where(offered.made[None, :], (moved[0] + moved[1]) / number, 0)
    return jnp.concatenate([jnp.zeros_like(change[:, :1]), change], axis=1)


def _rounded(value: jax.Array, decimals: int | None) -> jax.Array:
    if decimals is None:
        return value
    return jnp.floor(0.5 + value * 10.0**decimals) / 10.0**decimals
