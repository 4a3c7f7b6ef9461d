"""How dates were kept: the median against a published data set, the interval of a share against published values."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.core.wilson import wilson
from longgame.track.deadlines import DAYS_PER_MONTH, chains
from longgame.track.result import SlippageStat
from longgame.track.slippage import _curve, median_slip
from tests.track.make import case, deadline, event, tracked

# Maintenance of remission in leukaemia, the example of R's survival package (Miller 1997, Survival Analysis,
# p. 49): medians 31 and 23 weeks. The log-log intervals are those of lifelines 0.30.
MAINTAINED = ([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161])
NOT_MAINTAINED = ([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16])


@pytest.mark.parametrize(
    ("kept", "still", "median", "low", "high"),
    [
        (*MAINTAINED, 31, 13, None),
        (*NOT_MAINTAINED, 23, 5, 33),
        # The curve is 1 at first and 0 at last, where it has no band; lifelines gives 8 as the upper end, R gives none.
        ([4, 5, 6, 8], [1, 2, 7], 6, 4, None),
    ],
)
def test_median_against_published(kept: list[int], still: list[int], median: float, low: float, high: float | None) -> None:
    assert median_slip(kept, still) == (median, low, high)


@pytest.mark.parametrize(
    ("kept", "still", "median"),
    [
        ([1, 2, 3], [], 2),
        ([1, 2, 3, 4], [], 2.5),
        ([1, 2, 3, 4, 5, 6], [], 3.5),  # (5/6)(4/5)(3/4) is not one half in floating point
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], [], 0.55),
        ([-3, -2, 0], [], -2),
        ([1, 1, 1, 9], [], 1),
        ([1, 2], [2, 2], 2),  # 3/4, then 3/4 * 2/3 = 1/2, and nothing beyond: where it came down
        ([1], [5, 6, 7], None),
        ([1, 2], [], None),
        ([], [1, 2, 3, 4], None),
        ([], [], None),
    ],
)
def test_median_by_hand(kept: list[float], still: list[float], median: float | None) -> None:
    assert median_slip(kept, still)[0] == pytest.approx(median)


@given(kept=st.lists(st.integers(-5, 9), min_size=1, max_size=25), still=st.lists(st.integers(-5, 9), max_size=25))
@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")
def test_curve_and_band_are_those_of_scipy(kept: list[int], still: list[int]) -> None:
    from scipy.stats import CensoredData, ecdf

    months, surviving, lower, upper = _curve(np.asarray(kept, float), np.asarray(still, float))
    theirs = ecdf(CensoredData(uncensored=np.asarray(kept), right=np.asarray(still))).sf
    band = theirs.confidence_interval(0.95, method="log-log")
    at = np.isin(theirs.quantiles, months)
    assert surviving == pytest.approx(theirs.probabilities[at], abs=1e-12)
    there = surviving > 0
    assert lower[there] == pytest.approx(band.low.probabilities[at][there], rel=1e-6)
    assert upper[there] == pytest.approx(band.high.probabilities[at][there], rel=1e-6)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson_against_published(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilson_of_nothing() -> None:
    assert wilson(0, 0) == (None, None)


def stats(events: list[Any], deadlines: list[Any], domains: dict[str, str], day: str) -> dict[str, SlippageStat]:
    commitments = [{"id": name, "domain": domain} for name, domain in domains.items()]
    made = case(*events, deadlines=deadlines, commitments=commitments)
    return {s.group: s for s in tracked(made, day).slippage}


def test_each_promise_once_from_its_first_date() -> None:
    """Due 2023-01-01: kept that day; kept a year late over one move; open and denied; nothing found; still to come."""
    names = {"a": "tax", "b": "tax", "c": "gas", "d": "gas", "e": "gas"}
    deadlines = [deadline(f"D{n} 2022-01-01 2023-01-01", commitment=n) for n in "abcd"]
    deadlines.append(deadline("Db2 2022-06-01 2024-01-01", commitment="b", replaces="Db"))
    deadlines.append(deadline("De 2022-01-01 2030-01-01", commitment="e"))
    events = [
        event("2023-01-01 implemented", commitment="a"), event("2024-01-01 implemented", commitment="b"),
        event("2023-02-01 not_done", commitment="c"),
    ]  # fmt: skip
    found = stats(events, deadlines, names, "2024-07-01")
    assert list(found) == ["all", "gas", "tax"]
    one = found["all"]
    assert (one.n, one.on_time, one.open, one.left_out) == (3, 1, 1, 2)
    assert one.share_on_time == pytest.approx(1 / 3)
    assert one.median_slip_months == pytest.approx(365 / DAYS_PER_MONTH)
    assert (found["tax"].n, found["tax"].on_time, found["tax"].open, found["tax"].left_out) == (2, 1, 0, 0)
    assert (found["gas"].n, found["gas"].on_time, found["gas"].open, found["gas"].left_out) == (1, 0, 1, 2)
    assert found["gas"].median_slip_months is None


def test_a_miss_is_not_undone_by_giving_up() -> None:
    dated = [deadline("D1 2022-01-01 2023-01-01")]
    found = stats([event("2023-03-01 dropped")], dated, {"c": "d"}, "2025-01-01")["all"]
    assert (found.n, found.open, found.left_out) == (1, 1, 0)
    found = stats([event("2022-03-01 dropped")], dated, {"c": "d"}, "2025-01-01")["all"]
    assert (found.n, found.open, found.left_out) == (0, 0, 1)


def test_a_date_moved_in_time_still_counts_as_missed() -> None:
    dated = [deadline("D1 2022-01-01 2023-01-01"), deadline("D2 2022-06-01 2030-01-01", replaces="D1")]
    assert stats([], dated, {"c": "d"}, "2023-01-01")["all"].n == 0
    found = stats([], dated, {"c": "d"}, "2024-01-01")["all"]
    assert (found.n, found.on_time, found.open) == (1, 0, 1)


def test_no_deadlines_at_all() -> None:
    (found,) = tracked(case()).slippage
    assert found == SlippageStat(
        group="all", n=0, on_time=0, share_on_time=None, share_low=None, share_high=None, median_slip_months=None,
        median_low=None, median_high=None, open=0, on_claim=0, left_out=0,
    )  # fmt: skip


def test_what_is_open_is_late_up_to_the_last_report_and_no_further() -> None:
    dated = [deadline("D1 2022-01-01 2022-07-01")]
    late = [event("2023-07-01 not_done")]
    for day in ("2024-01-01", "2026-01-01"):
        (promise,) = chains(tracked(case(*late, deadlines=dated), day).deadlines)
        assert promise.months_open == pytest.approx(12, abs=0.1)
        assert promise.first.undone_on == date(2023, 7, 1)


def test_on_time_by_a_party_s_own_word_is_told() -> None:
    dated = [deadline("D1 2022-01-01 2022-07-01")]
    for grade, told in (("claimant", 1), ("primary", 0)):
        found = stats([event("2022-06-01 implemented", evidence=grade)], dated, {"c": "d"}, "2023-01-01")["all"]
        assert (found.on_time, found.on_claim) == (1, told)
