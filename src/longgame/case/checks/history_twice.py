"""Two things that the history says of one ladder, condition or end in one period."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import seen
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for two rows about where one thing stood, and for a move or a reply that stands twice."""
    first: dict[tuple[object, ...], str] = {}
    for one in seen(case):
        fact = one.fact
        about: tuple[object, ...] = (one.at, fact.of, fact.on)
        if fact.of in ("patron", "client"):
            about += (fact.value, fact.for_)
        if about in first:
            what = f"{fact.of} on {fact.on!r}" if fact.on is not None else fact.of
            message = f"{what} in {fact.date} is coded by {first[about]!r} as well"
            yield problem("LG286", case.history.where(one.row, "of"), message, "keep one row; name all its sources there")
        first.setdefault(about, fact.id)
