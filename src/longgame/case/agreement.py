"""Krippendorff's alpha: how far coders agree beyond what chance would give.

Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

Metric = Literal["nominal", "ordinal", "interval"]
# The lowest value for even tentative conclusions (Krippendorff 2004, Content Analysis, p. 241).
LOWEST = 0.667


def krippendorff_alpha(units: Sequence[Sequence[float]], metric: Metric = "interval") -> float | None:
    """Return alpha over units that were each coded by some of the coders.

    Parameters
    ----------
    units : sequence of sequences of float
        For each unit the values that coders gave it, in any order; missing values left out. Units
        with fewer than two values are not used.
    metric : {"nominal", "ordinal", "interval"}
        How far apart two values are: different or not; ranks passed; squared distance.

    Returns
    -------
    float or None
        1 is perfect agreement, 0 what chance gives, below 0 less than that. None when it is not
        defined: fewer than two values can be paired, or all of them are equal.
    """
    paired = [list(unit) for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    if len(totals) < 2:
        return None
    place = {value: i for i, value in enumerate(sorted(totals))}
    counts = [totals[value] for value in sorted(totals)]
    apart = _distances(sorted(totals), counts, metric)
    n = sum(counts)
    observed = sum(sum(apart[place[a]][place[b]] for a in unit for b in unit) / (len(unit) - 1) for unit in paired) / n
    expected = sum(c * k * apart[i][j] for i, c in enumerate(counts) for j, k in enumerate(counts)) / (n * (n - 1))
    return 1 - observed / expected


def _distances(values: list[float], counts: list[int], metric: Metric) -> list[list[float]]:
    size = range(len(values))
    if metric == "nominal":
        return [[float(i != j) for j in size] for i in size]
    if metric == "interval":
        return [[(values[i] - values[j]) ** 2 for j in size] for i in size]
    before = [0.0]
    for count in counts:
        before.append(before[-1] + count)
    # Ranks: all values up to and including a category, half of its own and half of the other's left out.
    middle = [before[i] + counts[i] / 2 for i in size]
    return [[(middle[i] - middle[j]) ** 2 for j in size] for i in size]
