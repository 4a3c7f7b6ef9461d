"""Levels that say something else than their event."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem

_FITS = {"implemented": (3,), "partly_implemented": (1, 2), "not_done": (0, 1, 2)}


def find(case: Case) -> Iterator[Problem]:
    """Compare ``level`` with what the event means."""
    for row, event in enumerate(case.status):
        fits = _FITS.get(event.event)
        if fits is not None and event.level is not None and event.level not in fits:
            message = f"{event.id!r} is {event.event} with level {event.level}"
            fix = f"{event.event} goes with level {' or '.join(map(str, fits))}; or leave the level empty"
            yield problem("LG224", case.status.where(row, "level"), message, fix)
