"""What was forecast as of a day, beside what happened since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from longgame.case.case import Case
from longgame.case.outcomes import Outcome
from longgame.report.bargain.record import Then

RULE = (
    "Counted is every issue on every past day on which at least two actors had a coded stance, once for each day, against the "
    "newest outcome that the case has of it; an issue on which nothing moved counts with where it stands. Inside means that the "
    "coder's best value lies in the interval. Rows of one issue lean on one another, so they are far fewer findings than rows."
)
CAUTION = (
    "A handful of issues of one negotiation, placed on their scales by people who knew how things came out, proves nothing about "
    "the models, whichever way it turns out."
)


@dataclass(frozen=True)
class Beside:
    """A forecast and what happened.

    Attributes
    ----------
    then : Then
    stood : float
        Where the issue stood on that day, as known then: the newest outcome, else the reversion point.
    outcome : Outcome or None
        The newest outcome known on the day of the report; None where the case has none, or on the day of the report itself.
    """

    then: Then
    stood: float
    outcome: Outcome | None

    @property
    def inside(self) -> bool | None:
        """Whether the outcome lies in the 80 % interval; None where there is nothing to compare."""
        if self.outcome is None or self.then.most is None:
            return None
        return self.then.most[0] <= self.outcome.at <= self.then.most[1]

    @property
    def distance(self) -> float | None:
        """Points from the calibrated median to the outcome."""
        return self._from(self.then.median)

    @property
    def mean_distance(self) -> float | None:
        """Points from the weighted mean of positions to the outcome."""
        return self._from(self.then.mean)

    @property
    def still_distance(self) -> float | None:
        """Points from where the issue stood on the day: what saying that nothing changes would have missed by."""
        return self._from(self.stood)

    def _from(self, value: float | None) -> float | None:
        return None if self.outcome is None or value is None else abs(value - self.outcome.at)


@dataclass(frozen=True)
class Tally:
    """How often and how far off; ``day`` is None for all days together."""

    day: date | None
    n: int
    issues: int
    inside: int
    median: float
    mean: float
    still: float


def beside(case: Case, day: date, then: Sequence[Then]) -> list[Beside]:
    """Return the forecasts with what happened since, by day.

    Parameters
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    then : sequence of Then
    """
    now = newest(case)
    before = {d: newest(case.as_of(d)) for d in {t.day for t in then}}
    return [
        Beside(
            t,
            at.at if (at := before[t.day].get(t.issue)) is not None else t.reversion,
            now.get(t.issue) if t.day < day else None,
        )
        for t in then
    ]


def tallies(rows: Iterable[Beside]) -> list[Tally]:
    """Return one tally for each day on which something can be compared, then one for all."""
    told = [r for r in rows if r.inside is not None]
    days: list[date | None] = [*sorted({r.then.day for r in told})]
    return [_tally(d, [r for r in told if d is None or r.then.day == d]) for d in ([*days, None] if days else [])]


def _tally(day: date | None, rows: Sequence[Beside]) -> Tally:
    return Tally(
        day=day,
        n=len(rows),
        issues=len({r.then.issue for r in rows}),
        inside=sum(r.inside is True for r in rows),
        median=_average(r.distance for r in rows),
        mean=_average(r.mean_distance for r in rows),
        still=_average(r.still_distance for r in rows),
    )


def _average(values: Iterable[float | None]) -> float:
    there = [v for v in values if v is not None]
    return fmean(there) if there else 0.0


def newest(case: Case) -> dict[str, Outcome]:
    """Return the newest outcome of each issue by the case's first coder."""
    coder = case.about.coders[0].id if case.about.coders else ""
    found: dict[str, Outcome] = {}
    for row in case.outcomes:
        if row.coder == coder and (row.issue not in found or row.date.first >= found[row.issue].date.first):
            found[row.issue] = row
    return found
