"""What was promised: packages and the commitments in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from longgame.case.record import Fact, Id, Ids, Text, Words
from longgame.core.dates import Period

Bindingness = Literal["none", "declared", "signed", "ratified", "in_force"]


class Package(Fact):
    """A set of commitments that was agreed together and is counted together."""

    id: Id
    title: Words
    period: Period | None = None
    size: int | None = Field(default=None, ge=0, description="How many commitments its authors say it has.")
    unit: Id | None = Field(default=None, description="What its commitments are called: a unit of case.yaml.")
    summary: Text = ""


class Commitment(Fact):
    """Something that parties undertook to do.

    Its state is never written here: it follows from the dated events in the status table.
    """

    id: Id
    title: Words
    domain: Id
    package: Id | None = None
    parent: Id | None = Field(default=None, description="Commitment of which this is a part.")
    promised_by: Ids = Field(default=(), description="Parties or actors.")
    aims_at: Bindingness = Field(default="in_force", description="How binding it is meant to become.")
    needs: Ids = Field(default=(), description="Commitments that must come first.")
    number: Text = Field(default="", description="Official number, where confirmed.")
    summary: Text = ""
    title_basis: Text = Field(default="", description="Where the title comes from: verbatim, paraphrase, topic only.")
