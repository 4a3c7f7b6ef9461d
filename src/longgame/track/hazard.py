"""How likely a promise is kept by a day: learnt from what became of promises before, by the same rows that `track` shows.

Three things are learnt, each from the whole case, since there are few promises: in which part of its term a dated promise is kept,
if it is; how fast those come that are past their date; how fast steps come for which no date was named. Which promises count, and
for how long, is in ``longgame.track.at_risk``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from longgame.case.case import Case
from longgame.case.deadlines import Deadline, reaches
from longgame.track.at_risk import DAYS_PER_YEAR, PARTS, Floats, Record, middle, part_of, share_of_term

# Of provisions of peace accords that had been agreed and were not complete, 422 of 2,912 rose by a level or more within a year
# (Peace Accords Matrix, Kroc Institute; Joshi, Quinn and Regan 2015): 0.157 a year, here worth one step seen.
PAM_STEPS, PAM_YEARS = 422, 2912
PRIOR_STEPS = 1.0
PRIOR_YEARS = PRIOR_STEPS / -np.log1p(-PAM_STEPS / PAM_YEARS)
# One kept, in any part of its term alike, and one missed.
PRIOR_KEPT = PRIOR_MISSED = 1.0
DRAWS = 2000


@dataclass(frozen=True)
class Rates:
    """Draws of what was learnt.

    Attributes
    ----------
    parts : array, shape (draws, parts)
        Of dated promises that are still to be kept as a part of their term begins, the share that is kept in it.
    late, steps : array, shape (draws,)
        Hazards a year.
    """

    parts: Floats
    late: Floats
    steps: Floats


def rates(seen: Record, draws: int = DRAWS, seed: int = 0) -> Rates:
    """Return draws of the shares and hazards that a record and the base rates leave.

    Parameters
    ----------
    seen : Record
    draws : int
    seed : int

    Notes
    -----
    Conjugate to what is counted: gamma distributions for hazards; for the parts of a term a discrete beta-Stacy process (Walker and
    Muliere 1997, Annals of Statistics 25, 1762-1780), which takes in those that are still to be kept. Before anything is seen one
    of two dated promises is kept, in any part of its term alike, and a step comes as often as one of the Peace Accords Matrix.
    Where every promise was kept or missed, the share kept in time is Beta(1 + kept, 1 + missed).
    """
    rng = np.random.default_rng(seed)
    kept, there = np.array(seen.kept), np.array(seen.open)
    left = PRIOR_KEPT * np.arange(PARTS - 1, -1, -1) / PARTS + PRIOR_MISSED  # of the prior, after each part
    return Rates(
        parts=rng.beta(PRIOR_KEPT / PARTS + kept, left + there - kept, (draws, PARTS)),
        late=rng.gamma(PRIOR_STEPS + seen.late, 1 / (PRIOR_YEARS + seen.late_years), draws),
        steps=rng.gamma(PRIOR_STEPS + seen.steps, 1 / (PRIOR_YEARS + seen.years), draws),
    )


def by_due(learnt: Rates, day: date, promise: tuple[date, date], by: date) -> Floats:
    """Return how likely a promise with a date that is not kept yet is kept by another day, shape (draws,).

    Parameters
    ----------
    learnt : Rates
    day : datetime.date
        Today.
    promise : pair of datetime.date
        When it was made, and the date promised. The closer that is, the fewer parts of the term are left; the part in which today
        lies counts whole, since much is done on the very day.
    by : datetime.date
        By when it is asked. After its date a promise comes as those that are late.
    """
    made, due = promise
    if day >= due:
        return _comes(learnt.late, day, by)
    now = share_of_term(made, due, day)
    if by < due:
        return 1 - _open(learnt, now, share_of_term(made, due, by))
    missed = learnt.parts[:, part_of(now) :]
    open_ = np.asarray(np.prod(1 - missed, axis=1))
    return 1 - open_ * (1 - _comes(learnt.late, due, by))


def undated(learnt: Rates, day: date, by: date) -> Floats:
    """Return how likely a step for which no date was named comes by a day, shape (draws,)."""
    return _comes(learnt.steps, day, by)


def _open(learnt: Rates, now: float, then: float) -> Floats:
    """Return how likely a promise is still to be kept at a later share of its term; within a part all days are alike."""
    first, last = part_of(now), part_of(then)
    found = np.ones(len(learnt.parts))
    for part in range(first, last + 1):
        begins, ends = max(now, part / PARTS), (part + 1) / PARTS
        over = min(max((then - begins) / (ends - begins), 0.0), 1.0) if ends > begins else 1.0
        found = found * (1 - learnt.parts[:, part]) ** over
    return found


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


def in_force(case: Case, deadline: Deadline) -> Deadline:
    """Return the date that stands for a promise: the last of those that replaced one another.

    Parameters
    ----------
    case : Case
        As of a day.
    deadline : Deadline
    """
    later = {d.replaces: d for d in case.deadlines if d.replaces is not None}
    seen = {deadline.id}
    while (after := later.get(deadline.id)) is not None and after.id not in seen:
        seen.add(after.id)
        deadline = after
    return deadline


def term(deadline: Deadline) -> tuple[date, date]:
    """Return when a promise was made, the middle of a period, and its date."""
    return middle(deadline.set_on), deadline.due.last
