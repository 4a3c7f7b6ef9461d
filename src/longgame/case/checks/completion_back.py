"""Completion that goes back without a word."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._steps import steps_back
from longgame.case.codes import problem
from longgame.case.status import StatusEvent
from longgame.core.errors import Problem

# Where a row gives no level: what the event shows at least, and at most.
_LEAST = {"implemented": 3, "partly_implemented": 1}
_MOST = {"implemented": 3, "partly_implemented": 2, "not_done": 2}


def find(case: Case) -> Iterator[Problem]:
    """Compare the levels of later events with those of earlier ones."""
    for row, old, new in steps_back(case, _least, _most):
        message = f"{new.id!r} ({new.event}, {new.date}) stands lower than {old.id!r} ({old.event}, {old.date})"
        fix = "add an event reversed, reopened or dropped between them, or correct one"
        yield problem("LG221", case.status.where(row, "event"), message, fix)


def _least(event: StatusEvent) -> int | None:
    return event.level if event.level is not None else _LEAST.get(event.event)


def _most(event: StatusEvent) -> int | None:
    return event.level if event.level is not None else _MOST.get(event.event)
