"""When something was due, and which earlier date it replaces."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from longgame.case.record import Fact, Id, Words
from longgame.core.dates import Period

Requirement = Literal["drafted", "agreed", "signed", "ratified", "in_force", "partly_implemented", "implemented"]


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
