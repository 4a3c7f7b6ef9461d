"""Markov logit quantal-response equilibrium, solved from the top of the ladders down.

Ladders only rise, so that what a place of the ladders is worth follows from the places above it and from itself alone: one small
fixed point of 2 × 24 numbers a place, by Newton's method with the exact slope, in place of sweeps over all states.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from longgame.play import linear
from longgame.play.block import Block, Game, Play, block, play, slope
from longgame.play.chances import Forced, chances
from longgame.play.payoffs import payoffs
from longgame.play.rules import CONDITIONS, Ints, Rules

TOLERANCE = 1e-10
MOST = 10_000  # steps and sweeps at a place; where it takes more it is not going to end
CHUNK = 8
ENOUGH = 0.5  # what a Newton step has to leave of the residual at most
SWEEPS = 20
ROUND = 320


class Solution(NamedTuple):
    """An equilibrium.

    Attributes
    ----------
    values : Array, shape (places, conditions, 2)
        Expected worth to the patron and the client, in payoffs of a period.
    residual : Array, shape ()
        Most by which a further step of successive approximation changes any value.
    steps : Array, shape ()
        Newton steps and sweeps at the place that took most.
    """

    values: jax.Array
    residual: jax.Array
    steps: jax.Array


def game(rules: Rules, values: jax.Array, forced: Forced | None = None) -> Game:
    """Return a game with values for its parameters, in the order of ``rules.names``."""
    at = rules.slices
    pair = [jnp.stack([values[at[f"{name}_patron"]], values[at[f"{name}_client"]]]) for name in ("discount", "precision", "habit")]
    chance = chances(rules, values, forced)
    return Game(chance, chance.kernel * (1 - chance.breaks)[:, :, None], payoffs(rules, values), *pair)


def solve(
    rules: Rules,
    parameters: jax.Array,
    forced: Forced | None = None,
    start: float | jax.Array | None = None,
    exact: bool = False,
    lowest: tuple[int, ...] | None = None,
) -> Solution:
    """Return the equilibrium of a game.

    Parameters
    ----------
    rules : Rules
    parameters : Array, shape (parameters,)
    forced : Forced or None
        Conditions that are held.
    start : float, Array of shape (), or None
        First guess of all values; None or NaN for what the places above suggest. Another guess may lead to another equilibrium.
    exact : bool
        Whether derivatives by the parameters are asked for: each place then takes a last step through which they flow, by the
        implicit function theorem.
    lowest : tuple of int or None
        Rungs below which no ladder is of interest: values are found there and above only.
    """
    whole = game(rules, parameters, forced)
    ends = jnp.stack([whole.payoffs.absorbed, whole.payoffs.broken_away])

    def chunk(carry: jax.Array, places: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
        at = jax.vmap(lambda place: block(rules, whole, place, carry))(places)
        first = _guess(rules, carry, places, ends)
        if start is not None:
            first = jnp.where(jnp.isnan(jnp.asarray(start)), first, start)
        found, residual, steps = _places(rules, *jax.lax.stop_gradient((whole, at, first)))
        if exact:
            found = jax.vmap(lambda b, v: _through(rules, whole, b, v))(at, found)
        return carry.at[places].set(found), (residual, steps)

    begin = jnp.zeros((rules.places, CONDITIONS, 2), parameters.dtype)
    values, (residual, steps) = jax.lax.scan(chunk, begin, jnp.asarray(_chunks(rules, lowest or (0,) * len(rules.rungs))))
    return Solution(values, residual.max(), steps.max())


@lru_cache(maxsize=32)
def _chunks(rules: Rules, lowest: tuple[int, ...]) -> Ints:
    """Return the places in the order in which they are solved, in chunks of one size; a last one is filled up with its first."""
    rows = []
    wanted = (rules.heights >= np.array(lowest)).all(axis=1)
    for every in rules.levels:
        level = every[np.asarray(wanted)[every]]
        for at in range(0, len(level), CHUNK):
            some = level[at : at + CHUNK]
            rows.append(np.concatenate([some, np.full(CHUNK - len(some), some[0])]))
    return np.stack(rows)


@lru_cache(maxsize=32)
def _extrapolation(rules: Rules) -> NDArray[np.float64]:
    """Return weights with which the places above a place guess its values, shape (places, 2**ladders).

    As if a step on one ladder were worth the same whatever the others' rungs, and so for steps on two at a time; over at
    most three ladders that can still rise.
    """
    ladders = len(rules.rungs)
    subset = np.array(list(product((0, 1), repeat=ladders)), dtype=bool)
    rises = rules.heights < np.array(rules.rungs) - 1
    used = rises & (np.cumsum(rises, axis=1) <= 3)
    inside = (~subset[None] | used[:, None]).all(axis=2) & subset.any(axis=1)
    return np.where(inside, np.where(subset.sum(axis=1) % 2, 1.0, -1.0), 0.0)


def _guess(rules: Rules, values: jax.Array, places: jax.Array, ends: jax.Array) -> jax.Array:
    """Return what the places above suggest; at the top, half way between the ends."""
    weight = jnp.asarray(_extrapolation(rules))[places]
    guess = jnp.einsum("bs,bscj->bcj", weight, values[jnp.asarray(rules.above)[places]])
    return jnp.where((weight != 0).any(axis=1)[:, None, None], guess, ends.mean(axis=0))


def _flat(value: jax.Array) -> jax.Array:
    return jnp.moveaxis(value, -1, -2).reshape(*value.shape[:-2], -1)


def _unflat(flat: jax.Array) -> jax.Array:
    return jnp.moveaxis(flat.reshape(*flat.shape[:-1], 2, -1), -1, -2)


class _State(NamedTuple):
    best: jax.Array  # values with the smallest residual so far
    off: jax.Array  # that residual
    tried: jax.Array  # values to look at next
    fails: jax.Array  # whether a step left too much of the residual
    steps: jax.Array


class _Search(NamedTuple):
    best: jax.Array
    off: jax.Array
    near: jax.Array  # where successive approximation has come to
    sweeps: jax.Array  # how many it makes next
    steps: jax.Array


def _places(rules: Rules, whole: Game, at: Block, first: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return values, residuals and steps of places.

    Newton from the first guess. Where that fails, successive approximation goes on from the guess and Newton begins again, with
    twice as many sweeps each time.
    """

    def search(state: _Search) -> _Search:
        near = _approximate(rules, whole, at, state.near, state.sweeps)
        value, left, steps = _newton(rules, whole, at, near)
        open_ = state.off > TOLERANCE
        take = open_ & (left < state.off)
        return _Search(
            jnp.where(take[:, None, None], value, state.best),
            jnp.where(take, left, state.off),
            near,
            jnp.maximum(2 * state.sweeps, SWEEPS),
            state.steps + jnp.where(open_, state.sweeps + steps, 0),
        )

    def going(state: _Search) -> jax.Array:
        return ((state.off > TOLERANCE) & (state.steps < MOST)).any()

    n = len(first)
    begin = _Search(first, jnp.full(n, jnp.inf), first, jnp.array(0), jnp.zeros(n, int))
    end = jax.lax.while_loop(going, search, begin)
    return end.best, end.off, end.steps


