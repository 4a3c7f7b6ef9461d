"""Theses that hold what the case believes anyway."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.parameters import named
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare each belief of a thesis with that of the case, else with the default."""
    own = {belief.id: (belief.low, belief.best, belief.high) for belief in case.beliefs}
    for row, thesis in enumerate(case.theses):
        for i, held in enumerate(thesis.beliefs):
            parameter = named(held.parameter)
            if parameter is None:
                continue
            whose = "the case" if held.parameter in own else "the default"
            there = own.get(held.parameter, (parameter.low, parameter.best, parameter.high))
            if (held.low, held.best, held.high) == there:
                message = f"the thesis {thesis.id!r} holds of {held.parameter!r} exactly what {whose} holds"
                where = case.theses.where(row, "beliefs", i)
                yield problem("LG289", where, message, "leave it out, or say what the thesis holds instead")
