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
    moves: dict[int, list[Seen]] = defaultdict(list)
    rows = seen(case)
    for one in rows:
        if one.fact.of == "patron":
            moves[one.at].append(one)
    for one in rows:
        if one.fact.of == "client" and moves[one.at]:
            yield from _against(case, one, moves[one.at])


def _against(case: Case, reply: Seen, moves: list[Seen]) -> Iterator[Problem]:
    fact, made = reply.fact, {move.fact.value for move in moves}
    if fact.value in ("accept", "stall", "refuse") and made == {"wait"}:
        message = f"{fact.value!r} in {fact.date}, in which the patron is coded to do nothing but wait"
        yield problem("LG281", case.history.where(reply.row, "is"), message, "code the move, or as the reply carry_on or hedge")
    elif fact.value == "carry_on" and "wait" not in made:
        message = f"'carry_on' in {fact.date}, in which the patron is coded to {', '.join(sorted(made))}"
        yield problem(
            "LG281", case.history.where(reply.row, "is"), message, "carry_on is the reply to wait; code how it was answered"
        )
    elif fact.on is not None and all(fact.on not in (move.fact.on, move.fact.for_) for move in moves):
        message = f"a reply on {fact.on!r} in {fact.date}, in which no move of the patron on it is coded"
        yield problem("LG281", case.history.where(reply.row, "on"), message, "code the move, or leave on empty")
