"""The decomposition of the Brier score without bins: isotonic regression says what the forecasts were worth."""

from __future__ import annotations

import numpy as np

from longgame.score.measures.base import Counts, Measure
from longgame.score.rules.base import Floats


def corp(counts: Counts) -> Floats:
    """Return miscalibration, discrimination and uncertainty; Brier = mcb − dsc + unc.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    array, shape (..., 3)
        None of them is negative.
    """
    number = counts.number.reshape(-1, counts.number.shape[-1])
    yes = counts.yes.reshape(number.shape)
    found = np.array([_one(counts.probability, n, y) for n, y in zip(number, yes, strict=True)])
    return found.reshape(*counts.number.shape[:-1], 3)


def recalibrated(number: Floats, yes: Floats) -> Floats:
    """Return how often levels came true, made to rise with the probability: pool adjacent violators.

    Parameters
    ----------
    number, yes : arrays, shape (levels,)
        In ascending order of probability; every number above 0.
    """
    from scipy.optimize import isotonic_regression

    return np.asarray(isotonic_regression(yes / number, weights=number).x)


def _one(probability: Floats, number: Floats, yes: Floats) -> Floats:
    there = number > 0
    if not there.any():
        return np.full(3, np.nan)
    p, n, y = probability[there], number[there], yes[there]
    total, rate = n.sum(), y.sum() / n.sum()
    fitted = recalibrated(n, y)

    def brier(forecast: Floats) -> float:
        return float((n * forecast**2 - 2 * y * forecast + y).sum() / total)

    uncertainty, potential = float(rate * (1 - rate)), brier(fitted)
    return np.array([max(brier(p) - potential, 0.0), max(uncertainty - potential, 0.0), uncertainty])


MEASURE = Measure(
    "corp",
    "miscalibration, discrimination, uncertainty",
    ("miscalibration", "discrimination", "uncertainty"),
    "Brier score = miscalibration (what would be won by saying how often such forecasts came true, in the same order) − "
    "discrimination (what the forecasts, so corrected, know beyond the base rate) + uncertainty; no bins are chosen.",
    "Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for probabilistic classifiers. "
    "PNAS 118(8), e2016191118.",
    corp,
)
