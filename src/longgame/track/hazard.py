"""How likely a promise is kept by a day: learnt from what became of promises before, by the same rows that `track` shows.

Three things are learnt, each from the whole case, since there are few promises: the share of dated promises that are kept by the
date first named; how fast those come that are past their date; how fast steps come for which no date was named. What has
been reported is evidence; what nobody reported on is left out, and a promise is at risk only up to the last report on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from longgame.case.case import Case
from longgame.case.deadlines import Deadline, reaches
from longgame.track.deadlines import DAYS_PER_MONTH, Chain, chains, deadline_states, meets
from longgame.track.ledger import Folded, fold_all
from longgame.track.rules import DEFAULT, StatusRules

Floats = NDArray[np.float64]
DAYS_PER_YEAR = 365.25
# Of provisions of peace accords that had been agreed and were not complete, 422 of 2,912 rose by a level or more within a year
# (Peace Accords Matrix, Kroc Institute; Joshi, Quinn and Regan 2015): 0.157 a year, here worth one step seen.
PAM_STEPS, PAM_YEARS = 422, 2912
PRIOR_STEPS = 1.0
PRIOR_YEARS = PRIOR_STEPS / -np.log1p(-PAM_STEPS / PAM_YEARS)
# One kept and one missed.
PRIOR_KEPT = PRIOR_MISSED = 1.0
DRAWS = 2000


@dataclass(frozen=True)
class Record:
    """What became of the promises of a case by a day.

    Attributes
    ----------
    kept, dated : int
        Dated promises kept by the date first named, and all of which that is known.
    late, late_years : float
        Of those past their date: how many came, and the years that they had been past it.
    steps, years : float
        Steps to a stage for which no date was named, and the years for which they were awaited.
    """

    kept: int
    dated: int
    late: int
    late_years: float
    steps: int
    years: float


@dataclass(frozen=True)
class Rates:
    """Draws of what was learnt, each an array of shape (draws,).

    Attributes
    ----------
    kept : array
        Share of dated promises that are kept in time.
    late, steps : array
        Hazards a year.
    """

    kept: Floats
    late: Floats
    steps: Floats


def record(case: Case, day: date, rules: StatusRules = DEFAULT) -> Record:
    """Return what became of the promises of a case by a day.

    Parameters
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    """
    folded = fold_all(case, rules)
    found = chains(deadline_states(case, folded, day, rules))
    known = [c for c in found if c.outcome in ("on_time", "late", "overdue")]
    missed = [c for c in known if c.outcome != "on_time"]
    steps, years = _steps(case, folded, rules)
    return Record(
        kept=len(known) - len(missed),
        dated=len(known),
        late=sum(c.outcome == "late" for c in missed),
        late_years=sum(_late(c) for c in missed),
        steps=steps,
        years=years,
    )


def _late(chain: Chain) -> float:
    """Return for how many years a missed promise was open after its date."""
    if chain.outcome == "late" and chain.first.days_late is not None:
        return max(sum(chain.first.days_late) / 2, 1.0) / DAYS_PER_YEAR
    return chain.months_open * DAYS_PER_MONTH / DAYS_PER_YEAR


def _steps(case: Case, folded: Mapping[str, Folded], rules: StatusRules) -> tuple[int, float]:
    """Count steps up for which no date was named, and the years in which they could have come.

    Of each commitment every stage counts that lies above the highest reached in its first report and is not dated: from that
    report to the day on which it was reached, else to the last report. Those with the same two days are one: twenty-eight
    programmes signed by one decree are not twenty-eight signs of haste.
    """
    dated = {(d.commitment, d.requires) for d in case.deadlines}
    seen: set[tuple[str, date, date, bool]] = set()
    for commitment in case.commitments:
        events = [e for e in folded[commitment.id].events if e.event != "no_evidence_found"]
        if not events:
            continue
        first, last = events[0].date.last, max(e.date.last for e in events)
        for stage in ("signed", "in_force", "implemented"):
            if (commitment.id, stage) in dated or meets(events[0], stage, rules):
                continue
            reached = next((e.date.last for e in events if meets(e, stage, rules)), None)
            seen.add((stage, first, max(reached or last, first), reached is not None))
    return sum(came for *_, came in seen), sum((end - start).days for _, start, end, _ in seen) / DAYS_PER_YEAR


def rates(seen: Record, draws: int = DRAWS, seed: int = 0) -> Rates:
    """Return draws of the shares and hazards that a record and the base rates leave.

    Parameters
    ----------
    seen : Record
    draws : int
    seed : int

    Notes
    -----
    Beta and gamma distributions, conjugate to what is counted. Before anything is seen one of two dated promises is kept, and a
    step comes as often as one of the Peace Accords Matrix.
    """
    rng = np.random.default_rng(seed)
    return Rates(
        kept=rng.beta(PRIOR_KEPT + seen.kept, PRIOR_MISSED + seen.dated - seen.kept, draws),
        late=rng.gamma(PRIOR_STEPS + seen.late, 1 / (PRIOR_YEARS + seen.late_years), draws),
        steps=rng.gamma(PRIOR_STEPS + seen.steps, 1 / (PRIOR_YEARS + seen.years), draws),
    )


def by_due(learnt: Rates, day: date, due: date, by: date) -> Floats:
    """Return how likely a promise with a date that is not kept yet is kept by another day, shape (draws,).

    Parameters
    ----------
    learnt : Rates
    day : datetime.date
        Today.
    due, by : datetime.date
        The date promised; by when it is asked. Before its date a promise comes as a step without one, and never more likely than
        by the date; after it, as those that are late.
    """
    if by < due:
        return np.minimum(learnt.kept, undated(learnt, day, by))
    start = np.zeros_like(learnt.kept) if day >= due else learnt.kept
    return start + (1 - start) * _comes(learnt.late, max(day, due), by)


def undated(learnt: Rates, day: date, by: date) -> Floats:
    """Return how likely a step for which no date was named comes by a day, shape (draws,)."""
    return _comes(learnt.steps, day, by)


def _comes(hazard: Floats, start: date, end: date) -> Floats:
    return np.asarray(-np.expm1(-hazard * max((end - start) / timedelta(days=1), 0.0) / DAYS_PER_YEAR))


def date_of(case: Case, commitment: str, stage: str) -> Deadline | None:
    """Return the promise with a date that a commitment reaches a stage, the one due first; None where no date was named.

    A date that another replaced does not count, nor one for less than the stage.

    Parameters
    ----------
    case : Case
        As of a day.
    commitment, stage : str
    """
    replaced = {d.replaces for d in case.deadlines}
    own = [d for d in case.deadlines if d.commitment == commitment and d.id not in replaced and reaches(d.requires, None, stage)]
    return min(own, key=lambda d: (d.due.last, d.id), default=None)


def counted(seen: Record) -> Sequence[tuple[str, str]]:
    """Return what was learnt from, in words."""
    return (
        ("dated promises kept in time", f"{seen.kept} of {seen.dated}"),
        ("past their date and kept later", f"{seen.late} in {seen.late_years:.1f} years"),
        ("steps without a date", f"{seen.steps} in {seen.years:.1f} years"),
    )
