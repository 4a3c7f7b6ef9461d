"""The calibrated distribution and the weighted mean as of several days, all in one batch that is compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from longgame.report.bargain.record import CALIBRATED, MEAN, Then
from longgame.settle.encode import Encoded
from longgame.settle.library import BY_NAME
from longgame.settle.problem import Issue
from longgame.settle.study.mapped import flattened
from longgame.settle.study.run import run
from longgame.settle.study.summary import rounded
from longgame.settle.study.variants import at_best, number


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
