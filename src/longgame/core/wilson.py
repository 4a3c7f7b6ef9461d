"""The interval of a share."""

from __future__ import annotations

from math import sqrt

NORMAL = 1.959963984540054  # quantile for 95 %


def wilson(hits: float, n: int, z: float = NORMAL) -> tuple[float | None, float | None]:
    """Return the score interval of a share (Wilson 1927, JASA 22, 209-212); None twice for n = 0.

    Parameters
    ----------
    hits : float
        What came true in part may count in part.
    n : int
        ``0 <= hits <= n``.
    z : float
        Normal quantile, 1.96 for 95 %.
    """
    if not n:
        return None, None
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)
