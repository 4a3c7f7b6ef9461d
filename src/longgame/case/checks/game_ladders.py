"""Games with ladders that it cannot be played on."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.game import MOST_LADDERS
from longgame.case.walk import is_whole
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for too many ladders, and for a game in which the patron asks for nothing."""
    if len(case.ladders) > MOST_LADDERS:
        message = f"there are {len(case.ladders)} ladders; a game has at most {MOST_LADDERS}"
        yield problem("LG272", case.ladders.where(MOST_LADDERS, "id"), message, "join some, or leave some out")
    asked = any(ladder.asked_by == "patron" for ladder in case.ladders)
    if case.ladders and not asked and is_whole(case, "ladders") and case.game:
        message = "the patron asks for none of the ladders"
        yield problem("LG272", case.ladders.where(0, "asked_by"), message, "at least one needs asked_by: patron")
