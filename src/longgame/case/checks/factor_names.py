"""Factors that join names which no link has."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem, near


def find(case: Case) -> Iterator[Problem]:
    """Look for names that stand in no link of any thesis."""
    known = {name for thesis in case.theses for link in thesis.links for name in (link.from_, link.to)}
    for row, factor in enumerate(case.factors):
        for field, names in (("same", factor.same), ("opposite", factor.opposite)):
            for name in names:
                if name not in known:
                    message = f"the factor {factor.id!r} joins {name!r}, which no link of a thesis has"
                    yield problem("LG305", case.factors.where(row, field), message, near(name, known))
