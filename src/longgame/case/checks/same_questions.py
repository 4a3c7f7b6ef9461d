"""Two questions with one text."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare texts without regard to case and spaces, of questions to be decided by one day."""
    first: dict[tuple[str, Period | None], str] = {}
    for row, question in enumerate(case.questions):
        text = " ".join(question.text.casefold().split())
        other = first.setdefault((text, question.by), question.id)
        if other != question.id:
            message = f"{other!r} and {question.id!r} ask the same"
            fix = "keep one and let all forecasts name it, or say how they differ"
            yield problem("LG301", case.questions.where(row, "text"), message, fix)
