"""What a period is worth to the patron and to the client, and what an end is worth for ever."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.play.rules import CONDITIONS, GRIPS, Rules, levels_of

# Share of the inducement that is taken, and of the pain that is felt, by reply.
TAKEN = {"accept": 1.0, "refuse": 0.0}  # the client who stalls keeps a share that is a parameter; who hedges, half of that
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
    pairs = [_pair(rules.moves[pair.move].does, pair.reply, at) for pair in rules.pairs]
    return Payoffs(
        place=jnp.stack([patron, client], axis=-1),
        condition=jnp.stack([open_door, ruler], axis=-1),
        pair=jnp.stack([jnp.stack([jnp.asarray(p, float), jnp.asarray(c, float)]) for p, c in pairs]),
        absorbed=jnp.stack([at["absorbed_worth"], -at["end_loss"]]),
        broken_away=jnp.stack([-at["lost_client"], -at["end_loss"]]),
    )


def _pair(does: str, reply: str, at: dict[str, jax.Array]) -> tuple[jax.Array | float, jax.Array | float]:
    cost = 0.0 if does == "wait" else at[f"cost_{does}"]
    courted = reply == "hedge"
    patron = -cost - at["loyalty"] * courted
    client = -at["cost_hedge"] * courted
    if does in ("bid", "swap"):
        share = TAKEN[reply] if reply in TAKEN else at["gift_on_stall"] * (0.5 if courted else 1.0)
        client = client + at["gift"] * share * (at["gift_on_swap"] if does == "swap" else 1.0)
    elif does == "press":
        client = client - at["pain"] * PAIN[reply]
    return patron, client
