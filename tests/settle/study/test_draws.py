"""Draws: the marginals are Beta-PERT, blocs vary together, one judgement is one draw, a seed gives bits."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from longgame.case.load import load
from longgame.core import points
from longgame.core.errors import UsageError
from longgame.settle.encode import Encoded, Interval, encode
from longgame.settle.study.draws import draw, issue, ranks, spread

ROOT = Path(__file__).parents[3]


def interval(n, m, low, best, high):
    return Interval(*(np.full((n, m), float(v)) for v in (low, best, high)))


def encoded(blocs=("a", "a", "b"), m=2, **changed):
    n = len(blocs)
    made = Encoded(
        day=date(2020, 1, 1),
        actors=tuple(f"actor{k}" for k in range(n)),
        issues=tuple(f"issue{k}" for k in range(m)),
        blocs=blocs,
        position=interval(n, m, 10, 40, 90),
        salience=interval(n, m, 0.2, 0.5, 0.6),
        capability=interval(n, m, 5, 5, 50),
        present=np.ones((n, m), dtype=bool),
        reversion=np.full(m, 20.0),
        capability_row=np.repeat(np.arange(n)[:, None], m, axis=1),
        facts=(),
        without_capability=(),
    )
    return replace(made, **changed)


@pytest.fixture(scope="module")
def union():
    return encode(load(ROOT / "cases/union-state"), date(2021, 9, 17))


@pytest.mark.parametrize(
    ("name", "low", "best", "high"), [("position", 10, 40, 90), ("salience", 0.2, 0.5, 0.6), ("capability", 5, 5, 50)]
)
@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_marginals_are_beta_pert(name, low, best, high, correlation):
    drawn = getattr(draw(encoded(), 4096, 1, correlation), name)
    a, b = 1 + 4 * (best - low) / (high - low), 1 + 4 * (high - best) / (high - low)
    at = np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
    expected = stats.beta(a, b, low, high - low).ppf(at)
    for column in drawn.reshape(4096, -1).T:
        np.testing.assert_allclose(np.quantile(column, at), expected, atol=0.012 * (high - low))
    np.testing.assert_allclose(drawn.mean(axis=0), (low + 4 * best + high) / 6, atol=0.004 * (high - low))


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
def test_actors_of_a_bloc_vary_together_and_others_do_not(correlation):
    drawn = ranks(encoded(), 8192, 3, correlation)
    for values in (drawn.position, drawn.salience, drawn.capability):
        normal = stats.norm.ppf(values[:, :, 0])
        found = np.corrcoef(normal.T)
        np.testing.assert_allclose(found, [[1, correlation, 0], [correlation, 1, 0], [0, 0, 1]], atol=0.03)
    across = np.corrcoef(stats.norm.ppf(drawn.position[:, 0]).T)
    np.testing.assert_allclose(across, np.eye(2), atol=0.03)
    between = np.corrcoef(drawn.position[:, 0, 0], drawn.salience[:, 0, 0])
    np.testing.assert_allclose(between, np.eye(2), atol=0.03)


def test_a_capability_coded_once_is_drawn_once():
    row = np.array([[0, 0], [1, 2], [3, 3]])
    drawn = draw(encoded(capability_row=row), 256, 0).capability
    assert (drawn[:, 0, 0] == drawn[:, 0, 1]).all()
    assert (drawn[:, 2, 0] == drawn[:, 2, 1]).all()
    assert (drawn[:, 1, 0] != drawn[:, 1, 1]).any()


def test_where_low_is_high_nothing_varies():
    fixed = interval(3, 2, 30, 30, 30)
    assert (draw(encoded(position=fixed), 64, 0).position == 30).all()
    one_end = draw(encoded(position=interval(3, 2, 0, 0, 100)), 64, 0).position
    assert ((one_end >= 0) & (one_end < 100)).all()
    assert one_end.std() > 5


def test_seeds(union):
    first, again, other = draw(union, 100, 7), draw(union, 100, 7), draw(union, 100, 8)
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)
    assert (first.position != other.position).any()
    fewer = draw(union, 37, 7)
    for a, b in zip(fewer, first, strict=True):
        np.testing.assert_array_equal(a, b[:37])


def test_nothing_leaves_its_interval_and_nothing_is_missing(union):
    drawn = draw(union, 512, 0)
    for name in ("position", "salience", "capability"):
        values, held = getattr(drawn, name), getattr(union, name)
        assert np.isfinite(values).all()
        assert (values >= held.low).all()
        assert (values <= held.high).all()
        assert not values[:, ~union.present].any()
        assert (values[:, (held.high > held.low)].std(axis=0) > 0).all()
    assert drawn.present.shape == drawn.position.shape == (512, *union.present.shape)
    assert drawn.reversion.shape == drawn.low.shape == (512, len(union.issues))


def test_one_issue_is_its_part_of_the_package(union):
    drawn = draw(union, 8, 0)
    one = issue(drawn, 3)
    np.testing.assert_array_equal(one.position, drawn.position[:, :, 3])
    np.testing.assert_array_equal(one.high, np.full(8, 100.0))


def test_problems_that_differ_in_who_is_there_have_common_numbers():
    here = encoded()
    gone = np.array([[True, True], [False, False], [True, True]])
    nothing = interval(3, 2, 0, 0, 0)
    left = replace(
        here, present=gone, position=Interval(*(np.where(gone, a, 0) for a in vars(here.position).values())), salience=nothing
    )
    before, after = ranks(here, 64, 0), ranks(left, 64, 0)
    np.testing.assert_array_equal(before.position, after.position)
    np.testing.assert_array_equal(spread(left, before).position[:, 0], draw(here, 64, 0).position[:, 0])


def test_more_judgements_than_the_sequence_has_dimensions():
    many = encoded(blocs=tuple("ab" * 50), m=45)
    drawn = ranks(many, 8, 0)
    assert np.isfinite(drawn.position).all()
    assert len(np.unique(drawn.position)) == drawn.position.size


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": 0}, "number of draws is 0"),
        ({"number": 2**40}, "number of draws"),
        ({"seed": -1}, "the seed is -1"),
        ({"correlation": 1.0}, "correlation is 1"),
        ({"correlation": float("nan")}, "correlation is nan"),
    ],
)
def test_numbers_out_of_range_are_refused(wrong, says):
    with pytest.raises(UsageError, match=says):
        draw(encoded(), **{"number": 8, "seed": 0, **wrong})


def test_points_are_kept_in_a_folder_and_are_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(points, "_folder", [])
    fresh = points.sobol(50, 7, 3)
    points.keep_in(tmp_path / "kept")
    np.testing.assert_array_equal(points.sobol(50, 7, 3), fresh)
    (file,) = (tmp_path / "kept").iterdir()
    monkeypatch.setattr(stats.qmc, "Sobol", None)
    np.testing.assert_array_equal(points.sobol(50, 7, 3), fresh)
    np.testing.assert_array_equal(points.sobol(40, 7, 3), fresh[:40])
    monkeypatch.undo()
    monkeypatch.setattr(points, "_folder", [tmp_path / "kept"])
    file.write_bytes(file.read_bytes()[:100])
    np.testing.assert_array_equal(points.sobol(50, 7, 3), fresh)


def test_only_the_newest_points_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(points, "_folder", [tmp_path])
    for seed in range(points.FILES + 3):
        points.sobol(2, 1, seed)
    assert len(list(tmp_path.iterdir())) == points.FILES
