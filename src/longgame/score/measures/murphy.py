"""The decomposition of the Brier score by bins of probability."""

from __future__ import annotations

import numpy as np

from longgame.score.measures.base import Counts, Ints, Measure
from longgame.score.rules.base import Floats

BINS = 10


def bin_of(probability: Floats) -> Ints:
    """Return the bin of each probability: ten of equal width, the last one closed above.

    Rounding first lets 0.3 lie where it is written, however it was computed.
    """
    return np.minimum(np.floor(np.round(probability * BINS, 9)), BINS - 1).astype(np.int64)


def binned(counts: Counts) -> tuple[Floats, Floats, Floats, Floats]:
    """Return by bin the number of forecasts, of yes, the sum of the probabilities and of their squares, each (..., BINS)."""
    inside = bin_of(counts.probability)[:, None] == np.arange(BINS)
    p = counts.probability[:, None]
    return tuple(
        column @ matrix
        for column, matrix in (
            (counts.number, inside.astype(float)),
            (counts.yes, inside.astype(float)),
            (counts.number, inside * p),
            (counts.number, inside * p**2),
        )
    )


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
    n, yes, forecast, square = binned(counts)
    total = n.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, rate = np.where(n > 0, forecast / n, 0.0), np.where(n > 0, yes / n, 0.0)
        overall = yes.sum(axis=-1) / total
        reliability = (n * (mean - rate) ** 2).sum(axis=-1) / total
        resolution = (n * (rate - overall[..., None]) ** 2).sum(axis=-1) / total
        variance = (square - n * mean**2).sum(axis=-1) / total
        inside = bin_of(counts.probability)[:, None] == np.arange(BINS)
        product = (counts.yes * counts.probability) @ inside.astype(float)
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
