"""When something was due, and which earlier date it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from pydantic import Field

from longgame.case.record import Fact, Id, Words
from longgame.core.dates import Period

Requirement = Literal["drafted", "agreed", "signed", "ratified", "in_force", "partly_implemented", "implemented"]
STAGES: tuple[Requirement, ...] = get_args(Requirement)
FULL = 3  # level of completion


class Deadline(Fact):
    """A date by which a commitment was to reach a stage.

    Whether it was kept is not written here: it follows from the status table. A deadline given
    as a period is due on its last day.
    """

    id: Id
    commitment: Id
    what: Words
    due: Period
    requires: Requirement = Field(default="implemented", description="The stage that meets the deadline.")
    set_on: Period = Field(description="When the date was promised.")
    set_by: Id | None = Field(default=None, description="Actor who promised it.")
    replaces: Id | None = Field(default=None, description="Earlier deadline that this one moves.")


def reaches(event: str, level: int | None, requires: str) -> bool:
    """Whether a status event brings a commitment to the stage that a deadline requires.

    What is carried out in full meets every requirement. What is carried out in part need not have been signed, ratified or put
    in force.

    Parameters
    ----------
    event : str
        Kind of status event.
    level : int or None
        Of completion, 0 to 3.
    requires : str
        One of ``STAGES``.
    """
    if event not in STAGES:
        return False
    if event == "implemented" or level == FULL:
        return True
    if event == "partly_implemented" and requires in ("signed", "ratified", "in_force"):
        return False
    return STAGES.index(event) >= STAGES.index(requires)


def promised(deadline: Deadline, known: Mapping[str, Deadline]) -> date:
    """Return the first day on which the promise that a deadline belongs to may have been made, however often it was moved."""
    earlier: Deadline | None = deadline
    seen: set[str] = set()
    begun = deadline.set_on.first
    while earlier is not None and earlier.id not in seen:
        seen.add(earlier.id)
        begun = min(begun, earlier.set_on.first)
        earlier = known.get(earlier.replaces) if earlier.replaces is not None else None
    return begun
