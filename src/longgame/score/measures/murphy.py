"""The decomposition of the Brier score by bins of probability."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from longgame.score.measures.base import Counts, Ints, Measure
from longgame.score.rules.base import Floats

BINS = 10


def bin_of(probability: Floats) -> Ints:
    """Return the bin of each probability: ten of equal width, the last one closed above.

    Rounding first lets 0.3 lie where it is written, however it was computed.
    """
    return np.minimum(np.floor(np.round(probability * BINS, 9)), BINS - 1).astype(np.int64)


class Binned(NamedTuple):
    """Sums by bin, each of shape (..., BINS).

    Attributes
    ----------
    number, yes : arrays
        Of forecasts, and of those that came true.
    forecast, square, product : arrays
        Of the probabilities, of their squares, of their products with the outcomes.
    """

    number: Floats
    yes: Floats
    forecast: Floats
    square: Floats
    product: Floats


def binned(counts: Counts) -> Binned:
    """Return the sums by bin."""
    p = counts.probability
    present, first = np.unique(bin_of(p), return_index=True)

    def sums(values: Floats) -> Floats:
        found = np.zeros((*values.shape[:-1], BINS))
        if len(p):
            found[..., present] = np.add.reduceat(values, first, axis=-1)
        return found

    return Binned(sums(counts.number), sums(counts.yes), sums(counts.number * p), sums(counts.number * p**2), sums(counts.yes * p))


def murphy(counts: Counts) -> Floats:
    """Return reliability, resolution, uncertainty and the two terms within bins; Brier = rel − res + unc + within.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    array, shape (..., 4)
        ``within`` is variance of the forecasts minus twice their covariance with the outcomes inside bins: with it the sum
        is the Brier score to the last digit, whatever the bins.
    """
    n, yes, forecast, square, product = binned(counts)
    total = n.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, rate = np.where(n > 0, forecast / n, 0.0), np.where(n > 0, yes / n, 0.0)
        overall = yes.sum(axis=-1) / total
        reliability = (n * (mean - rate) ** 2).sum(axis=-1) / total
        resolution = (n * (rate - overall[..., None]) ** 2).sum(axis=-1) / total
        variance = (square - n * mean**2).sum(axis=-1) / total
        covariance = (product - n * mean * rate).sum(axis=-1) / total
    return np.stack([reliability, resolution, overall * (1 - overall), variance - 2 * covariance], axis=-1)


MEASURE = Measure(
    "murphy",
    "reliability, resolution, uncertainty",
    ("reliability", "resolution", "uncertainty", "within_bins"),
    "Brier score = reliability (how far the probabilities of a bin lie from how often it came true; 0 is best) − "
    "resolution (how far bins differ in how often they came true; more is better) + uncertainty (how open the questions "
    f"were) + what {BINS} bins of equal width hide.",
    "Murphy, A. H. (1973). A new vector partition of the probability score. Journal of Applied Meteorology 12, 595–600; "
    "within bins: Stephenson, D. B., Coelho, C. A. S. and Jolliffe, I. T. (2008). Two extra components in the Brier score"
    " decomposition. Weather and Forecasting 23, 752–757.",
    murphy,
)
