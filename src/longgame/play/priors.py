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

    def parameters(self, normal: jax.Array | Floats) -> jax.Array:
        """Return the parameters that standard normal numbers stand for.

        Parameters
        ----------
        normal : Array, shape (..., parameters)
            Those of fixed parameters change nothing.
        """
        return placed(self.low, self.best, self.high, normal)

    def normals(self, number: int, seed: int) -> Floats:
        """Return standard normal numbers from scrambled Sobol' points, shape (number, parameters)."""
        return np.asarray(ndtri(sobol(number, len(self.best), seed) + HALF_STEP))


def placed(low: jax.Array | Floats, best: jax.Array | Floats, high: jax.Array | Floats, normal: jax.Array | Floats) -> jax.Array:
    """Return the parameters that standard normal numbers stand for; the same as of ``Prior``, for arrays."""
    free = jnp.asarray(high) > low
    share = jnp.where(free, (best - low) / jnp.where(free, high - low, 1.0), 0.5)
    drawn = low + (high - low) * jax.nn.sigmoid(jnp.log(share / (1 - share)) + normal)
    return jnp.where(free, drawn, best)
