"""Coded values between which a coder did not decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.stances import Coded
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for two rows of one coder, actor and issue that hold on the same day."""
    for nouns in ("stances", "capabilities"):
        table = case.table(nouns)
        groups: dict[tuple[str, str, str], list[tuple[date, int]]] = defaultdict(list)
        for row, coded in enumerate(table):
            assert isinstance(coded, Coded)
            groups[coded.actor, coded.issue, coded.coder].append((coded.from_.first, row))
        for group in groups.values():
            group.sort()
            open_until, holder = date.min, -1
            for start, row in group:
                coded, other = table[row], table[holder]
                assert isinstance(coded, Coded)
                assert isinstance(other, Coded)
                if holder >= 0 and start <= open_until:
                    message = f"of {coded.actor!r} on {coded.issue!r} two {nouns} by {coded.coder!r} hold on {start}"
                    fix = f"end the one from {other.from_} with until, the day before"
                    yield problem("LG253", table.where(row, "from"), message, fix)
                last = coded.until.last if coded.until is not None else date.max
                if last >= open_until:
                    open_until, holder = last, row
