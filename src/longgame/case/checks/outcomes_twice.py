"""Two outcomes of one issue for one time."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.dates import Period
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for outcomes that one coder dates to one time and that became known on one day.

    A later correction is known later and is no mistake.
    """
    first: dict[tuple[str, str, Period, object], str] = {}
    for row, outcome in enumerate(case.outcomes):
        other = first.setdefault((outcome.issue, outcome.coder, outcome.date, case.known_on(outcome)), outcome.id)
        if other != outcome.id:
            message = f"{other!r} and {outcome.id!r} both say where {outcome.issue!r} stood from {outcome.date}"
            yield problem("LG260", case.outcomes.where(row, "date"), message, "keep one, or widen its interval")
