"""How the negotiation works: the mechanisms that analysts describe, and where each lives in the case."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from longgame.case.record import Fact, Id, Ids, Names, Record, Text, Words

# A reference to a row, such as 'commitment:PR15' or 'series:gas-price'.
Ref = Annotated[
    str,
    Field(pattern=r"^(package|commitment|deadline|issue|actor|event|series|claim|statement|question|thesis):[^\W_][\w.\-]{0,79}$"),
]


class Home(Record):
    """A place where a mechanism does something."""

    verb: Literal["read", "track", "settle", "play", "score"]
    live: bool = Field(description="False: planned, nothing to see yet.")
    does: Words = Field(description="What the mechanism does there.")
    refs: tuple[Ref, ...] = Field(default=(), description="Rows of the case that belong to it.")


class Since(Fact):
    """What has been seen of it, as of a day."""

    what: Words


class Mechanism(Record):
    """A mechanism that the case's analysts describe."""

    id: Id
    title: Words
    kind: Words
    summary: Words = Field(description="What the analysts say, in the case's own words. No outcomes.")
    analysts: Names = Field(default=(), description="Letters or names of those who describe it.")
    source: Ids = Field(default=(), description="The analyses that the summary draws on; it is shown once all of them are out.")
    observables: Text = ""
    homes: tuple[Home, ...] = Field(min_length=1)
    since: tuple[Since, ...] = ()
