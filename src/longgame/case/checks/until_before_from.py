"""Coded values that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.stances import Coded
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``until`` with ``from``."""
    for name in ("stances", "capabilities"):
        table = case.table(name)
        for row, coded in enumerate(table):
            if isinstance(coded, Coded) and coded.until is not None and coded.until.last < coded.from_.first:
                message = f"{coded.actor!r} on {coded.issue!r} holds from {coded.from_} until {coded.until}"
                yield problem("LG257", table.where(row, "until"), message, "correct from or until")
