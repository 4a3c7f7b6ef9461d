"""The board of a round: positions as they stand, what was bought, and the best exchange of every pair of actors."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from longgame.settle.library.equal_gain.blocks import take
from longgame.settle.library.equal_gain.params import NEAR, STEP, Params
from longgame.settle.library.equal_gain.terms import Terms


class Setting(NamedTuple):
    """What is fixed within a round.

    Attributes
    ----------
    start : Array, shape (n, m)
        Positions at the start of the round, 0 to 100: what each demands.
    outcome : Array, shape (m,)
        The compromise of these positions.
    side : Array, shape (n, m)
        +1 left of the outcome or at it, −1 right of it: the only way in which an actor moves.
    rank : Array of int32, shape (n, n, m, m)
        Order of exchanges that gain the same: by the first issue, the second issue, pairs that are both right and both left
        before pairs that are left and right, the first actor, the second actor.
    stop : Array of bool, shape (n, m), or None
        As in ``Choices``.
    """

    start: jax.Array
    outcome: jax.Array
    side: jax.Array
    rank: jax.Array
    stop: jax.Array | None


class Board(NamedTuple):
    """What changes with every exchange.

    Attributes
    ----------
    position : Array, shape (n, m)
        As voted so far.
    bought : Array, shape (n, n, m)
        At ``[buyer, seller, issue]``: shift of the outcome that the buyer has bought.
    known : Array, shape (n, m)
        The outcome of the starting positions, and what the actor has bought.
    live : Array of bool, shape (n, n, m, m)
        Whether an exchange is still to be done; in the views of both actors.
    tried : Array, shape (n, n, m, m)
        At ``[i, j, p, q]``: sum of the upward moves on q that i had reckoned with in this exchange before it itself moved.
    best : Array of int64, shape (n, n)
        The best exchange of a pair, as ``worthiness`` codes it.
    """

    position: jax.Array
    bought: jax.Array
    known: jax.Array
    live: jax.Array
    tried: jax.Array
    best: jax.Array


class Pick(NamedTuple):
    """An exchange: i demands p of j and supplies q."""

    i: jax.Array
    j: jax.Array
    p: jax.Array
    q: jax.Array


class Offers(NamedTuple):
    """What an actor can sell and buy, each of shape (n, m): with whom, on what; in shifts of the outcome."""

    sell: jax.Array
    buy: jax.Array


def setting(terms: Terms, start: jax.Array, stop: jax.Array | None) -> Setting:
    """Open a round at positions ``start``, shape (n, m)."""
    outcome = (terms.weight * start).sum(axis=0)
    side = jnp.where(start <= outcome + NEAR, 1.0, -1.0)
    return Setting(start, outcome, side, _rank(side > 0), stop)


def _rank(left: jax.Array) -> jax.Array:
    n, m = left.shape
    p, q = jnp.arange(m)[:, None], jnp.arange(m)[None, :]
    low, high = jnp.minimum(p, q), jnp.maximum(p, q)
    at_low, at_high = left[:, low], left[:, high]
    both = at_low == at_high
    leads = jnp.where(both, ~at_low, at_low)[:, None]
    i, j = jnp.arange(n)[:, None, None, None], jnp.arange(n)[None, :, None, None]
    first, second = jnp.where(leads, i, j), jnp.where(leads, j, i)
    return ((((low * m + high) * 2 + ~both[:, None]) * n + first) * n + second).astype(jnp.int32)


def offers(terms: Terms, held: Setting, board: Board, a: jax.Array, params: Params) -> Offers:
    """Return what actor ``a`` can sell to each and buy from each, on every issue.

    A seller moves at most to where the buyer started. A buyer reckons with the outcome of the starting positions, the
    seller as it stands now, and what it has already bought from others; it buys no further than its own position.
    """
    moved = board.position - held.start
    weight, side, start = terms.weight, held.side, held.start
    other = side != side[a]
    # Selling: a moves towards each buyer.
    cap = weight[a] * side[a] * (start - board.position[a])
    room = side[a] * (start - (board.known - take(board.bought, None, a) + weight[a] * moved[a]))
    sell = jnp.where(other, _within(cap, room, held.stop, params), 0.0)
    # Buying: each seller moves towards a.
    cap = weight * side * (start[a] - board.position)
    room = side * (start[a] - (board.known[a] - board.bought[a] + weight * moved))
    buy = jnp.where(other, _within(cap, room, None if held.stop is None else held.stop[a], params), 0.0)
    return Offers(sell, buy)


def _within(cap: jax.Array, room: jax.Array, stop: jax.Array | None, params: Params) -> jax.Array:
    if params.reading == "plain":
        return jnp.maximum(jnp.minimum(cap, room), 0.0)
    limit = jnp.where(room > NEAR, room, jnp.inf)
    if stop is not None:
        limit = jnp.where(stop & (jnp.abs(room) <= NEAR), 0.0, limit)
    return jnp.maximum(jnp.minimum(cap, limit), 0.0)


def opening(terms: Terms, held: Setting) -> Board:
    """Return the board at the start of a round, without the best exchanges."""
    n, m = held.start.shape
    return Board(
        position=held.start,
        bought=jnp.zeros((n, n, m)),
        known=jnp.broadcast_to(held.outcome, (n, m)),
        live=terms.worth > 0,
        tried=jnp.zeros((n, n, m, m)),
        best=jnp.zeros((n, n), jnp.int64),
    )


def survey(terms: Terms, held: Setting, live: jax.Array, a: jax.Array, can: Offers) -> jax.Array:
    """Return the best exchange of actor ``a`` with each other, as ``worthiness`` codes it; shape (n,).

    ``live`` are those that are left, shape (n, m, m); ``can`` is what the actor can sell and buy.
    """
    gain = jnp.minimum(terms.worth[a] * can.buy[:, :, None], terms.worth_q[a] * can.sell[:, None, :])
    return jnp.where(live, worthiness(gain, held.rank[a], terms.worth.size), 0).max(axis=(1, 2))


def worthiness(gain: jax.Array, rank: jax.Array, exchanges: int) -> jax.Array:
    """Return gains and ranks coded in one number, so that the highest is the best exchange: highest gain, lowest rank.

    The gain in steps takes the high bits; the rank, reversed, the low ones. There is room for every gain up to 5,800 stances
    (actors times issues), and for gains below 34 up to 11,000.
    """
    bits = _bits(exchanges)
    coded: jax.Array = (_steps(gain) << bits) + (2**bits - 1 - rank)
    return coded


def steps(best: jax.Array, terms: Terms) -> jax.Array:
    """Return the gain, in steps, of an exchange coded by ``worthiness``."""
    return best >> _bits(terms.worth.size)


def unrank(best: jax.Array, terms: Terms) -> Pick:
    """Return the exchange that ``worthiness`` coded; p is the first of the two issues."""
    n, m = terms.salience.shape
    bits = _bits(terms.worth.size)
    rank = (2**bits - 1 - (best & (2**bits - 1))).astype(jnp.int32)
    first, second, issues = rank // n % n, rank % n, rank // (2 * n * n)
    p, q = issues // m, issues % m
    forward = terms.worth[first, second, p, q] > 0
    return Pick(jnp.where(forward, first, second), jnp.where(forward, second, first), p, q)


def _bits(exchanges: int) -> int:
    return (2 * exchanges).bit_length()


# Added to a number below 2⁵¹, this rounds it to an integer and leaves that in the low bits: unlike a conversion, it is
# done for many numbers at once.
_MAGIC = 1.5 * 2.0**52


def _steps(gain: jax.Array) -> jax.Array:
    bits: jax.Array = lax.bitcast_convert_type(gain * (1 / STEP) + _MAGIC, jnp.int64)
    return bits - np.float64(_MAGIC).view(np.int64)
