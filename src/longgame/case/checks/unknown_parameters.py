"""Names of parameters that the game does not have."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import parameters, wrong_name
from longgame.case.codes import problem
from longgame.case.parameters import BY_NAME
from longgame.case.walk import is_whole
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look up every name, its ladder included; a thesis's link may name a parameter of all ladders without one."""
    whole = is_whole(case, "ladders")
    for name in parameters(case):
        if (wrong := wrong_name(case, name.full, whole=whole)) is not None:
            yield problem("LG274", name.where, *wrong)
    for row, thesis in enumerate(case.theses):
        for i, link in enumerate(thesis.links):
            for full in link.parameters:
                if full not in BY_NAME and (wrong := wrong_name(case, full, whole=whole)) is not None:
                    yield problem("LG274", case.theses.where(row, "links", i, "parameters"), *wrong)
