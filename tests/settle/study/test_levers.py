"""Levers: of the compromise every gain is a weight times a distance; nothing is advised beyond what is known."""

import numpy as np
import pytest

from longgame.core.errors import UsageError
from longgame.settle.library import BY_NAME
from longgame.settle.study.draws import draw
from longgame.settle.study.levers import CAUTION, NOTHING, OWN, WITHIN, levers
from longgame.settle.study.mapped import outcomes
from tests.settle.study.coded import LINKED, SHARES, THREE, coded

COMPROMISE = BY_NAME["compromise"]
# Nothing is uncertain but by a hair: effects are those at the best judgements. Outcome 46, weights 0.5, 0.3, 0.2.
SURE = coded([20, 60, 90], [0.5, 0.5, 0.5], [50, 30, 20])


def table(advice):
    return {(one.actor, one.kind, one.points): one for one in advice.levers}


def test_a_step_in_the_compromise_moves_it_by_the_weight():
    advice = levers(SURE, COMPROMISE, "i0", "c", 8, step=10)
    found = table(advice)
    for actor, share in zip("abc", SHARES, strict=True):
        one = found[actor, "position", 10]
        assert one.change.mean == pytest.approx(10 * share, abs=1e-6)
        assert one.nearer.mean == pytest.approx(10 * share, abs=1e-6)
        assert one.per_point == pytest.approx(share, abs=1e-6)
        assert (one.nearer.low, one.nearer.high, one.nearer.share_up) == (one.nearer.mean, one.nearer.mean, 1)
    assert found["c", "position", 10].own
    assert (found["c", "position", 10].own_loss, found["a", "position", 10].own_loss) == (10, 0)
    # All that helps c: every position up, c's and b's salience up, a's down.
    assert set(found) == {(a, "position", 10) for a in "abc"} | {
        ("a", "salience", -10),
        ("b", "salience", 10),
        ("c", "salience", 10),
    }
    assert advice.useless == 6
    down = found["a", "salience", -10]
    assert down.change.mean == pytest.approx((0.4 * 50 * 20 + 900 + 900) / (20 + 15 + 10) - 46, abs=1e-6)
    gains = [one.nearer.mean for one in advice.levers]
    assert gains == sorted(gains, reverse=True)
    assert (advice.outcome.mean, advice.distance.mean, advice.wants.mean) == (46, 44, 90)


def test_moves_to_the_ends_of_the_coded_interval():
    problem = coded([(10, 20, 40), (50, 60, 60), 90], [(0.3, 0.5, 0.5), 0.5, 0.5], [50, 30, 20])
    advice = levers(problem, COMPROMISE, "i0", "c", 64, correlation=0.0)
    # b is at its high already; a's salience can only fall.
    assert {(k[0], k[1], k[2]) for k in table(advice)} == {("a", "position", 20.0), ("a", "salience", -20.0)}
    assert advice.useless == 2
    assert advice.step is None


def test_effects_are_those_of_common_draws():
    advice = levers(THREE, COMPROMISE, "i0", "a", 64, seed=5, step=5)
    drawn = draw(THREE, 64, 5)
    before = np.asarray(outcomes(COMPROMISE, drawn).value)[:, 0]
    moved = drawn._replace(position=np.clip(drawn.position - np.array([[0], [5], [0]]), 0, 100))
    after = np.asarray(outcomes(COMPROMISE, moved).value)[:, 0]
    own = drawn.position[:, 0, 0]
    gain = np.abs(before - own) - np.abs(after - own)
    one = table(advice)["b", "position", -5]
    assert (one.nearer.mean, one.nearer.low) == pytest.approx((gain.mean(), np.quantile(gain, 0.1)), abs=1e-6)
    assert advice.outcome.mean == pytest.approx(before.mean(), abs=1e-6)
    assert one.nearer.n == 64


def test_a_draw_stops_at_the_end_of_the_scale():
    problem = coded([0, (90, 95, 99)], [0.5, 0.5], [1, 1])
    one = table(levers(problem, COMPROMISE, "i0", "b", 32, step=20))["b", "position", 5]
    assert (one.start, one.end, one.own_loss) == (95, 100, 5)
    assert one.change.high < 5
    assert one.change.high <= (100 - 90) / 2


def test_a_wish_beside_the_own_position():
    advice = levers(SURE, COMPROMISE, "i0", "c", 8, step=10, wants=46)
    assert advice.levers == ()
    assert advice.caution == (CAUTION, NOTHING)
    other = levers(
        coded([20, 60], [0.5] * 2, [1, 1], issues=2, present=[[1, 1], [1, 0]]), COMPROMISE, "i1", "b", 8, step=10, wants=50
    )
    assert set(table(other)) == {("a", "position", 10)}
    assert not other.levers[0].own


def test_caution_says_what_a_lever_is_worth():
    wide = levers(THREE, COMPROMISE, "i0", "c", 64, step=1)
    assert wide.caution == (CAUTION, WITHIN, OWN)
    assert "175 decisions" in wide.caution[0]
    assert "24 points" in wide.caution[0]
    assert not any(one.beyond_spread for one in wide.levers)
    sure = levers(SURE, COMPROMISE, "i0", "c", 8, step=10)
    assert all(one.beyond_spread for one in sure.levers)
    assert sure.caution == (CAUTION, OWN)
    assert "Capability" in sure.fixed


def test_linked_issues_and_failing_draws():
    problem = coded([[(0, 20, 40), 70], [80, 20]], [0.5, 0.5], [50, 50], issues=2)
    one = table(levers(problem, LINKED, "i0", "b", 16, step=10))["a", "position", 10]
    assert one.change.mean == pytest.approx(0.95 * 5, abs=1e-6)
    alone = coded([50], [0.5], [0.0])
    advice = levers(alone, COMPROMISE, "i0", "a", 8, step=10)
    assert (advice.outcome, advice.distance, advice.levers) == (None, None, ())


def test_seeds_and_workers():
    assert levers(THREE, COMPROMISE, "i0", "a", 32, 1) == levers(THREE, COMPROMISE, "i0", "a", 32, 1, workers=2)
    assert levers(THREE, COMPROMISE, "i0", "a", 32, 1) != levers(THREE, COMPROMISE, "i0", "a", 32, 2)


def test_what_cannot_be_asked():
    for ask, says in (({"issue": "i7"}, "i7"), ({"actor": "z"}, "'z'"), ({"step": 0}, "step"), ({"wants": 101}, "wish")):
        settings = {"issue": "i0", "actor": "a"} | ask
        with pytest.raises(UsageError, match=says):
            levers(THREE, COMPROMISE, settings.pop("issue"), settings.pop("actor"), 8, **settings)
