"""Drawing clusters again."""

from __future__ import annotations

import numpy as np
import pytest

from longgame.score.bootstrap import RESAMPLES, clusters, draws, interval


def test_few_sources_mean_questions() -> None:
    chosen = clusters(np.array([3, 3, 9]), np.array([7, 8, 7]))
    assert (chosen.by, chosen.number, chosen.of.tolist()) == ("question", 2, [0, 1, 0])
    assert chosen.why == "there are 2 sources, too few to draw again; forecasts of one question hang together"
    assert clusters(np.array([1]), np.array([1])).why.startswith("there is 1 source")


def test_many_sources_are_drawn_themselves() -> None:
    chosen = clusters(np.arange(20) % 10, np.zeros(20, dtype=np.int64))
    assert (chosen.by, chosen.number) == ("source", 10)


def test_every_resample_has_as_many_clusters_and_blocks_change_nothing() -> None:
    whole = np.concatenate(list(draws(7, 1, 3)))
    assert whole.shape == (RESAMPLES, 7)
    assert (whole.sum(axis=1) == 7).all()
    cut = list(draws(7, 1_000_000, 3))
    assert len(cut) > 1
    assert np.array_equal(np.concatenate(cut), whole)
    assert not np.array_equal(np.concatenate(list(draws(7, 1, 4))), whole)


def test_the_spread_is_that_of_the_mean() -> None:
    values = np.random.default_rng(0).normal(size=400)
    means = np.concatenate([w @ values / 400 for w in draws(400, 400, 1)])
    assert means.std() == pytest.approx(values.std() / 20, rel=0.1)
    low, high = interval(means[:, None])
    assert low[0] < values.mean() < high[0]


def test_forecasts_of_one_question_do_not_count_as_many() -> None:
    """Ten copies of each of forty questions leave the interval as wide as the forty do."""
    rng = np.random.default_rng(2)
    values = rng.normal(size=40)
    of = np.repeat(np.arange(40), 10)
    sums, n = np.bincount(of, np.repeat(values, 10)), np.bincount(of)
    means = np.concatenate([(w @ sums) / (w @ n) for w in draws(40, 40, 1)])
    assert means.std() == pytest.approx(values.std() / np.sqrt(40), rel=0.15)


def test_a_figure_that_is_often_undefined_has_no_interval() -> None:
    resampled = np.ones((100, 2))
    resampled[:20, 0], resampled[:5, 1] = np.nan, np.nan
    low, high = interval(resampled)
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1], high[1]) == (1, 1)
