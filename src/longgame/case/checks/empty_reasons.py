"""Reasons that give none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.stances import Coded
from longgame.case.tables import SPECS
from longgame.core.errors import Problem

_NOTHING = re.compile(r"[\W_]*(tbd|todo|tba|xxx|n/?a|none|no reason)?[\W_]*", re.IGNORECASE)


def find(case: Case) -> Iterator[Problem]:
    """Look at the reasons of reversion points, coded values, outcomes, the long game, resolutions and assessments."""
    for row, issue in enumerate(case.issues):
        if _NOTHING.fullmatch(issue.reversion.reason):
            message = f"the reversion point of {issue.id!r} has no reason"
            yield problem(
                "LG256", case.issues.where(row, "reversion", "reason"), message, "say what holds without agreement, and why"
            )
    for name in ("stances", "capabilities"):
        table = case.table(name)
        for row, coded in enumerate(table):
            if isinstance(coded, Coded) and _NOTHING.fullmatch(coded.reason):
                message = f"{coded.actor!r} on {coded.issue!r}: the reason says nothing"
                yield problem("LG256", table.where(row, "reason"), message, "say what in the source led to the number")
    for row, outcome in enumerate(case.outcomes):
        if _NOTHING.fullmatch(outcome.reason):
            message = f"the outcome {outcome.id!r}: the reason says nothing"
            yield problem("LG256", case.outcomes.where(row, "reason"), message, "say which facts put the issue there")
    for name in ("game", "ladders", "beliefs", "whatifs", "history", "resolutions", "ach"):
        table = case.table(name)
        for row, record in enumerate(table):
            if _NOTHING.fullmatch(getattr(record, "reason")):  # noqa: B009 - all of these have one
                message = f"the {SPECS[name].noun} {record.key!r}: the reason says nothing"
                yield problem("LG256", table.where(row, "reason"), message, "say why, in a sentence")
    for row, thesis in enumerate(case.theses):
        for i, held in enumerate(thesis.beliefs):
            if _NOTHING.fullmatch(held.reason):
                message = f"the thesis {thesis.id!r} on {held.parameter!r}: the reason says nothing"
                yield problem("LG256", case.theses.where(row, "beliefs", i, "reason"), message, "say what in the text says so")
