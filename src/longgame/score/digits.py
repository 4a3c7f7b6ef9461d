"""How many digits a result has, so that it is the same whatever the order of the sums."""

from __future__ import annotations

import math

DIGITS = 9


def rounded(value: float) -> float:
    """Return a number with the digits of a result."""
    return round(float(value), DIGITS) + 0.0  # no negative zero


def finite(value: float) -> float | None:
    """Return a number with the digits of a result, None if there is none."""
    return rounded(value) if math.isfinite(value) else None
