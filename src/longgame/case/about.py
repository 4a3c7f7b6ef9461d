"""The case itself: what it is about, who the parties are, who coded it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from longgame.case.record import Fact, Id, Names, Record, Text, Words
from longgame.core.dates import Period

Colour = Annotated[str, StringConstraints(pattern=r"^(#[0-9a-fA-F]{6})?$")]


class Party(Record):
    """One side of the negotiation."""

    id: Id
    name: Words
    role: Literal["patron", "client", "equal", "mediator", "body", "other"]
    colour: Colour = Field(default="", description="Used in charts, as #rrggbb.")


class Coder(Record):
    """Who turned sources into numbers."""

    id: Id
    name: Words
    note: Text = ""


class Unit(Record):
    """What completion claims count."""

    id: Id
    title: Words
    note: Text = ""


class Chapter(Fact):
    """A dated part of the story; as of an earlier day it is not shown."""

    period: Period
    title: Words
    text: Words


class About(Record):
    """The head of a case, ``case.yaml``."""

    format: int = Field(default=1, ge=1, le=1, description="Version of the case format.")
    id: Id
    title: Words
    summary: Words = Field(description="One paragraph: what is negotiated and by whom. No outcomes.")
    parties: tuple[Party, ...] = Field(min_length=1)
    period: Period = Field(description="What the case covers.")
    units: tuple[Unit, ...] = ()
    coders: tuple[Coder, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    licence: Text = ""
    updated: Period | None = Field(default=None, description="Day up to which the coders looked for news; default of --as-of.")
    settle_days: Names = Field(
        default=(),
        description="Past days as of which the report bargains again, to set what came out beside what happened since.",
    )
    sponsor: Text = Field(default="sponsors", description="What to call those who make the official claims.")

    @field_validator("settle_days")
    @classmethod
    def _are_dates(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            Period.parse(text)
        return value

    @property
    def key(self) -> str:
        """The case's id."""
        return self.id

    @property
    def days_to_settle(self) -> tuple[date, ...]:
        """The days of ``settle_days`` in order; of a month or a year the last day."""
        return tuple(sorted({Period.parse(text).last for text in self.settle_days}))
