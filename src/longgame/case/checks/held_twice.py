"""One parameter for which two things are held or supposed at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for a parameter that stands twice in one thesis or in one what-if."""
    for row, thesis in enumerate(case.theses):
        for i in _again([held.parameter for held in thesis.beliefs]):
            where = case.theses.where(row, "beliefs", i, "parameter")
            what = f"the thesis {thesis.id!r} has two beliefs on {thesis.beliefs[i].parameter!r}"
            yield problem("LG276", where, what, "keep one")
    for row, whatif in enumerate(case.whatifs):
        for i in _again([one.of for one in whatif.suppose]):
            if not whatif.suppose[i].forces:
                where = case.whatifs.where(row, "suppose", i, "of")
                what = f"the what-if {whatif.id!r} supposes two things of {whatif.suppose[i].of!r}"
                yield problem("LG276", where, what, "keep one")


def _again(names: Sequence[str]) -> Iterator[int]:
    before: set[str] = set()
    for i, name in enumerate(names):
        if name in before:
            yield i
        before.add(name)
