"""What the checks of the long game share: its history in order, and what a full name of a parameter must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.game import CONDITIONS, Game, index_of, level_of, rung_of
from longgame.case.history import Observed
from longgame.case.parameters import BY_NAME, Parameter, named, names
from longgame.case.walk import is_whole
from longgame.core.errors import near
from longgame.core.where import Where


class Seen(NamedTuple):
    """A row of the history: its number in the table, its period as ``index_of`` counts, itself."""

    row: int
    at: int
    fact: Observed


class Named(NamedTuple):
    """A place where a parameter is named, and the numbers that are given for it, each with its own place."""

    where: Where
    full: str
    numbers: tuple[tuple[float, Where], ...] = ()


def the_game(case: Case) -> Game | None:
    """Return the game of a case, None where it has none; of several, the first."""
    return case.game[0] if case.game else None


def seen(case: Case) -> list[Seen]:
    """Return the rows of the history by period; without those that are dated to none, and without a game none."""
    game = the_game(case)
    found: list[Seen] = []
    for row, fact in enumerate(case.history):
        try:
            if game is not None:
                found.append(Seen(row, index_of(game, fact.date), fact))
        except ValueError:
            continue
    return sorted(found, key=lambda s: (s.at, s.row))


def standing(case: Case, fact: Observed) -> tuple[str, int] | None:
    """Return of which ladder or condition a row tells where it stood, and the number; None if it tells of none that there is."""
    game = the_game(case)
    try:
        if fact.of == "rung" and fact.on in case.ladders.by_key:
            return fact.on, rung_of(case.ladders.by_key[fact.on], fact.value)
        for name in CONDITIONS:
            if fact.of == name and game is not None:
                return name, level_of(game, name, fact.value)
    except ValueError:
        return None
    return None


def parameters(case: Case) -> Iterator[Named]:
    """Go through all places that name one parameter of the game."""
    for row, belief in enumerate(case.beliefs):
        at = [(getattr(belief, end), case.beliefs.where(row, end)) for end in ("low", "high")]
        yield Named(case.beliefs.where(row, "id"), belief.id, tuple(at))
    for row, thesis in enumerate(case.theses):
        for i, held in enumerate(thesis.beliefs):
            at = [(getattr(held, end), case.theses.where(row, "beliefs", i, end)) for end in ("low", "high")]
            yield Named(case.theses.where(row, "beliefs", i, "parameter"), held.parameter, tuple(at))
    for row, whatif in enumerate(case.whatifs):
        for i, supposed in enumerate(whatif.suppose):
            if not supposed.forces and supposed.number is not None:
                given = ((supposed.number, case.whatifs.where(row, "suppose", i, "is")),)
                yield Named(case.whatifs.where(row, "suppose", i, "of"), supposed.of, given)


def wrong_name(case: Case, full: str) -> tuple[str, str] | None:
    """Return what is wrong with the full name of a parameter, and the fix; None if nothing is."""
    name, _, ladder = full.partition(".")
    known = BY_NAME.get(name)
    if known is None:
        return f"the game has no parameter {name!r}", near(name, BY_NAME)
    if named(full) is None and not known.per:
        return f"the parameter {name!r} is one for the whole game, not for each ladder", f"write {name}"
    allowed = names_of(case, known)
    fix = f"write one of: {', '.join(allowed)}" if allowed else "add the ladders first"
    if named(full) is None:
        return f"the parameter {name!r} is one for each ladder", fix
    if not known.per or full in allowed or not is_whole(case, "ladders"):
        return None
    found = case.ladders.by_key.get(ladder)
    if found is None:
        return f"there is no ladder {ladder!r}", near(ladder, case.ladders.by_key) or fix
    return f"the parameter {name!r} is of ladders that the other side asks for; the {found.asked_by} asks for {ladder!r}", fix


def names_of(case: Case, parameter: Parameter) -> list[str]:
    """Return the full names of one parameter."""
    return [full for full in names([(ladder.id, ladder.asked_by) for ladder in case.ladders]) if named(full) == parameter]
