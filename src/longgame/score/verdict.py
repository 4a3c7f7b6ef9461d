"""What rows of a case say of a condition: that it holds, that it does not, or nothing either way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from longgame.case.case import Case
from longgame.case.history import Observed
from longgame.case.indicators import Observation
from longgame.case.record import Fact
from longgame.case.status import StatusEvent
from longgame.core.dates import Period
from longgame.score.result import FactRef


@dataclass(frozen=True)
class Verdict:
    """An answer with what it rests on.

    Attributes
    ----------
    truth : bool or None
        None: nothing was found either way, or it is too early. Not found is not false.
    on : Period or None
        When it was decided: when it happened, or when time was up.
    says : str
        In a clause.
    facts : tuple of FactRef
        Rows that it rests on.
    value : float or None
        Of a condition that gives a number.
    """

    truth: bool | None
    says: str
    on: Period | None = None
    facts: tuple[FactRef, ...] = ()
    value: float | None = None

    def negated(self) -> Verdict:
        """Return the verdict on the opposite."""
        return self if self.truth is None else replace(self, truth=not self.truth, says=f"not: {self.says}")


class Rows:
    """A case as of a day, its rows by what they belong to.

    Attributes
    ----------
    case : Case
    status, series, rungs : dict
        Status events by commitment, usable observations by series, rungs seen by ladder; each in order of date.
    moved : dict
        Deadlines by the one that they replace.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.status: dict[str, list[StatusEvent]] = defaultdict(list)
        self.series: dict[str, list[Observation]] = defaultdict(list)
        self.rungs: dict[str, list[Observed]] = defaultdict(list)
        for event in sorted(case.status, key=lambda e: e.date.last):
            self.status[event.commitment].append(event)
        for value in sorted((o for o in case.indicators if o.usable), key=lambda o: o.date):
            self.series[value.series].append(value)
        for seen in sorted((h for h in case.history if h.of == "rung"), key=lambda h: h.date):
            self.rungs[str(seen.on)].append(seen)
        self.moved = {d.replaces: d for d in case.deadlines if d.replaces is not None}


@dataclass(frozen=True)
class Asked:
    """What a condition is looked up in.

    Attributes
    ----------
    rows : Rows
    day : date
        As of which.
    limit : date or None
        Last day of the question; None if it has none.
    opens : date
        First day of the question.
    """

    rows: Rows
    day: date
    limit: date | None
    opens: date = date.min

    @property
    def case(self) -> Case:
        """The case as of the day."""
        return self.rows.case

    def over(self, limit: date | None) -> bool:
        """Whether time is up."""
        return limit is not None and self.day >= limit

    def ref(self, table: str, fact: Fact) -> FactRef:
        """Return the reference to a fact with the day it became known."""
        return FactRef(table=table, id=fact.key, known=self.case.known_on(fact) or self.day)


def nothing(asked: Asked, limit: date | None, what: str) -> Verdict:
    """Return the verdict where no row says anything."""
    if limit is not None and not asked.over(limit):
        return Verdict(None, f"{what}: not before {limit}")
    return Verdict(None, f"{what}: nothing was found either way")
