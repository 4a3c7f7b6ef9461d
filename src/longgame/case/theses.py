"""Readings of the long game that compete: what each holds of the parameters, and what moves what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - a field is called date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from longgame.case.beliefs import in_order
from longgame.case.record import TEXT_PATTERN, Fact, Id, Ids, Record, Text, Words
from longgame.core.dates import Period

Short = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, min_length=1, max_length=24)]


class Held(Record):
    """What a thesis holds of one parameter."""

    parameter: Id = Field(description="Full name, with a ladder where it has one for each: `worth.economy`.")
    low: float = Field(description="Never below it.")
    best: float = Field(description="Its median.")
    high: float = Field(description="Never above it.")
    reason: Words = Field(description="What in the text says so, in the coder's words.")
    claims: Ids = Field(default=(), description="Numbers of the claims that say so.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.best, self.high)
        return self


class Link(Record):
    """One thing that moves another."""

    from_: Id = Field(alias="from", description="What moves.")
    to: Id = Field(description="What is moved.")
    sign: Literal["+", "-", "0"] = Field(description="Up, down, or said to have no effect.")
    lag: Text = Field(default="", description="After how long.")
    mechanism: Text = Field(default="", description="How.")
    claim: Text = Field(default="", description="Number of the claim that says so.")
    parameters: Ids = Field(default=(), description="Parameters of the game that carry it; empty: the game leaves it out.")


class Thesis(Fact):
    """A reading of the case: priors on parameters. What it does not mention stays at the case's belief, else at the default.

    It is known from the day in ``known`` or, where that is empty, from the last day of ``date``.
    """

    id: Id
    title: Words
    date: Period = Field(description="When it was published; it is run as of the last day.")
    short: Short = Field(description="At most 24 characters, for charts.")
    says: Words = Field(description="Two or three sentences in the coder's words.")
    beliefs: tuple[Held, ...] = Field(default=(), description="One for each parameter of which it holds something.")
    links: tuple[Link, ...] = Field(default=(), description="Its causal story: what moves what, and which way.")
    baseline: bool = Field(default=False, description="Whether nobody holds it and it is there to be beaten.")
    author: Text = ""

    def known_on(self, published: Mapping[str, Date]) -> Date | None:  # noqa: ARG002 - of every fact
        """Return the day from which it could be read: of ``known``, else of its own date."""
        return (self.known if self.known is not None else self.date).last
