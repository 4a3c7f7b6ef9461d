"""Scrambled Sobol' points, and a folder in which they are kept between runs: scipy.stats alone takes longer to import."""

from __future__ import annotations

import io
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from longgame.core.cache import keep

MOST_DIMENSIONS = 21201  # of scipy's direction numbers (Joe and Kuo 2008)
BITS = 30
# Half a step from both ends keeps points off 0 and 1.
HALF_STEP = 2.0 ** -(BITS + 1)
FILES = 16
LARGEST = 2**24  # numbers in a file

_folder: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep points in a folder from now on; the newest files stay, a folder that cannot be written changes nothing."""
    _folder[:] = [folder]


def sobol(number: int, dimensions: int, seed: int) -> NDArray[np.float64]:
    """Return points of the half-open unit cube, shape (number, dimensions); of one seed fewer points are the first of more.

    Parameters
    ----------
    number : int
    dimensions : int
        At most ``MOST_DIMENSIONS``.
    seed : int
        0 or more.
    """
    power = int(np.ceil(np.log2(number)))
    name = f"sobol-{version('scipy')}-{power}-{dimensions}-{seed}.npy"
    path = _folder[0] / name if _folder and 2**power * dimensions <= LARGEST and seed < 2**64 else None
    steps = _read(path, (2**power, dimensions))
    if steps is None:
        from scipy.stats import qmc

        sequence = qmc.Sobol(dimensions, scramble=True, bits=BITS, seed=np.random.default_rng(seed))
        steps = (sequence.random_base2(power) * 2**BITS).astype(np.uint32)
        _write(path, steps)
    return steps[:number] / 2.0**BITS


def _read(path: Path | None, shape: tuple[int, int]) -> NDArray[np.uint32] | None:
    if path is None:
        return None
    try:
        held = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return held if held.shape == shape and held.dtype == np.uint32 and (held < 2**BITS).all() else None


def _write(path: Path | None, steps: NDArray[np.uint32]) -> None:
    if path is None:
        return
    text = io.BytesIO()
    np.save(text, steps, allow_pickle=False)
    keep(path, text.getvalue(), FILES)
