"""What a measure of many forecasts together is, and the table of forecasts against outcomes that all of them look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.score.rules.base import Floats

Ints = NDArray[np.int64]


class Counts(NamedTuple):
    """How often each probability was given, and how often the question was then resolved yes.

    The joint distribution of forecasts and outcomes, which holds everything that the measures depend on (Murphy and Winkler
    1987, "A general framework for forecast verification", Monthly Weather Review 115, 1330–1338): nothing can hang on order.

    Attributes
    ----------
    probability : array, shape (levels,)
        Ascending, each once.
    number : array, shape (..., levels)
        Forecasts at each level; leading axes are resamples.
    yes : array, shape (..., levels)
        Of these, how many came true; a question resolved in part adds its share.
    """

    probability: Floats
    number: Floats
    yes: Floats

    @property
    def total(self) -> Floats:
        """Number of forecasts, shape (...)."""
        return np.asarray(self.number.sum(axis=-1))

    @property
    def rate(self) -> Floats:
        """Share of yes among all, shape (...)."""
        return np.asarray(self.yes.sum(axis=-1) / self.total)


class Sorted(NamedTuple):
    """Forecasts in the order of their probability, ready to be counted under many sets of weights.

    Attributes
    ----------
    order : int array, shape (n,)
    probability : array, shape (levels,)
    first : int array, shape (levels,)
        Where each level begins in that order.
    outcome : array, shape (n,)
        In that order.
    """

    order: Ints
    probability: Floats
    first: Ints
    outcome: Floats


def arrange(probability: Floats, outcome: Floats) -> Sorted:
    """Sort forecasts by probability; equal forecasts by outcome, so that sums do not hang on the order of rows.

    Parameters
    ----------
    probability, outcome : arrays, shape (n,)
    """
    order = np.lexsort((outcome, probability))
    levels, first = np.unique(probability[order], return_index=True)
    return Sorted(order, levels, first, outcome[order])


def count(forecasts: Sorted, weights: Floats | None = None) -> Counts:
    """Count forecasts and yes at each level.

    Parameters
    ----------
    forecasts : Sorted
    weights : array, shape (..., n), optional
        How often each forecast counts, in the original order; once where left out.
    """
    drawn = np.ones(len(forecasts.order)) if weights is None else weights[..., forecasts.order]
    if len(forecasts.order) == 0:
        return Counts(forecasts.probability, drawn, drawn)
    number = np.add.reduceat(drawn, forecasts.first, axis=-1)
    return Counts(forecasts.probability, number, np.add.reduceat(drawn * forecasts.outcome, forecasts.first, axis=-1))


class Measure(NamedTuple):
    """A measure of many forecasts together.

    Attributes
    ----------
    name, title : str
    parts : tuple of str
        Names of its figures.
    says : str
    reference : str
    of : callable
        From ``Counts`` to an array of shape (..., parts); NaN where it is not defined.
    """

    name: str
    title: str
    parts: tuple[str, ...]
    says: str
    reference: str
    of: Callable[[Counts], Floats]
