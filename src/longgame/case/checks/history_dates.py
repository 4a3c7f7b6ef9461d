"""History that is dated to no period of the game."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import the_game
from longgame.case.codes import problem
from longgame.case.game import index_of, period_at
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for dates that are not one period, come before the one that precedes the start, or after ``updated``."""
    game = the_game(case)
    if game is None:
        return
    updated = case.about.updated
    for row, fact in enumerate(case.history):
        where = case.history.where(row, "date")
        try:
            at = index_of(game, fact.date)
        except ValueError as error:
            yield problem("LG277", where, str(error), f"write it as {game.start}, one row for each period")
            continue
        if at < -1:
            message = f"{fact.date} comes before {period_at(game, -1)}, which gives where things stood at the start"
            yield problem("LG277", where, message, "leave it out, or begin the game earlier")
        if updated is not None and fact.date.first > updated.last:
            message = f"{fact.date} comes after {updated}, the day up to which the case was kept"
            yield problem("LG277", where, message, "correct date, or updated in case.yaml")
