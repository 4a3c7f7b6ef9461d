"""What became of what was bargained over: where on its scale an issue came to stand, as a coder reads the record."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Percent, Words
from longgame.core.dates import Period


class Outcome(Fact):
    """Where an issue stood from a day on, until a later row of the same issue and coder; a judgement with an interval.

    Where nothing came of an issue, that is an outcome too: an interval near the reversion point, with the reason.
    """

    id: Id
    issue: Id
    date: Period = Field(description="From when it stood there.")
    low: Percent
    at: Percent
    high: Percent
    coder: Id
    reason: Words = Field(description="Which facts put it there, and what is open.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.at <= self.high:
            raise ValueError(f"at: low {self.low:g}, at {self.at:g}, high {self.high:g} are not in ascending order")
        return self
