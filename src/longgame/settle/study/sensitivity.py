"""What drives an outcome, all judgements at once: shares of its variance, by runs made for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.special import ndtri

from longgame.core.errors import UsageError
from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval
from longgame.settle.study.draws import Ranks, ranks, spread
from longgame.settle.study.mapped import outcomes
from longgame.settle.study.result import Frozen
from longgame.settle.study.variants import KINDS, Floats, Kind, number, on_issue

By = Literal["actor", "kind", "judgement"]
RESAMPLES = 200
LEVEL = 0.9
# Twice the estimator's rounding: an outcome that varies less does not vary.
STILL = 1e-12
INDEPENDENT = (
    "All judgements vary independently here: between judgements that vary together the variance cannot be shared out, so the "
    "correlation within blocs is left out of these shares."
)


class Share(Frozen):
    """What a group of judgements contributes to the variance of an outcome."""

    actor: str | None = Field(description="Null: of all actors.")
    kind: Kind | None = Field(description="Null: position, salience and capability together.")
    first: float = Field(description="First-order index: the share that would go were the group known; noise can make it negative.")
    first_low: float = Field(description="90 % interval by bootstrap.")
    first_high: float
    total: float = Field(description="Total index: the share that would be left if all else were known.")
    total_low: float
    total_high: float


class Sobol(Frozen):
    """Sobol' indices of groups of judgements, those with the largest total first."""

    model: str
    issue: str
    by: By
    variance: float | None = Field(description="Of the outcome; null where it could not be told.")
    shares: tuple[Share, ...] = Field(description="Empty where the outcome does not vary.")
    number: int = Field(description="Points of the design; the model is run this often times the number of groups plus two.")
    used: int = Field(description="Points at which every run gave an outcome; the rest is left out.")
    runs: int
    seed: int
    rule: str


def sobol(
    encoded: Encoded,
    model: Model,
    issue: str,
    number: int = 1024,
    seed: int = 0,
    *,
    by: By = "actor",
    params: Any = None,
    workers: int = 1,
) -> Sobol:
    """Return first-order and total Sobol' indices of groups of judgements for an issue.

    Two independent samples, halves of one Sobol' sequence; of the second, one group at a time is put into the first. First
    order as in Saltelli et al. (2010), table 2 (b); total as in Jansen (1999). Intervals by resampling the points, which for
    Sobol' points is wider than needed.

    Parameters
    ----------
    encoded : Encoded
    model : Model
        One that links issues is driven by the judgements on all of them.
    issue : str
    number : int
        Points of the design; a power of two is best.
    seed : int
    by : str
        ``actor``: all judgements on an actor; ``kind``: the positions, saliences or capabilities of all; ``judgement``: each
        actor's position, salience and capability apart.
    params : Any
        Parameters of the model; its own where None.
    workers : int

    Raises
    ------
    UsageError
        There is no such issue on the day, fewer than two points, or a negative seed.
    """
    if number < 2:
        raise UsageError(f"the number of points is {number}; it is 2 or more")
    problem, j = on_issue(encoded, model, issue)
    first, second = _two_samples(problem, number, seed)
    groups = _groups(problem, by)

    def settle(at: Ranks) -> Floats:
        return np.asarray(outcomes(model, spread(problem, at), params, workers).value)[:, j]

    a, b = settle(first), settle(second)
    mixed = np.array([settle(_mixed(first, second, actor, kind)) for actor, kind in groups]).reshape(len(groups), number)
    told = np.isfinite(a) & np.isfinite(b) & np.isfinite(mixed).all(axis=0)
    variance, figures = indices(a[told], b[told], mixed[:, told], seed)
    shares = [_share(problem, *group, *row) for group, row in zip(groups, figures, strict=False)]
    return Sobol(
        model=model.name,
        issue=issue,
        by=by,
        variance=None if variance is None else figure(variance),
        shares=tuple(sorted(shares, key=lambda s: -s.total)),
        number=number,
        used=int(told.sum()),
        runs=number * (len(groups) + 2),
        seed=seed,
        rule=INDEPENDENT,
    )


