"""Who takes part, and what they said they want."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from longgame.case.record import Fact, Id, Ids, Names, Record, Text, Words
from longgame.core.dates import Period

ActorKind = Literal[
    "state", "leadership", "government", "ministry", "institution", "company", "elite", "opposition",
    "public", "bloc", "organisation", "media", "analyst", "person",
]  # fmt: skip


class Actor(Record):
    """Someone who acts, speaks or bargains."""

    id: Id
    name: Words
    kind: ActorKind
    party: Id | None = Field(default=None, description="Party of case.yaml that the actor belongs to.")
    part_of: Id | None = Field(default=None, description="Actor that this one speaks for or sits in.")
    role: Text = ""
    wants: Text = Field(default="", description="What the actor wants, in the coder's own words.")
    aliases: Names = Field(default=(), description="Other spellings, for finding the actor in texts.")
    wikidata: Annotated[str, StringConstraints(pattern=r"^(Q[0-9]+)?$")] = ""
    iso: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = Field(default="", description="ISO 3166 code of a state.")
    source: Ids = ()
    note: Text = ""


class Statement(Fact):
    """What an actor said or was reported to want: the evidence behind coded stances."""

    id: Id
    date: Period
    actor: Id
    issue: Id | None = None
    what: Words
