"""One parameter for which two things are held or supposed at once."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a parameter that stands twice in one thesis or in one what-if."""
    for row, thesis in enumerate(case.theses):
        held = [belief.parameter for belief in thesis.beliefs]
        for i, full in enumerate(held):
            if full in held[:i]:
                where = case.theses.where(row, "beliefs", i, "parameter")
                yield problem("LG276", where, f"the thesis {thesis.id!r} has two beliefs on {full!r}", "keep one")
    for row, whatif in enumerate(case.whatifs):
        supposed = [one.of for one in whatif.suppose]
        for i, one in enumerate(whatif.suppose):
            if not one.forces and one.of in supposed[:i]:
                where = case.whatifs.where(row, "suppose", i, "of")
                yield problem("LG276", where, f"the what-if {whatif.id!r} supposes two things of {one.of!r}", "keep one")
