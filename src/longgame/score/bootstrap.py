"""Intervals by drawing whole clusters of forecasts again: those of one source, or of one question, are not independent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from longgame.score.measures.base import Counts, Ints
from longgame.score.rules.base import Floats

RESAMPLES = 1000
LEVEL = 0.95
# Fewer clusters tell nothing about how far clusters differ.
FEWEST = 5
# Fewer sources than this, and questions are drawn again instead.
ENOUGH_SOURCES = 10
# Numbers in one block of resamples.
BLOCK = 4_000_000
PIECE = 900_000  # multiplications
ROUNDED = 2  # decimals of a probability


class Clusters(NamedTuple):
    """What is drawn again.

    Attributes
    ----------
    by : str
        ``source`` or ``question``.
    of : int array, shape (n,)
        Cluster of each forecast, from 0 without gaps.
    number : int
    why : str
        Why these.
    """

    by: str
    of: Ints
    number: int
    why: str


def clusters(source: Ints, question: Ints) -> Clusters:
    """Choose what is drawn again: sources where there are enough of them, else questions.

    Parameters
    ----------
    source, question : int arrays, shape (n,)
        Of each forecast.
    """
    sources, of_source = np.unique(source, return_inverse=True)
    if len(sources) >= ENOUGH_SOURCES:
        return Clusters("source", of_source, len(sources), f"forecasts of one source hang together, and there are {len(sources)}")
    questions, of_question = np.unique(question, return_inverse=True)
    one = "is 1 source" if len(sources) == 1 else f"are {len(sources)} sources"
    why = f"there {one}, too few to draw again; forecasts of one question hang together"
    return Clusters("question", of_question, len(questions), why)


def draws(number: int, width: int, seed: int, resamples: int = RESAMPLES) -> Iterator[Floats]:
    """Give blocks of resamples: how often each cluster was drawn, shape (block, number), rows summing to ``number``.

    Parameters
    ----------
    number : int
        Clusters.
    width : int
        Numbers that the caller makes of one resample; blocks are cut so that memory is bounded.
    seed, resamples : int
        The draws of one seed are the same whatever the width.
    """
    rng = np.random.default_rng(seed)
    step = max(1, min(resamples, BLOCK // max(number, width, 1)))
    for begin in range(0, resamples, step):
        size = min(step, resamples - begin)
        drawn = rng.integers(0, number, (size, number))
        flat = (drawn + number * np.arange(size)[:, None]).ravel()
        yield np.bincount(flat, minlength=size * number).reshape(size, number).astype(float)


def interval(resampled: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % percentile interval over the first axis; NaN where a tenth of the resamples has no figure.

    Parameters
    ----------
    resampled : array, shape (resamples, figures)
    """
    tail = (1 - LEVEL) / 2
    missing = np.isnan(resampled).mean(axis=0) > 0.1
    low, high = quantiles(resampled, (tail, 1 - tail))
    return np.where(missing, np.nan, low), np.where(missing, np.nan, high)


def quantiles(values: Floats, levels: tuple[float, ...]) -> Floats:
    """Return for each level the least value of a column at or below which that share of it lies, NaN left out.

    Parameters
    ----------
    values : array, shape (n, columns)
    levels : tuple of float
        Between 0 and 1.

    Returns
    -------
    array, shape (levels, columns)
        NaN where a column has no value.
    """
    order = np.sort(values, axis=0)  # NaN last
    there = np.isfinite(values).sum(axis=0)
    at = np.array([np.clip(np.ceil(q * there - 1e-9).astype(np.int64) - 1, 0, None) for q in levels])
    return np.take_along_axis(order, at, axis=0)


def product(block: Floats, sums: Floats) -> Floats:
    """Return ``block @ sums`` in pieces so small that no library spreads one over several threads.

    Waiting for one another, they take ten times as long as one alone; groups are worked on side by side anyway.
    """
    rows = max(1, PIECE // max(sums.size, 1))
    return np.concatenate([block[i : i + rows] @ sums for i in range(0, len(block), rows)])


class Resampled:
    """Forecasts counted by probability under resamples of their clusters.

    For intervals alone: probabilities are rounded to a hundredth, so that a hundred thousand different ones cost no more than
    a hundred.

    Parameters
    ----------
    probability, outcome, weight : arrays, shape (n,)
    drawn : Clusters
    """

    def __init__(self, probability: Floats, outcome: Floats, weight: Floats, drawn: Clusters) -> None:
        from scipy.sparse import csr_array

        self.levels, at = np.unique(np.round(probability, ROUNDED), return_inverse=True)
        shape = len(self.levels), drawn.number
        self.number = csr_array((weight, (at, drawn.of)), shape=shape)
        self.yes = csr_array((weight * outcome, (at, drawn.of)), shape=shape)

    def counts(self, block: Floats) -> Counts:
        """Return the counts under each resample of a block, shape (block, clusters)."""
        turned = np.ascontiguousarray(block.T)
        return Counts(self.levels, (self.number @ turned).T, (self.yes @ turned).T)
