"""From a package to its outcome: turns until the actors hardly move."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle import desk
from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.reading import probabilities, read
from longgame.settle.library.spatial_politics.turn import Turn, turn
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Package

LEAST_MOVE = 1e-4


class Setting(NamedTuple):
    """What stays the same: the actors in the order in which they are taken, that order, and the issues' scales."""

    actors: Actors
    order: jax.Array
    low: jax.Array
    high: jax.Array


class Progress(NamedTuple):
    """How it stands after some turns.

    Attributes
    ----------
    position : Array, shape (n, m)
        On scales from 0 to 1.
    turns : Array of int32, shape ()
    quiet : Array of bool, shape ()
        Whether hardly anyone moved in the last.
    first : Array, shape ()
        What all actors together moved in the first.
    """

    position: jax.Array
    turns: jax.Array
    quiet: jax.Array
    first: jax.Array


class History(NamedTuple):
    """All turns so far, in arrays that are long enough for the last."""

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
    setting, start = begin(package, params)
    end, history = _recorded(setting, start, params, arrival)
    back = jnp.zeros_like(setting.order).at[setting.order].set(jnp.arange(setting.order.size, dtype=jnp.int32))
    value, result, probability = finish(end, setting, params)
    shown = package.low + history.position[:, back] * (package.high - package.low)
    detail = {
        "turns": end.turns,
        "position": jnp.where(package.present, shown, jnp.nan),
        "risk": history.risk[:, back],
        "target": _renamed(history.target, setting.order)[:, back],
        "entered": _renamed(history.entered, setting.order)[:, back],
        "probability": probability[back],
    }
    return Outcome(value, result, detail)


def many(packages: Package, params: Params) -> Outcome:
    """Run the kernel on many packages, arrays with a first axis of length k; the same outcomes, without detail."""
    settings, starts = jax.vmap(lambda package: begin(package, params))(packages)
    cells = packages.present.shape[1] ** 3
    ended = desk.play(
        settings, starts, lambda now: more(now, params), lambda now, setting: advance(now, setting, params)[0], cells
    )
    value, result, _ = jax.lax.map(
        lambda one: finish(one[0], one[1], params), (ended, settings), batch_size=desk.slots_for(cells)
    )
    return Outcome(value, result, {})


def begin(package: Package, params: Params) -> tuple[Setting, Progress]:
    """Return what stays the same, and how it stands before the first turn."""
    actors, position = _enter(package)
    order = _canonical(actors, position) if params.order == "canonical" else jnp.arange(actors.capability.size)
    setting = Setting(Actors(*(a[order] for a in actors)), order.astype(jnp.int32), package.low, package.high)
    return setting, Progress(position[order], jnp.zeros((), jnp.int32), jnp.zeros((), bool), jnp.zeros((), position.dtype))


def more(now: Progress, params: Params) -> jax.Array:
    """Tell whether there is another turn."""
    return ~now.quiet & (now.turns < params.most_turns)


def advance(now: Progress, setting: Setting, params: Params, arrival: jax.Array | None = None) -> tuple[Progress, Turn]:
    """Play one turn; return how it then stands, and the turn."""
    done = turn(setting.actors, now.position, params, arrival)
    moved = jnp.sqrt(((done.position - now.position) ** 2).sum(axis=1)).sum()
    first = jnp.where(now.turns == 0, moved + LEAST_MOVE, now.first)
    quiet = (now.turns + 1 >= params.least_turns) & (moved < params.quiet * first)
    return Progress(done.position, now.turns + 1, quiet, first), done


def finish(end: Progress, setting: Setting, params: Params) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return value and result of each issue, shape (m,), and the probability of each actor's position, shape (n,)."""
    actors = setting.actors
    probability = probabilities(actors, end.position, params)
    value = setting.low + read(actors, end.position, probability, params) * (setting.high - setting.low)
    held = (actors.stance & actors.active[:, None]).any(axis=0)
    ended = jnp.where(end.quiet, Result.AGREED, Result.NOT_CONVERGED)
    return value, jnp.where(held, ended, Result.NO_ACTORS).astype(jnp.int32), probability


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


def _recorded(setting: Setting, start: Progress, params: Params, arrival: jax.Array | None) -> tuple[Progress, History]:
    """Play to the end and keep every turn."""
    most = params.most_turns
    n = setting.order.size
    nobody = jnp.full((most, n), -1, jnp.int32)
    places = jnp.broadcast_to(start.position, (most + 1, *start.position.shape))
    nothing = History(places, jnp.full((most, n), jnp.nan, start.position.dtype), nobody, nobody)

    def play(state: tuple[Progress, History]) -> tuple[Progress, History]:
        now, history = state
        t = now.turns
        after, done = advance(now, setting, params, None if arrival is None else arrival[t])
        later = (jnp.arange(most + 1) > t)[:, None, None]
        return after, History(
            jnp.where(later, done.position, history.position),
            history.risk.at[t].set(jnp.where(setting.actors.active, done.risk, jnp.nan)),
            history.target.at[t].set(done.target),
            history.entered.at[t].set(done.entered),
        )

    ended: tuple[Progress, History] = jax.lax.while_loop(lambda state: more(state[0], params), play, (start, nothing))
    return ended


def _renamed(index: jax.Array, order: jax.Array) -> jax.Array:
    """Return indices of sorted actors as those of the actors as they came; -1 stays."""
    return jnp.where(index >= 0, order[jnp.maximum(index, 0)].astype(jnp.int32), -1)
