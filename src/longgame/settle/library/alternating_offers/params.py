"""Parameters of alternating offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from longgame.core.errors import UsageError
from longgame.settle.weights import Weighting


@dataclass(frozen=True)
class Side:
    """One of the two sides.

    Attributes
    ----------
    members : tuple of int or None
        Places of its actors. None: everyone who is not on the other side; where both are None, see ``sides.two``.
    discount : float
        What an agreement one unit of time later is worth of one now, over 0 and up to 1: patience.
    outside : float or None
        What the side can have by leaving for somebody else: as good as an agreement at this average distance from its
        positions, weighted by salience, in lengths of the scale. None: it has nowhere to go.
    breakdown : float or None
        What it has after talks broke down, in the same unit. None: as without an agreement.
    """

    members: tuple[int, ...] | None = None
    discount: float = 0.9
    outside: float | None = None
    breakdown: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.discount <= 1:
            raise UsageError(f"the discount factor is {self.discount}; it is over 0 and at most 1")
        for name, distance in (("outside", self.outside), ("breakdown", self.breakdown)):
            if distance is not None and not distance >= 0:
                raise UsageError(f"{name} is {distance}; it is a distance in lengths of the scale, 0 or more")
        if self.members is not None and (not self.members or min(self.members) < 0):
            raise UsageError(f"members are {self.members}; they are places of actors, from 0, at least one")


@dataclass(frozen=True)
class Params:
    """Parameters of alternating offers.

    Attributes
    ----------
    sides : two Sides
    delay : float
        Time between two offers. 0 is the limit of ever shorter delays, in which it does not matter who begins.
    risk : float
        Breakdowns to be expected in a unit of time; talks break down within a delay with probability 1 - exp(-risk delay).
    proposer : int
        The side that makes the first offer, 0 or 1.
    loss : str
        ``linear`` or ``quadratic`` in the distance from a side's position.
    impasse : str
        What holds as long as nothing is agreed: the ``reversion`` point, and on issues where it is not known for each
        side what is as bad as the other's position; or the latter everywhere (``give_in``: a pie, as in the textbooks).
    patience : str
        ``given`` by the discount factors; or the rate of impatience of each side is also divided by its part of the
        ``weight`` of both, times two: the weightier side can wait longer.
    weights : str
        As in the compromise model: how actors count in the position of their side.
    """

    sides: tuple[Side, Side] = field(default=(Side(), Side()))
    delay: float = 0.0
    risk: float = 0.0
    proposer: Literal[0, 1] = 0
    loss: Literal["linear", "quadratic"] = "linear"
    impasse: Literal["reversion", "give_in"] = "reversion"
    patience: Literal["given", "weight"] = "given"
    weights: Weighting = "capability_salience"

    def __post_init__(self) -> None:
        if not (self.delay >= 0 and self.risk >= 0):
            raise UsageError(f"delay is {self.delay} and risk {self.risk}; both are 0 or more")
        first, second = (set(side.members or ()) for side in self.sides)
        if first & second:
            raise UsageError(f"actors {sorted(first & second)} are on both sides; an actor is on one side or on none")
