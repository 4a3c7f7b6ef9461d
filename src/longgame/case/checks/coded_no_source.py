"""Stances and capabilities that rest on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.stances import Coded
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look at stances and capabilities."""
    for name, noun in (("stances", "stance"), ("capabilities", "capability")):
        table = case.table(name)
        for row, coded in enumerate(table):
            if isinstance(coded, Coded) and not coded.source:
                message = f"the {noun} of {coded.actor!r} on {coded.issue!r} has no source"
                yield problem("LG232", table.where(row), message, "add the source that the coder read")
