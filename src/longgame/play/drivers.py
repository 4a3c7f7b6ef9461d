"""What drives the odds, one parameter at a time: each at both ends of what the history leaves open, the game solved again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax
import numpy as np

from longgame.play.encode import Encoded
from longgame.play.equilibrium import TOLERANCE
from longgame.play.estimate import Learned, resampled, weighted
from longgame.play.forward import Ahead, run_ahead
from longgame.play.prim import Bools
from longgame.play.priors import Floats, Prior
from longgame.play.rules import Ints

BASES = 8  # draws at which each parameter is moved, resampled by their weights


class Drivers(NamedTuple):
    """What moving each of k parameters alone does.

    Attributes
    ----------
    which : array, shape (k,)
        Positions of the parameters that are not fixed.
    low, high : array, shape (k,)
        Between what nine tenths of the weighted draws lie: where each is put.
    base : Ahead
        With a first axis of b draws.
    at_low, at_high : Ahead
        With two first axes, of the parameters and of the draws.
    good : array of bool, shape (k, b)
        Where all three equilibria were found.
    """

    which: Ints
    low: Floats
    high: Floats
    base: Ahead
    at_low: Ahead
    at_high: Ahead
    good: Bools


def drivers(
    encoded: Encoded,
    prior: Prior,
    learned: Learned,
    horizon: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Drivers:
    """Return where the game goes with each parameter alone at its low and at its high, at several draws of all others.

    What is believed of today stays as it is: only what is ahead changes.

    Parameters
    ----------
    prior : Prior
        Parameters that it fixes are not moved.
    learned : Learned
        Of whose draws ``BASES`` are taken, each as often as its weight says.
    progress : callable or None
        Called with the number of games that were just solved, of ``count``.
    """
    which = np.flatnonzero(prior.high > prior.low)
    kept = resampled(learned.weights, BASES, np.random.default_rng(seed))
    _, low, high = weighted(learned.weights, learned.draws.parameters[:, which])
    start = learned.draws.parameters[kept]
    rows = np.repeat(start[None], 1 + 2 * len(which), axis=0)
    for i, at in enumerate(which):
        rows[1 + 2 * i, :, at], rows[2 + 2 * i, :, at] = low[i], high[i]
    belief = np.tile(learned.draws.belief[kept], (len(rows), *[1] * (learned.draws.belief.ndim - 1)))
    flat = rows.reshape(-1, start.shape[1])
    made, residual = run_ahead(encoded, flat, belief, horizon, workers=workers, progress=progress)
    found = (np.asarray(residual) <= TOLERANCE).reshape(len(rows), BASES)
    split = jax.tree.map(lambda a: a.reshape(len(rows), BASES, *a.shape[1:]), made)
    base, at_low, at_high = (jax.tree.map(lambda a, s=s: a[s], split) for s in (0, slice(1, None, 2), slice(2, None, 2)))
    return Drivers(which, low, high, base, at_low, at_high, found[0] & found[1::2] & found[2::2])


def count(prior: Prior) -> int:
    """Return how many games are solved."""
    return BASES * (1 + 2 * int((prior.high > prior.low).sum()))