def _approximate(rules: Rules, whole: Game, at: Block, value: jax.Array, sweeps: jax.Array) -> jax.Array:
    # Where many sweeps did not come nearer they may lead round in circles, which shorter strides do not.
    stride = jnp.where(sweeps <= ROUND, 1.0, 0.1)

    def sweep(_: int, now: jax.Array) -> jax.Array:
        return now + stride * (jax.vmap(lambda b, v: play(rules, whole, b, v)[0].value)(at, now) - now)

    nearer: jax.Array = jax.lax.fori_loop(0, sweeps, sweep, value)
    return nearer


def _newton(rules: Rules, whole: Game, at: Block, first: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    def look(b: Block, value: jax.Array) -> tuple[jax.Array, jax.Array]:
        made, worth, of_move = play(rules, whole, b, value)
        gap = _flat(made.value - value)
        matrix = jnp.eye(2 * CONDITIONS) - slope(rules, whole, b, made, worth, of_move)
        return jnp.abs(gap).max(), linear.solve(matrix, gap)

    def one(state: _State) -> _State:
        off, step = jax.vmap(look)(at, state.tried)
        goes = ~state.fails & (state.off > TOLERANCE)
        take = goes & ((off < state.off * ENOUGH) | (off <= TOLERANCE))
        return _State(
            jnp.where(take[:, None, None], state.tried, state.best),
            jnp.where(take, off, state.off),
            jnp.where(take[:, None, None], state.tried + _unflat(step), state.tried),
            state.fails | goes & ~take,
            state.steps + goes,
        )

    def more(state: _State) -> jax.Array:
        return ((state.off > TOLERANCE) & ~state.fails).any()

    n = len(first)
    begin = _State(first, jnp.full(n, jnp.inf), first, jnp.zeros(n, bool), jnp.zeros(n, int))
    end = jax.lax.while_loop(more, one, begin)
    return end.best, end.off, end.steps


def _through(rules: Rules, whole: Game, at: Block, value: jax.Array) -> jax.Array:
    """Return a value again, with its derivatives by all that it follows from."""
    made, worth, of_move = play(rules, whole, at, value)
    matrix = jax.lax.stop_gradient(jnp.eye(2 * CONDITIONS) - slope(rules, whole, at, made, worth, of_move))
    step = jax.lax.custom_linear_solve(
        lambda x: matrix @ x,
        _flat(made.value - value),
        lambda _, right: linear.solve(matrix, right),
        lambda _, right: linear.solve(matrix.T, right),
    )
    return value + _unflat(step)


def choices(rules: Rules, whole: Game, values: jax.Array, places: jax.Array) -> Play:
    """Return what is chosen at some places in equilibrium, with a first axis for the places."""
    return jax.vmap(lambda place: play(rules, whole, block(rules, whole, place, values), values[place])[0])(places)
