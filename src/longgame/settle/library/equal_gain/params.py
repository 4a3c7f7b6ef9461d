"""Parameters of the equal-gain model, and what the caller may decide where its rule is undecided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import jax

Reading = Literal["program", "plain"]

# Gains are counted in steps of this size: smaller ones are none, and equal counts are a tie.
STEP = 1e-9
# An outcome this near to a position stands at it.
NEAR = 1e-9


@dataclass(frozen=True)
class Params:
    """Parameters of the equal-gain model.

    Attributes
    ----------
    rounds : int
        Rounds of exchanges; between two rounds positions move part of the way to what was voted.
    reading : str
        ``program``: as the public exchange program does it. ``plain``: without three of its habits; see ``kernel``.
    spread : float
        0 for equal gains; up to 1, how far the division of gains is drawn at random around the equal one.
    salience_weight, fixed_weight : float
        After a round x becomes x + (salience_weight (1 − s) + fixed_weight)(y − x), where y is the position voted.
    most : int
        Most exchanges in a round; 0 for four times actors times issues.
    record : bool
        Whether exchanges are returned, or only what they lead to.
    """

    rounds: int = 10
    reading: Reading = "program"
    spread: float = 0.0
    salience_weight: float = 0.4
    fixed_weight: float = 0.1
    most: int = 0
    record: bool = True


class Choices(NamedTuple):
    """What to do where the rule is undecided; without it the stated rules decide.

    Attributes
    ----------
    prefer : Array of int32, shape (rounds, most)
        Which of exactly tied exchanges comes next, as ``((i n + j) m + p) m + q`` where i demands p of j for q; −1, or an
        exchange that is not among the tied, leaves it to the rule.
    stop : Array of bool, shape (rounds, n, m)
        Whether an actor stops buying on an issue once the outcome, as it reckons it, stands exactly at its own position.
    """

    prefer: jax.Array
    stop: jax.Array
