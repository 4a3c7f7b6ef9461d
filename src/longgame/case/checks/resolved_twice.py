"""Two resolutions of one question that became known on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for resolutions of which it cannot be told which one counts; one that another corrects is none of them."""
    wrong = {r.corrects for r in case.resolutions}
    first: dict[tuple[str, date | None], str] = {}
    for row, resolution in enumerate(case.resolutions):
        if resolution.id in wrong:
            continue
        other = first.setdefault((resolution.question, case.known_on(resolution)), resolution.id)
        if other != resolution.id:
            message = f"{other!r} and {resolution.id!r} both decide {resolution.question!r} and became known on one day"
            yield problem("LG297", case.resolutions.where(row, "question"), message, f"say which counts: corrects {other}")
