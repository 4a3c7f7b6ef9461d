"""Draws of a bargaining problem: every judgement varied within its interval, those of one bloc together."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

from longgame.core.errors import UsageError
from longgame.core.points import HALF_STEP, MOST_DIMENSIONS, sobol
from longgame.settle.encode import Encoded, Interval
from longgame.settle.problem import Issue, Package

Floats = NDArray[np.float64]

# How strongly the best judgement draws the mean of a Beta-PERT (Malcolm et al. 1959): (low + 4 best + high) / 6.
SHAPE = 4.0
MOST_DRAWS = 2**20


class Ranks(NamedTuple):
    """Where each draw lies within each judgement's interval, as uniform numbers.

    Attributes
    ----------
    position, salience, capability : array, shape (number, n, m)
        Strictly between 0 and 1.
    """

    position: Floats
    salience: Floats
    capability: Floats


def draw(encoded: Encoded, number: int, seed: int, correlation: float = 0.5) -> Package:
    """Return draws of the problem; the same seed gives the same bits, and fewer draws are the first of more.

    Every judgement is a Beta-PERT on its low, best and high; how they vary together is said in ``ranks``.

    Parameters
    ----------
    encoded : Encoded
        n actors, m issues.
    number : int
        Of draws; a power of two is balanced best.
    seed : int
        0 or more.
    correlation : float
        From 0 to less than 1, between actors of one bloc.

    Returns
    -------
    Package
        NumPy arrays: position, salience, capability and present of shape (number, n, m), the rest (number, m).

    Raises
    ------
    UsageError
        A number, seed or correlation out of range.
    """
    return spread(encoded, ranks(encoded, number, seed, correlation))


def ranks(encoded: Encoded, number: int, seed: int, correlation: float = 0.5) -> Ranks:
    """Return scrambled Sobol' points through a Gaussian copula with a common factor for each bloc.

    Actors of one bloc have a common factor for their positions on each issue, one for their saliences on each issue, and one
    for their capabilities. Issues have none in common, since which end of a scale is which is the coder's choice. A capability
    coded once for several issues is one judgement and is drawn once. Which coordinate of the sequence a judgement gets depends
    on its place among actors and issues alone, so problems that differ in who is present, in blocs or in intervals are drawn
    with common numbers.

    Raises
    ------
    UsageError
        As ``draw``.
    """
    allowed(number, seed, correlation)
    n, m = encoded.present.shape
    normal = ndtri(_points(number, 5 * n * m + n, seed))
    cells = np.split(normal[:, : 5 * n * m].reshape(number, 5, n, m), 5, axis=1)
    capability, position, salience, with_position, with_salience = (c[:, 0] for c in cells)
    first = np.array([encoded.blocs.index(bloc) for bloc in encoded.blocs])
    common, own = np.sqrt(correlation), np.sqrt(1 - correlation)
    with_capability = normal[:, 5 * n * m :][:, first, None]
    return Ranks(
        ndtr(own * position + common * with_position[:, first]),
        ndtr(own * salience + common * with_salience[:, first]),
        ndtr(own * _once(capability, encoded.capability_row) + common * with_capability),
    )


def spread(encoded: Encoded, at: Ranks) -> Package:
    """Return the draws that lie at these ranks of the problem's intervals; arrays as in ``draw``."""
    number, _, m = at.position.shape

    def constant(values: Floats) -> Floats:
        return np.broadcast_to(np.asarray(values, dtype=np.float64), (number, m))

    drawn: tuple[Any, ...] = (
        _pert(encoded.position, at.position),
        _pert(encoded.salience, at.salience),
        _pert(encoded.capability, at.capability),
        np.broadcast_to(encoded.present, at.position.shape),
        constant(encoded.reversion),
        constant(np.zeros(m)),
        constant(np.full(m, 100.0)),
    )
    return Package(*drawn)


def issue(package: Package, j: int) -> Issue:
    """Return the draws of the j-th issue: arrays of shape (number, n) and (number,)."""
    return Issue(*(a[:, :, j] for a in package[:4]), *(a[:, j] for a in package[4:]))


def allowed(number: int, seed: int, correlation: float) -> None:
    """Refuse numbers that cannot be drawn with.

    Raises
    ------
    UsageError
        A number, seed or correlation out of range.
    """
    if not 1 <= number <= MOST_DRAWS:
        least = "0, the best judgements alone," if number else "1"
        raise UsageError(f"the number of draws is {number}; it is from {least} to {MOST_DRAWS}")
    if seed < 0:
        raise UsageError(f"the seed is {seed}; it is a whole number, 0 or more")
    if not 0 <= correlation < 1:
        raise UsageError(f"the correlation is {correlation:g}; it is from 0 to less than 1")


def _points(number: int, dimensions: int, seed: int) -> Floats:
    """Return points in the open unit cube, shape (number, dimensions); beyond what the sequence has, plain random ones."""
    drawn = sobol(number, min(dimensions, MOST_DIMENSIONS), seed)
    if dimensions > MOST_DIMENSIONS:
        rest = np.random.default_rng([seed, dimensions]).random((number, dimensions - MOST_DIMENSIONS))
        drawn = np.hstack([drawn, rest])
    return np.asarray(np.clip(drawn + HALF_STEP, HALF_STEP, 1 - HALF_STEP), dtype=np.float64)


def _once(drawn: Floats, row: NDArray[np.int64]) -> Floats:
    """Return the draws with those of cells that rest on one coded row made equal to those of its first cell."""
    _, first, back = np.unique(row, return_index=True, return_inverse=True)
    return drawn.reshape(len(drawn), -1)[:, first[back.reshape(-1)]].reshape(drawn.shape)


def _pert(interval: Interval, rank: Floats) -> Floats:
    """Return Beta-PERT quantiles: low + (high - low) Beta(1 + 4 (best - low)/(high - low), 1 + 4 (high - best)/(high - low))."""
    low, best, high = interval.low, interval.best, interval.high
    width = high - low
    varies = width > 0
    middle = (best - low)[varies] / width[varies]
    drawn = np.broadcast_to(best, rank.shape).astype(np.float64)
    beta = betaincinv(1 + SHAPE * middle, 1 + SHAPE * (1 - middle), rank[:, varies])
    drawn[:, varies] = np.clip(low[varies] + width[varies] * beta, low[varies], high[varies])
    return drawn
