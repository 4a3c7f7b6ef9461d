"""Deadlines that seem to move an earlier one without saying so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.deadlines import Deadline
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the deadlines of one commitment for one stage in the order in which they were set."""
    replaced = {d.replaces for d in case.deadlines}
    reports: dict[str, list[date]] = defaultdict(list)
    for event in case.status:
        reports[event.commitment].append(event.date.last)
    for days in reports.values():
        days.sort()
    groups: dict[tuple[str, str], list[tuple[int, Deadline]]] = defaultdict(list)
    for row, deadline in enumerate(case.deadlines):
        groups[deadline.commitment, deadline.requires].append((row, deadline))
    for group in groups.values():
        group.sort(key=lambda item: (item[1].set_on.first, item[1].due))
        for (_, old), (row, new) in pairwise(group):
            if new.replaces is None and old.id not in replaced and new.due.last > old.due.last:
                message = _says(old, new, reports[new.commitment])
                if message:
                    fix = f"add replaces: {old.id}, or name another stage or commitment if this is another promise"
                    yield problem("LG213", case.deadlines.where(row, "due"), message, fix)


def _says(old: Deadline, new: Deadline, reports: list[date]) -> str:
    if new.set_on.first <= old.due.last:
        return f"{new.id!r} sets a later date for the same stage while {old.id!r}, due {old.due}, was open"
    place = bisect_left(reports, old.set_on.first)
    if place == len(reports) or reports[place] > new.set_on.last:
        return f"{new.id!r} sets a new date for the same stage after {old.id!r}, due {old.due}, passed with no status event"
    return ""
