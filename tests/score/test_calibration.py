"""The calibration curve and the band around it."""

from __future__ import annotations

import numpy as np
import pytest

from longgame.score.calibration import calibration
from longgame.score.measures.base import arrange, count


def test_bins_hold_their_forecasts() -> None:
    p, y = np.array([0.05, 0.31, 0.35, 0.39, 1.0]), np.array([0.0, 1.0, 0.0, 0.5, 1.0])
    first, middle, last = calibration(count(arrange(p, y)))
    assert (first.low, first.number, first.came_true) == (0.0, 1, 0.0)
    assert (middle.low, middle.high, middle.number) == pytest.approx((0.3, 0.4, 3))
    assert (middle.forecast, middle.came_true) == pytest.approx((0.35, 0.5))
    assert (last.low, last.high, last.came_true) == (0.9, 1.0, 1.0)
    assert (last.band_low, last.band_high) == (1.0, 1.0)


def test_no_forecasts_no_bins() -> None:
    assert calibration(count(arrange(np.array([]), np.array([])))) == ()


def test_the_band_holds_reliable_forecasts_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    inside = total = 0
    for _ in range(150):
        p = rng.uniform(0.02, 0.98, 300)
        for b in calibration(count(arrange(p, (rng.random(300) < p).astype(float)))):
            inside += b.band_low <= b.came_true <= b.band_high
            total += 1
    # Discrete shares make it hold a little more than 90 %.
    assert 0.88 < inside / total < 0.97


def test_the_band_shows_bold_forecasts() -> None:
    rng = np.random.default_rng(6)
    p = np.full(200, 0.9)
    (only,) = calibration(count(arrange(p, (rng.random(200) < 0.6).astype(float))))
    assert only.came_true < only.band_low


def test_the_band_is_that_of_drawing_forecasts_again() -> None:
    """Draw every forecast again and let it come true by its own probability: the slow way of the paper."""
    rng = np.random.default_rng(7)
    p = rng.uniform(0, 1, 60)
    bins = calibration(count(arrange(p, np.zeros(60))))
    shares = np.full((4000, len(bins)), np.nan)
    for r in range(4000):
        drawn = rng.choice(p, 60)
        true = rng.random(60) < drawn
        for k, b in enumerate(bins):
            there = (drawn >= b.low) & (drawn < b.high)
            if there.any():
                shares[r, k] = true[there].mean()
    low, high = np.nanquantile(shares, [0.05, 0.95], axis=0)
    assert np.allclose([b.band_low for b in bins], low, atol=0.11)
    assert np.allclose([b.band_high for b in bins], high, atol=0.11)


def test_a_third_of_a_forecast_is_no_none() -> None:
    third = np.array([1 / 3, 1 / 3, 1 / 3])
    bins = calibration(count(arrange(np.array([0.1, 0.2, 0.7]), np.array([0.0, 0.0, 1.0])), third))
    assert [b.number for b in bins] == [0.3, 0.3, 0.3]
