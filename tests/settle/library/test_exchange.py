"""Position exchange: examples by hand, and an independent calculation."""

import numpy as np
import pytest

from longgame.settle.library import equal_gain
from tests.settle.library.slow_exchanges import Slow
from tests.settle.library.test_equal_gain import HAND, NAMES
from tests.settle.packages import SIZE, batch, one, package, run, trades


def test_example_by_hand():
    # As worked out for equal gain: d and b come first and gain 1.75 each. a would exchange with b, but b has moved on p.
    problem = package(*HAND)
    out = run("exchange", problem)
    (only,) = equal_gain.exchanges(problem, out, *NAMES)
    told = [(x.actor, x.moves_on, x.start, x.end) for x in only.sides]
    assert told == [("d", "q", 0, 50), ("b", "p", 100, pytest.approx(85.9375))]
    assert [x.gain for x in only.sides] == pytest.approx([1.75, 1.75])
    assert only.others == (("a", pytest.approx(0.625)),)
    np.testing.assert_allclose(out.value[:2], [42.375, 45], atol=1e-9)
    d, a, b = equal_gain.effects(out, NAMES[0])[:3]
    assert [d.own, a.inner_gain, b.own] == pytest.approx([1.75, 0.625, 1.75])


def test_same_as_slow_and_exact():
    problems = batch(21)
    out = run("exchange", problems)
    for k in range(SIZE):
        slow = Slow(one(problems, k), "plain")
        expected, t = slow.once(), trades(out, 0, k)
        assert [*zip(t["i"], t["j"], t["p"], t["q"], strict=True)] == [e[:4] for e in expected], k
        np.testing.assert_allclose(t["gain_i"], [float(e[4]) for e in expected], atol=1e-9)
        for (a, v), x in slow.position.items():
            np.testing.assert_allclose(out.detail["voted"][k, 0, a, v], float(x), atol=1e-8)


def test_nobody_moves_twice_on_an_issue_and_the_best_come_first():
    problems = batch(22)
    out = run("exchange", problems)
    for k in range(SIZE):
        t = trades(out, 0, k)
        moved = [*zip(t["i"], t["q"], strict=True), *zip(t["j"], t["p"], strict=True)]
        assert len(moved) == len(set(moved)), k
        assert (np.diff(t["gain_i"]) <= 1e-9).all(), k
