"""The spherical score."""

from __future__ import annotations

import numpy as np

from longgame.score.rules.base import Floats, Rule, mixed


def spherical(probability: Floats, outcome: Floats) -> Floats:
    """Return 1 − p(what happened) / √(p² + (1 − p)²); 0 to 1.

    Parameters
    ----------
    probability, outcome : arrays of one shape
        In [0, 1].
    """
    return mixed(_whole, probability, outcome)


def _whole(p: Floats, y: Floats) -> Floats:
    return 1 - np.where(y > 0, p, 1 - p) / np.hypot(p, 1 - p)


RULE = Rule(
    "spherical",
    "spherical score",
    "probability",
    "One minus the probability given to what happened over the length of the forecast as a vector: 0 is perfect, 0.293 is"
    " what 50 % always gets, 1 is worst.",
    "Roby, T. B. (1965). Belief states and the uses of evidence. Behavioral Science 10(3), 255–270; Gneiting, T. and "
    "Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the American "
    "Statistical Association 102, 359–378.",
    spherical,
)
