"""What drives an outcome, one judgement at a time: each at its low and its high, all others at their best."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field

from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval
from longgame.settle.study.mapped import linked, outcomes
from longgame.settle.study.result import Ended, Frozen
from longgame.settle.study.variants import POINTS, Judgement, Kind, at_best, ended, judgements, number, on_issue


class Bar(Frozen):
    """One judgement and what its interval does to the outcome."""

    actor: str
    kind: Kind
    on: str = Field(description="The issue that the judgement is about; of a capability coded for several issues, the first.")
    low: float = Field(description="The judgement, in points as it was coded.")
    best: float
    high: float
    at_low: float | None = Field(description="The outcome with the judgement at its low; null where the model gives none.")
    at_high: float | None
    change_low: float | None = Field(description="at_low less the outcome at the best judgements.")
    change_high: float | None
    swing: float | None = Field(description="Distance between the furthest of the three outcomes.")


class Tornado(Frozen):
    """The judgements behind an outcome, those that move it most first."""

    model: str
    issue: str
    value: float | None = Field(description="The outcome at the best judgements.")
    result: Ended = Field(description="How that run ended.")
    bars: tuple[Bar, ...]
    runs: int = Field(description="How often the model was run.")
    without_interval: int = Field(description="Judgements left out because their low is their high.")


def tornado(encoded: Encoded, model: Model, issue: str, params: Any = None, *, workers: int = 1, across: bool = False) -> Tornado:
    """Return how the outcome of an issue moves with each judgement alone (Howard 1988; Eschenbach 1992).

    One at a time shows no interactions; for these see ``sensitivity``.

    Parameters
    ----------
    encoded : Encoded
    model : Model
    issue : str
    params : Any
        Parameters of the model; its own where None.
    workers : int
    across : bool
        For a model that links issues: vary the judgements on all issues, not those on this one alone.

    Raises
    ------
    UsageError
        There is no such issue on the day.
    """
    problem, j = on_issue(encoded, model, issue)
    varied = tuple(range(len(problem.issues))) if across and linked(model) else (j,)
    every = list(judgements(problem, varied))
    chosen = [one for one in every if _ends(problem, one)[0] < _ends(problem, one)[2]]
    package = at_best(problem, 1 + 2 * len(chosen))
    for v, one in enumerate(chosen):
        ends: Interval = getattr(problem, one.kind)
        values = np.asarray(getattr(package, one.kind))
        values[1 + 2 * v, one.cells] = ends.low[one.cells]
        values[2 + 2 * v, one.cells] = ends.high[one.cells]
    settled = outcomes(model, package, params, workers)
    value = np.asarray(settled.value)[:, j]
    bars = [_bar(problem, one, value[0], value[1 + 2 * v], value[2 + 2 * v]) for v, one in enumerate(chosen)]
    return Tornado(
        model=model.name,
        issue=issue,
        value=number(value[0]),
        result=ended(settled.result[0, j]),
        bars=tuple(sorted(bars, key=lambda bar: (bar.swing is None, -(bar.swing or 0)))),
        runs=len(value),
        without_interval=len(every) - len(chosen),
    )


def _ends(problem: Encoded, one: Judgement) -> tuple[float, float, float]:
    """Return low, best and high of a judgement in points."""
    ends: Interval = getattr(problem, one.kind)
    low, best, high = (POINTS[one.kind] * float(a[one.actor, one.issue]) for a in (ends.low, ends.best, ends.high))
    return low, best, high


def _bar(problem: Encoded, one: Judgement, base: float, at_low: float, at_high: float) -> Bar:
    low, best, high = _ends(problem, one)
    three = (base, at_low, at_high)
    return Bar(
        actor=problem.actors[one.actor],
        kind=one.kind,
        on=problem.issues[one.issue],
        low=low,
        best=best,
        high=high,
        at_low=number(at_low),
        at_high=number(at_high),
        change_low=number(at_low - base),
        change_high=number(at_high - base),
        swing=number(np.ptp(three)),
    )
