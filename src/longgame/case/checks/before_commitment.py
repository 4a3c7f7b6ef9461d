"""Facts about a commitment that nobody could know of yet."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.deadlines import Deadline
from longgame.case.status import StatusEvent
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the days from which deadlines and status events were known with their commitments'."""
    begun = {c.id: case.known_on(c) for c in case.commitments}
    for table, noun in ((case.table("deadlines"), "deadline"), (case.table("status"), "status event")):
        for row, fact in enumerate(table):
            assert isinstance(fact, Deadline | StatusEvent)
            start, known = begun.get(fact.commitment), case.known_on(fact)
            if start is not None and known is not None and known < start:
                message = f"the {noun} {fact.id!r} was known {known}, its commitment {fact.commitment!r} only {start}"
                fix = f"it is left out of everything before {start}; give the commitment its first source"
                yield problem("LG223", table.where(row, "commitment"), message, fix)
