"""Events that are in the case twice."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.events import Event
from longgame.core.dates import Period
from longgame.core.errors import Problem

ALIKE = 0.9
# Texts of so many events of one day are compared pair by pair; of more, only for equal words.
MOST = 40


def find(case: Case) -> Iterator[Problem]:
    """Compare what happened in the events of one day."""
    by_day: dict[Period, list[tuple[int, Event, str]]] = defaultdict(list)
    for row, event in enumerate(case.events):
        by_day[event.date].append((row, event, " ".join(sorted(re.findall(r"\w+", event.what.casefold())))))
    for group in by_day.values():
        first: dict[str, Event] = {}
        for i, (row, event, words) in enumerate(group):
            twin = first.setdefault(words, event) if words else event
            if twin is event and len(group) <= MOST:
                twin = next((e for _, e, other in group[:i] if _alike(other, words)), event)
            if twin is not event:
                message = f"{twin.id!r} and {event.id!r} are almost the same event of {event.date}"
                yield problem("LG269", case.events.where(row, "what"), message, "keep one, with both sources")


def _alike(one: str, other: str) -> bool:
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE
