"""Finding steps back in the status events of one commitment."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.status import StatusEvent

RESETS = frozenset({"reversed", "reopened", "dropped"})
GRADES = ("claimant", "independent", "primary")
Rank = Callable[[StatusEvent], int | None]


def steps_back(case: Case, at_least: Rank, at_most: Rank) -> Iterator[tuple[int, StatusEvent, StatusEvent]]:
    """Yield the row of each event that stands lower than an earlier one, with both events.

    Only events that surely come later count, so two in one month are not compared. An event is not
    compared with one of weaker evidence: a claim contradicted by a better source is no step back.

    Parameters
    ----------
    case : Case
    at_least, at_most : callable
        The least and the most that an event shows on the scale in question; None: nothing.
    """
    groups: dict[str, list[tuple[int, StatusEvent]]] = defaultdict(list)
    for row, event in enumerate(case.status):
        groups[event.commitment].append((row, event))
    for group in groups.values():
        if len(group) > 1:
            yield from _in_group(group, at_least, at_most)


def _in_group(
    group: list[tuple[int, StatusEvent]], at_least: Rank, at_most: Rank
) -> Iterator[tuple[int, StatusEvent, StatusEvent]]:
    over = sorted(group, key=lambda item: item[1].date.last)
    resets = sorted((e.date.first, e.date.last) for _, e in group if e.event in RESETS)
    latest: list[date] = []
    for _, last in resets:
        latest.append(max(last, latest[-1]) if latest else last)
    best: list[tuple[int, StatusEvent] | None] = [None] * len(GRADES)
    seen = 0
    for row, event in sorted(group, key=lambda item: item[1].date.first):
        while over[seen][1].date.last < event.date.first:
            _remember(best, over[seen][1], at_least)
            seen += 1
        most = at_most(event)
        if most is None or event.event in RESETS:
            continue
        before = bisect_right(resets, (event.date.last, date.max))
        reset = latest[before - 1] if before else date.min
        for found in best[GRADES.index(event.evidence) :]:
            if found is not None and found[0] > most and reset < found[1].date.first:
                yield row, found[1], event
                break


def _remember(best: list[tuple[int, StatusEvent] | None], event: StatusEvent, at_least: Rank) -> None:
    if event.event in RESETS:
        best[:] = [None] * len(GRADES)
        return
    rank, grade = at_least(event), GRADES.index(event.evidence)
    old = best[grade]
    if rank is not None and (old is None or rank > old[0]):
        best[grade] = (rank, event)
