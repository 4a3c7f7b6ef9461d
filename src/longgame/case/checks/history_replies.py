"""Replies that do not fit any move of the patron in their period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import Seen, seen
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the replies in each period with the moves coded there; where no move is coded, any reply may be."""
    made: dict[int, set[str]] = defaultdict(set)
    ladders: dict[int, set[str | None]] = defaultdict(set)
    rows = seen(case, "patron", "client")
    for one in rows:
        if one.fact.of == "patron":
            made[one.at].add(one.fact.value)
            ladders[one.at] |= {one.fact.on, one.fact.for_}
    for one in rows:
        if one.fact.of == "client" and one.at in made:
            yield from _against(case, one, made[one.at], ladders[one.at])


def _against(case: Case, reply: Seen, made: set[str], ladders: set[str | None]) -> Iterator[Problem]:
    fact = reply.fact
    if fact.value in ("accept", "stall", "refuse") and made == {"wait"}:
        message = f"{fact.value!r} in {fact.date}, in which the patron is coded to do nothing but wait"
        yield problem("LG281", case.history.where(reply.row, "is"), message, "code the move, or as the reply carry_on or hedge")
    elif fact.value == "carry_on" and "wait" not in made:
        message = f"'carry_on' in {fact.date}, in which the patron is coded to {', '.join(sorted(made))}"
        yield problem(
            "LG281", case.history.where(reply.row, "is"), message, "carry_on is the reply to wait; code how it was answered"
        )
    elif fact.on is not None and fact.on not in ladders:
        message = f"a reply on {fact.on!r} in {fact.date}, in which no move of the patron on it is coded"
        yield problem("LG281", case.history.where(reply.row, "on"), message, "code the move, or leave on empty")
