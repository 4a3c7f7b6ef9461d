"""Rounds of exchanges, and what they leave to everybody."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from longgame.settle.library.equal_gain.blocks import put
from longgame.settle.library.equal_gain.board import Board, Setting, offers, opening, setting, steps, survey
from longgame.settle.library.equal_gain.params import Choices, Params
from longgame.settle.library.equal_gain.terms import Terms
from longgame.settle.library.equal_gain.trade import Trade, after, trade


class Round(NamedTuple):
    """What a round gave; ``most`` is the number of exchanges for which there is room.

    Attributes
    ----------
    start, voted : Array, shape (n, m)
        Positions before the exchanges and after them, 0 to 100.
    before, outcome : Array, shape (m,)
        Compromise of the positions before and after.
    number : Array of int32, shape ()
        How many exchanges were done.
    ended : Array of bool, shape ()
        False where exchanges were left when there was no more room.
    effect : Array, shape (n, 5)
        Sum of what the exchanges gave each actor: own, inner positive, inner negative, outer positive, outer negative.
    trades : Trade of arrays, shape (most,), or None
        In order; i is −1 after the last.
    others : Array, shape (most, n), or None
        What each exchange gave each actor.
    """

    start: jax.Array
    voted: jax.Array
    before: jax.Array
    outcome: jax.Array
    number: jax.Array
    ended: jax.Array
    effect: jax.Array
    trades: Trade | None
    others: jax.Array | None


class _Going(NamedTuple):
    board: Board
    outcome: jax.Array
    number: jax.Array
    effect: jax.Array
    trades: Trade | None
    others: jax.Array | None


def spillover(terms: Terms, held: Setting, before: jax.Array, done: Trade) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return what an exchange gives each actor, shape (n,), whether it is inner, and the outcome after, shape (m,).

    An actor's gain is what the standing outcome comes nearer to where it started, times salience, summed over the two
    issues; actors without a stance on both count 0; for the two who exchange it is their gain. Inner actors stand in the
    same corners as the two who exchange: left on both issues or right on both, or else left on one and right on the other.
    """
    i, j, p, q = done.i, done.j, done.p, done.q
    moved_p = terms.weight[j, p] * (done.j_to - done.j_from)
    moved_q = terms.weight[i, q] * (done.i_to - done.i_from)
    outcome = before.at[p].add(moved_p).at[q].add(moved_q)

    def nearer(v: jax.Array) -> jax.Array:
        x = held.start[:, v]
        return terms.salience[:, v] * (jnp.abs(before[v] - x) - jnp.abs(outcome[v] - x))

    both = terms.present[:, p] & terms.present[:, q]
    gives = jnp.where(both, nearer(p) + nearer(q), 0.0).at[i].set(done.gain_i).at[j].set(done.gain_j)
    inner = held.side[:, p] * held.side[:, q] == held.side[i, p] * held.side[i, q]
    return gives, inner, outcome


def effect(gives: jax.Array, inner: jax.Array, done: Trade) -> jax.Array:
    """Return what an exchange gives each actor in the columns of ``Round.effect``."""
    actor = jnp.arange(gives.size)
    own = (actor == done.i) | (actor == done.j)
    up, down = jnp.maximum(gives, 0.0), jnp.minimum(gives, 0.0)
    columns = (own * gives, inner * ~own * up, inner * ~own * down, ~inner * ~own * up, ~inner * ~own * down)
    return jnp.stack(columns, axis=1)


def blank(most: int, n: int) -> tuple[Trade, jax.Array]:
    """Return room for exchanges, and for what each gives each actor."""
    index, number = jnp.full(most, -1, jnp.int32), jnp.zeros(most)
    return Trade(index, index, index, index, *([number] * 8)), jnp.zeros((most, n))


def play(terms: Terms, start: jax.Array, params: Params, key: jax.Array | None, choices: Choices | None) -> Round:
    """Play one round from positions ``start``, shape (n, m)."""
    n, m = start.shape
    most = params.most or 4 * n * m
    held = setting(terms, start, None if choices is None else choices.stop)

    def more(going: _Going) -> jax.Array:
        return (steps(going.board.best.max(), terms) >= 1) & (going.number < most)

    def step(going: _Going) -> _Going:
        at = going.number
        own_key = None if key is None or params.spread == 0 else jax.random.fold_in(key, at)
        done = trade(terms, held, going.board, params, own_key, None if choices is None else choices.prefer[at])
        gives, inner, outcome = spillover(terms, held, going.outcome, done)
        trades, others = going.trades, going.others
        if trades is not None and others is not None:
            trades = Trade(*(put(a, b, at) for a, b in zip(trades, done, strict=True)))
            others = put(others, gives, at)
        board = after(terms, held, going.board, done, params)
        return _Going(board, outcome, at + 1, going.effect + effect(gives, inner, done), trades, others)

    board = opening(terms, held)
    best = jax.vmap(lambda a: survey(terms, held, board.live[a], a, offers(terms, held, board, a, params)))(jnp.arange(n))
    board = board._replace(best=best)
    first = _Going(board, held.outcome, jnp.int32(0), jnp.zeros((n, 5)), *(blank(most, n) if params.record else (None, None)))
    last = lax.while_loop(more, step, first)
    voted = last.board.position
    outcome = (terms.weight * voted).sum(axis=0)
    ended = steps(last.board.best.max(), terms) < 1
    return Round(start, voted, held.outcome, outcome, last.number, ended, last.effect, last.trades, last.others)


def play_all(terms: Terms, start: jax.Array, params: Params, key: jax.Array | None, choices: Choices | None) -> Round:
    """Play all rounds from positions ``start``; every field gains a leading axis of rounds."""
    pull = params.salience_weight * (1 - terms.salience) + params.fixed_weight

    def one(position: jax.Array, given: tuple[jax.Array | None, Choices | None]) -> tuple[jax.Array, Any]:
        played = play(terms, position, params, *given)
        return position + pull * (played.voted - position), played

    keys = None if key is None else jax.random.split(key, params.rounds)
    played: Round = lax.scan(one, start, (keys, choices), length=params.rounds)[1]
    return played
