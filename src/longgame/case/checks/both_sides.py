"""Theses on two sides of one contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a thesis that stands on more than one side."""
    for row, contradiction in enumerate(case.contradictions):
        first: dict[str, int] = {}
        for i, side in enumerate(contradiction.sides):
            for thesis in side.theses:
                if first.setdefault(thesis, i) != i:
                    message = f"the thesis {thesis!r} stands on two sides of {contradiction.id!r}"
                    where = case.contradictions.where(row, "sides", i, "theses")
                    yield problem("LG303", where, message, "leave it out of one, or say how the sides differ")
