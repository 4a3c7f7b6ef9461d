"""History that is dated to no period of the game."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import the_game
from longgame.case.codes import problem
from longgame.case.game import Game, index_of, period_at
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for dates that are not one period, come before the one that precedes the start, or after ``updated``."""
    game = the_game(case)
    if game is None:
        return
    wrong = {period: _wrong(game, period, case.about.updated) for period in {fact.date for fact in case.history}}
    for row, fact in enumerate(case.history):
        if (found := wrong[fact.date]) is not None:
            yield problem("LG277", case.history.where(row, "date"), *found)


def _wrong(game: Game, period: Period, updated: Period | None) -> tuple[str, str] | None:
    try:
        at = index_of(game, period)
    except ValueError as error:
        return str(error), f"write it as {game.start}, one row for each period"
    if at < -1:
        message = f"{period} comes before {period_at(game, -1)}, which gives where things stood at the start"
        return message, "leave it out, or begin the game earlier"
    if updated is not None and period.first > updated.last:
        return f"{period} comes after {updated}, the day up to which the case was kept", "correct date, or updated in case.yaml"
    return None
