"""Which offers an actor gets, and which one it takes."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.params import Params, tie
from longgame.settle.library.challenge.state import Field
from longgame.settle.library.challenge.utility import Prospects


class Kind(IntEnum):
    """Kinds of offers."""

    NONE = 0
    CONFRONTATION = 1
    COMPROMISE = 2
    CAPITULATION = 3


class Offers(NamedTuple):
    """The offer that each actor takes, shape (n,).

    Attributes
    ----------
    kind : Array of int32
        A value of ``Kind``.
    proposer : Array of int32
        Index of the actor that made it; −1 for none.
    target : Array
        The position it moves to, on the scale of ``Field.x``; its own for none.
    mine, theirs : Array
        What each side expects from a challenge; 0 for none.
    """

    kind: jax.Array
    proposer: jax.Array
    target: jax.Array
    mine: jax.Array
    theirs: jax.Array


def kinds(pairs: jax.Array, prospects: Prospects, field: Field, params: Params) -> jax.Array:
    """Return the kind of offer that j makes i, shape (n, n), none between actors at one place."""
    small = tie(field.x.dtype)
    a, b = prospects
    open_to = pairs & (field.distance > small)
    gives_way = open_to & (b > small) & (a < -small)
    lost = open_to & (a > small) & (b > a + small)
    kind = jnp.where(lost, Kind.CONFRONTATION, Kind.NONE)
    kind = jnp.where(gives_way & (a + b > small), Kind.COMPROMISE, kind)
    if params.capitulation:
        kind = jnp.where(gives_way & (a + b <= small), Kind.CAPITULATION, kind)
    return kind.astype(jnp.int32)


def take(kind: jax.Array, prospects: Prospects, field: Field, params: Params) -> Offers:
    """Return the offer that each actor takes, given the kinds of all, shape (n, n)."""
    a, b = prospects
    mine, other = field.x[:, None], field.x[None, :]
    shrink = jnp.where(kind == Kind.COMPROMISE, -a / jnp.where(b > 0, b, 1), 1)
    target = mine + (other - mine) * shrink
    best = kind > Kind.NONE
    for key in _keys(kind, prospects, target, field, params):
        best = _least(best, key)
    if params.ties == "balanced":
        up = (best & (target > mine)).any(axis=1, keepdims=True)
        down = (best & (target < mine)).any(axis=1, keepdims=True)
        best = best & ~(up & down)
    # Sums over one true entry rather than argmax and gathers, which are slow on small arrays.
    index = jnp.arange(best.shape[1], dtype=jnp.int32)[None, :]
    first = jnp.where(best, index, best.shape[1]).min(axis=1)
    chosen = index == first[:, None]
    some = first < best.shape[1]

    def pick(of: jax.Array) -> jax.Array:
        return jnp.where(chosen, of, 0).sum(axis=1)

    return Offers(
        pick(kind).astype(jnp.int32),
        jnp.where(some, first, -1).astype(jnp.int32),
        jnp.where(some, pick(target), field.x),
        pick(a),
        pick(b),
    )


def _keys(kind: jax.Array, prospects: Prospects, target: jax.Array, field: Field, params: Params) -> list[jax.Array]:
    """Return what is smallest for the offer taken, the most important first."""
    move = jnp.abs(target - field.x[:, None])
    if params.selection == "strongest":
        return [-prospects.theirs, move]
    weaker = [-prospects.theirs] if params.ties == "balanced" else []
    # Moves and weighted positions lie between 0 and 1, so that the kind comes first.
    if params.selection == "least_move":
        return [move, *weaker]
    if params.selection == "type_least":
        return [2 * kind + move, *weaker]
    a, b = jnp.abs(prospects.mine), jnp.abs(prospects.theirs)
    weighted = (a * field.x[:, None] + b * field.x[None, :]) / jnp.where(a + b > 0, a + b, 1)
    first = 2 * kind + jnp.where(kind == Kind.COMPROMISE, weighted, move)
    return [first, *weaker, move] if weaker else [first]


def _least(among: jax.Array, key: jax.Array) -> jax.Array:
    """Return where the key is least among those given, in each row, ties included."""
    lowest = jnp.where(among, key, jnp.inf).min(axis=1, keepdims=True)
    return among & (key <= lowest + tie(key.dtype))
