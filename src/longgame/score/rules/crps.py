"""The continuous ranked probability score of forecasts given as quantiles."""

from __future__ import annotations

from longgame.score.rules.base import Floats, Rule


def crps(quantiles: Floats, levels: Floats, outcome: Floats) -> Floats:
    """Return twice the mean quantile loss over the levels, which approaches the score as levels get denser.

    A single quantile at level 0.5 is a point forecast; its score is the absolute error. With levels that lie symmetrically
    it is the weighted interval score.

    Parameters
    ----------
    quantiles : array, shape (..., k)
        In ascending order, in the unit of the outcome.
    levels : array, shape (k,)
        In (0, 1).
    outcome : array, shape (...)

    Returns
    -------
    array, shape (...)
        In the unit of the outcome; of dates, in days.
    """
    from scoringrules import crps_quantile

    found: Floats = crps_quantile(outcome, quantiles, levels, backend="numpy")
    return found


RULE = Rule(
    "crps",
    "continuous ranked probability score",
    "quantiles",
    "Twice the mean quantile loss over the quantiles given, in the unit of the question (days for dates): 0 is perfect; "
    "of a single number it is the absolute error.",
    "Matheson, J. E. and Winkler, R. L. (1976). Scoring rules for continuous probability distributions. Management "
    "Science 22(10), 1087–1096; quantile form: Bracher, J., Ray, E. L., Gneiting, T. and Reich, N. G. (2021). Evaluating "
    "epidemic forecasts in an interval format. PLOS Computational Biology 17(2), e1008618.",
    crps,
)
