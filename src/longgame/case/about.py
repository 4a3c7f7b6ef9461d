"""The case itself: what it is about, who the parties are, who coded it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from longgame.case.record import Fact, Id, Record, Text, Words
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
    sponsor: Text = Field(default="sponsors", description="What to call those who make the official claims.")

    @property
    def key(self) -> str:
        """The case's id."""
        return self.id
