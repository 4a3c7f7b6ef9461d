"""What is believed of the game's parameters before any history is looked at, in place of the defaults."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Words


def in_order(low: float, best: float, high: float) -> None:
    """Refuse a prior whose numbers are not in ascending order.

    Raises
    ------
    ValueError
        Unless low < best < high, or all three are equal, which fixes the parameter.
    """
    if not (low < best < high or low == best == high):
        raise ValueError(f"best: low {low:g}, best {best:g}, high {high:g} must rise, or all be equal to fix the parameter")


class Belief(Fact):
    """A prior of the case on one parameter, in place of its default.

    Notes
    -----
    One that draws on what came later belongs to the day in ``known``, and is not used as of days before it.
    """

    id: Id = Field(description="Full name of the parameter, with a ladder where it has one for each: `worth.economy`.")
    low: float = Field(description="Never below it.")
    best: float = Field(description="Its median.")
    high: float = Field(description="Never above it.")
    reason: Words

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.best, self.high)
        return self
