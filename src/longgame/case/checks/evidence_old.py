"""Evidence that was there before the thesis that it is to test."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the day of what was seen with that of the thesis; baselines, which hold nothing, are left out."""
    for row, cell in enumerate(case.ach):
        thesis, evidence = case.theses.by_key.get(cell.thesis), case.evidence.by_key.get(cell.evidence)
        if thesis is None or evidence is None or thesis.baseline or cell.fit not in ("consistent", "inconsistent"):
            continue
        if evidence.date.last < thesis.date.first:
            message = f"{cell.evidence!r}, {evidence.date}, was there before {cell.thesis!r} was written, {thesis.date}"
            fix = "an author writes to fit what is known; call it not_applicable"
            yield problem("LG302", case.ach.where(row, "is"), message, fix)
