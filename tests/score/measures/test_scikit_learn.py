"""What scikit-learn 1.9.1 gives on twenty made-up forecasts; made once, outside the package."""

from __future__ import annotations

import numpy as np
import pytest

from longgame.score.measures.base import arrange, count
from longgame.score.measures.corp import recalibrated
from longgame.score.measures.discrimination import discrimination
from longgame.score.rules import BY_NAME

PROBABILITY = np.array(
    [0.74, 0.54, 0.34, 0.78, 0.31, 0.46, 0.15, 0.41, 0.22, 0.27, 0.74, 0.29, 0.49, 0.96, 0.94, 0.72, 0.54, 0.29, 0.17, 0.95]
)
OUTCOME = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0])
BRIER, LOG, AUC = 0.18826499999999996, 0.5620737958751554, 0.7323232323232324
ISOTONIC = [
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.2727272727272727,
    0.5,
    1.0,
    1.0,
    1.0,
    1.0,
    1.0,
    1.0,
]


def test_scores_and_curves_are_those_of_scikit_learn() -> None:
    counts = count(arrange(PROBABILITY, OUTCOME))
    assert BY_NAME["brier"].of(PROBABILITY, OUTCOME).mean() == pytest.approx(BRIER, abs=1e-9)
    assert BY_NAME["log"].of(PROBABILITY, OUTCOME).mean() == pytest.approx(LOG, abs=1e-9)
    assert discrimination(counts)[0] == pytest.approx(AUC, abs=1e-9)
    assert recalibrated(counts.number[None], counts.yes[None])[0] == pytest.approx(ISOTONIC, abs=1e-9)
