"""Parties, units and coders of the head that share an id."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import head_place
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for an id that stands twice in one list."""
    about = case.about
    for name, rows in (("parties", about.parties), ("units", about.units), ("coders", about.coders)):
        seen: set[str] = set()
        for i, row in enumerate(rows):
            if row.key in seen:
                yield problem(
                    "LG206", head_place(case, name, i, "id"), f"{row.key!r} stands twice in {name}", "give each its own id"
                )
            seen.add(row.key)
