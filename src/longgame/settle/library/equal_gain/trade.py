"""One exchange: how much each moves, and what of the board changes."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from longgame.settle.library.equal_gain.attempts import attempted, kept
from longgame.settle.library.equal_gain.blocks import put, take
from longgame.settle.library.equal_gain.board import Board, Offers, Pick, Setting, offers, steps, survey, unrank, worthiness
from longgame.settle.library.equal_gain.params import NEAR, Params
from longgame.settle.library.equal_gain.terms import Terms


class Trade(NamedTuple):
    """An exchange: ``i`` demands ``p`` and moves on ``q``; ``j`` demands ``q`` and moves on ``p``.

    Attributes
    ----------
    i, j, p, q : Array of int32
        Actors and issues.
    gain_i, gain_j : Array
        Utility gained: shift of the outcome demanded times salience, less shift supplied times salience.
    shift_p, shift_q : Array
        How far the outcome moves on each issue, 0 or more.
    i_from, i_to, j_from, j_to : Array
        Positions of i on q and of j on p, 0 to 100.
    """

    i: jax.Array
    j: jax.Array
    p: jax.Array
    q: jax.Array
    gain_i: jax.Array
    gain_j: jax.Array
    shift_p: jax.Array
    shift_q: jax.Array
    i_from: jax.Array
    i_to: jax.Array
    j_from: jax.Array
    j_to: jax.Array


def best(terms: Terms, held: Setting, board: Board, params: Params, prefer: jax.Array | None) -> Pick:
    """Return i, j, p, q of the exchange with the highest gain; of several, the one of the lowest rank."""
    top = board.best.max()
    pick = unrank(top, terms)
    if prefer is None:
        return pick
    n, m = terms.salience.shape
    wanted = Pick(prefer // (n * m * m), prefer // (m * m) % n, prefer // m % m, prefer % m)
    a, b, u, v = wanted
    can = offers(terms, held, board, a, params)
    gain = jnp.minimum(terms.worth[wanted] * can.buy[b, u], terms.worth_q[wanted] * can.sell[b, v])
    tied = (prefer >= 0) & board.live[wanted]
    tied &= steps(worthiness(gain, jnp.int32(0), terms.worth.size), terms) == steps(top, terms)
    return Pick(*(jnp.where(tied, x, y) for x, y in zip(wanted, pick, strict=True)))


def divide(terms: Terms, pick: Pick, can: Offers, spread: float, key: jax.Array | None) -> tuple[jax.Array, jax.Array]:
    """Return the shifts of the outcome on p and on q; ``can`` is what i can sell and buy.

    Equal gains without ``spread``. With it one of the two, drawn, wins or loses: its gain moves by a drawn part of the way
    to the most it could have with the other not losing, or to nothing. The division stays on the frontier, where one of
    the two has sold all it can.
    """
    i, j, p, q = pick
    most_p, most_q, rate = can.buy[j, p], can.sell[j, q], terms.rate[i, j, p, q]
    even_p = jnp.minimum(most_p, most_q * rate)
    if spread == 0 or key is None:
        return even_p, even_p / rate
    who, wins, part = jax.random.uniform(key, (3,), dtype=even_p.dtype)
    even = terms.worth[i, j, p, q] * even_p
    pull = (spread * part, wins < 0.5)
    s = terms.salience
    own, other = (s[i, p], s[i, q]), (s[j, q], s[j, p])
    by_i = _drawn(own, other, (most_p, most_q), even, pull)
    by_j = _drawn(other, own, (most_q, most_p), even, pull)
    return jnp.where(who < 0.5, by_i[0], by_j[1]), jnp.where(who < 0.5, by_i[1], by_j[0])


def _drawn(
    own: tuple[jax.Array, jax.Array],
    other: tuple[jax.Array, jax.Array],
    most: tuple[jax.Array, jax.Array],
    even: jax.Array,
    pull: tuple[jax.Array, jax.Array],
) -> tuple[jax.Array, jax.Array]:
    """Return the shifts on the issue that the first actor demands and on the one it supplies, with its gain drawn.

    ``own`` and ``other`` are the saliences of the two on what each demands and what each supplies.
    """
    part, wins = pull
    free = jnp.minimum(most[0], most[1] * other[0] / other[1])
    highest = free * (own[0] - own[1] * other[1] / other[0])
    gain = even + part * jnp.where(wins, highest - even, -even)
    demanded = jnp.minimum((gain + most[1] * own[1]) / own[0], most[0])
    supplied = jnp.where(demanded < most[0], most[1], (most[0] * own[0] - gain) / own[1])
    return demanded, supplied


def trade(terms: Terms, held: Setting, board: Board, params: Params, key: jax.Array | None, prefer: jax.Array | None) -> Trade:
    """Return the next exchange."""
    i, j, p, q = pick = best(terms, held, board, params, prefer)
    shift_p, shift_q = divide(terms, pick, offers(terms, held, board, i, params), params.spread, key)
    s = terms.salience
    i_from, i_to = _move(terms, held, board, i, q, shift_q, held.start[j, q])
    j_from, j_to = _move(terms, held, board, j, p, shift_p, held.start[i, p])
    gain_i = shift_p * s[i, p] - shift_q * s[i, q]
    gain_j = shift_q * s[j, q] - shift_p * s[j, p]
    return Trade(i, j, p, q, gain_i, gain_j, shift_p, shift_q, i_from, i_to, j_from, j_to)


def _move(
    terms: Terms, held: Setting, board: Board, a: jax.Array, v: jax.Array, shift: jax.Array, goal: jax.Array
) -> tuple[jax.Array, jax.Array]:
    """Return from where to where ``a`` moves on ``v``; exactly to the goal where it arrives."""
    here, side = board.position[a, v], held.side[a, v]
    there = here + side * shift / terms.weight[a, v]
    return here, jnp.where(side * (goal - there) < NEAR, goal, there)


def after(terms: Terms, held: Setting, board: Board, done: Trade, params: Params) -> Board:
    """Return the board after an exchange: only what shares a stance with it is reckoned anew."""
    i, j, p, q = done.i, done.j, done.p, done.q
    # A row for each of the two: who, the issue on which it moved, the issue on which it bought, and the other.
    sides = jnp.stack([jnp.stack([i, q, p, j]), jnp.stack([j, p, q, i])])
    if params.reading == "program":
        board = lax.fori_loop(0, 2, lambda k, b: attempted(terms, held, b, sides[k], params), board)
    board = _buy(terms, held, board, Sale(i, j, p, done.j_to), params)
    board = _buy(terms, held, board, Sale(j, i, q, done.i_to), params)
    position = put(put(board.position, done.i_to, i, q), done.j_to, j, p)
    board = board._replace(position=position)
    if params.reading == "program":
        live = _strike(terms, held, board, sides, params)
    else:
        live = put(put(board.live, jnp.bool_(False), i, j, p, q), jnp.bool_(False), j, i, q, p)
    board = board._replace(live=live)
    best = lax.fori_loop(0, 2, lambda k, best: _anew(terms, held, board, best, sides[k, 0], params), board.best)
    return board._replace(best=best)


def _strike(terms: Terms, held: Setting, board: Board, sides: jax.Array, params: Params) -> jax.Array:
    """Return the exchanges that are left, in the views of both actors.

    All is judged before anything is written: else XLA would copy the whole array between reading and writing.
    """
    blank = jnp.zeros((2, *terms.weight.shape), bool)

    def judge(k: jax.Array, found: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        supplies, demands = kept(terms, held, board, sides[k], params)
        return put(found[0], supplies, k), put(found[1], demands, k)

    supplies, demands = lax.fori_loop(0, 2, judge, (blank, blank))

    def strike(k: jax.Array, live: jax.Array) -> jax.Array:
        (a, v, u, _), s, d = sides[k], take(supplies, k), take(demands, k)
        live = put(put(live, s, a, None, None, v), s, None, a, v)
        return put(put(live, d, a, None, u), d, None, a, None, u)

    live: jax.Array = lax.fori_loop(0, 2, strike, board.live)
    return live


def _anew(terms: Terms, held: Setting, board: Board, best: jax.Array, a: jax.Array, params: Params) -> jax.Array:
    """Return the best exchanges, those of an actor reckoned anew."""
    found = survey(terms, held, take(board.live, a), a, offers(terms, held, board, a, params))
    return put(put(best, found, a), found, None, a)


class Sale(NamedTuple):
    """A move that an actor has bought."""

    buyer: jax.Array
    seller: jax.Array
    issue: jax.Array
    to: jax.Array


def _buy(terms: Terms, held: Setting, board: Board, sale: Sale, params: Params) -> Board:
    """Note what a buyer has bought of a seller; the program keeps the first sale and forgets later ones."""
    buyer, seller, issue, to = sale
    had = board.bought[buyer, seller, issue]
    shift = terms.weight[seller, issue] * (to - held.start[seller, issue])
    if params.reading == "program":
        shift = jnp.where(had != 0, had, shift)
    known = board.known[buyer, issue] + (shift - had)
    return board._replace(bought=put(board.bought, shift, buyer, seller, issue), known=put(board.known, known, buyer, issue))
