"""Values that a parameter of the game cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import parameters
from longgame.case.codes import problem
from longgame.case.parameters import named
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare the ends of priors, and what is supposed, with the bounds."""
    for name in parameters(case):
        parameter = named(name.full)
        if parameter is None:
            continue
        for number, where in name.numbers:
            if not parameter.floor <= number <= parameter.ceiling:
                message = f"{name.full} cannot be {number:g}: it is {parameter.says}"
                yield problem("LG275", where, message, f"allowed: {parameter.floor:g} to {parameter.ceiling:g}")
