"""Theses that are dated before they were published."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare ``date`` with the earliest of the sources, unless ``known`` says from when it could be read."""
    for row, thesis in enumerate(case.theses):
        sources = [case.sources.by_key[key] for key in thesis.source if key in case.sources.by_key]
        issued = min((s.issued for s in sources if s.issued is not None), key=lambda p: p.first, default=None)
        if issued is not None and thesis.known is None and thesis.date.last < issued.first:
            message = f"the thesis {thesis.id!r} is dated {thesis.date}, before its source, {issued}"
            fix = "correct date, or give known, and in note where it stood earlier"
            yield problem("LG288", case.theses.where(row, "date"), message, fix)
