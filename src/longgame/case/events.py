"""What happened around the negotiation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from longgame.case.record import TEXT_PATTERN, Fact, Id, Ids, Text, Words
from longgame.core.dates import Period

# The sixteen event types of PLOVER (Halterman et al. 2023), cooperative ones first.
EventKind = Literal[
    "agree", "consult", "support", "cooperate", "aid", "concede", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault", "other",
]  # fmt: skip

Label = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, max_length=40)]


class Event(Fact):
    """A dated event, coded in the manner of PLOVER."""

    id: Id
    date: Period
    kind: EventKind
    domain: Id
    what: Words
    actors: Ids = ()
    moves: Text = Field(default="", description="Conditions that it moves, as 'name+' or 'name-', separated by ';'.")
    turning_point: bool = Field(default=False, description="Whether charts annotate it.")
    label: Label = Field(default="", description="A few words for a chart.")
