"""Numbers over time, each series with one counter."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Record, Text, Words
from longgame.core.dates import Period


class Series(Record):
    """What is counted, by whom, in which unit. Two counters are two series."""

    id: Id
    title: Words
    unit: Words
    domain: Id
    counted_by: Words
    chart: bool = Field(default=False, description="Whether the values can be joined by a line.")
    group: Text = Field(default="", description="Series with the same group are drawn in one chart.")
    note: Text = Field(default="", description="What a reader must know before comparing values.")


class Observation(Fact):
    """One value of a series, for a day or a period."""

    id: Id
    series: Id
    date: Period
    low: float | None = None
    value: float | None = None
    high: float | None = None
    usable: bool = Field(default=True, description="False: kept for the record, not drawn in the series.")

    @model_validator(mode="after")
    def _has_value(self) -> Self:
        numbers = [n for n in (self.low, self.value, self.high) if n is not None]
        if not numbers:
            raise ValueError("an observation needs a value, a low or a high")
        if numbers != sorted(numbers):
            raise ValueError("low, value and high are not in ascending order")
        return self

    def middle(self) -> Annotated[float, "same unit as the series"]:
        """Return the value, or the middle of low and high, or the one bound there is."""
        if self.value is not None:
            return self.value
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else float(self.high or 0.0)
