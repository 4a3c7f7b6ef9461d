"""History that goes on after its end."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import seen
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for rows of later periods than that in which the client was absorbed or broke away."""
    end = next(iter(seen(case, "end")), None)
    if end is None:
        return
    for one in seen(case):
        if one.at > end.at:
            message = f"{one.fact.date} comes after {end.fact.date}, in which the game ended ({end.fact.value})"
            yield problem("LG282", case.history.where(one.row, "date"), message, "after an end nothing is played")
