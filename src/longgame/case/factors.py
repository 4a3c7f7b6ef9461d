"""Names in the links of theses that mean one thing, so that what different authors say of it can be set side by side."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from longgame.case.record import Id, Ids, Record, Words


class Factor(Record):
    """One thing that the links of several theses speak of under different names; a coder's judgement.

    A name may stand under several factors: isolation is weakness, and it is the opposite of a way to the West.
    """

    id: Id
    title: Words
    same: Ids = Field(description="Names in links that mean it: more of the one is more of it.")
    opposite: Ids = Field(default=(), description="Names in links that mean its opposite.")
    reason: Words = Field(description="Why they can be taken for one thing, and what is lost by it.")

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if len(set(self.same) | set(self.opposite)) < 2:
            raise ValueError("same: a factor joins at least two names")
        both = set(self.same) & set(self.opposite)
        if both:
            raise ValueError(f"opposite: {sorted(both)[0]!r} stands on both sides")
        return self
