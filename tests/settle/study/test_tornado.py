"""Tornado: of the compromise it is weights times half-widths; nothing is run that has no interval."""

import numpy as np
import pytest

from longgame.core.errors import UsageError
from longgame.settle.library import BY_NAME
from longgame.settle.study.tornado import tornado
from tests.settle.study.coded import LINKED, SHARES, THREE, coded

COMPROMISE = BY_NAME["compromise"]


def test_positions_in_the_compromise_move_it_by_their_weight():
    result = tornado(THREE, COMPROMISE, "i0")
    assert result.value == pytest.approx(SHARES @ [20, 60, 90])
    found = {bar.actor: bar for bar in result.bars}
    for actor, share, low, best, high in zip("abc", SHARES, (10, 50, 80), (20, 60, 90), (40, 70, 100), strict=True):
        bar = found[actor]
        assert (bar.kind, bar.low, bar.best, bar.high) == ("position", low, best, high)
        assert bar.change_low == pytest.approx(share * (low - best), abs=1e-6)
        assert bar.change_high == pytest.approx(share * (high - best), abs=1e-6)
        assert bar.swing == pytest.approx(share * (high - low), abs=1e-6)
    assert [bar.actor for bar in result.bars] == ["a", "b", "c"]
    assert (result.runs, result.without_interval, result.result) == (7, 6, "agreed")


def test_weights_in_the_compromise_by_hand():
    problem = coded([0, 100], [(0.2, 0.5, 0.8), 0.5], [10, (10, 10, 30)])
    result = tornado(problem, COMPROMISE, "i0")
    found = {(bar.actor, bar.kind): bar for bar in result.bars}
    assert set(found) == {("a", "salience"), ("b", "capability")}
    salience = found["a", "salience"]
    assert (salience.low, salience.best, salience.high) == (20, 50, 80)
    assert salience.at_low == pytest.approx(100 * 5 / 7, abs=1e-6)
    assert salience.at_high == pytest.approx(100 * 5 / 13, abs=1e-6)
    assert (found["b", "capability"].at_low, found["b", "capability"].at_high) == (50, 75)


def test_low_may_move_the_outcome_up():
    bar = next(b for b in tornado(coded([0, 100], [(0.2, 0.5, 0.8), 0.5], [10, 10]), COMPROMISE, "i0").bars)
    assert bar.change_low is not None
    assert bar.change_low > 0


def test_same_result_as_runs_made_one_by_one():
    problem = coded([(0, 10, 30), (40, 50, 90), (60, 95, 100)], [(0.2, 0.5, 0.9)] * 3, [(20, 40, 60), (10, 50, 60), (5, 30, 70)])
    for name in ("weighted_median", "nash"):
        for bar in tornado(problem, BY_NAME[name], "i0").bars:
            a = "abc".index(bar.actor)
            moved = coded([(0, 10, 30), (40, 50, 90), (60, 95, 100)], [(0.2, 0.5, 0.9)] * 3, [40, 50, 30])
            getattr(moved, bar.kind).best[a, 0] = getattr(problem, bar.kind).high[a, 0]
            assert tornado(moved, BY_NAME[name], "i0").value == pytest.approx(bar.at_high, abs=1e-6)


def test_one_actor_moves_only_by_its_own_position():
    result = tornado(coded([(10, 20, 30)], [(0.1, 0.5, 0.9)], [(1, 2, 3)]), COMPROMISE, "i0")
    assert [(b.kind, b.swing) for b in result.bars] == [("position", 20.0), ("salience", 0.0), ("capability", 0.0)]


def test_nobody_there_is_told_and_not_a_number_never_shown():
    problem = coded([(0, 1, 2), (5, 6, 7)], [0.5, 0.5], [1, 1], issues=2, present=[[1, 0], [1, 0]])
    empty = tornado(problem, COMPROMISE, "i1")
    assert (empty.value, empty.result, empty.bars) == (None, "no_actors", ())
    # Salience at its low is none at all: without any weight the model gives no outcome.
    alone = tornado(coded([50], [(0.0, 0.5, 1.0)], [1]), COMPROMISE, "i0")
    assert (alone.bars[0].at_low, alone.bars[0].swing) == (None, None)


def test_issues_that_are_linked():
    problem = coded([[(0, 20, 40), (60, 70, 90)], [80, 10]], [0.5, 0.5], [50, 50], issues=2)
    own, across = (tornado(problem, LINKED, "i0", across=a) for a in (False, True))
    assert own.value == across.value == pytest.approx(0.95 * 50 + 0.05 * 40)
    assert [(b.on, b.swing) for b in own.bars] == [("i0", pytest.approx(0.95 * 20))]
    assert [(b.on, b.swing) for b in across.bars] == [("i0", pytest.approx(0.95 * 20)), ("i1", pytest.approx(0.05 * 15))]


def test_capability_coded_for_all_issues_is_one_judgement():
    problem = coded([[0, 100], [100, 0]], [0.5, 0.5], [(20, 60, 60), 60], issues=2)
    problem.capability_row[:] = np.array([[0, 0], [1, 1]])
    (bar,) = tornado(problem, LINKED, "i1", across=True).bars
    assert (bar.actor, bar.kind, bar.on) == ("a", "capability", "i0")
    assert bar.at_low == pytest.approx(0.9 * 25 + 0.1 * 50)


def test_unknown_issue():
    with pytest.raises(UsageError, match="'i9'"):
        tornado(THREE, COMPROMISE, "i9")
