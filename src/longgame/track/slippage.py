"""How long promises slip: Kaplan-Meier over chains, the open ones as lower bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from longgame.core.wilson import wilson
from longgame.track.deadlines import DAYS_PER_MONTH, Chain
from longgame.track.result import SlippageStat

Floats = NDArray[np.floating]
_SMALLEST = 3  # a median of fewer promises says nothing
_NORMAL = 1.959964  # quantile for 95 %
_TOLERANCE = 1e-9  # products of fractions miss one half by rounding


def slippage(found: Sequence[Chain]) -> tuple[SlippageStat, ...]:
    """Return slippage over all chains, then by domain.

    Each chain counts once, from the date first promised. Chains kept or not kept are counted; those
    not verified, unclear, not due yet or dropped before are left out and their number is given.

    Source: Kaplan and Meier (1958); interval of the median by Brookmeyer and Crowley (1982) on the
    log-log scale; interval of the share by Wilson (1927).
    """
    domains = sorted({c.first.domain for c in found})
    groups: list[tuple[str, Callable[[Chain], bool]]] = [("all", lambda _c: True)]
    groups += [(d, lambda c, d=d: c.first.domain == d) for d in domains]  # type: ignore[misc]
    return tuple(_stat(name, [c for c in found if inside(c)]) for name, inside in groups)


def _stat(name: str, found: Sequence[Chain]) -> SlippageStat:
    kept, still = [], []
    on_time = on_claim = 0
    for chain in found:
        late = chain.first.days_late
        if chain.outcome in ("on_time", "late") and late is not None:
            kept.append(sum(late) / 2 / DAYS_PER_MONTH)
            on_time += chain.outcome == "on_time"
            on_claim += chain.outcome == "on_time" and chain.last.evidence == "claimant"
        elif chain.outcome == "overdue" and late is not None:
            still.append(chain.months_open)
    n = len(kept) + len(still)
    low, high = wilson(on_time, n, _NORMAL)
    median, m_low, m_high = median_slip(kept, still)
    return SlippageStat(
        group=name, n=n, on_time=on_time, share_on_time=on_time / n if n else None, share_low=low, share_high=high,
        median_slip_months=median, median_low=m_low, median_high=m_high, open=len(still), on_claim=on_claim,
        left_out=len(found) - n,
    )  # fmt: skip


def median_slip(kept: Sequence[float], still: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the Kaplan-Meier median with its 95 % interval.

    Parameters
    ----------
    kept : sequence of float
        How long after the date first promised the kept promises were kept, in any unit; negative if before.
    still : sequence of float
        How long the open ones have been open: lower bounds.

    Returns
    -------
    median, low, high : float or None
        None where the curve, or the side of its band, does not come down to one half; three times
        None for fewer than three promises or none that was kept.
    """
    if len(kept) + len(still) < _SMALLEST or not kept:
        return None, None, None
    months, surviving, lower, upper = _curve(np.asarray(kept), np.asarray(still))
    return _half(months, surviving), _crossing(months, lower), _crossing(months, upper)


def _curve(kept: Floats, still: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the months at which promises were kept, the share open after each, and its 95 % band by Greenwood (1926).

    scipy.stats.ecdf gives the same, and takes longer to import than a case takes to track.
    """
    months, kept_then = np.unique(kept, return_counts=True)
    at_risk = len(kept) + len(still) - np.searchsorted(np.sort(np.concatenate([kept, still])), months)
    surviving = np.cumprod(1 - kept_then / at_risk)
    left = at_risk - kept_then
    ended = left == 0
    variance = np.cumsum(kept_then / (at_risk * np.where(ended, 1, left)))
    logarithm = np.log(np.where(ended, 0.5, surviving))
    swing = np.exp(_NORMAL * np.sqrt(variance) / -logarithm)
    # Where nothing is open any more the band is undefined: the curve itself bounds it below, and nothing above.
    lower = np.where(ended, surviving, surviving**swing)
    upper = np.where(ended, 1.0, surviving ** (1 / swing))
    return months, surviving, lower, upper


def _half(months: Floats, surviving: Floats) -> float | None:
    """Return the median; where the curve runs level at one half, the middle of that stretch, as for whole samples."""
    at = _crossing(months, surviving)
    if at is None:
        return None
    level = min(s for m, s in zip(months, surviving, strict=True) if m <= at)
    beyond = next((float(m) for m, s in zip(months, surviving, strict=True) if s < level - _TOLERANCE), None)
    return at if level < 0.5 - _TOLERANCE or beyond is None else (at + beyond) / 2


def _crossing(months: Floats, surviving: Floats) -> float | None:
    return next((float(m) for m, s in zip(months, surviving, strict=True) if s <= 0.5 + _TOLERANCE), None)
