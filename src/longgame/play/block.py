"""One place of the ladders: what its conditions are worth, given what the places above it are worth."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.chances import Chances, rises_at
from longgame.play.payoffs import Payoffs
from longgame.play.rules import CONDITIONS, Ints, Rules


class Game(NamedTuple):
    """A game with values for its parameters.

    Attributes
    ----------
    chances : Chances
    goes_on : Array, shape (kinds, conditions, conditions)
        Chance of each condition after each, the client not breaking away.
    payoffs : Payoffs
    discount, precision, habit : Array, shape (2,)
        Of the patron and the client.
    """

    chances: Chances
    goes_on: jax.Array
    payoffs: Payoffs
    discount: jax.Array
    precision: jax.Array
    habit: jax.Array


class Block(NamedTuple):
    """All that a place's own values follow from.

    Attributes
    ----------
    known : Array, shape (pairs - 1, conditions, 2)
        What comes after a pair if a ladder rises or the client breaks away, weighted by its chance.
    stays : Array, shape (pairs - 1,)
        Chance that no ladder rises.
    now : Array, shape (pairs, conditions, 2)
        Payoff of the period.
    """

    known: jax.Array
    stays: jax.Array
    now: jax.Array


class Play(NamedTuple):
    """What is chosen at a place, and what it is worth.

    Attributes
    ----------
    value : Array, shape (conditions, 2)
        Expected worth, in payoffs of a period.
    patron : Array, shape (moves, conditions)
        Chance of each move.
    client : Array, shape (moves, 4, conditions)
        Chance of each reply to it, in the order of ``Rules.replies_at``; 0 where there are fewer.
    """

    value: jax.Array
    patron: jax.Array
    client: jax.Array


@lru_cache(maxsize=32)
def layout(rules: Rules) -> tuple[Ints, np.ndarray]:
    """Return which pair stands at each move and reply, shape (moves, 4), and whether one does."""
    width = max(len(p) for p in rules.replies_at)
    at = np.array([[*p, *[p[-1]] * (width - len(p))] for p in rules.replies_at])
    there = np.array([[True] * len(p) + [False] * (width - len(p)) for p in rules.replies_at])
    return at, there


def block(rules: Rules, game: Game, place: jax.Array, values: jax.Array) -> Block:
    """Return what the values at a place follow from.

    Parameters
    ----------
    values : Array, shape (places, conditions, 2)
        Final wherever a ladder is higher; what stands elsewhere is not used.
    """
    kinds = np.array([p.kind for p in rules.pairs[:-1]])
    steps = np.array([p.step for p in rules.pairs[:-1]])
    rises = rises_at(rules, game.chances.rises, place)
    weight = subset_chances(rises)
    higher = values[jnp.asarray(rules.above)[place][1:]]
    risen = jnp.einsum("ms,scj->mcj", weight[:, 1:], higher)
    known = jnp.einsum("pcd,pdj->pcj", game.goes_on[kinds], risen[steps])
    known += game.chances.breaks[kinds][:, :, None] * game.payoffs.broken_away
    now = game.payoffs.place[place] + game.payoffs.condition + game.payoffs.pair[:, None, :]
    return Block(known, weight[steps, 0], now)


def subset_chances(rises: jax.Array) -> jax.Array:
    """Return the chance that exactly a subset of the ladders rises, shape (steps, 2**ladders); order as in ``Rules.above``."""
    weight = jnp.ones((len(rises), 1), rises.dtype)
    for d in range(rises.shape[1]):
        both = jnp.stack([1 - rises[:, d], rises[:, d]], axis=-1)
        weight = (weight[:, :, None] * both[:, None, :]).reshape(len(rises), -1)
    return weight


def play(rules: Rules, game: Game, at: Block, value: jax.Array) -> tuple[Play, jax.Array, jax.Array]:
    """Return what is chosen if the next period's values are given, and the worth of each pair.

    Parameters
    ----------
    value : Array, shape (conditions, 2)

    Returns
    -------
    Play
        Its value is one step of successive approximation.
    Array, shape (moves, 4, conditions, 2)
        Worth of each pair to both.
    Array, shape (moves, conditions, 2)
        Worth of each move to both.
    """
    pairs, there = layout(rules)
    kinds = np.array([p.kind for p in rules.pairs[:-1]])
    same = jnp.einsum("kcd,dj->kcj", game.goes_on, value)
    after = at.known + at.stays[:, None, None] * same[kinds]
    force = game.chances.absorbs * game.payoffs.absorbed + (1 - game.chances.absorbs) * game.payoffs.broken_away
    after = jnp.concatenate([after, jnp.broadcast_to(force, (1, CONDITIONS, 2))])
    worth = ((1 - game.discount) * at.now + game.discount * after)[pairs]
    sharp = game.precision / (1 - game.discount)
    client = jax.nn.softmax(jnp.where(there[:, :, None], sharp[1] * worth[..., 1], -jnp.inf), axis=1)
    of_move = jnp.einsum("abc,abcj->acj", client, worth)
    patron = jax.nn.softmax(sharp[0] * of_move[..., 0], axis=0)
    return Play(jnp.einsum("ac,acj->cj", patron, of_move), patron, client), worth, of_move


def slope(rules: Rules, game: Game, at: Block, made: Play, worth: jax.Array, of_move: jax.Array) -> jax.Array:
    """Return the derivative of a step of successive approximation by the values put in, shape (2 conditions, 2 conditions).

    Both are taken as the patron's at all conditions, then the client's. In closed form: every entry is a kernel of the
    conditions, times weights that the logit choices give.
    """
    pairs, there = layout(rules)
    sharp = game.precision / (1 - game.discount)
    ahead = jnp.where(there, at.stays[np.minimum(pairs, len(rules.pairs) - 2)], 0.0)[:, :, None] * made.client
    ahead = jnp.where((pairs == len(rules.pairs) - 1)[:, :, None], 0.0, ahead)
    by_patron, by_client = game.discount[0] * ahead, game.discount[1] * ahead
    turned = sharp[1] * (worth[..., 0] - of_move[:, None, :, 0]) * by_client  # the client's choice moves what the patron gets
    own = (1 + sharp[1] * (worth[..., 1] - of_move[:, None, :, 1])) * by_client
    first = made.patron * (1 + sharp[0] * (of_move[..., 0] - made.value[:, 0]))
    other = made.patron * sharp[0] * (of_move[..., 1] - made.value[:, 1])
    weights = (
        first[:, None] * by_patron,
        first[:, None] * turned,
        other[:, None] * by_patron,
        made.patron[:, None] * own + other[:, None] * turned,
    )
    to_kind = np.zeros((len(rules.kinds), *pairs.shape))
    for a, b in zip(*np.nonzero(there & (pairs < len(rules.pairs) - 1)), strict=True):
        to_kind[rules.pairs[pairs[a, b]].kind, a, b] = 1
    pp, pc, cp, cc = (jnp.einsum("kab,abc,kcd->cd", to_kind, w, game.goes_on) for w in weights)
    return jnp.block([[pp, pc], [cp, cc]])
