"""Position exchange: an example by hand, and its rules."""

import jax
import numpy as np
import pytest
from hypothesis import given

from longgame.settle.library import equal_gain, exchange
from tests.settle.library.test_equal_gain import HAND
from tests.settle.packages import package, packages

RUN = jax.jit(exchange.kernel, static_argnums=1)


def test_example_by_hand():
    # As worked out for equal gain: d and b come first and gain 1.75 each. a would exchange with b, but b has moved on p.
    problem = package(*HAND)
    out = RUN(problem, exchange.Params())
    (only,) = equal_gain.exchanges(problem, out, "dab", "pq")
    told = [(x.actor, x.moves_on, x.start, x.end) for x in only.sides]
    assert told == [("d", "q", 0, 50), ("b", "p", 100, pytest.approx(85.9375))]
    assert [x.gain for x in only.sides] == pytest.approx([1.75, 1.75])
    assert only.others == (("a", pytest.approx(0.625)),)
    np.testing.assert_allclose(out.value, [42.375, 45], atol=1e-9)


@given(problem=packages())
def test_nobody_moves_twice_on_an_issue_and_the_best_come_first(problem):
    out = RUN(problem, exchange.Params())
    number, trades = int(out.detail["number"][0]), out.detail["trades"]
    i, j, p, q = (np.asarray(getattr(trades, f)[0, :number]) for f in "ijpq")
    moved = [*zip(i, q, strict=True), *zip(j, p, strict=True)]
    assert len(moved) == len(set(moved))
    gains = np.asarray(trades.gain_i[0, :number])
    assert (np.diff(gains) <= 1e-9).all()
