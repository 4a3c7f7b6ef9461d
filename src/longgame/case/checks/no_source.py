"""Facts without a source."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.scenarios import Scenario
from longgame.case.stances import Coded
from longgame.case.walk import facts
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look at every fact but the coded ones, which have a check of their own, and suppositions, which need no source."""
    for placed in facts(case):
        if not placed.fact.source and not isinstance(placed.fact, Coded | Scenario):
            yield problem("LG231", placed.where(), f"{placed.title} has no source", "add source")
