"""Scenarios: each change by hand, differences over common draws, nothing moved that is not named."""

import numpy as np
import pytest

from longgame.case.scenarios import Change, Scenario
from longgame.settle.library import BY_NAME
from longgame.settle.study.draws import draw
from longgame.settle.study.mapped import outcomes
from longgame.settle.study.scenarios import apply, compare
from tests.settle.study.coded import LINKED, THREE, coded

COMPROMISE, MEDIAN = BY_NAME["compromise"], BY_NAME["weighted_median"]
TWO = coded(
    [(10, 20, 40), (50, 60, 70), (80, 90, 100)], [(0.3, 0.5, 0.6)] * 3, [50, 30, 20], issues=2, present=[[1, 1], [1, 1], [1, 0]]
)
DRAWN = draw(TWO, 32, 0)


def scenario(*changes):
    return Scenario(id="s", title="T", reason="r", source="x", changes=tuple(Change(**c) for c in changes))


def applied(*changes):
    return apply(TWO, DRAWN, scenario(*changes))


def same(after, before, *but):
    for name in set(before._fields) - set(but):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))


def test_shift_moves_every_draw_and_stops_at_the_end():
    after = applied(
        {"does": "shift", "actors": "c", "position": 5}, {"does": "shift", "actors": "a; b", "issues": "i1", "salience": -40}
    )
    same(after, DRAWN, "position", "salience")
    np.testing.assert_allclose(after.position[:, 2, 0], np.minimum(DRAWN.position[:, 2, 0] + 5, 100))
    np.testing.assert_array_equal(after.position[:, :2], DRAWN.position[:, :2])
    np.testing.assert_allclose(after.salience[:, :2, 1], np.maximum(DRAWN.salience[:, :2, 1] - 0.4, 0))
    np.testing.assert_array_equal(after.salience[:, :, 0], DRAWN.salience[:, :, 0])


def test_set_takes_the_spread_along():
    after = applied({"does": "set", "actors": "a", "issues": "i0", "position": 50, "capability": 80})
    same(after, DRAWN, "position", "capability")
    np.testing.assert_allclose(after.position[:, 0, 0], DRAWN.position[:, 0, 0] + 30)
    np.testing.assert_allclose(after.capability[:, 0, 0], 80)
    # After a shift the value is still what is set.
    later = applied(
        {"does": "shift", "actors": "a", "issues": "i0", "position": 7},
        {"does": "set", "actors": "a", "issues": "i0", "position": 50},
    )
    np.testing.assert_allclose(later.position, after.position)


def test_leaving():
    after = applied({"does": "leave", "actors": "b", "issues": "i0"})
    same(after, DRAWN, "present")
    assert after.present[0].tolist() == [[True, True], [False, True], [True, False]]


def test_joining_at_the_weighted_mean_of_each_draw():
    after = applied({"does": "join", "actors": "a; c"})
    same(after, DRAWN, "position")
    weight = (DRAWN.capability * DRAWN.salience)[:, [0, 2], 0]
    mean = (weight * DRAWN.position[:, [0, 2], 0]).sum(axis=1) / weight.sum(axis=1)
    np.testing.assert_allclose(after.position[:, [0, 2], 0], np.stack([mean, mean], axis=1))
    # On the other issue c has no stance and gets none.
    np.testing.assert_allclose(after.position[:, :, 1], DRAWN.position[:, :, 1])


def test_joining_a_leader():
    after = applied({"does": "join", "actors": "a; b; c", "leader": "c"})
    np.testing.assert_allclose(after.position[:, :, 0], np.repeat(DRAWN.position[:, 2:, 0], 3, axis=1))
    np.testing.assert_array_equal(after.position[:, :, 1], DRAWN.position[:, :, 1])


