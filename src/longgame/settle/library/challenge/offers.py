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
    if params.selection.startswith("type"):
        best = _least(best, kind.astype(field.x.dtype))
    best = _least(best, _key(kind, prospects, target, field, params))
    if params.selection == "strongest":
        best = _least(best, jnp.abs(target - mine))
    if params.ties == "balanced":
        best = _balance(best, prospects, target, field)
    chosen = best.argmax(axis=1)
    some = best.any(axis=1)

    def pick(of: jax.Array) -> jax.Array:
        return jnp.take_along_axis(of, chosen[:, None], axis=1)[:, 0]

    return Offers(
        jnp.where(some, pick(kind), Kind.NONE).astype(jnp.int32),
        jnp.where(some, chosen, -1).astype(jnp.int32),
        jnp.where(some, pick(target), field.x),
        jnp.where(some, pick(a), 0),
        jnp.where(some, pick(b), 0),
    )


def _key(kind: jax.Array, prospects: Prospects, target: jax.Array, field: Field, params: Params) -> jax.Array:
    """Return what is smallest for the offer taken."""
    if params.selection == "strongest":
        return -prospects.theirs
    move = jnp.abs(target - field.x[:, None])
    if params.selection != "type_order":
        return move
    a, b = jnp.abs(prospects.mine), jnp.abs(prospects.theirs)
    weighted = (a * field.x[:, None] + b * field.x[None, :]) / jnp.where(a + b > 0, a + b, 1)
    return jnp.where(kind == Kind.COMPROMISE, weighted, move)


def _least(among: jax.Array, key: jax.Array) -> jax.Array:
    """Return where the key is least among those given, in each row, ties included."""
    lowest = jnp.where(among, key, jnp.inf).min(axis=1, keepdims=True)
    return among & (key <= lowest + tie(key.dtype))


def _balance(best: jax.Array, prospects: Prospects, target: jax.Array, field: Field) -> jax.Array:
    """Return the strongest of offers equally good; none where they still pull to both sides."""
    best = _least(best, -prospects.theirs)
    best = _least(best, jnp.abs(target - field.x[:, None]))
    up = (best & (target > field.x[:, None])).any(axis=1)
    down = (best & (target < field.x[:, None])).any(axis=1)
    return best & ~(up & down)[:, None]
