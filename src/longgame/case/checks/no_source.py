"""Facts without a source."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.beliefs import Belief
from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.forecasts import Forecast
from longgame.case.questions import Question
from longgame.case.record import Fact
from longgame.case.scenarios import Scenario
from longgame.case.stances import Coded
from longgame.case.theses import Thesis
from longgame.case.walk import facts
from longgame.case.whatifs import WhatIf
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look at every fact but the coded ones, which have a check of their own, and what the coders set, which needs no source."""
    for placed in facts(case):
        if not placed.fact.source and not _needs_none(placed.fact):
            yield problem("LG231", placed.where(), f"{placed.title} has no source", "add source")


def _needs_none(fact: Fact) -> bool:
    set_by_coders = fact.always or isinstance(fact, Coded | Scenario | WhatIf | Belief | Question)
    by_model = isinstance(fact, Forecast) and fact.by_model
    return set_by_coders or by_model or (isinstance(fact, Thesis) and fact.baseline)
