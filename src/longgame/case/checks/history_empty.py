"""Games of which nothing was seen."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import is_whole
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a game without a history."""
    if case.game and not case.history and is_whole(case, "history"):
        message = f"the game {case.game[0].id!r} has no history; no reading of it can be weighed"
        yield problem("LG285", case.game.where(0, "id"), message, "code what was seen in history.csv")
