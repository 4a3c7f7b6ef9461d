"""From a package to its outcome: turns until the actors hardly move."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.reading import probabilities, read
from longgame.settle.library.spatial_politics.turn import turn
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Package

LEAST_MOVE = 1e-4


class History(NamedTuple):
    """All turns so far, in arrays that are long enough for the last."""

    turns: jax.Array
    quiet: jax.Array
    position: jax.Array
    risk: jax.Array
    target: jax.Array
    entered: jax.Array


def kernel(package: Package, params: Params, arrival: jax.Array | None = None) -> Outcome:
    """Return where the issues of a package settle in the spatial model of politics.

    ``detail`` holds, for n actors, m issues and T = ``most_turns``: ``turns``, how many were played; ``position``, shape
    (T + 1, n, m), on the issues' scales, the last repeated after the last turn, NaN where an actor has no stance; ``risk``,
    ``target`` and ``entered``, shape (T, n), as in ``Turn``, NaN or -1 after the last turn; ``probability``, shape (n,), of
    each final position, those held by several counted at one of them.

    Parameters
    ----------
    package : Package
        Where an actor's saliences sum to more than 1, all saliences are divided by the largest such sum: the model reads
        them as parts of an actor's attention.
    params : Params
    arrival : Array of int32, shape (T, n, b + 1), optional
        For votes that depend on it (``params.queued``): the places of the status quo and of the b bargains in each actor's
        queue, turn by turn; b is n, or 2 n where both sides propose. In KTAB it depends on which of its threads was done
        first, differs from run to run, and decides who moves. By default actors have their turns one by one.

    Raises
    ------
    ValueError
        If ``arrival`` is given and not ``params.queued``, or the actors are not taken in the order given.
    """
    if arrival is not None and not (params.queued and params.order == "given"):
        raise ValueError("arrival counts only with vote='asym_prosp', arithmetic='ktab' and order='given'; leave it out")
    actors, position = _enter(package)
    n = actors.capability.size
    order = _canonical(actors, position) if params.order == "canonical" else jnp.arange(n)
    turned = Actors(*(a[order] for a in actors))
    history = _play(turned, position[order], params, arrival)
    final = history.position[-1]
    probability = probabilities(turned, final, params)
    back = jnp.zeros_like(order).at[order].set(jnp.arange(n))
    value = package.low + read(turned, final, probability, params) * (package.high - package.low)
    held = (turned.stance & turned.active[:, None]).any(axis=0)
    ended = jnp.where(history.quiet, Result.AGREED, Result.NOT_CONVERGED)
    result = jnp.where(held, ended, Result.NO_ACTORS).astype(jnp.int32)
    shown = package.low + history.position[:, back] * (package.high - package.low)
    detail = {
        "turns": history.turns,
        "position": jnp.where(package.present, shown, jnp.nan),
        "risk": history.risk[:, back],
        "target": _renamed(history.target, order)[:, back],
        "entered": _renamed(history.entered, order)[:, back],
        "probability": probability[back],
    }
    return Outcome(value, result, detail)


def _enter(package: Package) -> tuple[Actors, jax.Array]:
    """Return the actors and their positions on scales from 0 to 1, those without a stance at 0."""
    salience = jnp.where(package.present, package.salience, 0)
    total = salience.sum(axis=1)
    capability = jnp.where(package.present, package.capability, 0)
    # An actor's power is one number in this model: the mean over its issues, by how much it cares.
    power = (capability * salience).sum(axis=1) / jnp.where(total > 0, total, 1)
    active = power > 0
    taking_part = jnp.where(active, total, 0)
    salience = jnp.where(active[:, None], salience, 0) / jnp.maximum(taking_part.max(), 1)
    position = (package.position - package.low) / (package.high - package.low)
    stance = package.present
    return Actors(salience, jnp.where(active, power, 0), stance, active), jnp.where(stance, position, 0)


def _canonical(actors: Actors, position: jax.Array) -> jax.Array:
    """Return an order of the actors that does not depend on the order in which they come."""
    keys = [~actors.active, *position.T, *actors.stance.T, *actors.salience.T, actors.capability]
    return jnp.lexsort(keys[::-1])


def _play(actors: Actors, position: jax.Array, params: Params, arrival: jax.Array | None) -> History:
    n, most = actors.capability.size, params.most_turns
    places = jnp.broadcast_to(position, (most + 1, *position.shape))
    nobody = jnp.full((most, n), -1, jnp.int32)
    start = History(
        jnp.zeros((), jnp.int32), jnp.zeros((), bool), places, jnp.full((most, n), jnp.nan, position.dtype), nobody, nobody
    )

    def moving(state: tuple[History, jax.Array, jax.Array]) -> jax.Array:
        return ~state[0].quiet & (state[0].turns < most)

    def play(state: tuple[History, jax.Array, jax.Array]) -> tuple[History, jax.Array, jax.Array]:
        history, now, first = state
        t = history.turns
        done = turn(actors, now, params, None if arrival is None else arrival[t])
        moved = jnp.sqrt(((done.position - now) ** 2).sum(axis=1)).sum()
        first = jnp.where(t == 0, moved + LEAST_MOVE, first)
        quiet = (t + 1 >= params.least_turns) & (moved < params.quiet * first)
        later = (jnp.arange(most + 1) > t)[:, None, None]
        history = History(
            t + 1,
            quiet,
            jnp.where(later, done.position, history.position),
            history.risk.at[t].set(jnp.where(actors.active, done.risk, jnp.nan)),
            history.target.at[t].set(done.target),
            history.entered.at[t].set(done.entered),
        )
        return history, done.position, first

    return jax.lax.while_loop(moving, play, (start, position, jnp.zeros((), position.dtype)))[0]


def _renamed(index: jax.Array, order: jax.Array) -> jax.Array:
    """Return indices of sorted actors as those of the actors as they came; -1 stays."""
    return jnp.where(index >= 0, order[jnp.maximum(index, 0)].astype(jnp.int32), -1)
