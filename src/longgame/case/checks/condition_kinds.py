"""Conditions on questions that have no yes or no."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look at the kind of the question that another depends on."""
    for row, question in enumerate(case.questions):
        other = case.questions.by_key.get(question.if_ or "")
        if other is not None and other.kind != "binary":
            message = f"{question.id!r} depends on {other.id!r}, which asks for a {other.kind}"
            yield problem("LG300", case.questions.where(row, "if"), message, "depend on a question for yes or no")
