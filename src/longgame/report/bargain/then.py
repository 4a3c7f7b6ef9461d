"""The calibrated distribution and the weighted mean as of several days, all in one batch that is compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import jax
import numpy as np

from longgame.report.bargain.record import CALIBRATED, MEAN, Then
from longgame.settle.encode import Encoded, Interval
from longgame.settle.library import BY_NAME
from longgame.settle.outcome import SENTENCES, Result
from longgame.settle.problem import Issue
from longgame.settle.study.mapped import flattened, one_by_one
from longgame.settle.study.result import ExchangeFound, ModelForecast
from longgame.settle.study.run import run
from longgame.settle.study.summary import nearest, rounded
from longgame.settle.study.trades import trades
from longgame.settle.study.variants import ENDED, at_best, number

# The simpler of the two models that trade one issue for another.
TRADER = "exchange"


def then(problems: Sequence[Encoded]) -> tuple[Then, ...]:
    """Return for each day and issue what the two models make of the best judgements of that day.

    Parameters
    ----------
    problems : sequence of Encoded
        One for each day, each from the case as it was known then.
    """
    each = [flattened(at_best(p, 1), closed_up=True) for p in problems]
    most = max(np.shape(issue.position)[1] for issue in each)
    arrays: Any = [np.concatenate(parts) for parts in zip(*(_widened(i, most) for i in each), strict=True)]
    whole = Issue(*arrays)
    calibrated, mean = run(BY_NAME[CALIBRATED], whole), run(BY_NAME[MEAN], whole)
    intervals = calibrated.detail["interval"]
    medians, means = np.asarray(calibrated.value), np.asarray(mean.value)
    found, at = [], 0
    for problem in problems:
        for j, issue in enumerate(problem.issues):
            some = bool(np.isfinite(medians[at]))
            half, wide = ((rounded(low), rounded(high)) for low, high in intervals[at][:2])
            found.append(
                Then(
                    day=problem.day,
                    issue=issue,
                    actors=int(problem.present[:, j].sum()),
                    reversion=float(problem.reversion[j]),
                    median=number(medians[at]),
                    half=half if some else None,
                    most=wide if some else None,
                    mean=number(means[at]),
                )
            )
            at += 1
    return tuple(found)


def _widened(issue: Issue, most: int) -> tuple[Any, ...]:
    """Return the arrays of problems with room for as many actors, nobody there."""
    room = ((0, 0), (0, most - np.shape(issue.position)[1]))
    return (*(np.pad(np.asarray(a), room) for a in issue[:4]), *(np.asarray(a) for a in issue[4:]))


class Traded(NamedTuple):
    """What the trading model makes of one day: the outcome of each issue, and the exchanges of the first round."""

    day: date
    value: dict[str, float]
    result: dict[str, Result]
    exchanges: tuple[ExchangeFound, ...]


def traded(problems: Sequence[Encoded], actors: Sequence[str], issues: Sequence[str]) -> tuple[Traded, ...]:
    """Return what the trading model makes of the best judgements of each day; one shape for all, so compiled once.

    Parameters
    ----------
    problems : sequence of Encoded
    actors, issues : sequence of str
        All ids of the case in its order: the order in which ties are broken.
    """
    there = [a for a in actors if any(a in p.actors for p in problems)]
    over = [i for i in issues if any(i in p.issues for p in problems)]
    wide = [_with_room(p, there, over) for p in problems]
    packages = [at_best(p, 1) for p in wide]
    whole: Any = jax.tree.map(lambda *parts: np.concatenate(parts), *packages)
    settled = run(one_by_one(BY_NAME[TRADER]), whole)
    value, result = np.asarray(settled.value), np.asarray(settled.result)
    found = []
    for k, (problem, room) in enumerate(zip(problems, wide, strict=True)):
        detail: dict[str, Any] = jax.tree.map(lambda a, k=k: a[k], settled.detail)
        places = [over.index(i) for i in problem.issues]
        found.append(
            Traded(
                problem.day,
                {over[j]: float(value[k, j]) for j in places},
                {over[j]: Result(int(result[k, j])) for j in places},
                trades({TRADER: detail}, room)[0],
            )
        )
    return tuple(found)


def forecast(day: Traded, issue: str, scale: Sequence[float]) -> ModelForecast:
    """Return what the trading model makes of an issue as other models' forecasts are written."""
    value, result = day.value[issue], day.result[issue]
    best = number(value)
    return ModelForecast(
        model=TRADER,
        best=best,
        result=ENDED[result],
        sentence=SENTENCES[result],
        nearest=None if best is None else int(nearest(np.array([best]), scale)[0]),
        spread=None,
    )


def _with_room(problem: Encoded, actors: Sequence[str], issues: Sequence[str]) -> Encoded:
    """Return a problem with more actors and issues, on which nobody has a stance."""
    at = np.ix_([actors.index(a) for a in problem.actors], [issues.index(i) for i in problem.issues])

    def put(values: Any, empty: Any) -> Any:
        made = np.full((len(actors), len(issues)), empty, dtype=np.asarray(values).dtype)
        made[at] = values
        return made

    def interval(one: Interval) -> Interval:
        return Interval(put(one.low, 0), put(one.best, 0), put(one.high, 0))

    reversion = np.zeros(len(issues))
    reversion[at[1][0]] = problem.reversion
    return replace(
        problem,
        actors=tuple(actors),
        issues=tuple(issues),
        blocs=tuple(actors),
        position=interval(problem.position),
        salience=interval(problem.salience),
        capability=interval(problem.capability),
        present=put(problem.present, False),
        reversion=reversion,
        capability_row=put(problem.capability_row, -1),
    )
