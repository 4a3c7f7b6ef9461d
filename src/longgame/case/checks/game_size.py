"""Games that are too large to be solved."""

from __future__ import annotations

import math
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.game import CONDITIONS, MOST_LADDERS, MOST_STATES
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Multiply rungs and levels."""
    if not case.game or not 0 < len(case.ladders) <= MOST_LADDERS:
        return
    levels = math.prod(len(getattr(case.game[0], name)) for name in CONDITIONS)
    states = math.prod(len(ladder.rungs) for ladder in case.ladders) * levels
    if states > MOST_STATES:
        rungs = " × ".join(str(len(ladder.rungs)) for ladder in case.ladders)
        size = f"{states:,} states ({rungs} rungs × {levels} levels of the conditions)"
        message = f"the game has {size}; at most {MOST_STATES:,} are solved"
        yield problem("LG273", case.ladders.where(0), message, "leave out rungs or ladders")
