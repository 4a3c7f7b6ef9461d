"""The Brier score."""

from __future__ import annotations

from longgame.score.rules.base import Floats, Rule, mixed


def brier(probability: Floats, outcome: Floats) -> Floats:
    """Return (p − y)², its mean over yes and no where a question was resolved in part; 0 to 1.

    Parameters
    ----------
    probability, outcome : arrays of one shape
        In [0, 1].
    """
    from scoringrules import brier_score

    return mixed(lambda p, y: brier_score(y, p, backend="numpy"), probability, outcome)


RULE = Rule(
    "brier",
    "Brier score",
    "probability",
    "Squared distance of the probability from what happened: 0 is perfect, 0.25 is what 50 % always gets, 1 is worst.",
    "Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly Weather Review 78(1), 1–3.",
    brier,
)
