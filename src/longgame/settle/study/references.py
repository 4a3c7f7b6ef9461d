"""Forecasts that a model must beat to be worth anything: learned from earlier outcomes and positions alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from longgame.settle.problem import Issue

Floats = NDArray[np.float64]
ATOMS = 1000


@dataclass(frozen=True)
class Known:
    """Decisions to learn from or to forecast: positions, shape (d, n), shares of weight, shape (d, n), outcomes, shape (d,)."""

    position: Floats
    share: Floats
    outcome: Floats

    def of(self, rows: NDArray[np.bool_]) -> Known:
        """Return some of the decisions."""
        return Known(self.position[rows], self.share[rows], self.outcome[rows])

    @property
    def compromise(self) -> Floats:
        """Mean of positions weighted by capability times salience, shape (d,); NaN where nobody has weight."""
        return np.asarray(np.where(self.share.sum(axis=1) > 0, (self.share * self.position).sum(axis=1), np.nan))

    @property
    def dispersion(self) -> Floats:
        """Weighted standard deviation of positions, shape (d,)."""
        return np.asarray(np.sqrt((self.share * (self.position - self.compromise[:, None]) ** 2).sum(axis=1)))


def known(issues: Issue, outcome: Floats) -> Known:
    """Return decisions as these forecasts see them."""
    weight = np.where(issues.present, np.asarray(issues.capability) * np.asarray(issues.salience), 0.0)
    total = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    return Known(np.asarray(issues.position), share, outcome)


def climatology(train: Known, test: Known) -> Floats:
    """Return earlier outcomes as the forecast of every issue."""
    return np.tile(train.outcome, (len(test.outcome), 1))


def positions(_: Known, test: Known) -> Floats:
    """Return the positions of the issue, as often as each has weight: 1,000 equally likely values."""
    order = np.argsort(test.position, axis=1, kind="stable")
    upto = np.cumsum(np.take_along_axis(test.share, order, axis=1), axis=1)
    rank = (np.arange(ATOMS) + 0.5) / ATOMS
    place = np.minimum((upto[:, None, :] < rank[:, None]).sum(axis=2), order.shape[1] - 1)
    drawn = np.take_along_axis(np.take_along_axis(test.position, order, axis=1), place, axis=1)
    return np.asarray(np.where(test.share.sum(axis=1, keepdims=True) > 0, drawn, np.nan))


def compromise_residuals(train: Known, test: Known) -> Floats:
    """Return the compromise plus earlier errors of the compromise, cut to the scale."""
    errors = train.outcome - train.compromise
    return np.clip(test.compromise[:, None] + errors[np.isfinite(errors)], 0.0, 100.0)


def compromise_scaled_residuals(train: Known, test: Known) -> Floats:
    """Return the compromise plus earlier errors in units of how far positions lie apart, cut to the scale."""
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = (train.outcome - train.compromise) / train.dispersion
    return np.clip(test.compromise[:, None] + errors[np.isfinite(errors)] * test.dispersion[:, None], 0.0, 100.0)


REFERENCES: dict[str, Callable[[Known, Known], Floats]] = {
    "learned_climatology": climatology,
    "positions": positions,
    "compromise_residuals": compromise_residuals,
    "compromise_scaled_residuals": compromise_scaled_residuals,
}
