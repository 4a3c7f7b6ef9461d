"""What happened to a commitment: dated events from which its state is derived."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from longgame.case.record import Fact, Id, Words
from longgame.core.dates import Period

StatusKind = Literal[
    "proposed", "drafted", "agreed", "signed", "ratified", "in_force", "partly_implemented", "implemented",
    "postponed", "not_done", "dropped", "reversed", "reopened", "no_evidence_found",
]  # fmt: skip
Evidence = Literal["claimant", "independent", "primary"]
Level = Annotated[int, Field(ge=0, le=3)]


class StatusEvent(Fact):
    """One dated step, forward or back.

    ``not_done`` says that somebody reported it as not done by that date; ``no_evidence_found`` says
    that a search found nothing. The two are never the same.
    """

    id: Id
    commitment: Id
    date: Period
    event: StatusKind
    level: Level | None = Field(default=None, description="Completion after the event: 0 none, 1 minimum, 2 intermediate, 3 full.")
    evidence: Evidence = Field(
        description="claimant: a party's own word; independent: someone else's; primary: the text or act itself."
    )
    by: Id | None = Field(default=None, description="Actor who reports it.")
    what: Words
