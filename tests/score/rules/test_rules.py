"""Scores of single forecasts: against another implementation, hand-worked tables, and what every proper rule must do."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from longgame.score.rules import BY_NAME, OF_PROBABILITY, RULES
from longgame.score.rules.base import Floats, Rule
from longgame.score.rules.crps import crps
from longgame.score.rules.log import CLIP

NEAR = 1e-9
# What happened is 1 or 0; probability; Brier, log (nats), spherical: worked by hand.
TABLE = (
    (1, 1.0, 0.0, -math.log(0.99), 0.0),
    (1, 0.8, 0.04, -math.log(0.8), 1 - 0.8 / math.sqrt(0.68)),
    (0, 0.8, 0.64, -math.log(0.2), 1 - 0.2 / math.sqrt(0.68)),
    (1, 0.6, 0.16, 0.5108256237659907, 1 - 3 / math.sqrt(13)),
    (1, 0.5, 0.25, math.log(2), 1 - math.sqrt(0.5)),
    (0, 0.0, 0.0, -math.log(0.99), 0.0),
    (0, 1.0, 1.0, -math.log(0.01), 1.0),
)
of_probability = pytest.mark.parametrize("rule", OF_PROBABILITY, ids=lambda r: r.name)
# One decimal, as analysts write, and the ends, where formulas break.
probabilities = st.one_of(st.sampled_from([i / 10 for i in range(11)]), st.floats(0, 1))


def loss(rule: Rule, probability: float, outcome: float) -> float:
    return float(rule.of(np.array([probability]), np.array([outcome]))[0])


@pytest.mark.parametrize(("outcome", "probability", "brier", "log", "spherical"), TABLE)
def test_the_table(outcome: int, probability: float, brier: float, log: float, spherical: float) -> None:
    for name, value in (("brier", brier), ("log", log), ("spherical", spherical)):
        assert loss(BY_NAME[name], probability, outcome) == pytest.approx(value, abs=NEAR)


@given(st.lists(st.tuples(probabilities, st.integers(0, 1)), min_size=1, max_size=20))
def test_brier_and_log_are_those_of_scoringrules(rows: list[tuple[float, int]]) -> None:
    p, y = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    assert np.allclose(BY_NAME["brier"].of(p, y), scoringrules.brier_score(y, p), atol=NEAR, rtol=0)
    assert np.allclose(BY_NAME["log"].of(p, y), scoringrules.log_score(y, np.clip(p, CLIP, 1 - CLIP)), atol=NEAR, rtol=0)


def expected(rule: Rule, report: Floats, belief: Floats) -> Floats:
    return belief * rule.of(report, np.ones_like(report)) + (1 - belief) * rule.of(report, np.zeros_like(report))


@of_probability
@given(belief=probabilities, report=probabilities)
def test_no_misreport_improves_the_expected_score(rule: Rule, belief: float, report: float) -> None:
    q, p = np.array([belief]), np.array([report])
    assert expected(rule, q, q)[0] <= expected(rule, p, q)[0] + 1e-12


@of_probability
def test_a_misreport_costs(rule: Rule) -> None:
    q = np.linspace(0.02, 0.98, 25)
    for shift in (-0.015, 0.015, 0.01):
        assert (expected(rule, q + shift, q) > expected(rule, q, q) + 1e-6).all()


@of_probability
@given(probability=probabilities, share=st.floats(0, 1))
def test_a_share_is_a_mixture_of_yes_and_no(rule: Rule, probability: float, share: float) -> None:
    whole = share * loss(rule, probability, 1) + (1 - share) * loss(rule, probability, 0)
    assert loss(rule, probability, share) == pytest.approx(whole, abs=NEAR)


@of_probability
@given(probability=probabilities, outcome=st.sampled_from([0, 0.25, 0.5, 1]))
def test_losses_are_finite_not_negative_and_symmetric(rule: Rule, probability: float, outcome: float) -> None:
    value = loss(rule, probability, outcome)
    assert 0 <= value < 5
    assert value == pytest.approx(loss(rule, 1 - probability, 1 - outcome), abs=1e-8)


def test_one_wrong_certainty_is_bounded() -> None:
    assert loss(BY_NAME["log"], 0.0, 1) == pytest.approx(-math.log(CLIP))


def test_quantiles_by_hand() -> None:
    # Levels .1 .5 .9 at 1, 2, 5; what came was 3: losses .2, .5 and .2, twice their mean is .6.
    levels, quantiles = np.array([0.1, 0.5, 0.9]), np.array([[1.0, 2.0, 5.0], [1.0, 2.0, 5.0]])
    found = crps(quantiles, levels, np.array([3.0, 9.0]))
    # Of 9: .1 × 8, .5 × 7 and .9 × 4 make 7.9.
    assert found == pytest.approx([2 * (0.2 + 0.5 + 0.2) / 3, 2 * 7.9 / 3], abs=NEAR)


def test_quantiles_are_the_weighted_interval_score() -> None:
    """Half the error of the median and the interval scores at half their levels, over the number of intervals and a half."""
    quantiles, levels = np.array([10.0, 20.0, 25.0, 40.0, 60.0]), np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    for y in (5.0, 22.0, 25.0, 70.0):
        wide, narrow = scoringrules.interval_score(y, 10.0, 60.0, 0.1), scoringrules.interval_score(y, 20.0, 40.0, 0.5)
        weighted = (0.5 * abs(y - 25) + 0.05 * wide + 0.25 * narrow) / 2.5
        assert float(crps(quantiles, levels, np.array(y))) == pytest.approx(float(weighted), abs=NEAR)


def test_dense_quantiles_approach_the_closed_form() -> None:
    # Uniform on [0, 1], y = 0.3: y² − y + 1/3 (exact integral of (F − 1)²).
    levels = (np.arange(2000) + 0.5) / 2000
    assert float(crps(levels, levels, np.array(0.3))) == pytest.approx(0.09 - 0.3 + 1 / 3, abs=1e-6)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_single_number_is_scored_by_its_error(value: float, outcome: float) -> None:
    assert float(crps(np.array([value]), np.array([0.5]), np.array(outcome))) == pytest.approx(abs(value - outcome), abs=1e-9)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.integers(-5, 25))
def test_no_other_median_does_better(sample: list[int], report: int) -> None:
    median = float(np.median(sample))
    y, half = np.array(sample, dtype=float), np.array([0.5])
    mine = crps(np.full((len(sample), 1), median), half, y).mean()
    assert mine <= crps(np.full((len(sample), 1), float(report)), half, y).mean() + 1e-12


def test_every_rule_says_what_it_is() -> None:
    assert len({r.name for r in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.says.endswith(".")
        assert any(ch.isdigit() for ch in rule.reference)
