"""What chance does: conditions and ladders move independently of one another, given the state and what was chosen.

Never one matrix of all states: a few kernels of the conditions, one for each kind of pair, and a chance for each ladder.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.rules import CONDITIONS, DOORS, GRIPS, RIVALRIES, SHAKEN, Rules, levels_of


class Forced(NamedTuple):
    """Levels that conditions are held at, -1 where chance decides; scalars or arrays of whole numbers."""

    grip: int | jax.Array = -1
    door: int | jax.Array = -1
    rivalry: int | jax.Array = -1


class Chances(NamedTuple):
    """What chance does, as arrays.

    Attributes
    ----------
    kernel : Array, shape (kinds, conditions, conditions)
        Chance of each condition after each, if the game goes on; rows sum to 1.
    breaks : Array, shape (kinds, conditions)
        Chance that the client breaks away.
    rises : Array, shape (steps, ladders)
        Chance that a ladder rises by one, if it is not at its top.
    absorbs : Array, shape ()
        Chance that force ends in absorption.
    """

    kernel: jax.Array
    breaks: jax.Array
    rises: jax.Array
    absorbs: jax.Array


def chances(rules: Rules, values: jax.Array, forced: Forced | None = None) -> Chances:
    """Return what chance does.

    Parameters
    ----------
    rules : Rules
    values : Array, shape (parameters,)
        In the order of ``rules.names``.
    forced : Forced or None
        Conditions that are held, from wherever they were, after one period.
    """
    held = forced or Forced()
    grip, door, rivalry = levels_of(np.arange(CONDITIONS))
    at = {name: values[where] for name, where in rules.slices.items()}
    slack = {d: at["grip_cost"][i] for i, d in enumerate(rules.asked_at)}
    shaken, opening = jnp.asarray(grip <= SHAKEN), jnp.asarray(grip >= SHAKEN)
    kernels, breaks = [], []
    for kind in rules.kinds:
        falls = at["grip_falls"] + (slack[kind.accepted] if kind.accepted >= 0 else 0.0) + at["backlash"] * kind.backlash
        rises = at["grip_rises"] + at["grip_bonus"] * kind.bonus
        closes = at["door_closes"] * (1 + at["door_shaken"] * shaken)
        opens = at["door_opens"] * (1 - rivalry / 2) + at["hedge_opens"] * kind.hedge * opening
        parts = (
            _moves(GRIPS, grip, jnp.broadcast_to(falls, grip.shape), jnp.broadcast_to(rises, grip.shape), held.grip),
            _moves(DOORS, door, closes, opens, held.door),
            _moves(RIVALRIES, rivalry, at["rivalry_falls"] * (rivalry > 0), at["rivalry_rises"] * (rivalry == 0), held.rivalry),
        )
        kernels.append(jnp.einsum("cg,cw,ch->cgwh", *parts).reshape(CONDITIONS, CONDITIONS))
        shield = at["support_shields"] * kind.supports
        breaks.append(jnp.where(grip == 0, at["breakaway"] * (1 + door / 2) * (1 - shield), 0.0))
    return Chances(jnp.stack(kernels), jnp.stack(breaks), _rises(rules, at), at["absorb_on_seize"])


def _moves(number: int, now: np.ndarray, down: jax.Array, up: jax.Array, held: int | jax.Array) -> jax.Array:
    """Return the chance of each level after each condition, shape (conditions, levels); two chances above 1 are scaled to it."""
    down = jnp.where(now > 0, down, 0.0)
    up = jnp.where(now < number - 1, up, 0.0)
    scale = 1 / jnp.maximum(1.0, down + up)
    down, up = down * scale, up * scale
    to = np.arange(number)
    change = to - now[:, None]
    free = down[:, None] * (change == -1) + up[:, None] * (change == 1) + (1 - down - up)[:, None] * (change == 0)
    return jnp.where(jnp.asarray(held) >= 0, jnp.asarray(to == jnp.asarray(held)[..., None]), free)


def _rises(rules: Rules, at: dict[str, jax.Array]) -> jax.Array:
    asked = {d: i for i, d in enumerate(rules.asked_at)}
    given = {d: i for i, d in enumerate(rules.given_at)}

    def chance(name: str, ladder: int) -> jax.Array:
        if name == "half_deliver":
            return at["deliver"][given[ladder]] / 2
        where = ladder if name == "drift" else given[ladder] if name == "deliver" else asked[ladder]
        return at[name][where]

    return jnp.stack([jnp.stack([chance(name, d) for d, name in enumerate(step)]) for step in rules.steps])


def rises_at(rules: Rules, rises: jax.Array, place: jax.Array) -> jax.Array:
    """Return the chances at a place, shape (steps, ladders): none where a ladder is at its top."""
    tops = jnp.asarray(np.array(rules.rungs) - 1)
    return jnp.where(jnp.asarray(rules.heights)[place] < tops, rises, 0.0)
