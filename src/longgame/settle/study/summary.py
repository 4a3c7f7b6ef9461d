"""From many outcomes of one model on one issue to a distribution that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from longgame.settle.outcome import Result
from longgame.settle.study.result import Pair, Spread

Floats = NDArray[np.float64]

QUANTILES = (5, 10, 25, 50, 75, 90, 95)
INTERVALS = {50: (25, 75), 80: (10, 90), 90: (5, 95)}
POINTS = np.arange(101.0)
DECIMALS = 6


def spread(
    value: Floats, result: NDArray[Any], labels: Sequence[float], density: Floats | None = None, interval: Floats | None = None
) -> Spread:
    """Summarise the draws of one model on one issue.

    Parameters
    ----------
    value : array, shape (d,)
        Points on a scale from 0 to 100; NaN where the model gives none, which is left out of the distribution.
    result : array of int, shape (d,)
        Values of ``Result``.
    labels : sequence of float
        Labelled points of the scale.
    density : array or None, shape (d, 101)
        Of a model that gives a distribution itself: the probability of each whole point in each draw. The distribution is
        their mean.
    interval : array or None, shape (3, 2)
        Of such a model: its 50, 80 and 90 % intervals at the best judgements, where they are calibrated; the mean density
        is wider, since it holds the spread of the judgements as well. None: from the quantiles.
    """
    there = np.isfinite(value)
    if not there.any():
        mean, quantiles, mass = None, {}, np.zeros(len(POINTS))
        near = [0.0] * len(labels)
    elif density is None:
        points = value[there]
        mean, mass = rounded(points.mean()), masses(points, POINTS)
        quantiles = dict(zip(QUANTILES, np.quantile(points, np.array(QUANTILES) / 100).tolist(), strict=True))
        near = list(masses(points, labels))
    else:
        mass = density[there].mean(axis=0)
        mass = mass / mass.sum()
        mean = rounded(mass @ POINTS)
        quantiles = {q: float(POINTS[np.searchsorted(np.cumsum(mass), q / 100 - 1e-9)]) for q in QUANTILES}
        near = [float(mass[nearest(POINTS, labels) == k].sum()) for k in range(len(labels))]
    return Spread(
        draws=len(value),
        settled=int(there.sum()),
        mean=mean,
        quantiles={str(q): rounded(v) for q, v in quantiles.items()},
        interval=_intervals(quantiles, interval),
        calibrated=density is not None,
        histogram=tuple(rounded(p) for p in mass),
        labels=tuple(rounded(p) for p in near),
        **{r.name.lower(): rounded(np.mean(result == r)) for r in Result if r is not Result.AGREED},
    )


def masses(points: Floats, places: Sequence[float] | Floats) -> Floats:
    """Return the share of points that are nearest to each place; of two equally near places the lower one counts."""
    return np.bincount(nearest(points, places), minlength=len(places)) / len(points)


def nearest(points: Floats, places: Sequence[float] | Floats) -> NDArray[np.int64]:
    """Return for each point which of the places, in any order, is nearest; of two equally near ones the lower."""
    held = np.asarray(places, dtype=np.float64)
    order = np.argsort(held, kind="stable")
    middles = (held[order][1:] + held[order][:-1]) / 2
    return np.asarray(order[np.searchsorted(middles, points, side="left")], dtype=np.int64)


def rounded(value: Any) -> float:
    """Return a figure as results hold it."""
    return round(float(value), DECIMALS) + 0.0  # no minus zero


def _intervals(quantiles: dict[int, float], interval: Floats | None) -> dict[str, Pair]:
    if not quantiles:
        return {}
    if interval is not None:
        return {str(p): (rounded(low), rounded(high)) for p, (low, high) in zip(INTERVALS, interval, strict=True)}
    return {str(p): (rounded(quantiles[a]), rounded(quantiles[b])) for p, (a, b) in INTERVALS.items()}
