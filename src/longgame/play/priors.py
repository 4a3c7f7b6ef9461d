"""Priors on the parameters: bounded, skewed towards their best guess, and smooth in standard normal coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from longgame.core.points import HALF_STEP, sobol

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Prior:
    """A prior on each parameter, independent of the others.

    A standard normal number z stands for ``low + (high - low) / (1 + exp(-(m + z)))``, where m puts the best guess at z = 0: the
    scaled logit-normal. So the best guess is the median, and nine tenths lie between the points whose log odds of position
    between low and high differ by 1.64 from the best guess's.

    Attributes
    ----------
    low, best, high : array, shape (parameters,)
        Rising; all three equal where the parameter is fixed.
    """

    low: Floats
    best: Floats
    high: Floats

    @property
    def free(self) -> NDArray[np.int64]:
        """Positions of the parameters that are not fixed."""
        return np.flatnonzero(self.high > self.low)

    def parameters(self, normal: jax.Array) -> jax.Array:
        """Return the parameters that standard normal numbers stand for.

        Parameters
        ----------
        normal : Array, shape (..., free parameters)

        Returns
        -------
        Array, shape (..., parameters)
        """
        free = self.free
        low, high = self.low[free], self.high[free]
        share = (self.best[free] - low) / (high - low)
        drawn = low + (high - low) * jax.nn.sigmoid(np.log(share / (1 - share)) + normal)
        return jnp.broadcast_to(jnp.asarray(self.best), (*normal.shape[:-1], len(self.best))).at[..., free].set(drawn)

    def normals(self, number: int, seed: int) -> Floats:
        """Return standard normal numbers from scrambled Sobol' points, shape (number, free parameters)."""
        if not len(self.free):
            return np.zeros((number, 0))
        return np.asarray(ndtri(sobol(number, len(self.free), seed) + HALF_STEP))
