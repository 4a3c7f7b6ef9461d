"""The calibration curve: how often forecasts of a bin came true, with the band in which reliable ones would mostly lie."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from longgame.score.bootstrap import quantiles
from longgame.score.measures.base import Counts
from longgame.score.measures.murphy import BINS, binned

LEVEL = 0.9
RESAMPLES = 500


class Bin(NamedTuple):
    """One bin of the curve.

    Attributes
    ----------
    low, high : float
        Its edges; the upper one belongs to the next bin, except the last.
    number : float
        Of forecasts; one of several categories counts for each of them in part.
    forecast : float
        Mean probability given.
    came_true : float
        Share resolved yes.
    band_low, band_high : float
        Between what that share lies in 90 % of samples of this size if the probabilities are right.
    """

    low: float
    high: float
    number: float
    forecast: float
    came_true: float
    band_low: float
    band_high: float


def calibration(counts: Counts, seed: int = 0) -> tuple[Bin, ...]:
    """Return the bins that have forecasts.

    Consistency bands after Bröcker and Smith (2007, "Increasing the reliability of reliability diagrams", Weather and
    Forecasting 22, 651–661): forecasts are drawn again with replacement, and each comes true with the probability that it
    states. Of a bin's draws each comes true with the bin's mean probability, so that numbers in bins are multinomial and those
    that come true binomial, which is exact. Questions count as independent: where forecasts share questions the bands are too
    narrow.

    Parameters
    ----------
    counts : Counts
        Of one sample, without leading axes.
    seed : int
    """
    n, yes, forecast, _, _ = binned(counts)
    total = round(float(n.sum()))
    if total == 0:
        return ()
    there = n > 0
    mean = np.clip(forecast[there] / n[there], 0, 1)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(total, n[there] / n.sum(), RESAMPLES)
    true = rng.binomial(drawn, mean)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(drawn > 0, true / drawn, np.nan)
    tail = (1 - LEVEL) / 2
    low, high = quantiles(shares, (tail, 1 - tail))
    edges = np.arange(BINS)[there] / BINS
    return tuple(
        Bin(float(edges[k]), float(edges[k] + 1 / BINS), round(float(n[there][k]), 1), float(mean[k]),
            float(yes[there][k] / n[there][k]), float(low[k]), float(high[k]))
        for k in range(len(edges))
    )  # fmt: skip
