"""What chance does: conditions and ladders move independently of one another, given the state and what was chosen.

Never one matrix of all states: a few kernels of the conditions, one for each kind of pair, and a chance for each ladder.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.rules import CONDITIONS, DOORS, GRIPS, RIVALRIES, SHAKEN, Ints, Rules, levels_of


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
    accepted, backlash, bonus, hedge, supports = (np.array(column)[:, None] for column in zip(*rules.kinds, strict=True))
    slack = jnp.zeros(len(rules.ladders) + 1).at[np.array(rules.asked_at)].set(at["grip_cost"])  # its last entry is that of none
    shaken, opening = grip <= SHAKEN, grip >= SHAKEN
    falls = at["grip_falls"] + slack[accepted] + at["backlash"] * backlash + 0.0 * grip
    rises = at["grip_rises"] + at["grip_bonus"] * bonus + 0.0 * grip
    closes = at["door_closes"] * (1 + at["door_shaken"] * shaken)
    opens = at["door_opens"] * (1 - rivalry / 2) + at["hedge_opens"] * hedge * opening
    of_grip = _moves(GRIPS, grip, falls, rises, held.grip)
    of_door = _moves(DOORS, door, jnp.broadcast_to(closes, opens.shape), opens, held.door)
    of_rivalry = _moves(RIVALRIES, rivalry, at["rivalry_falls"] * (rivalry > 0), at["rivalry_rises"] * (rivalry == 0), held.rivalry)
    # The condition reached is made of a grip, a door and a rivalry.
    kernel = of_grip[:, :, grip] * of_door[:, :, door] * of_rivalry[:, rivalry]
    shield = at["support_shields"] * supports
    breaks = jnp.where(grip == 0, at["breakaway"] * (1 + door / 2) * (1 - shield), 0.0)
    return Chances(kernel, breaks, _rises(rules, at), at["absorb_on_seize"])


def _moves(number: int, now: Ints, down: jax.Array, up: jax.Array, held: int | jax.Array) -> jax.Array:
    """Return the chance of each level after each condition, shape (..., conditions, levels); a sum above 1 is scaled."""
    down = jnp.where(now > 0, down, 0.0)
    up = jnp.where(now < number - 1, up, 0.0)
    scale = 1 / jnp.maximum(1.0, down + up)
    down, up = (down * scale)[..., None], (up * scale)[..., None]
    change = np.arange(number) - now[:, None]
    stays = jnp.maximum(1 - down - up, 0.0)  # rounding leaves it a hair below
    free = down * (change == -1) + up * (change == 1) + stays * (change == 0)
    return jnp.where(jnp.asarray(held) >= 0, jnp.asarray(np.arange(number) == jnp.asarray(held)), free)


def _rises(rules: Rules, at: dict[str, jax.Array]) -> jax.Array:
    every = jnp.concatenate([at["drift"], at["step_on_accept"], at["step_on_stall"], at["deliver"], at["deliver"] / 2])
    counts = len(rules.ladders), len(rules.asked_at), len(rules.asked_at), len(rules.given_at), len(rules.given_at)
    names = ("drift", "step_on_accept", "step_on_stall", "deliver", "half_deliver")
    begins = dict(zip(names, np.cumsum([0, *counts]), strict=False))
    who = {**{d: i for i, d in enumerate(rules.asked_at)}, **{d: i for i, d in enumerate(rules.given_at)}}
    index = [[begins[name] + (d if name == "drift" else who[d]) for d, name in enumerate(step)] for step in rules.steps]
    return every[np.array(index)]


def rises_at(rules: Rules, rises: jax.Array, place: jax.Array) -> jax.Array:
    """Return the chances at a place, shape (steps, ladders): none where a ladder is at its top."""
    tops = jnp.asarray(np.array(rules.rungs) - 1)
    return jnp.where(jnp.asarray(rules.heights)[place] < tops, rises, 0.0)
