"""What the checks of the long game share: its history in order, and what a full name of a parameter must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.game import CONDITIONS, MOST_LADDERS, Game, index_of, level_of, rung_of
from longgame.case.history import Observed
from longgame.case.parameters import BY_NAME, Parameter, named, names
from longgame.core.dates import Period
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


def seen(case: Case, *of: str) -> list[Seen]:
    """Return the rows of the history by period, of these kinds or of all; none where it has no period or there is no game."""
    game = the_game(case)
    if game is None:
        return []
    at = {period: _index(game, period) for period in {fact.date for fact in case.history}}
    rows = [(row, fact) for row, fact in enumerate(case.history) if not of or fact.of in of]
    found = [Seen(row, index, fact) for row, fact in rows if (index := at[fact.date]) is not None]
    return sorted(found, key=lambda s: (s.at, s.row))


def _index(game: Game, period: Period) -> int | None:
    try:
        return index_of(game, period)
    except ValueError:
        return None


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


def wrong_name(case: Case, full: str, *, whole: bool) -> tuple[str, str] | None:
    """Return what is wrong with the full name of a parameter, and the fix; None if nothing is.

    Parameters
    ----------
    case : Case
    full : str
    whole : bool
        Whether all ladders could be read.
    """
    name, _, ladder = full.partition(".")
    known = BY_NAME.get(name)
    if known is None:
        return f"the game has no parameter {name!r}", near(name, BY_NAME)
    if named(full) is None and not known.per:
        return f"the parameter {name!r} is one for the whole game, not for each ladder", f"write {name}"
    if named(full) is None:
        return f"the parameter {name!r} is one for each ladder", _fix(case, known)
    if not known.per:
        return None
    found = case.ladders.by_key.get(ladder)
    if found is None:
        return (f"there is no ladder {ladder!r}", _fix(case, known, ladder)) if whole else None
    if full in names([(ladder, found.asked_by)]):
        return None
    message = f"the parameter {name!r} is of ladders that the other side asks for; the {found.asked_by} asks for {ladder!r}"
    return message, _fix(case, known)


def _fix(case: Case, parameter: Parameter, ladder: str = "") -> str:
    """Return which names the parameter has; only as many ladders are gone through as a game can have."""
    ladders = {one.id: one.asked_by for one in case.ladders[:MOST_LADDERS]}
    allowed = [full for full in names(list(ladders.items())) if named(full) == parameter]
    hint = near(ladder, ladders) if ladder else ""
    return hint or (f"write one of: {', '.join(allowed)}" if allowed else "add the ladders first")
