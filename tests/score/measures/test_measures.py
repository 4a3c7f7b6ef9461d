"""Measures of many forecasts: against slow versions written from the definitions, hand-worked tables, and sums that must agree."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.score.measures import MEASURES
from longgame.score.measures.base import Counts, arrange, count
from longgame.score.measures.corp import corp, recalibrated
from longgame.score.measures.discrimination import discrimination
from longgame.score.measures.murphy import bin_of, murphy
from longgame.score.rules.brier import brier

NEAR = 1e-9
Rows = list[tuple[float, float]]
tenths = st.sampled_from([i / 10 for i in range(11)])
rows = st.lists(
    st.tuples(st.one_of(tenths, st.floats(0, 1)), st.one_of(st.sampled_from([0.0, 1.0]), st.sampled_from([0.25, 0.5]))),
    min_size=1,
    max_size=30,
)
whole = st.lists(st.tuples(tenths, st.sampled_from([0.0, 1.0])), min_size=1, max_size=12)


def counted(table: Rows) -> Counts:
    p, y = (np.array(column, dtype=float) for column in zip(*table, strict=True))
    return count(arrange(p, y))


def mean_brier(table: Rows) -> float:
    p, y = (np.array(column, dtype=float) for column in zip(*table, strict=True))
    return float(brier(p, y).mean())


@given(rows)
def test_murphys_parts_add_up(table: Rows) -> None:
    reliability, resolution, uncertainty, within = murphy(counted(table))
    assert reliability - resolution + uncertainty + within == pytest.approx(mean_brier(table), abs=NEAR)
    assert min(reliability, resolution, uncertainty) >= -NEAR


@given(rows)
def test_corps_parts_add_up_and_none_is_negative(table: Rows) -> None:
    miscalibration, found, uncertainty = corp(counted(table))
    assert miscalibration - found + uncertainty == pytest.approx(mean_brier(table), abs=NEAR)
    assert min(miscalibration, found, uncertainty) >= 0


@given(rows, st.randoms())
def test_order_does_not_matter(table: Rows, random: object) -> None:
    other = list(table)
    random.shuffle(other)  # type: ignore[attr-defined]
    for measure in MEASURES:
        assert np.array_equal(measure.of(counted(table)), measure.of(counted(other)), equal_nan=True)


@given(rows)
def test_weights_are_repeated_rows(table: Rows) -> None:
    p, y = (np.array(column, dtype=float) for column in zip(*table, strict=True))
    weights = np.array([[i % 3 for i in range(len(p))], [1] * len(p)], dtype=float)
    together = count(arrange(p, y), weights)
    for measure in MEASURES:
        found = measure.of(together)
        assert found.shape == (2, len(measure.parts))
        assert np.allclose(found[1], measure.of(counted(table)), atol=NEAR, equal_nan=True)
        repeated = [row for i, row in enumerate(table) for _ in range(i % 3)]
        if repeated:
            assert np.allclose(found[0], measure.of(counted(repeated)), atol=NEAR, equal_nan=True)


@given(whole)
def test_discrimination_counts_pairs(table: Rows) -> None:
    pairs = [(a, b) for (a, y), (b, z) in product(table, table) if y == 1 and z == 0]
    found = discrimination(counted(table))[0]
    if not pairs:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs), abs=NEAR)


def slow_pool(number: list[int], yes: list[int]) -> list[Fraction]:
    """Pool adjacent violators as Ayer et al. (1955) put it: minimum over ends of maximum over beginnings of pooled means."""
    k = len(number)
    return [
        min(max(Fraction(sum(yes[a : b + 1]), sum(number[a : b + 1])) for a in range(i + 1)) for b in range(i, k)) for i in range(k)
    ]


@given(st.lists(st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=8))
def test_pooling_is_that_of_the_definition(levels: list[tuple[int, int]]) -> None:
    number, yes = (list(column) for column in zip(*levels, strict=True))
    found = recalibrated(np.array([number, number], dtype=float), np.array([yes, yes], dtype=float))[1]
    assert found == pytest.approx([float(f) for f in slow_pool(number, yes)], abs=NEAR)


def test_a_table_by_hand() -> None:
    # Ten forecasts: four of .25, one came true; four of .75, three did; two of .9, one did.
    table = [(0.25, 1.0)] + [(0.25, 0.0)] * 3 + [(0.75, 1.0)] * 3 + [(0.75, 0.0)] + [(0.9, 1.0), (0.9, 0.0)]
    reliability, resolution, uncertainty, within = murphy(counted(table))
    assert reliability == pytest.approx(0.2 * 0.4**2, abs=NEAR)  # only .9 is off, by .4
    assert resolution == pytest.approx(0.4 * 0.25**2 + 0.4 * 0.25**2, abs=NEAR)  # the base rate is .5
    assert (uncertainty, within) == pytest.approx((0.25, 0.0), abs=NEAR)
    # Pooled, .75 and .9 came true 4 times of 6.
    miscalibration, found, _ = corp(counted(table))
    pooled = 0.4 * 0.25 * 0.75 + 0.6 * (2 / 3) * (1 / 3)
    assert found == pytest.approx(0.25 - pooled, abs=NEAR)
    assert miscalibration == pytest.approx(mean_brier(table) - pooled, abs=NEAR)
    # Of 25 pairs the higher probability was right in 9 + 3 (yes .75 over no .25, yes .9 over no .25) and 1 (yes .9 over no .75);
    # tied are 3 at .25, 3 at .75 and 1 at .9.
    assert discrimination(counted(table))[0] == pytest.approx((9 + 3 + 1 + 3.5) / 25, abs=NEAR)


def test_perfect_and_empty_forecasts() -> None:
    perfect = counted([(1.0, 1.0), (0.0, 0.0), (0.0, 0.0)])
    assert corp(perfect) == pytest.approx([0, 2 / 9, 2 / 9])
    assert discrimination(perfect)[0] == 1
    same = counted([(0.5, 1.0), (0.5, 0.0)])
    assert corp(same) == pytest.approx([0, 0, 0.25])
    assert discrimination(same)[0] == 0.5


@pytest.mark.parametrize(("probability", "bin_"), [(0.0, 0), (0.1, 1), (0.3, 3), (0.1 + 0.2, 3), (0.7, 7), (0.999, 9), (1.0, 9)])
def test_a_probability_lies_in_the_bin_that_it_begins(probability: float, bin_: int) -> None:
    assert bin_of(np.array([probability]))[0] == bin_
