"""Boxes: planted ones are found, chance finds none, and limits are as sure as a binomial test by hand says."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from longgame.core.points import HALF_STEP, sobol
from longgame.play.prim import CLEAR, MOST, _chances, _peel, find_box, screened

N, INPUTS = 512, 30


def points(seed=0):
    return sobol(N, INPUTS, seed) + HALF_STEP


def test_a_planted_box_is_found_among_many_inputs():
    x = points()
    y = np.where((x[:, 3] > 0.6) & (x[:, 17] < 0.5), 0.9, 0.1) + 0.01 * x[:, 5]
    box = find_box(x, y, 0.5)
    assert box is not None
    assert set(np.flatnonzero(box.limited)) == {3, 17}
    assert (box.low[3], box.high[17]) == (pytest.approx(0.6, abs=0.05), pytest.approx(0.5, abs=0.05))
    assert (box.high[3], box.low[17]) == (np.inf, -np.inf)
    fresh = points(1)
    inside = box.holds(fresh)
    assert ((fresh[inside, 3] > 0.6) & (fresh[inside, 17] < 0.5)).mean() > 0.85
    assert inside.mean() == pytest.approx(0.2, abs=0.04)


def test_a_band_in_the_middle_that_ranks_do_not_see_is_left_alone():
    # A limit of the method, told in its docstring: inputs are looked at by rank correlation.
    x = points()
    y = (np.abs(x[:, 3] - 0.5) < 0.1).astype(float)
    assert 3 not in screened(x, y)


@pytest.mark.parametrize("seed", range(5))
def test_chance_makes_no_box(seed):
    random = np.random.default_rng(seed)
    x, y = random.random((N, INPUTS)), random.random(N)
    assert len(screened(x, y)) <= 1  # one in some ten, at three standard errors
    y -= y.mean()
    box = find_box(x, y, float(np.quantile(y, 0.9)))
    assert box is None or box.limited.sum() <= 1


def test_the_order_of_points_does_not_matter():
    x = points()
    y = ndtri(x[:, 2]) + ndtri(x[:, 9]) + 0.5 * ndtri(x[:, 20])
    again = np.random.default_rng(0).permutation(N)
    one, other = find_box(x, y, 1.5), find_box(x[again], y[again], 1.5)
    assert one is not None
    assert other is not None
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_at_most_a_few_inputs_are_limited_and_fixed_ones_never():
    x = points()
    x[:, 4] = 0.0
    y = x[:, :8] @ np.ones(8)
    which = screened(x, y)
    assert len(which) == MOST
    assert 4 not in which
    assert CLEAR > 2


def test_a_limit_is_as_sure_as_a_binomial_test():
    # 20 points on a line, of interest the last 5; a box of the last 8. Without the limit 5 of 20 are of interest, and
    # P(at least 5 of 8 | 1/4) = sum of C(8, k) 3^(8 - k) / 4^8 for k = 5..8 = (56 * 27 + 28 * 9 + 8 * 3 + 1) / 65536.
    x = np.arange(20.0)[:, None]
    chance = _chances(x, x[:, 0] >= 15, np.array([12.0]), np.array([np.inf]))
    assert chance[0] == pytest.approx(1789 / 65536, rel=1e-12)


def test_peeling_goes_the_way_of_another_program():
    # ema_workbench 2.5.3 (BSD-3), Prim(x, y, threshold=0.01, peel_alpha=0.05, mass_min=0.02), objective ORIGINAL, on the same
    # points: density after it had peeled down to these shares of the points. It cuts a point more off at some steps than here.
    x = points()[:, :3]
    y = x[:, 0] + x[:, 1] ** 2 > 1.2
    theirs = ((0.7695, 0.2513), (0.5938, 0.3257), (0.4551, 0.4249), (0.3477, 0.5393), (0.2656, 0.6618), (0.2012, 0.7864))
    boxes = [((x >= low) & (x <= high)).all(axis=1) for low, high in _peel(x, y, [0, 1, 2])]
    mass = np.array([inside.mean() for inside in boxes])
    for share, density in theirs:
        nearest = boxes[int(np.argmin(np.abs(mass - share)))]
        assert y[nearest].mean() == pytest.approx(density, abs=0.03)
