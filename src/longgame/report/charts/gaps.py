"""Where a line must stop: values are missing that the series' own rhythm says should be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median

from longgame.core.dates import Period

# Periods of a quarter or longer that follow one another are a count through time; shorter ones are soundings.
THROUGH_TIME = 80
# A count through time is broken if most of one period is missing, soundings by a pause of three times the usual.
MISSING, PAUSE = 0.75, 3.0
# Of fewer pauses none can be called unusual.
FEWEST_PAUSES = 3


def middle(period: Period) -> int:
    """Return the middle of a period as a day number."""
    return (period.first.toordinal() + period.last.toordinal()) // 2


def runs(periods: Sequence[Period]) -> list[int]:
    """Return for each period, by date, the number of the unbroken line that it belongs to.

    A count through time (years, quarters) breaks where the days without a value are at least three quarters of its
    usual period. Soundings (polls, days) break where a pause is more than three times the usual one.
    """
    cuts = _missing(periods) if _through_time(periods) else _pauses(periods)
    made, run = [], 0
    for i in range(len(periods)):
        run += i > 0 and cuts[i - 1]
        made.append(run)
    return made


def _through_time(periods: Sequence[Period]) -> bool:
    usual = median(_days(p) for p in periods)
    bare = [_bare(a, b) for a, b in pairwise(periods)]
    return usual >= THROUGH_TIME and bool(bare) and median(bare) <= usual / 4


def _missing(periods: Sequence[Period]) -> list[bool]:
    usual = median(_days(p) for p in periods)
    return [_bare(a, b) >= MISSING * usual for a, b in pairwise(periods)]


def _pauses(periods: Sequence[Period]) -> list[bool]:
    pauses = [middle(b) - middle(a) for a, b in pairwise(periods)]
    if len(pauses) < FEWEST_PAUSES:
        return [False] * len(pauses)
    usual = median(pauses)
    return [p > PAUSE * usual for p in pauses]


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1


def _bare(before: Period, after: Period) -> int:
    """Return the days between two periods, 0 where they touch or overlap."""
    return max(0, (after.first - before.last - timedelta(days=1)).days)
