"""Coded positions, saliences and capabilities, always as intervals with a coder and a reason."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Percent, Words
from longgame.core.dates import Period

Weight = Annotated[float, Field(ge=0)]


def _ordered(low: float, best: float, high: float, what: str) -> None:
    if not low <= best <= high:
        raise ValueError(f"{what}: low {low:g}, best {best:g}, high {high:g} are not in ascending order")


class Coded(Fact):
    """A judgement by a coder, valid for a stretch of time."""

    actor: Id
    issue: Id
    from_: Period = Field(alias="from", description="First day on which it holds.")
    until: Period | None = Field(default=None, description="Last day on which it holds; empty: still.")
    coder: Id
    reason: Words

    @property
    def key(self) -> str:
        """Actor, issue, start and coder together."""
        return "/".join((self.actor, self.issue, str(self.from_), self.coder))


class Stance(Coded):
    """Where an actor stands on an issue and how much it cares; both 0 to 100."""

    position_low: Percent
    position: Percent
    position_high: Percent
    salience_low: Percent
    salience: Percent
    salience_high: Percent

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _ordered(self.position_low, self.position, self.position_high, "position")
        _ordered(self.salience_low, self.salience, self.salience_high, "salience")
        return self


class Capability(Coded):
    """How much weight an actor can bring, on one issue or, with ``*``, on all; 0 or more."""

    issue: Annotated[str, Field(pattern=r"^(\*|[^\W_][\w.\-]{0,79})$")]
    low: Weight
    capability: Weight
    high: Weight

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _ordered(self.low, self.capability, self.high, "capability")
        return self
