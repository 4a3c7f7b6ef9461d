"""What became of the promises of a case by a day, each counted for as long as it could be kept.

A promise is at risk of being kept from when it was made to when it was kept, given up, or the day itself: those whose date is still
to come count for the part of their term that is over, so that one kept early stands beside others that were not. What was promised
by one act counts as one. A date that passed and of which nobody reported is left out: whether it was kept is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from longgame.case.case import Case
from longgame.core.dates import Period
from longgame.track.deadlines import Chain, chains, deadline_states, meets
from longgame.track.ledger import Folded, fold_all
from longgame.track.rules import DEFAULT, StatusRules

Floats = NDArray[np.float64]
DAYS_PER_YEAR = 365.25
# Parts of the term of a promise, from when it was made to its date: there are too few for more.
PARTS = 4
KEPT, MISSED, COMING = ("on_time",), ("late", "overdue", "dropped"), ("due", "moved")


@dataclass(frozen=True)
class Record:
    """What became of promises by a day; numbers are fractions where several were made by one act.

    Attributes
    ----------
    kept : tuple of float
        For each part of the term: how many dated promises were kept in it.
    open : tuple of float
        For each part: how many were still to be kept as it began; of those that are in it on the day, half.
    missed : float
        Dated promises not kept by the date first named.
    coming : float
        Dated promises whose date is to come and that are not kept yet.
    late, late_years : float
        Of those past their date: how many came, and the years that they had been past it.
    steps, years : float
        Steps to a stage for which no date was named, and the years for which they were awaited.
    """

    kept: tuple[float, ...] = (0.0,) * PARTS
    open: tuple[float, ...] = (0.0,) * PARTS
    missed: float = 0.0
    coming: float = 0.0
    late: float = 0.0
    late_years: float = 0.0
    steps: float = 0.0
    years: float = 0.0


def record(case: Case, day: date, rules: StatusRules = DEFAULT) -> Record:
    """Return what became of the promises of a case by a day.

    Parameters
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    """
    folded = fold_all(case, rules)
    told = [c for c in chains(deadline_states(case, folded, day, rules)) if c.outcome in (*KEPT, *MISSED, *COMING)]
    made = Counter(_act(c) for c in told)
    weights = [1 / made[_act(c)] for c in told]
    kept, there = np.zeros(PARTS), np.zeros(PARTS)
    for chain, weight in zip(told, weights, strict=True):
        came, at_risk = _of_term(chain, day)
        kept, there = kept + weight * came, there + weight * at_risk
    missed = [(c, w) for c, w in zip(told, weights, strict=True) if c.outcome in MISSED]
    steps, years = _steps(case, folded, day, rules)
    return Record(
        kept=tuple(kept.tolist()),
        open=tuple(there.tolist()),
        missed=sum(w for _, w in missed),
        coming=sum(w for c, w in zip(told, weights, strict=True) if c.outcome in COMING),
        late=sum(w for c, w in missed if c.outcome == "late"),
        late_years=sum(w * _late(c) for c, w in missed),
        steps=steps,
        years=years,
    )


def share_of_term(made: date, due: date, day: date) -> float:
    """Return which share of the term of a promise, from when it was made to its date, is over on a day, in [0, 1]."""
    return min(max((day - made).days / max((due - made).days, 1), 0.0), 1.0)


def part_of(share: float) -> int:
    """Return the part of the term in which a share of it lies; its end belongs to the last."""
    return min(int(share * PARTS), PARTS - 1)


def middle(period: Period) -> date:
    """Return the day in the middle of a period."""
    return period.first + (period.last - period.first) / 2


def counted(seen: Record) -> Sequence[tuple[str, str]]:
    """Return what was learnt from, in words."""
    kept = sum(seen.kept)
    return (
        ("dated promises kept in time", f"{_number(kept)} of {_number(kept + seen.missed)}, {_number(seen.coming)} still to come"),
        ("past their date and kept later", f"{_number(seen.late)} in {seen.late_years:.1f} years"),
        ("steps without a date", f"{_number(seen.steps)} in {seen.years:.1f} years"),
    )


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _act(chain: Chain) -> tuple[str, str, str]:
    """Return what tells by which act a promise was made: that of the same day, for the same day and of the same stage."""
    return chain.first.set_on, chain.first.due, chain.first.requires


def _of_term(chain: Chain, day: date) -> tuple[Floats, Floats]:
    """Return in which part of its term a promise was kept, if it was, and in which parts it was still to be kept, shape (parts,).

    As in an actuarial life table (Cutler and Ederer 1958), what is in a part on the day counts half in it.
    """
    first = chain.first
    made, due = middle(Period.parse(first.set_on)), first.due_last
    kept, there = np.zeros(PARTS), np.ones(PARTS)
    if chain.outcome in KEPT:
        done = middle(Period.parse(first.done_on)) if first.done_on is not None else due
        at = part_of(share_of_term(made, due, done))
        kept[at], there[at + 1 :] = 1, 0
    elif chain.outcome in COMING:
        at = part_of(share_of_term(made, due, day))
        there[at], there[at + 1 :] = 0.5, 0
    return kept, there


def _late(chain: Chain) -> float:
    """Return for how many years a missed promise was open after its date: until it came, was given up, or the day."""
    return max(sum(chain.first.days_late or (0, 0)) / 2, 1.0) / DAYS_PER_YEAR


def _steps(case: Case, folded: Mapping[str, Folded], day: date, rules: StatusRules) -> tuple[float, float]:
    """Count steps up for which no date was named, and the years in which they could have come.

    Of each commitment every stage counts that lies above the highest reached in its first report and is not dated: from that
    report to the day on which it was reached, else to the day on which it was given up, else to the day. Those of the same stage
    with the same first report share one count: twenty-eight programmes signed by one decree are not twenty-eight signs of haste.
    """
    dated = {(d.commitment, d.requires) for d in case.deadlines}
    waits: list[tuple[tuple[str, date], date, bool]] = []
    for commitment in case.commitments:
        state = folded[commitment.id]
        events = [e for e in state.events if e.event != "no_evidence_found"]
        if not events:
            continue
        first = events[0].date.last
        dropped = [e.date.last for e in events if e.event == "dropped"] if state.dropped else []
        for stage in ("signed", "in_force", "implemented"):
            if (commitment.id, stage) in dated or meets(events[0], stage, rules):
                continue
            reached = next((e.date.last for e in events if meets(e, stage, rules)), None)
            end = reached or (dropped[-1] if dropped else day)
            waits.append(((stage, first), max(end, first), reached is not None))
    together = Counter(act for act, _, _ in waits)
    steps = sum(1 / together[act] for act, _, came in waits if came)
    return steps, sum((end - act[1]).days / together[act] for act, end, _ in waits) / DAYS_PER_YEAR
