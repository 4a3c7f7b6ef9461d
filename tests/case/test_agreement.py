"""Krippendorff's alpha against the worked examples of Krippendorff (2011)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.agreement import Metric, krippendorff_alpha

# Krippendorff 2011, sections B and D: two coders, nominal; four coders with gaps, any metric.
TWO_BINARY = ["0100000010", "1110010000"]
TWO_NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def columns(rows: list[str]) -> list[list[float]]:
    return [[float(ord(v)) for v in column if v != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("rows", "metric", "expected"),
    [
        pytest.param(TWO_BINARY, "nominal", 0.095, id="two coders, two categories, ten units"),
        pytest.param(TWO_NOMINAL, "nominal", 0.692, id="two coders, five categories, twelve units"),
        pytest.param(FOUR, "nominal", 0.743, id="four coders with gaps, nominal"),
        pytest.param(FOUR, "ordinal", 0.815, id="four coders with gaps, ordinal"),
        pytest.param(FOUR, "interval", 0.849, id="four coders with gaps, interval"),
    ],
)
def test_published_examples(rows: list[str], metric: Metric, expected: float) -> None:
    # The paper prints three decimals.
    assert krippendorff_alpha(columns(rows), metric) == pytest.approx(expected, abs=0.0005)


def test_undefined_when_nothing_varies_or_nothing_pairs() -> None:
    assert krippendorff_alpha([[3, 3], [3, 3]]) is None
    assert krippendorff_alpha([[1], [2]]) is None
    assert krippendorff_alpha([]) is None


Units = st.lists(st.lists(st.integers(0, 5).map(float), max_size=4), min_size=1, max_size=8)
Metrics = st.sampled_from(["nominal", "ordinal", "interval"])


@given(Units, Metrics)
def test_order_of_units_and_coders_changes_nothing(units: list[list[float]], metric: Metric) -> None:
    turned = [unit[::-1] for unit in units[::-1]]
    one, other = krippendorff_alpha(units, metric), krippendorff_alpha(turned, metric)
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)


@given(Units, Metrics)
def test_never_above_one_and_one_only_when_all_agree(units: list[list[float]], metric: Metric) -> None:
    alpha = krippendorff_alpha(units, metric)
    if alpha is not None:
        agreed = all(len(set(unit)) == 1 for unit in units if len(unit) > 1)
        assert alpha == pytest.approx(1.0) if agreed else alpha < 1.0


@given(Units)
def test_interval_alpha_does_not_depend_on_the_unit_of_measurement(units: list[list[float]]) -> None:
    one = krippendorff_alpha(units)
    other = krippendorff_alpha([[10 * v + 3 for v in unit] for unit in units])
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)
