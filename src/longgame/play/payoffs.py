"""What a period is worth to the patron and to the client, and what an end is worth for ever."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.rules import CONDITIONS, GRIPS, Rules, levels_of

# Share of the pain of pressure that is felt, by reply.
PAIN = {"accept": 0.1, "stall": 0.5, "refuse": 1.0, "hedge": 1.0}


class Payoffs(NamedTuple):
    """Payoffs of a period, in parts that add up.

    Attributes
    ----------
    place : Array, shape (places, 2)
        What the rungs are worth, to the patron and to the client.
    condition : Array, shape (conditions, 2)
    pair : Array, shape (pairs, 2)
        What a move and its reply cost and bring.
    absorbed, broken_away : Array, shape (2,)
        A period for ever.
    """

    place: jax.Array
    condition: jax.Array
    pair: jax.Array
    absorbed: jax.Array
    broken_away: jax.Array


def payoffs(rules: Rules, values: jax.Array) -> Payoffs:
    """Return the payoffs of a game.

    Parameters
    ----------
    rules : Rules
    values : Array, shape (parameters,)
        In the order of ``rules.names``.
    """
    at = {name: values[where] for name, where in rules.slices.items()}
    height = jnp.asarray(rules.heights / (np.array(rules.rungs) - 1))
    asked, given = list(rules.asked_at), list(rules.given_at)
    patron = height[:, asked] @ at["worth"] - height[:, given] @ at["price"]
    client = jnp.sqrt(height) @ at["benefit"] - height**2 @ at["sovereignty"]
    grip, door, rivalry = levels_of(np.arange(CONDITIONS))
    open_door = -at["alignment"] * (door / 2) * (1 + at["rivalry_weight"] * rivalry)
    ruler = at["grip_worth"] * jnp.asarray(grip / (GRIPS - 1))
    return Payoffs(
        place=jnp.stack([patron, client], axis=-1),
        condition=jnp.stack([open_door, ruler], axis=-1),
        pair=_pairs(rules, at),
        absorbed=jnp.stack([at["absorbed_worth"], -at["end_loss"]]),
        broken_away=jnp.stack([-at["lost_client"], -at["end_loss"]]),
    )


def _pairs(rules: Rules, at: dict[str, jax.Array]) -> jax.Array:
    does = np.array([rules.moves[pair.move].does for pair in rules.pairs])
    reply = np.array([pair.reply for pair in rules.pairs])
    courted = reply == "hedge"
    cost = sum(at[f"cost_{name}"] * (does == name) for name in ("bid", "swap", "press", "seize"))
    # Who hedges takes half of what stalling would leave.
    share = (reply == "accept") + at["gift_on_stall"] * ((reply == "stall") + 0.5 * courted)
    offered = (does == "bid") + at["gift_on_swap"] * (does == "swap")
    hurt = np.array([PAIN.get(r, 0.0) for r in reply.tolist()]) * (does == "press")
    patron = -cost - at["loyalty"] * courted
    client = at["gift"] * share * offered - at["pain"] * hurt - at["cost_hedge"] * courted
    return jnp.stack([patron, client], axis=-1)
