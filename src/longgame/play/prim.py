"""The patient rule induction method: a box of the inputs in which cases of interest are dense (Friedman and Fisher 1999)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PEEL = 0.05  # share of a box that is cut off at a time
LEAST = 0.02  # share of all points that a box holds at least
UNSURE = 0.05  # a limit that chance alone would do as well as this often is dropped
MOST = 4  # inputs that a box may limit: what a reader can keep in mind
CLEAR = 3.0  # standard errors of a rank correlation, from which an input is looked at


class Box(NamedTuple):
    """A box, and how sure each of its limits is.

    Attributes
    ----------
    low, high : array, shape (inputs,)
        Points with ``low <= x <= high`` are inside; infinite where there is no limit.
    chance : array, shape (inputs,)
        How likely as many cases of interest would be inside if the limits of that input had nothing to do with them (the
        quasi-p value of Bryant and Lempert 2010); 1 where it has none.
    """

    low: Floats
    high: Floats
    chance: Floats

    @property
    def limited(self) -> Bools:
        """Which inputs have a limit."""
        return np.isfinite(self.low) | np.isfinite(self.high)

    def holds(self, points: Floats) -> Bools:
        """Return which points are inside, shape (n,)."""
        return np.asarray(((points >= self.low) & (points <= self.high)).all(axis=1))


def find_box(points: Floats, values: Floats, above: float) -> Box | None:
    """Return the box that best holds the points with a value above a threshold.

    Only inputs whose rank correlation with the values is clear are looked at, at most ``MOST``: among dozens of inputs,
    peeling follows chance. (So an input of which only the middle matters is not seen.) A
    twentieth of the box is peeled off time and again, at that end of that input which leaves the largest share of points of
    interest (the first input among equals). Of all boxes on the way it is the one with the largest harmonic mean of density
    (share of the points inside that are of interest) and coverage (share of the points of interest that are inside). Limits
    that chance explains are dropped, the least sure first.

    Parameters
    ----------
    points : array, shape (n, inputs)
    values : array, shape (n,)
    above : float
        Points with a larger value are of interest.

    Returns
    -------
    Box or None
        None where no limit is better than chance.
    """
    interest = values > above
    which = screened(points, values)
    boxes = _peel(points, interest, which)
    low, high = max(boxes, key=lambda box: _worth(points, interest, *box))
    while True:
        chance = _chances(points, interest, low, high)
        limited = np.isfinite(low) | np.isfinite(high)
        if not limited.any():
            return None
        worst = int(np.argmax(np.where(limited, chance, -1.0)))
        if chance[worst] < UNSURE:
            return Box(low, high, chance)
        low[worst], high[worst] = -np.inf, np.inf


def screened(points: Floats, values: Floats) -> list[int]:
    """Return the inputs with the largest rank correlation with the values (Spearman 1904), those that are clearly not by chance.

    Parameters
    ----------
    points : array, shape (n, inputs)
    values : array, shape (n,)
    """
    from scipy.stats import rankdata  # a second to load, for the few runs that come here

    n = len(values)
    by_value = rankdata(values) - (n + 1) / 2
    by_input = rankdata(points, axis=0) - (n + 1) / 2
    size = np.sqrt((by_input**2).sum(axis=0) * (by_value**2).sum())
    related = np.abs(by_value @ by_input) / np.where(size > 0, size, 1.0)
    first = np.argsort(-related, kind="stable")[:MOST]
    return sorted(int(j) for j in first if related[j] * np.sqrt(n - 1) > CLEAR)


def _peel(points: Floats, interest: Bools, which: Sequence[int]) -> list[tuple[Floats, Floats]]:
    n, inputs = points.shape
    low, high = np.full(inputs, -np.inf), np.full(inputs, np.inf)
    inside, boxes = np.ones(n, dtype=bool), [(low, high)]
    while True:
        cut = max(1, int(PEEL * inside.sum()))
        if inside.sum() - cut < max(LEAST * n, 1) or interest[inside].all():
            return boxes
        best: tuple[float, int, bool, float] | None = None
        for j in which:
            order = np.sort(points[inside, j])
            for upper, limit in ((False, (order[cut - 1] + order[cut]) / 2), (True, (order[-cut] + order[-cut - 1]) / 2)):
                left = inside & (points[:, j] <= limit if upper else points[:, j] >= limit)
                if not 0 < left.sum() < inside.sum():
                    continue  # all alike: a fixed input
                density = float(interest[left].mean())
                if best is None or density > best[0]:
                    best = density, j, upper, float(limit)
        if best is None:
            return boxes
        _, j, upper, limit = best
        low, high = low.copy(), high.copy()
        (high if upper else low)[j] = limit
        inside &= (points[:, j] <= limit) if upper else (points[:, j] >= limit)
        boxes.append((low, high))


def _worth(points: Floats, interest: Bools, low: Floats, high: Floats) -> float:
    inside = ((points >= low) & (points <= high)).all(axis=1)
    both = (inside & interest).sum()
    return float(2 * both / (inside.sum() + interest.sum()))


def _chances(points: Floats, interest: Bools, low: Floats, high: Floats) -> Floats:
    within = (points >= low) & (points <= high)
    inside = within.all(axis=1)
    chance = np.ones(points.shape[1])
    for j in np.flatnonzero(np.isfinite(low) | np.isfinite(high)):
        without = np.delete(within, j, axis=1).all(axis=1)
        # At least as many: more than one fewer.
        chance[j] = bdtrc((inside & interest).sum() - 1, inside.sum(), interest[without].mean())
    return chance
