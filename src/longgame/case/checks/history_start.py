"""Ladders of which the history does not say where they stood at the start."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import seen, the_game
from longgame.case.codes import problem
from longgame.case.game import period_at
from longgame.case.walk import is_whole
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look in the period before the start for a rung of each ladder."""
    game = the_game(case)
    if game is None or not case.history or not is_whole(case, "history"):
        return
    there = {one.fact.on for one in seen(case, "rung") if one.at == -1}
    before = period_at(game, -1)
    for row, ladder in enumerate(case.ladders):
        if ladder.id not in there:
            message = f"the history does not say on which rung {ladder.id!r} stood in {before}, before the start"
            fix = f"add to history.csv a row dated {before}, of rung, on {ladder.id}"
            yield problem("LG283", case.ladders.where(row, "id"), message, fix)
