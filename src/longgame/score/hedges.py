"""What an interval of probabilities costs; the words and their scales are in ``longgame.core.hedges``."""

from __future__ import annotations

import numpy as np

from longgame.score.rules.base import Floats, Rule


def losses(rule: Rule, low: Floats, mid: Floats, high: Floats, outcome: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the best, the middle and the worst loss that an interval of probabilities allows.

    Between best and worst lies what the author could claim afterwards and what a critic could: the wider the interval, the
    farther apart. A proper loss falls until the probability meets the outcome and rises after it, so that the best is at the
    outcome drawn into the interval and the worst at one of its ends.

    Parameters
    ----------
    rule : Rule
        Of probabilities.
    low, mid, high, outcome : arrays of one shape
        In [0, 1].
    """
    four = np.stack([np.clip(outcome, low, high), mid, low, high])
    best, middle, one, other = rule.of(four, np.broadcast_to(outcome, four.shape))
    return best, middle, np.maximum(one, other)
