"""What each engine says of a condition as of a day. One class an engine; ``study.forecasts.issue`` asks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from longgame.case.case import Case
from longgame.case.deadlines import Deadline
from longgame.case.game import rung_of
from longgame.case.proxies import Engine
from longgame.case.rules import Atom
from longgame.core.words import many, when
from longgame.play.result import FEW, Band, PlayResult
from longgame.score.rulings import evaluate
from longgame.score.values import COMPARE
from longgame.score.verdict import Asked, Rows
from longgame.settle.study.result import SettleResult
from longgame.study.forecasts.chance import CannotError, Floats
from longgame.track.at_risk import Record, counted
from longgame.track.hazard import Rates, by_due, date_of, in_force, term, undated

CALIBRATED = "ensemble"
# Without its name: to name what came later would tell that it came.
UNKNOWN = "its rule names a {} that was not known by then"
Three = tuple[float, float | None, float | None]


class Answers(Protocol):
    """An engine as of a day."""

    @property
    def name(self) -> Engine:
        """Which it is."""
        ...

    def of(self, atom: Atom, limit: date) -> Floats:
        """Return how likely a condition comes to hold by a day, in each draw; CannotError where it cannot say."""
        ...

    def three(self, chance: Floats) -> Three:
        """Return the mean over draws, and between what nine tenths lie, None where it has no draws."""
        ...

    @property
    def says(self) -> str:
        """What it rests on, in a sentence."""
        ...


def known(rows: Rows, day: date, atom: Atom, limit: date) -> bool | None:
    """Return whether a condition was already known to hold or not to hold on the day; None where it was open."""
    return evaluate(atom, Asked(rows, day, limit)).truth


@dataclass(frozen=True)
class Track:
    """Dates and commitments, by what became of promises before.

    Attributes
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    seen : Record
    learnt : Rates
    """

    case: Case
    day: date
    seen: Record
    learnt: Rates
    name: Engine = "track"

    def of(self, atom: Atom, limit: date) -> Floats:
        """Return how likely a promise is kept by a day."""
        if atom.noun == "deadline":
            deadline = self.case.deadlines.by_key.get(atom.id)
            if deadline is None:
                raise CannotError(UNKNOWN.format("date"))
            by = atom.when.last if atom.when is not None else deadline.due.last
            # A date that was moved is no longer worked for: what stands is the one that replaced it.
            return self._dated(in_force(self.case, deadline), by)
        if atom.id not in self.case.commitments.by_key:
            raise CannotError(UNKNOWN.format("commitment"))
        by = atom.when.last if atom.when is not None else limit
        promise = date_of(self.case, atom.id, atom.stage)
        return undated(self.learnt, self.day, by) if promise is None else self._dated(promise, by)

    def _dated(self, promise: Deadline, by: date) -> Floats:
        if by <= self.day:
            raise CannotError("its time was up, and nothing was known either way")
        return by_due(self.learnt, self.day, term(promise), by)

    def three(self, chance: Floats) -> Three:
        """Return the mean over draws, and between what nine tenths lie."""
        low, high = np.quantile(chance, (0.05, 0.95))
        return float(chance.mean()), float(low), float(high)

    @property
    def says(self) -> str:
        """What it was learnt from."""
        return "; ".join(f"{what}: {figure}" for what, figure in counted(self.seen))


@dataclass(frozen=True)
class Settle:
    """Issues, by the calibrated distribution of where they settle.

    Attributes
    ----------
    case : Case
        Cut to the day.
    result : SettleResult or None
        With draws; None where nothing could be bargained, for the reason in ``why_not``.
    """

    case: Case
    result: SettleResult | None
    why_not: str = ""
    name: Engine = "settle"

    def of(self, atom: Atom, limit: date) -> Floats:  # noqa: ARG002 - it knows no dates
        """Return the probability of the points of the scale that compare so."""
        if self.result is None:
            raise CannotError(self.why_not)
        issue = next((i for i in self.result.issues if i.id == atom.id), None)
        if issue is None:
            raise CannotError(f"fewer than two actors had a coded stance on {atom.id} by then")
        spread = next((m.spread for m in issue.models if m.model == CALIBRATED), None)
        if spread is None or not spread.settled or atom.sign is None or atom.number is None:
            raise CannotError(f"the calibrated distribution says nothing of {atom.id}")
        mass = np.array(spread.histogram)
        inside = np.array([COMPARE[atom.sign](float(k), atom.number) for k in range(len(mass))])
        return np.array([mass[inside].sum() / mass.sum()])

    def three(self, chance: Floats) -> Three:
        """Return the probability; the draws of the judgements are in it."""
        return float(chance[0]), None, None

    @property
    def says(self) -> str:
        """What it rests on."""
        return "the calibrated distribution over draws of the judgements coded by then"


@dataclass(frozen=True)
class Game:
    """Ladders and ends, by the long game run forward.

    Attributes
    ----------
    case : Case
        Cut to the day.
    result : PlayResult or None
        As of the day; None where there is none, for the reason in ``why_not``.
    """

    case: Case
    result: PlayResult | None
    why_not: str = ""
    name: Engine = "play"

    def of(self, atom: Atom, limit: date) -> Floats:
        """Return how likely a rung or an end is reached by a day: low, mean and high over the weighted draws."""
        if self.result is None:
            raise CannotError(self.why_not)
        by = atom.when.last if atom.when is not None else limit
        odds, days = self.result.play.odds, [o.day for o in self.result.play.odds]
        if by > days[-1]:
            raise CannotError(f"the long game was run forward to {when(days[-1])} only")
        if atom.noun == "end":
            return _between([o.absorbed if atom.id == "absorbed" else o.broken_away for o in odds], days, by)
        ladder = self.case.ladders.by_key[atom.id]
        found = next(one for one in self.result.play.ladders if one.id == atom.id)
        return _between(found.rungs[rung_of(ladder, atom.stage)].reached, days, by)

    def three(self, chance: Floats) -> Three:
        """Return the mean, and between what nine tenths of the draws lie."""
        low, mean, high = (float(v) for v in chance)
        return mean, min(low, high), max(low, high)

    @property
    def says(self) -> str:
        """What it rests on."""
        if self.result is None:
            return self.why_not
        solved = self.result.play.solved
        few = ", a rough guide" if solved.effective < FEW else ""
        to = when(self.result.play.odds[-1].day)
        return f"{many(solved.draws, 'draw')}, effective sample size {solved.effective:.0f}{few}; run forward to {to}"


def _between(bands: Sequence[Band], days: Sequence[date], by: date) -> Floats:
    """Return a chance at a day: at the end of a period as it is, inside one in proportion to its days."""
    at = np.array([d.toordinal() for d in days], dtype=float)
    table = np.array([(b.low, b.mean, b.high) for b in bands]).T
    return np.asarray(np.clip([np.interp(by.toordinal(), at, row) for row in table], 0.0, 1.0), dtype=np.float64)


# A result of the long game as of a day, or why there is none.
Plays = Callable[[Case, date], tuple[PlayResult | None, str]]
