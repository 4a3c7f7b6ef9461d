"""Scores of forecasts against their definitions."""

import numpy as np
import pytest
from scipy.stats import norm

from longgame.settle.study import scores
from longgame.settle.study.scores import Forecast

GROUPS = np.array([0, 0, 1, 2])
OUTCOME = np.array([0.0, 50.0, 30.0, 100.0])


def test_errors_of_points():
    got = scores.score(Forecast(np.array([5.0, 40.0, np.nan, 100.0])), OUTCOME, GROUPS)
    assert (got.n, got.failed, got.mae, got.median_error) == (3, 1, 5.0, 5.0)
    assert got.rmse == pytest.approx(np.sqrt(125 / 3))
    assert got.hits == {"5": pytest.approx(2 / 3), "10": 1.0, "20": 1.0}
    assert got.crps is None
    assert got.coverage is None
    assert got.width is None


def test_nothing_forecast():
    got = scores.score(Forecast(np.full(4, np.nan), np.full((4, 3), np.nan)), OUTCOME, GROUPS)
    assert (got.n, got.failed, got.mae, got.crps) == (0, 4, None, None)


def test_crps_of_samples_is_its_definition():
    samples = np.random.default_rng(1).uniform(0, 100, (4, 50))
    samples[2, :7] = np.nan
    got = scores.crps(Forecast(OUTCOME, samples), OUTCOME)
    for row, y, value in zip(samples, OUTCOME, got, strict=True):
        x = row[np.isfinite(row)]
        slow = np.abs(x - y).mean() - np.abs(x[:, None] - x[None, :]).mean() / 2
        assert value == pytest.approx(slow, abs=1e-12)


def test_crps_of_a_density_is_that_of_its_atoms():
    density = np.random.default_rng(2).dirichlet(np.ones(101), 4)
    got = scores.crps(Forecast(OUTCOME, density=density), OUTCOME)
    point = np.arange(101.0)
    for p, y, value in zip(density, OUTCOME, got, strict=True):
        slow = (p * np.abs(point - y)).sum() - (p[:, None] * p * np.abs(point[:, None] - point)).sum() / 2
        assert value == pytest.approx(slow, abs=1e-10)


def test_crps_of_a_normal_distribution_is_the_closed_form():
    z = (OUTCOME - 40) / 15
    closed = 15 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    samples = np.tile(norm.ppf((np.arange(20_000) + 0.5) / 20_000, 40, 15), (4, 1))
    np.testing.assert_allclose(scores.crps(Forecast(OUTCOME, samples), OUTCOME), closed, atol=1e-2)


def test_a_point_as_distribution_scores_its_error():
    point = np.array([10.0, 10.0, 10.0, 10.0])
    np.testing.assert_allclose(scores.crps(Forecast(point, point[:, None]), OUTCOME), np.abs(point - OUTCOME))


def test_coverage_counts_the_ends():
    interval = np.array([[[0, 1], [0, 2], [0, 3]], [[51, 60], [50, 60], [40, 60]], [[0, 9], [0, 9], [0, 9]], [[9, 99]] * 3], float)
    got = scores.score(Forecast(OUTCOME, interval=interval), OUTCOME, GROUPS)
    assert got.coverage == {"50": 0.25, "80": 0.5, "90": 0.5}
    assert got.width == {"50": (1 + 9 + 9 + 90) / 4, "80": (2 + 10 + 9 + 90) / 4, "90": (3 + 20 + 9 + 90) / 4}


def test_the_clustered_interval_is_wider_where_issues_of_a_proposal_agree():
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(40), 5)
    values = np.repeat(rng.normal(size=40), 5)
    wide, narrow = scores.clustered(values, groups), scores.clustered(values, np.arange(200))
    assert wide[1] - wide[0] > 1.8 * (narrow[1] - narrow[0])
    standard = values[::5].std(ddof=1) / np.sqrt(40)
    assert (wide[1] - wide[0]) / (2 * 1.96 * standard) == pytest.approx(1, abs=0.1)


def test_a_difference_is_over_issues_that_both_forecast():
    got = scores.difference(np.array([1.0, 2.0, np.nan, 4.0]), np.array([3.0, np.nan, 1.0, 5.0]), GROUPS, "other")
    assert (got.n, got.difference, got.to) == (2, -1.5, "other")
    assert scores.difference(np.full(4, np.nan), OUTCOME, GROUPS, "other") is None
