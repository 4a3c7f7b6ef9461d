"""Exchanges as plain data that a report can show: who moves on what, who gains, and who pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from longgame.settle.outcome import Outcome
from longgame.settle.problem import Package

# Below this a gain is none; gains are sums of shifts on 0 to 100 times salience.
NOTHING = 1e-9


@dataclass(frozen=True)
class Side:
    """One of the two in an exchange.

    Attributes
    ----------
    actor : str
    moves_on : str
        Issue on which it gives way.
    start, end : float
        Its position there before and after, on the issue's scale.
    gets : str
        Issue on which the other moves towards it.
    gain : float
        Utility gained: shift of the outcome got times salience, less shift given times salience.
    """

    actor: str
    moves_on: str
    start: float
    end: float
    gets: str
    gain: float


@dataclass(frozen=True)
class Shift:
    """What an exchange does to the outcome of an issue, on its scale."""

    issue: str
    before: float
    after: float


@dataclass(frozen=True)
class Exchange:
    """An exchange that was done.

    Attributes
    ----------
    round, place : int
        From 1; the place in the order of the round.
    sides : tuple of two Side
    shifts : tuple of two Shift
        First the issue on which the first side moves.
    others : tuple of (str, float)
        What it gave everybody else who gained or lost, highest first.
    """

    round: int
    place: int
    sides: tuple[Side, Side]
    shifts: tuple[Shift, Shift]
    others: tuple[tuple[str, float], ...]

    @property
    def for_others(self) -> float:
        """Sum of what it gave everybody else."""
        return sum(gain for _, gain in self.others)

    @property
    def issues(self) -> frozenset[str]:
        """The two issues."""
        return frozenset(side.moves_on for side in self.sides)


@dataclass(frozen=True)
class Effect:
    """What all exchanges of all rounds gave an actor; losses are negative.

    Attributes
    ----------
    own : float
        From exchanges of its own.
    inner_gain, inner_loss : float
        From exchanges between actors who stand in its own and the opposite corner of the two issues.
    outer_gain, outer_loss : float
        From exchanges between actors of the other two corners.
    """

    actor: str
    own: float
    inner_gain: float
    inner_loss: float
    outer_gain: float
    outer_loss: float


def exchanges(package: Package, outcome: Outcome, actors: Sequence[str], issues: Sequence[str]) -> tuple[Exchange, ...]:
    """Return the exchanges of an outcome in order, with names.

    Parameters
    ----------
    package : Package
    outcome : Outcome
        Of ``equal_gain`` or ``exchange`` for this package, with its exchanges recorded.
    actors, issues : sequence of str
        Names, in the order of the package.

    Raises
    ------
    ValueError
        The exchanges were not recorded.
    """
    if outcome.detail["trades"] is None:
        msg = "the exchanges were not recorded (record=False)"
        raise ValueError(msg)
    width = np.asarray(package.high - package.low) / 100.0
    names = (tuple(actors), tuple(issues))
    found: list[Exchange] = []
    for r, number in enumerate(np.asarray(outcome.detail["number"])):
        standing = np.array(outcome.detail["before"][r])
        columns = [np.asarray(column[r][:number]) for column in outcome.detail["trades"]]
        others = np.asarray(outcome.detail["others"][r][:number])
        for place, row in enumerate(zip(*columns, strict=True)):
            found.append(_told((r + 1, place + 1), row, others[place], (standing, width), names))
    return tuple(found)


def _told(
    at: tuple[int, int],
    row: tuple[np.generic, ...],
    given: np.ndarray[tuple[int], np.dtype[np.float64]],
    outcome: tuple[np.ndarray[tuple[int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]],
    names: tuple[tuple[str, ...], tuple[str, ...]],
) -> Exchange:
    """Return one exchange, and move the standing outcome."""
    i, j, p, q = (int(v) for v in row[:4])
    gain_i, gain_j, shift_p, shift_q, i_from, i_to, j_from, j_to = (float(v) for v in row[4:])
    actors, issues = names
    standing, width = outcome
    shifts = []
    for issue, size, start, end in ((q, shift_q, i_from, i_to), (p, shift_p, j_from, j_to)):
        before = float(standing[issue])
        standing[issue] += np.sign(end - start) * size * width[issue]
        shifts.append(Shift(issues[issue], before, float(standing[issue])))
    rest = [(actors[a], float(gain)) for a, gain in enumerate(given) if a not in (i, j) and abs(gain) > NOTHING]
    sides = (
        Side(actors[i], issues[q], i_from, i_to, issues[p], gain_i),
        Side(actors[j], issues[p], j_from, j_to, issues[q], gain_j),
    )
    return Exchange(*at, sides, (shifts[0], shifts[1]), tuple(sorted(rest, key=lambda pair: (-pair[1], pair[0]))))


def effects(outcome: Outcome, actors: Sequence[str]) -> tuple[Effect, ...]:
    """Return what the exchanges gave each actor, summed over the rounds; in the order of the package."""
    total = np.asarray(outcome.detail["effect"]).sum(axis=0)
    return tuple(Effect(actor, *(float(v) for v in row)) for actor, row in zip(actors, total, strict=True))
