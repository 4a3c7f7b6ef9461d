"""Moves on ladders that are at their top already."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import seen, standing
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the patron's moves with the rungs coded in earlier periods."""
    reached: dict[str, int] = {}
    for one in seen(case, "rung"):
        if (stood := standing(case, one.fact)) is not None:
            ladder, number = stood
            if number == case.ladders.by_key[ladder].top:
                reached[ladder] = min(one.at, reached.get(ladder, one.at))
    for one in seen(case, "patron"):
        on = one.fact.on
        if on is not None and one.at > reached.get(on, one.at):
            message = f"the patron's {one.fact.value!r} in {one.fact.date} is on {on!r}, whose top was reached before"
            yield problem(
                "LG284", case.history.where(one.row, "on"), message, "code what it was about, or give the ladder a rung more"
            )
