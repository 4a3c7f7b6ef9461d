"""A habit of the exchange program: a stance whose attempted upward moves sum to more than 100 leaves the exchange."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.equal_gain.blocks import put, take
from longgame.settle.library.equal_gain.board import Board, Setting, offers
from longgame.settle.library.equal_gain.params import NEAR, STEP, Params
from longgame.settle.library.equal_gain.terms import Terms

FULL = 100.0


def attempted(terms: Terms, held: Setting, board: Board, side: jax.Array, params: Params) -> Board:
    """Add the moves that an actor had reckoned with on the issue on which it moves, in every exchange where it supplies it.

    ``side`` is the actor and that issue; nobody has moved or bought yet.
    """
    a, v = side[0], side[1]
    can = offers(terms, held, board, a, params)
    # What [a, b, p, v] is for one of the two, [b, a, v, p] is for the other, and lies in one piece.
    shift = jnp.minimum(can.buy * take(terms.rate, None, a, v), take(can.sell, None, v)[:, None])
    up = (take(held.side, a, v) > 0) & take(board.live, None, a, v)
    more = jnp.where(up, shift / take(terms.weight, a, v), 0.0)
    return board._replace(tried=put(board.tried, take(board.tried, a, None, None, v) + more, a, None, None, v))


def kept(terms: Terms, held: Setting, board: Board, side: jax.Array, params: Params) -> tuple[jax.Array, jax.Array]:
    """Return which exchanges of an actor can still be done, of those that the last one touched; arrays [b, p] and [b, q].

    ``side`` is an actor, the issue on which it moved, the issue on which it bought, and of whom. Touched are its exchanges
    that supply the one or demand the other; the one that was done and what can no longer be done are out for the round.
    """
    a, v, u, partner = side[0], side[1], side[2], side[3]
    can = offers(terms, held, board, a, params)
    weight, up = terms.weight, held.side > 0
    # It supplies v and demands p: arrays [b, p], shifts on v.
    rate = take(terms.rate, None, a, v)
    shift = jnp.minimum(can.buy * rate, take(can.sell, None, v)[:, None])
    own = ~take(up, a, v) | (shift <= _room(board.tried, a, None, None, v) * take(weight, a, v))
    theirs = ~up | (shift <= _room(board.tried, None, a, v) * weight * rate)
    supplies = (take(terms.worth, None, a, v) * shift >= STEP / 2) & own & theirs & take(board.live, None, a, v)
    # It demands u and supplies q: arrays [b, q], shifts on u.
    rate = take(terms.rate, a, None, u)
    shift = jnp.minimum(take(can.buy, None, u)[:, None], can.sell * rate)
    own = ~take(up, a) | (shift <= _room(board.tried, a, None, u) * take(weight, a) * rate)
    theirs = ~take(up, None, u)[:, None] | (shift <= _room(board.tried, None, a, None, u) * take(weight, None, u)[:, None])
    demands = (take(terms.worth, a, None, u) * shift >= STEP / 2) & own & theirs & take(board.live, a, None, u)
    return put(supplies, jnp.bool_(False), partner, u), put(demands, jnp.bool_(False), partner, v)


def _room(tried: jax.Array, *where: jax.Array | None) -> jax.Array:
    return (FULL + NEAR) - take(tried, *where)
