"""The exact likelihood of a history: a forward filter over all states that it leaves open."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.block import Game
from longgame.play.encode import History
from longgame.play.passing import begin, chosen, passed, stage
from longgame.play.rules import ENDS, Rules


class Filtered(NamedTuple):
    """What a game makes of a history of t periods.

    Attributes
    ----------
    choice : Array, shape (t,)
        Log probability of the choices that were seen in each period, given all before; 0 where none were seen.
    state : Array, shape (t,)
        Log probability of where things then stood, given the choices and all before.
    expected : Array, shape (t, pairs)
        Chance of each pair in each period, given all before it and nothing of it.
    belief : Array, shape (m, conditions, 1 + pairs)
        Chance of each state and last pair after the last period; places as in ``History.places``.
    """

    choice: jax.Array
    state: jax.Array
    expected: jax.Array
    belief: jax.Array


def filtered(rules: Rules, game: Game, values: jax.Array, history: History) -> Filtered:
    """Return what a game makes of a history.

    The likelihood of the whole is the sum of both parts over all periods; it is minus infinity where the game cannot have gone
    that way.

    Parameters
    ----------
    rules : Rules
    game : Game
    values : Array, shape (places, conditions, 2)
        Of its equilibrium.
    history : History
        Of at least one period.
    """
    known = history.places >= 0
    unique, where = np.unique(np.where(known, history.places, 0), return_inverse=True)
    where = where.reshape(known.shape)
    whole = stage(rules, game, values, unique)
    t = len(history.periods)
    ends = np.zeros((t, len(ENDS)), bool)
    if history.end:
        ends[-1, ENDS.index(history.end)] = True
    inputs = (where[:-1], where[1:], history.pairs, known[1:, :, None] & history.conditions[1:, None, :], ends)

    def period(belief: jax.Array, given: tuple[jax.Array, ...]) -> tuple[jax.Array, tuple[jax.Array, jax.Array, jax.Array]]:
        here, there, allowed, open_, ended = given
        joint = chosen(rules, game, whole.patron[here], whole.client[here], belief)
        agrees = joint * allowed
        seen = agrees.sum()
        going, ends = passed(rules, game, whole.moves[:, here][:, :, there], agrees)
        alive = going * open_[:, :, None]
        total = jnp.where(ended.any(), (ends * ended).sum(), alive.sum())
        left = jnp.where(ended.any(), going, alive)
        after = left / jnp.where(left.sum() > 0, left.sum(), 1.0)
        return after, (_log(seen), jnp.where(seen > 0, _log(total) - _log(seen), 0.0), joint.sum(axis=(0, 1)))

    first = begin(rules, jnp.asarray(known[0][:, None] & history.conditions[0][None, :]))
    belief, (choice, state, expected) = jax.lax.scan(period, first, jax.tree.map(jnp.asarray, inputs))
    return Filtered(choice, state, expected, belief)


def _log(chance: jax.Array) -> jax.Array:
    # The inner where keeps derivatives finite where there is no chance.
    return jnp.where(chance > 0, jnp.log(jnp.where(chance > 0, chance, 1.0)), -jnp.inf)
