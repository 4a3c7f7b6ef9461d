"""One period of the game: from the chance of every state and last pair to that of every choice, and of every state after it.

Choices have a habit: with some chance the patron only goes on with its last move, and the client with its last reply, as working
groups run on without anybody deciding anew. Neither side reckons with it, so that the equilibrium is that of free choices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from longgame.play.block import Game, Play, layout, subset_chances
from longgame.play.chances import rises_at
from longgame.play.equilibrium import choices
from longgame.play.rules import Ints, Rules

Floats = NDArray[np.float64]


class Stage(NamedTuple):
    """Some places, what is freely chosen there, and how one leads to another.

    Attributes
    ----------
    patron, client : Array, shape (m, conditions, pairs)
        Chance of each pair's move, and of its reply to that move.
    moves : Array, shape (steps, m, n)
        Chance of each next place.
    """

    patron: jax.Array
    client: jax.Array
    moves: jax.Array


class Alike(NamedTuple):
    """Which pairs of a move and a reply go on with what a last pair had; a first row is for no last pair."""

    move: Floats  # (1 + pairs, pairs): whether a pair has the last one's move
    reply: Floats  # whether it has its reply
    can: Floats  # whether it could have: a move after which that reply is possible
    last: Floats  # (1 + pairs,): whether there is a last pair


@lru_cache(maxsize=32)
def alike(rules: Rules) -> Alike:
    """Return which pairs go on with what another one had."""
    pairs = rules.pairs
    replies = [{pairs[p].reply for p in rules.replies_at[pair.move]} for pair in pairs]
    move = np.array([[a.move == b.move for b in pairs] for a in pairs], float)
    reply = np.array([[a.reply == b.reply != "" for b in pairs] for a in pairs], float)
    can = np.array([[a.reply in replies[j] and a.reply != "" for j in range(len(pairs))] for a in pairs], float)
    none = np.zeros((1, len(pairs)))
    move, reply, can = (np.concatenate([none, x]) for x in (move, reply, can))
    return Alike(move, reply, can, np.r_[0.0, np.ones(len(pairs))])


def stage(rules: Rules, game: Game, values: jax.Array, places: Ints) -> Stage:
    """Return what is chosen at some places, and how each leads to each.

    Parameters
    ----------
    places : array, shape (m,)
    """
    made = choices(rules, game, values, jnp.asarray(places))
    weights = jax.vmap(lambda place: subset_chances(rises_at(rules, game.chances.rises, place)))(jnp.asarray(places))
    subset = _subsets(rules, places)
    reached = jnp.take_along_axis(weights, jnp.asarray(np.maximum(subset, 0))[:, None, :], axis=2)
    moves = jnp.where(subset[:, None, :] >= 0, reached, 0.0)
    return Stage(*_pairwise(rules, made), jnp.moveaxis(moves, 1, 0))


def _pairwise(rules: Rules, made: Play) -> tuple[jax.Array, jax.Array]:
    """Return the chance of each pair's move and of its reply, shape (places, conditions, pairs)."""
    pairs, there = layout(rules)
    order = np.argsort(pairs[there])
    move, reply = (index[order] for index in np.nonzero(there))
    return jnp.moveaxis(made.patron[:, move], 1, 2), jnp.moveaxis(made.client[:, move, reply], 1, 2)


def _subsets(rules: Rules, places: Ints) -> Ints:
    """Return which subset of the ladders rises from one place to another, -1 where none does so."""
    height = rules.heights[places]
    step = height[None, :, :] - height[:, None, :]
    number = (step * 2 ** np.arange(len(rules.rungs))[::-1]).sum(axis=-1)
    return np.where(((step == 0) | (step == 1)).all(axis=-1), number, -1)


def begin(rules: Rules, open_: jax.Array) -> jax.Array:
    """Return even chances of the states that are open, and no last pair, shape (m, conditions, 1 + pairs)."""
    even = open_ / open_.sum()
    return jnp.zeros((*open_.shape, 1 + len(rules.pairs))).at[:, :, 0].set(even)


def chosen(rules: Rules, game: Game, patron: jax.Array, client: jax.Array, belief: jax.Array) -> jax.Array:
    """Return the chance of each state and pair, shape (m, conditions, pairs).

    Parameters
    ----------
    patron, client : Array, shape (m, conditions, pairs)
        As of ``Stage``.
    belief : Array, shape (m, conditions, 1 + pairs)
        Of each state and last pair.
    """
    same, habit = alike(rules), game.habit
    again_move, again_reply = habit[0] * same.move, habit[1] * same.reply
    free_move, free_reply = 1 - habit[0] * same.last[:, None] * np.ones_like(same.move), 1 - habit[1] * same.can
    return (
        belief @ (again_move * again_reply)
        + (belief @ (again_move * free_reply)) * client
        + (belief @ (free_move * again_reply)) * patron
        + (belief @ (free_move * free_reply)) * patron * client
    )


def passed(rules: Rules, game: Game, moves: jax.Array, joint: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the chance of each state and last pair after a period, shape (n, conditions, 1 + pairs), and of the two ends.

    Parameters
    ----------
    moves : Array, shape (steps, m, n)
    joint : Array, shape (m, conditions, pairs)
        As of ``chosen``, what was seen being taken account of.
    """
    kinds = np.array([p.kind for p in rules.pairs[:-1]])
    steps = np.array([p.step for p in rules.pairs[:-1]])
    on = jnp.moveaxis(joint[:, :, :-1], 2, 0)
    after = jnp.einsum("pmc,pcd->pmd", on, game.goes_on[kinds])
    going = jnp.einsum("pmd,pmn->ndp", after, moves[steps])
    breaks = jnp.einsum("pmc,pc->", on, game.chances.breaks[kinds])
    force = joint[:, :, -1].sum()
    absorbed = force * game.chances.absorbs
    none = jnp.zeros((*going.shape[:2], 1))
    return jnp.concatenate([none, going, none], axis=2), jnp.stack([absorbed, breaks + force - absorbed])
