"""A habit of the exchange program: a stance whose attempted upward moves sum to more than 100 leaves the exchange."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.equal_gain.blocks import Where, put, take
from longgame.settle.library.equal_gain.board import Board, Setting, offers
from longgame.settle.library.equal_gain.params import NEAR, STEP, Params
from longgame.settle.library.equal_gain.terms import Terms

FULL = 100.0


def attempted(terms: Terms, held: Setting, before: Board, board: Board, side: jax.Array, params: Params) -> Board:
    """Add the moves that an actor had reckoned with on the issue on which it moves, in every exchange where it supplies it.

    ``side`` is the actor and that issue; ``before`` the board on which it reckoned.
    """
    a, v = side[0], side[1]
    can = offers(terms, held, before, a, params)
    rate = take(terms.rate, a, None, None, v)
    shift = jnp.minimum(can.buy / rate, take(can.sell, None, v)[:, None])
    up = (take(held.side, a, v) > 0) & take(before.live, a, None, None, v)
    more = jnp.where(up, shift / take(terms.weight, a, v), 0.0)
    return board._replace(tried=put(board.tried, take(board.tried, a, None, None, v) + more, a, None, None, v))


def dropped(terms: Terms, held: Setting, board: Board, side: jax.Array, params: Params) -> Board:
    """Drop for the rest of the round what can no longer be done, among the exchanges that the last one touched.

    ``side`` is an actor, the issue on which it moved, and the issue on which it bought. Touched are its exchanges that
    supply the one or demand the other.
    """
    a, v, u = side[0], side[1], side[2]
    can = offers(terms, held, board, a, params)
    weight, up = terms.weight, held.side > 0
    # It supplies v and demands p: arrays [b, p].
    rate = take(terms.rate, a, None, None, v)
    shift = jnp.minimum(can.buy, take(can.sell, None, v)[:, None] * rate)
    own = jnp.where(take(up, a, v), take(board.tried, a, None, None, v) + shift / rate / take(weight, a, v), 0.0)
    theirs = jnp.where(up, take(board.tried, None, a, v) + shift / weight, 0.0)
    worth = take(terms.worth, a, None, None, v)
    live = _strike(board.live, worth * shift, jnp.maximum(own, theirs), (a, None, None, v), (None, a, v, None))
    # It demands u and supplies q: arrays [b, q].
    rate = take(terms.rate, a, None, u)
    shift = jnp.minimum(take(can.buy, None, u)[:, None], can.sell * rate)
    own = jnp.where(take(up, a), take(board.tried, a, None, u) + shift / rate / take(weight, a), 0.0)
    theirs = jnp.where(
        take(up, None, u)[:, None], take(board.tried, None, a, None, u) + shift / take(weight, None, u)[:, None], 0.0
    )
    worth = take(terms.worth, a, None, u)
    return board._replace(live=_strike(live, worth * shift, jnp.maximum(own, theirs), (a, None, u, None), (None, a, None, u)))


def _strike(live: jax.Array, gain: jax.Array, tried: jax.Array, ours: Where, theirs: Where) -> jax.Array:
    """Strike exchanges out, in the view of the actor and in the view of its partners."""
    keep = take(live, *ours) & (gain >= STEP / 2) & (tried <= FULL + NEAR)
    return put(put(live, keep, *ours), keep, *theirs)
