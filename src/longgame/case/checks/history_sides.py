"""Moves on ladders that the wrong side asks for."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for moves of the patron on what the client asks for, and for exchanges for what the patron asks for."""
    for row, fact in enumerate(case.history):
        if fact.of != "patron":
            continue
        on, given = (case.ladders.by_key.get(name or "") for name in (fact.on, fact.for_))
        if on is not None and on.asked_by != "patron":
            message = f"{fact.value!r} on {on.id!r}, which the client asks for; the patron asks for a step on its own ladders"
            yield problem("LG279", case.history.where(row, "on"), message, "name a ladder with asked_by: patron")
        if given is not None and given.asked_by != "client":
            message = f"{fact.value!r} for {given.id!r}, which the patron asks for; what it offers is a ladder of the client's"
            yield problem("LG279", case.history.where(row, "for"), message, "name a ladder with asked_by: client")
