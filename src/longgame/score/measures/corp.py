"""The decomposition of the Brier score without bins: isotonic regression says what the forecasts were worth."""

from __future__ import annotations

import numpy as np

from longgame.score.measures.base import Counts, Measure
from longgame.score.rules.base import Floats

NOTHING = 1e-12


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
    total = number.sum(axis=-1)
    fitted = recalibrated(number, yes)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = yes.sum(axis=-1) / total
        own = (number * counts.probability**2 - 2 * yes * counts.probability + yes).sum(axis=-1) / total
        potential = (number * fitted**2 - 2 * yes * fitted + yes).sum(axis=-1) / total
    uncertainty = rate * (1 - rate)
    # Rounding can leave a difference of nothing a hair below it.
    parts = np.stack([np.maximum(own - potential, 0.0), np.maximum(uncertainty - potential, 0.0), uncertainty], axis=-1)
    return parts.reshape(*counts.number.shape[:-1], 3)


def recalibrated(number: Floats, yes: Floats) -> Floats:
    """Return how often levels came true, made to rise with the probability: pool adjacent violators.

    All samples are pooled in one pass: each is lifted above the one before it, so that none is pooled with another.

    Parameters
    ----------
    number, yes : arrays, shape (samples, levels)
        In ascending order of probability.

    Returns
    -------
    array, shape (samples, levels)
        Of a level without forecasts, something between its neighbours.
    """
    from scipy.optimize import isotonic_regression

    if not number.size:
        return np.zeros_like(number)
    # A level that no resample drew weighs next to nothing, which is quicker than leaving it out.
    weight = np.maximum(number, NOTHING)
    lift = 2.0 * np.arange(len(number))[:, None]
    fitted = isotonic_regression((yes / weight + lift).ravel(), weights=weight.ravel()).x
    return np.asarray(fitted.reshape(number.shape) - lift)


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
