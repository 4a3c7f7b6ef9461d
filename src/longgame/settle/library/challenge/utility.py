"""What an actor expects from challenging another."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.params import Params, tie
from longgame.settle.library.challenge.state import Actors, Field
from longgame.settle.library.challenge.sums import total


class Prospects(NamedTuple):
    """Expected utilities of challenges as each actor sees them, shape (n, n).

    Attributes
    ----------
    mine : Array
        ``mine[i, j]``: of i challenging j.
    theirs : Array
        ``theirs[i, j]``: of j challenging i.
    """

    mine: jax.Array
    theirs: jax.Array


def _change(exponent: jax.Array, to_median: jax.Array, field: Field, params: Params) -> jax.Array:
    """Return (1 − Q)(T U_b + (1 − T) U_w) for i facing j, with ``to_median`` and ``exponent`` broadcast to (n, n)."""
    step = (to_median + field.distance) / 4
    better = 2 - 4 * jnp.maximum(0.5 - step, 0) ** exponent
    worse = 2 - 4 * (0.5 + step) ** exponent
    return (1 - params.status_quo) * (params.better * better + (1 - params.better) * worse)


def first_pass(actors: Actors, field: Field, chance: jax.Array, median: jax.Array, params: Params) -> jax.Array:
    """Return EU(i→j) with everyone neutral to risk, shape (n, n): the general form at r = 1, where U_s = 2d = −U_f, U_sq = 0."""
    expected = 2 * field.distance * (1 - 2 * actors.salience[None, :] * (1 - chance))
    if params.change:
        expected = expected - _change(jnp.ones((), field.x.dtype), jnp.abs(field.x - median)[:, None], field, params)
    return expected


def risk_exponents(expected: jax.Array, active: jax.Array) -> jax.Array:
    """Return r, shape (n,): 2 for the actor whom others gain least by challenging, 1/2 for the one they gain most by.

    Parameters
    ----------
    expected : Array, shape (n, n)
        From ``first_pass``.
    active : Array of bool, shape (n,)

    Notes
    -----
    With S_i = Σ_j EU(j→i): R_i = (2 S_i − max S − min S) / (max S − min S), r_i = (1 − R_i/3) / (1 + R_i/3); r = 1 where all
    S are equal.
    """
    others = active[:, None] & ~jnp.eye(active.size, dtype=bool)
    exposure = total(jnp.where(others, expected, 0))
    highest, lowest = jnp.where(active, exposure, -jnp.inf).max(), jnp.where(active, exposure, jnp.inf).min()
    differ = active.any() & (highest - lowest > tie(expected.dtype) * active.size)
    spread = jnp.where(differ, highest - lowest, 1)
    acceptance = jnp.where(active & differ, (2 * exposure - highest - lowest) / spread, 0)
    return (1 - acceptance / 3) / (1 + acceptance / 3)


def second_pass(actors: Actors, field: Field, chance: jax.Array, risk: jax.Array, median: jax.Array, params: Params) -> Prospects:
    """Return what each actor expects once attitudes to risk count.

    Parameters
    ----------
    actors : Actors
    field : Field
    chance : Array, shape (n, n)
        P(i beats j).
    risk : Array, shape (n,)
    median : Array, shape ()
        On the scale of ``field.x``.
    params : Params
    """
    r = risk[:, None]
    win, lose = _power(0.5 - 0.5 * field.distance, r), _power(0.5 + 0.5 * field.distance, r)
    success, stake = 2 - 4 * win, 4 * (lose - win)
    stay = params.status_quo * (2 - 4 * 0.5**r)
    reach = jnp.abs(field.x - median)
    mine = success - actors.salience[None, :] * (1 - chance) * stake - stay
    if params.change:
        mine = mine - _change(r, reach[:, None], field, params)
    if params.risk == "own":
        return Prospects(mine, mine.T)
    theirs = success - actors.salience[:, None] * (1 - chance.T) * stake - stay
    if params.change:
        theirs = theirs - _change(r, reach[None, :], field, params)
    return Prospects(mine, theirs)


def _power(base: jax.Array, exponent: jax.Array) -> jax.Array:
    """Return base ** exponent for base from 0 to 1 and positive exponents."""
    return jnp.exp(exponent * jnp.log(base))


def loss(actors: Actors, field: Field, exponent: jax.Array | float) -> jax.Array:
    """Return ``loss[k, j]`` = w_k |x_k − x_j|^q, shape (n, n); ``exponent`` is q, one for all or shape (n, 1).

    The unit of weight cancels out of every probability.
    """
    if isinstance(exponent, (int, float)):
        return actors.weight[:, None] * (field.distance if exponent == 1 else field.distance**exponent)
    return actors.weight[:, None] * _power(field.distance, exponent)
