"""What it would take: the box of parameters in which a chance at the horizon exceeds a threshold.

The parameters are drawn from the prior and not from what the history says of them, because a box is asked for exactly where the
history is silent. It is found with the first half of the draws and tried on the second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax
import numpy as np

from longgame.play.encode import Encoded
from longgame.play.equilibrium import TOLERANCE
from longgame.play.estimate import Learned
from longgame.play.forward import Ahead, run_ahead
from longgame.play.prim import Bools, Box, find_box
from longgame.play.priors import Floats, Prior

EXPLORED = 1024  # draws of the prior
THRESHOLDS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01)
FEWEST = 0.1  # share of the draws above a threshold, for it to be looked at


class Explored(NamedTuple):
    """Where the game goes from today under draws of the prior.

    Attributes
    ----------
    parameters : array, shape (n, parameters)
        Those whose equilibrium was found.
    ahead : Ahead
        With a first axis of n draws.
    """

    parameters: Floats
    ahead: Ahead


class Found(NamedTuple):
    """A box for a chance above a threshold, and how it did on the draws with which it was not found.

    Attributes
    ----------
    above : float
        The threshold; 0 where none is exceeded often enough.
    exceed : int
        Draws, of all, above it.
    box : Box or None
        None where no limit is better than chance.
    inside, inside_exceed, tried, tried_exceed : int
        Of the other draws: those in the box, those of them above; all, and all above.
    weight : float
        Of the draws that the history leaves, inside the box.
    """

    above: float
    exceed: int
    box: Box | None
    inside: int
    inside_exceed: int
    tried: int
    tried_exceed: int
    weight: float


def explore(
    encoded: Encoded,
    prior: Prior,
    learned: Learned,
    horizon: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Explored:
    """Return where the game goes from what is believed of today, under draws of the prior.

    Parameters
    ----------
    learned : Learned
        For what is believed of today: the weighted mean of its draws.
    progress : callable or None
        Called with the number of draws that were just run, of ``EXPLORED``.
    """
    with jax.enable_x64(True):
        parameters = np.asarray(prior.parameters(prior.normals(EXPLORED, seed)))
    today = np.tensordot(learned.weights, learned.draws.belief, 1)
    belief = np.broadcast_to(today, (EXPLORED, *today.shape))
    ahead, residual = run_ahead(encoded, parameters, belief, horizon, workers=workers, progress=progress)
    good = np.asarray(residual) <= TOLERANCE
    return Explored(parameters[good], jax.tree.map(lambda a: a[good], ahead))


def box_for(explored: Explored, prior: Prior, learned: Learned, chance: Floats) -> Found:
    """Return the box in which a chance is high.

    Parameters
    ----------
    chance : array, shape (n,)
        Under each of the draws that were explored.
    """
    often = [t for t in THRESHOLDS if (chance > t).mean() >= FEWEST]
    if not often:
        return Found(0.0, int((chance > THRESHOLDS[-1]).sum()), None, 0, 0, 0, 0, 0.0)
    exceed: Bools = chance > often[0]
    free = prior.high > prior.low
    points = np.where(free, explored.parameters, 0.0)
    half = len(points) // 2  # every second point would not do: Sobol' points alternate between parts of the cube
    box = find_box(points[:half], chance[:half], often[0])
    others, above = points[half:], exceed[half:]
    if box is None:
        return Found(often[0], int(exceed.sum()), None, 0, 0, len(above), int(above.sum()), 0.0)
    inside = box.holds(others)
    held = box.holds(np.where(free, learned.draws.parameters, 0.0))
    return Found(
        often[0], int(exceed.sum()), box, int(inside.sum()), int((inside & above).sum()), len(above), int(above.sum()),
        float(learned.weights[held].sum()),
    )  # fmt: skip
