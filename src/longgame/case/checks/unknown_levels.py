"""Rungs and levels that the game does not have."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._long_game import the_game
from longgame.case.codes import problem
from longgame.case.game import CONDITIONS, level_of, rung_of
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look up the labels and numbers of rungs and levels in the history and in what-ifs."""
    for row, fact in enumerate(case.history):
        if (wrong := _wrong(case, fact.of, fact.on, fact.value)) is not None:
            yield problem("LG278", case.history.where(row, "is"), wrong)
    for row, whatif in enumerate(case.whatifs):
        for i, supposed in enumerate(whatif.suppose):
            if (wrong := _wrong(case, supposed.of, None, supposed.value)) is not None:
                yield problem("LG278", case.whatifs.where(row, "suppose", i, "is"), wrong)


def _wrong(case: Case, of: str, on: str | None, value: str) -> str | None:
    game = the_game(case)
    try:
        if of == "rung" and on in case.ladders.by_key:
            rung_of(case.ladders.by_key[on], value)
        for name in CONDITIONS:
            if of == name and game is not None:
                level_of(game, name, value)
    except ValueError as error:
        return str(error)
    return None
