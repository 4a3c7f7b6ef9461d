"""What forecasts are measured against: guesses that need no knowledge of the matter.

Each is a probability of every question after yes or no. They look at how the *other* questions of the same nature came out,
never at the question itself; that is hindsight which no forecaster had, and makes them harder to beat.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.score.rules.base import Floats


class Asked(NamedTuple):
    """Questions after yes or no, as arrays.

    Attributes
    ----------
    share : array, shape (questions,)
        1 for yes, 0 for no, the share of a yes, NaN where it is not resolved.
    nature : int array, shape (questions,)
    status_quo : array, shape (questions,)
        1 where no change means yes, 0 where it means no, NaN where the case does not say.
    """

    share: Floats
    nature: NDArray[np.int64]
    status_quo: Floats


class Baseline(NamedTuple):
    """A baseline.

    Attributes
    ----------
    of : callable
        From ``Asked`` to the probability of yes of each question; NaN where it says nothing.
    """

    name: str
    title: str
    says: str
    of: Callable[[Asked], Floats]


def others(value: Floats, nature: NDArray[np.int64]) -> Floats:
    """Return for each question the mean of the others of its nature, with one more of either outcome (Laplace).

    Parameters
    ----------
    value : array, shape (questions,)
        NaN is left out.
    nature : int array, shape (questions,)
    """
    known = np.isfinite(value)
    filled = np.where(known, value, 0.0)
    kinds = int(nature.max(initial=-1)) + 1
    total = np.bincount(nature, filled, kinds)[nature] - filled
    number = np.bincount(nature, known.astype(float), kinds)[nature] - known
    return (total + 1) / (number + 2)


def base_rate(asked: Asked) -> Floats:
    """Return how often the other questions of the same nature came true."""
    return others(asked.share, asked.nature)


def status_quo(asked: Asked) -> Floats:
    """Return the answer that nothing changes, as sure as it was right on the other questions of the same nature."""
    right = np.where(asked.status_quo == 1, asked.share, 1 - asked.share)
    sure = others(np.where(np.isfinite(asked.status_quo), right, np.nan), asked.nature)
    says = np.where(asked.status_quo == 1, sure, 1 - sure)
    return np.where(np.isfinite(asked.status_quo), says, np.nan)


def fifty(asked: Asked) -> Floats:
    """Return one half."""
    return np.full(len(asked.share), 0.5)


BASELINES: tuple[Baseline, ...] = (
    Baseline(
        "status_quo",
        "nothing changes",
        "The answer that the case gives for no change, with the probability with which such answers were right on its other "
        "questions of the same nature (one more right and one more wrong added).",
        status_quo,
    ),
    Baseline(
        "base_rate",
        "base rate",
        "How often the case's other questions of the same nature came true (one more yes and one more no added).",
        base_rate,
    ),
    Baseline("fifty", "50 %", "One half for every question.", fifty),
)
