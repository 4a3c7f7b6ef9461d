"""What-if questions to the long game: a parameter that is otherwise, a condition that is forced for some time."""

from __future__ import annotations

import math
from typing import Self

from pydantic import Field, model_validator

from longgame.case.game import CONDITIONS
from longgame.case.record import Fact, Id, Record, Words
from longgame.core.dates import Period
from longgame.core.errors import short


class Supposition(Record):
    """One thing that is supposed."""

    of: Id = Field(description="Full name of a parameter, or `grip`, `door`, `rivalry`.")
    value: Words = Field(alias="is", description="A number for a parameter; of a condition, a level's label or number.")
    since: Period | None = Field(default=None, alias="from", description="Of a condition: first period; empty: from now on.")
    until: Period | None = Field(default=None, description="Of a condition: last period; empty: for good.")

    @property
    def forces(self) -> bool:
        """Whether it forces a condition; else it sets a parameter."""
        return self.of in CONDITIONS

    @property
    def number(self) -> float | None:
        """The value as a finite number, None if it is none."""
        try:
            found = float(self.value)
        except ValueError:
            return None
        return found if math.isfinite(found) else None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not self.forces:
            if self.number is None:
                raise ValueError(f"is: {short(self.value)} is not a number, which the parameter {self.of!r} needs")
            if self.since is not None or self.until is not None:
                raise ValueError(f"from: the parameter {self.of!r} is supposed for good; only a condition has from and until")
        return self


class WhatIf(Fact):
    """A supposition to be compared with the game as it is. No fact: sources tell what suggested it, where anything did."""

    id: Id
    title: Words
    reason: Words = Field(description="Why the question is worth asking, and why these numbers.")
    suppose: tuple[Supposition, ...] = Field(min_length=1, description="All of these together.")
