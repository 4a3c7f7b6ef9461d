"""Games of which nothing was seen, or nothing but where they began."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import seen
from longgame.case.codes import problem
from longgame.case.walk import is_whole
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a game without a history, or with one that ends before the game starts."""
    if not case.game or not is_whole(case, "history"):
        return
    there = seen(case)
    if not case.history or (len(there) == len(case.history) and all(one.at < 0 for one in there)):
        lacks = "has no history" if not case.history else "has no history but where things stood at its start"
        message = f"the game {case.game[0].id!r} {lacks}; no reading of it can be weighed"
        yield problem("LG285", case.game.where(0, "id"), message, "code what was seen in history.csv, period by period")
