"""Games of one party with itself."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare patron and client."""
    for row, game in enumerate(case.game):
        if game.patron == game.client:
            message = f"the party {game.client!r} is the patron and the client"
            yield problem("LG271", case.game.where(row, "client"), message, "name the party that rations what the patron wants")
