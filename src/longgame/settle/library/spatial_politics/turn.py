"""One turn: everyone looks for a challenge, bargains are proposed, and each enters at most one."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.library.spatial_politics.bargain import choose, propose
from longgame.settle.library.spatial_politics.challenge import best_challenges
from longgame.settle.library.spatial_politics.params import Actors, Params
from longgame.settle.library.spatial_politics.risk import distance, risk_attitudes


class Turn(NamedTuple):
    """What happened in a turn.

    Attributes
    ----------
    position : Array, shape (n, m)
        After the turn, on scales from 0 to 1.
    risk : Array, shape (n,)
        Risk attitudes in the turn.
    target : Array of int32, shape (n,)
        Whom each challenged, -1 for nobody.
    entered : Array of int32, shape (n,)
        The initiator of the bargain that each entered into, -1 for none.
    """

    position: jax.Array
    risk: jax.Array
    target: jax.Array
    entered: jax.Array


def turn(actors: Actors, position: jax.Array, params: Params, arrival: jax.Array | None = None) -> Turn:
    """Play one turn from ``position``, shape (n, m); see ``choose`` for ``arrival``, shape (n, b + 1)."""
    away = distance(actors, position, position, actors.stance)
    risk = risk_attitudes(actors, away, params)
    found = best_challenges(actors, away, risk, params)
    offered = propose(actors, position, away, risk, found, params)
    chosen = choose(actors, position, away, risk, offered, params, arrival)
    b = jnp.maximum(chosen - 1, 0)
    began = offered.initiator[b] == jnp.arange(risk.size)
    to = jnp.where(began[:, None], offered.initiator_to[b], offered.receiver_to[b])
    moves = chosen > 0
    after = jnp.where(moves[:, None], to, position)
    return Turn(after, risk, found.target, jnp.where(moves, offered.initiator[b], -1))
