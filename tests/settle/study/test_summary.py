"""From draws to a distribution: quantiles, points of the scale, shares of failure, and distributions that models give."""

import numpy as np
import pytest

from longgame.settle.outcome import Result
from longgame.settle.study.summary import masses, nearest, spread

AGREED = int(Result.AGREED)


def made(value, labels=(0.0, 100.0), result=None, **more):
    value = np.asarray(value, dtype=float)
    return spread(value, np.full(len(value), AGREED) if result is None else np.asarray(result), labels, **more)


def test_quantiles_and_intervals_are_those_of_the_draws():
    found = made(np.arange(101.0))
    assert found.quantiles == {str(q): q for q in (5, 10, 25, 50, 75, 90, 95)}
    assert found.interval == {"50": (25, 75), "80": (10, 90), "90": (5, 95)}
    assert found.mean == 50
    assert not found.calibrated


def test_the_nearest_label_counts_and_of_two_equally_near_the_lower():
    places = [0.0, 40.0, 100.0]
    np.testing.assert_array_equal(nearest(np.array([0, 20, 20.1, 70, 70.1, 100]), places), [0, 0, 1, 1, 2, 2])
    np.testing.assert_array_equal(nearest(np.array([1.0, 99.0]), [100.0, 0.0]), [1, 0])
    np.testing.assert_allclose(masses(np.array([0, 20, 20.1, 70.0]), places), [0.5, 0.5, 0])
    assert made([0, 20, 20.1, 70.1], places).labels == (0.5, 0.25, 0.25)


def test_the_histogram_holds_every_draw_once():
    value = np.random.default_rng(0).uniform(0, 100, 1000)
    found = made(value)
    assert sum(found.histogram) == pytest.approx(1)
    assert len(found.histogram) == 101
    assert found.histogram[37] == pytest.approx(((value > 36.5) & (value <= 37.5)).mean())


def test_draws_without_a_point_are_counted_and_left_out():
    result = [Result.AGREED, Result.NO_AGREEMENT, Result.NO_AGREEMENT, Result.NOT_CONVERGED]
    found = made([10, np.nan, 30, 50], result=result)
    assert (found.draws, found.settled, found.mean) == (4, 3, 30)
    assert (found.no_agreement, found.not_converged, found.no_actors) == (0.5, 0.25, 0)


def test_no_draw_has_a_point():
    found = made([np.nan] * 3, result=[Result.NO_ACTORS] * 3)
    assert (found.settled, found.mean, found.quantiles, found.interval, found.no_actors) == (0, None, {}, {}, 1)
    assert sum(found.histogram) == sum(found.labels) == 0


def test_a_given_distribution_is_the_mean_of_the_draws_and_keeps_its_intervals():
    density = np.zeros((2, 101))
    density[0, [10, 20]] = 0.5
    density[1, [20, 90]] = 0.25, 0.75
    ends = np.array([[18.0, 22], [9, 91], [5, 95]])
    found = made([15, 90], [0.0, 50.0, 100.0], density=density, interval=ends)
    assert found.calibrated
    assert found.mean == pytest.approx(0.25 * 10 + 0.375 * 20 + 0.375 * 90)
    assert found.quantiles["25"] == 10
    assert found.quantiles["50"] == 20
    assert found.quantiles["75"] == 90
    assert found.interval == {"50": (18, 22), "80": (9, 91), "90": (5, 95)}
    assert found.labels == pytest.approx((0.625, 0, 0.375))
    assert found.histogram[20] == pytest.approx(0.375)


def test_minus_zero_is_zero():
    assert str(made([-1e-9, -1e-9]).mean) == "0.0"
