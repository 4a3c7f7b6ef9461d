"""How much officials and others said was done."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Words
from longgame.core.dates import Period

Number = Annotated[float, Field(ge=0)]
Quantity = Literal["done", "behind_schedule", "agreed", "plan_size", "expected", "years_needed", "none"]


class Claim(Fact):
    """A statement about completion or size, with its unit and what it is counted out of.

    ``done`` with ``as`` percent is a share in percent; with ``as`` count it is a number of units out
    of ``denominator``. Claims in different units are never put on one axis as counts.
    """

    id: Id
    date: Period = Field(description="When it was said.")
    counted_on: Period | None = Field(default=None, description="The day the count refers to, if another.")
    claimant: Id
    scope: Id = Field(description="Package or commitment that the claim is about.")
    quantity: Quantity
    as_: Literal["percent", "count", "none"] = Field(alias="as")
    relation: Literal["exactly", "about", "over", "under", "range", "none"] = "exactly"
    low: Number | None = None
    value: Number | None = None
    high: Number | None = None
    unit: Id | None = Field(default=None, description="A unit of case.yaml; empty: the claimant did not say.")
    denominator: Number | None = Field(default=None, gt=0)
    what: Words

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        numbers = [n for n in (self.low, self.value, self.high) if n is not None]
        if numbers != sorted(numbers):
            raise ValueError("low, value and high are not in ascending order")
        if self.as_ != "none" and not numbers:
            raise ValueError("a claim in percent or as a count needs a value, a low or a high")
        if self.as_ == "none" and numbers:
            raise ValueError("a claim without a number ('as' is none) has no low, value or high")
        most = max(numbers, default=0.0)
        if self.as_ == "percent" and most > 100:
            raise ValueError(f"{most:g} % is more than 100 %")
        if (
            self.quantity in ("done", "behind_schedule", "agreed")
            and self.denominator
            and most > self.denominator
            and self.as_ == "count"
        ):
            raise ValueError(f"{most:g} out of {self.denominator:g} is more than all")
        return self

    def share(self) -> tuple[float, float, float] | None:
        """Return low, nominal and high share done, each from 0 to 1, or None if it has none.

        An open end (``over``, ``under``) takes the whole way to 1 or 0; the nominal value is the
        number that was said.
        """
        scale = 100.0 if self.as_ == "percent" else self.denominator
        said = next((n for n in (self.value, self.low, self.high) if n is not None), None)
        if self.quantity != "done" or scale is None or said is None:
            return None
        low = self.low if self.low is not None else (0.0 if self.relation == "under" else said)
        high = self.high if self.high is not None else (scale if self.relation == "over" else said)
        if self.value is None and self.relation == "range" and self.low is not None and self.high is not None:
            said = (self.low + self.high) / 2
        return low / scale, said / scale, min(high / scale, 1.0)
