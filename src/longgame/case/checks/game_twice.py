"""Cases with more than one game."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a second row."""
    for row in range(1, len(case.game)):
        message = f"the game {case.game[row].id!r} is the second; a case has one long game"
        yield problem("LG270", case.game.where(row, "id"), message, "keep one; make another case for the other")
