"""Questions that were decided before they were asked."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the last day of a resolution with the first on which its question was open."""
    for row, resolution in enumerate(case.resolutions):
        question = case.questions.by_key.get(resolution.question)
        if question is not None and resolution.date.last < question.opens.first:
            fix = "correct the date or opens of the question; what had happened before is dated on the day on which it became known"
            message = f"the resolution {resolution.id!r} is dated {resolution.date}, before {question.id!r} opens, {question.opens}"
            yield problem("LG294", case.resolutions.where(row, "date"), message, fix)
