"""Where theses say opposite things, and what would tell who is right."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Ids, Record, Words


class Side(Record):
    """What some theses say."""

    says: Words
    theses: Ids = Field(description="Theses that say so.")
    claims: Ids = Field(default=(), description="Numbers of the claims that say so.")

    @model_validator(mode="after")
    def _somebody_says_it(self) -> Self:
        if not self.theses:
            raise ValueError("theses: name at least one that says so")
        return self


class Seen(Fact):
    """What has been seen of it, as of a day."""

    what: Words
    leans_to: Ids = Field(default=(), description="Theses that it speaks for; empty: for none, or for both sides.")


class Contradiction(Record):
    """Two or more positions that cannot all be right. As of a day it is there once each side has been published."""

    id: Id
    topic: Words
    sides: tuple[Side, ...] = Field(min_length=2)
    would_tell: Words = Field(description="The observation that would tell the sides apart.")
    seen: tuple[Seen, ...] = ()
