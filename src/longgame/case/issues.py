"""What is bargained over."""

from __future__ import annotations

from pydantic import Field

from longgame.case.record import Id, Ids, Percent, Record, Text, Words


class ScalePoint(Record):
    """A labelled place on an issue's scale."""

    at: Percent
    label: Words


class Reversion(Record):
    """What holds as long as nothing is agreed."""

    at: Percent
    reason: Words


class Issue(Record):
    """A question on a scale from 0 to 100, with the reversion point."""

    id: Id
    title: Words
    domain: Id
    asked_by: Ids = Field(default=(), description="Actors or parties that want it to move up the scale.")
    scale: tuple[ScalePoint, ...] = Field(min_length=2)
    reversion: Reversion
    commitments: Ids = Field(default=(), description="Commitments that settle or carry out the issue.")
    note: Text = ""
