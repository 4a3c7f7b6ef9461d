"""Discrimination: whether what came true had been given the higher probabilities."""

from __future__ import annotations

import numpy as np

from longgame.score.measures.base import Counts, Measure
from longgame.score.rules.base import Floats


def discrimination(counts: Counts) -> Floats:
    """Return the area under the receiver operating characteristic, ties counted half.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    array, shape (..., 1)
        0.5 where forecasts tell nothing; NaN where all came true or none did.
    """
    no = counts.number - counts.yes
    below = np.cumsum(no, axis=-1) - no / 2
    pairs = counts.yes.sum(axis=-1) * no.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        area = (counts.yes * below).sum(axis=-1) / pairs
    return np.asarray(np.where(pairs > 0, area, np.nan))[..., None]


MEASURE = Measure(
    "auc",
    "discrimination",
    ("auc",),
    "The chance that of two questions, one resolved yes and one resolved no, the first had been given the higher "
    "probability; equal probabilities count half: 1 is perfect, 0.5 is a coin.",
    "Mason, S. J. and Graham, N. E. (2002). Areas beneath the relative operating characteristics (ROC) and relative "
    "operating levels (ROL) curves. Quarterly Journal of the Royal Meteorological Society 128, 2145–2166.",
    discrimination,
)