def test_a_bloc_without_weight_counts_all_alike_and_who_left_does_not_count():
    idle = coded([0, 50, 100], [0.0, 0.0, 0.5], [1, 1, 1])
    drawn = draw(idle, 4, 0)
    together = apply(idle, drawn, scenario({"does": "join", "actors": "a; b"}))
    np.testing.assert_allclose(together.position[:, :2, 0], 25)
    left = apply(idle, drawn, scenario({"does": "leave", "actors": "a"}, {"does": "join", "actors": "a; b; c"}))
    np.testing.assert_allclose(left.position[0, :, 0], [0, 100, 100])
    gone = apply(idle, drawn, scenario({"does": "leave", "actors": "a; b"}, {"does": "join", "actors": "a; b"}))
    np.testing.assert_allclose(gone.position[0, :, 0], [0, 50, 100])


def test_differences_are_those_of_common_draws():
    (result,) = compare(TWO, [scenario({"does": "shift", "actors": "b", "issues": "i0", "position": 10})], [COMPROMISE, MEDIAN], 32)
    assert [(r.model, r.issue) for r in result.rows] == [("compromise", "i0"), ("weighted_median", "i0")]
    weight = (DRAWN.capability * DRAWN.salience)[:, :, 0]
    expected = 10 * weight[:, 1] / weight.sum(axis=1)
    row = result.rows[0]
    assert row.difference.mean == pytest.approx(expected.mean(), abs=1e-6)
    assert (row.difference.low, row.difference.high) == pytest.approx(tuple(np.quantile(expected, (0.1, 0.9))), abs=1e-6)
    assert (row.difference.share_up, row.difference.n, row.settled) == (1, 32, 1)
    assert row.base.mean == pytest.approx(np.asarray(outcomes(COMPROMISE, DRAWN).value)[:, 0].mean(), abs=1e-6)
    assert (result.touched, result.draws, result.source) == (("i0",), 32, ("x",))


def test_many_scenarios_at_once_are_the_same_as_each_alone():
    asked = [
        scenario({"does": "leave", "actors": "a", "issues": "i0"}),
        scenario({"does": "shift", "actors": "b", "position": -10}),
        scenario({"does": "leave", "actors": "z"}),
        scenario({"does": "join", "actors": "a; b"}),
    ]
    together = compare(TWO, asked, [COMPROMISE, LINKED], 16, seed=3)
    assert together == tuple(compare(TWO, [one], [COMPROMISE, LINKED], 16, seed=3)[0] for one in asked)
    assert together == compare(TWO, asked, [COMPROMISE, LINKED], 16, seed=3, workers=2)
    assert together != compare(TWO, asked, [COMPROMISE, LINKED], 16, seed=4)


def test_linked_models_tell_all_issues():
    (result,) = compare(TWO, [scenario({"does": "shift", "actors": "b", "issues": "i0", "position": 10})], [LINKED], 8)
    assert [r.issue for r in result.rows] == ["i0", "i1"]
    first, second = (r.difference.mean for r in result.rows)
    assert second == pytest.approx(first * 0.05 / 0.95, abs=1e-5)


def test_everybody_leaves_or_nobody_is_there():
    gone, idle = compare(
        TWO, [scenario({"does": "leave", "actors": "a; b; c"}), scenario({"does": "leave", "actors": "y; z"})], [COMPROMISE], 8
    )
    assert [(r.outcome, r.difference, r.settled, r.settled_base) for r in gone.rows] == [(None, None, 0, 1)] * 2
    assert (idle.rows, idle.touched, idle.without_stance) == ((), (), ("y", "z"))
    assert compare(TWO, [], [COMPROMISE], 8) == ()
    partly = compare(TWO, [scenario({"does": "leave", "actors": "c", "issues": "i1"})], [COMPROMISE], 8)[0]
    assert (partly.rows, partly.without_stance) == ((), ("c",))


def test_a_position_set_where_the_coding_is_certain():
    (result,) = compare(THREE, [scenario({"does": "set", "actors": "a; b; c", "salience": 100, "position": 100})], [COMPROMISE], 8)
    row = result.rows[0]
    assert row.outcome.high <= 100
    assert row.difference.share_up == 1
