"""Rungs and levels that the game does not have."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import the_game
from longgame.case.codes import problem
from longgame.case.game import CONDITIONS, level_of, rung_of
from longgame.core.errors import Problem
from longgame.core.where import Where


def find(case: Case) -> Iterator[Problem]:
    """Look up the labels and numbers of rungs and levels in the history and in what-ifs."""
    for where, of, on, value in _named(case):
        try:
            _look_up(case, of, on, value)
        except ValueError as error:
            yield problem("LG278", where, str(error))


def _named(case: Case) -> Iterator[tuple[Where, str, str | None, str]]:
    for row, fact in enumerate(case.history):
        yield case.history.where(row, "is"), fact.of, fact.on, fact.value
    for row, whatif in enumerate(case.whatifs):
        for i, supposed in enumerate(whatif.suppose):
            yield case.whatifs.where(row, "suppose", i, "is"), supposed.of, None, supposed.value


def _look_up(case: Case, of: str, on: str | None, value: str) -> None:
    game = the_game(case)
    if of == "rung" and on in case.ladders.by_key:
        rung_of(case.ladders.by_key[on], value)
    for name in CONDITIONS:
        if of == name and game is not None:
            level_of(game, name, value)
