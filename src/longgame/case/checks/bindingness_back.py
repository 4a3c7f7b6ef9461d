"""Bindingness that goes back without a word."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._steps import steps_back
from longgame.case.codes import problem
from longgame.case.status import StatusEvent
from longgame.core.errors import Problem

_STAGES = ("proposed", "drafted", "agreed", "signed", "ratified", "in_force")


def find(case: Case) -> Iterator[Problem]:
    """Compare the stage of later events with that of earlier ones."""
    for row, old, new in steps_back(case, _stage, _stage):
        message = f"{new.id!r} is {new.event} on {new.date}, after {old.id!r} was {old.event} on {old.date}"
        fix = "add an event reversed, reopened or dropped between them, or make it a commitment of its own"
        yield problem("LG222", case.status.where(row, "event"), message, fix)


def _stage(event: StatusEvent) -> int | None:
    return _STAGES.index(event.event) if event.event in _STAGES else None