def indices(a: Floats, b: Floats, mixed: Floats, seed: int = 0) -> tuple[float | None, Floats]:
    """Return the variance, and for each group first-order and total index, each with its interval.

    Parameters
    ----------
    a, b : array, shape (number,)
        Outcomes in two independent samples.
    mixed : array, shape (groups, number)
        Outcomes in the first sample with one group's inputs from the second.
    seed : int
        Of the bootstrap.

    Returns
    -------
    variance : float or None
        None with fewer than two points.
    figures : array, shape (groups, 6)
        First, low, high, total, low, high; no rows where the outcome does not vary.
    """
    n = a.size
    if n < 2:
        return None, np.zeros((0, 6))
    centre = np.concatenate([a, b]).mean()
    a, b, mixed = a - centre, b - centre, mixed - centre
    terms = np.stack([b * (mixed - a), (a - mixed) ** 2 / 2])  # (2, groups, n)
    square, mean = (a**2 + b**2) / 2, (a + b) / 2
    variance = float(square.mean())
    if variance <= STILL:
        return 0.0, np.zeros((0, 6))
    weight = _resamples(n, seed)
    spreads = weight @ square - (weight @ mean) ** 2
    resampled = np.einsum("tgn,rn->tgr", terms, weight) / np.where(spreads > 0, spreads, np.nan)
    figures = [with_interval(terms[t].mean(axis=1) / variance, np.nanstd(resampled[t], axis=1)) for t in (0, 1)]
    return variance, np.hstack(figures)


def _resamples(n: int, seed: int) -> Floats:
    """Return the share of each of n points in each resample, shape (RESAMPLES, n)."""
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return np.asarray(drawn / n)


def with_interval(estimate: Floats, error: Floats | np.floating[Any]) -> Floats:
    """Return estimates with their normal intervals, shape (k, 3)."""
    reach = ndtri((1 + LEVEL) / 2) * error
    return np.stack([estimate, estimate - reach, estimate + reach], axis=1)


def _two_samples(problem: Encoded, number: int, seed: int) -> tuple[Ranks, Ranks]:
    """Return two independent samples: one sequence over every judgement twice, cut in half."""
    n = len(problem.actors)

    def twice(values: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([values, values])

    def both(interval: Interval) -> Interval:
        return Interval(twice(interval.low), twice(interval.best), twice(interval.high))

    # No row number is used by both halves, so that a capability coded for several issues is one judgement in each.
    rows = problem.capability_row
    doubled = replace(
        problem,
        actors=(*problem.actors, *problem.actors),
        blocs=tuple(str(k) for k in range(2 * n)),
        position=both(problem.position),
        salience=both(problem.salience),
        capability=both(problem.capability),
        present=twice(problem.present),
        capability_row=np.concatenate([rows, np.where(rows >= 0, rows + rows.max() + 1, -1)]),
    )
    drawn = ranks(doubled, number, seed, correlation=0.0)
    return Ranks(*(part[:, :n] for part in drawn)), Ranks(*(part[:, n:] for part in drawn))


def _groups(problem: Encoded, by: By) -> list[tuple[int | None, Kind | None]]:
    """Return the groups in which something varies; None stands for all."""
    varies = {kind: (getattr(problem, kind).high > getattr(problem, kind).low) & problem.present for kind in KINDS}
    actors = range(len(problem.actors))
    if by == "kind":
        return [(None, kind) for kind in KINDS if varies[kind].any()]
    if by == "actor":
        return [(a, None) for a in actors if any(v[a].any() for v in varies.values())]
    return [(a, kind) for a in actors for kind in KINDS if varies[kind][a].any()]


def _mixed(first: Ranks, second: Ranks, actor: int | None, kind: Kind | None) -> Ranks:
    """Return the first sample with a group's ranks from the second."""
    mixed = {}
    for name in KINDS if kind is None else (kind,):
        part = getattr(first, name).copy()
        rows: Any = slice(None) if actor is None else actor
        part[:, rows] = getattr(second, name)[:, rows]
        mixed[name] = part
    return first._replace(**mixed)


def _share(problem: Encoded, actor: int | None, kind: Kind | None, *figures: float) -> Share:
    first, first_low, first_high, total, total_low, total_high = (figure(v) for v in figures)
    return Share(
        actor=None if actor is None else problem.actors[actor],
        kind=kind,
        first=first,
        first_low=first_low,
        first_high=first_high,
        total=total,
        total_low=total_low,
        total_high=total_high,
    )


def figure(value: float) -> float:
    """Return a share as a record holds it; 0 where it could not be told."""
    return number(value) or 0.0
