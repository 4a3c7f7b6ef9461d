"""What drives the odds, and what it takes: against games that are solved with the parameter changed by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from longgame.play import boxes
from longgame.play.boxes import Explored, Found, box_for, explore
from longgame.play.drivers import BASES, count, drivers
from longgame.play.estimate import learn
from longgame.play.forward import run_ahead
from longgame.play.prim import Box
from longgame.play.records import takes
from tests.play.test_estimate import AHEAD as HORIZON
from tests.play.test_estimate import FREE, RULES, encoded, prior

EXPLORED = 256  # instead of many more


@cache
def learned():
    return learn(encoded(), prior(), 32, 0, HORIZON)


@cache
def driven(workers=1):
    told = []
    made = drivers(encoded(), prior(), learned(), HORIZON, 3, workers, told.append)
    assert sum(told) == count(prior()) == BASES * (1 + 2 * len(FREE))
    return made


def test_only_parameters_that_are_open_are_moved():
    assert [RULES.names[at] for at in driven().which] == sorted(FREE, key=RULES.names.index)


def test_each_is_moved_alone_and_solved_again():
    made, learnt = driven(), learned()
    assert made.good.all()
    for k, at in enumerate(made.which):
        assert np.sort(learnt.draws.parameters[:, at])[0] <= made.low[k] < made.high[k]
    # The draws at which they are moved are among the learnt ones: their own odds are those that learning had found.
    mine = np.asarray(learnt.ahead.rungs)
    for one in np.asarray(made.base.rungs):
        assert np.abs(mine - one).max(axis=(1, 2, 3)).min() < 1e-9
    which = int(np.abs(mine - np.asarray(made.base.rungs)[0]).max(axis=(1, 2, 3)).argmin())
    k = 0
    changed = learnt.draws.parameters[[which]].copy()
    changed[0, made.which[k]] = made.high[k]
    other, _ = run_ahead(encoded(), changed, learnt.draws.belief[[which]], HORIZON)
    assert np.asarray(made.at_high.rungs)[k, 0] == pytest.approx(np.asarray(other.rungs)[0], abs=1e-9)
    assert np.abs(np.asarray(made.at_high.rungs) - np.asarray(made.at_low.rungs)).max() > 1e-4


def test_dearer_pressure_is_used_less():
    made = driven()
    k = [RULES.names[at] for at in made.which].index("cost_press")
    presses = [p for p, pair in enumerate(RULES.pairs) if RULES.moves[pair.move].does == "press"]
    at_low, at_high = (np.asarray(a.pairs)[k][:, 0, presses].sum(axis=-1) for a in (made.at_low, made.at_high))
    assert (at_high < at_low).all()


def test_workers_change_nothing():
    one, two = driven(), driven(2)
    for a, b in zip(one.at_low, two.at_low, strict=True):
        assert np.array_equal(a, b)


@cache
def prior_explored():
    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boxes, "EXPLORED", EXPLORED)
        made = explore(encoded(), prior(), learned(), HORIZON, 0, 1, told.append)
    assert sum(told) == EXPLORED
    return made


def test_boxes_rest_on_the_prior_and_are_tried_on_other_draws():
    explored = prior_explored()
    assert len(explored.parameters) == EXPLORED
    at = RULES.names.index("cost_press")
    chance = np.where(explored.parameters[:, at] < np.quantile(explored.parameters[:, at], 0.3), 0.7, 0.05)
    found = box_for(explored, prior(), learned(), chance)
    assert isinstance(found.box, Box)
    assert list(np.flatnonzero(found.box.limited)) == [at]
    assert (found.above, found.exceed) == (0.6, int((chance > 0.6).sum()))
    assert found.tried == EXPLORED // 2
    assert found.inside_exceed > 0.9 * found.inside > 0
    inside = learned().draws.parameters[:, at] <= found.box.high[at]
    assert found.weight == pytest.approx(learned().weights[inside].sum())


def test_a_step_that_no_belief_makes_likely_has_no_box():
    explored = prior_explored()
    found = box_for(explored, prior(), learned(), np.where(np.arange(EXPLORED) < 7, 0.02, 0.001))
    assert (found.above, found.exceed, found.box) == (0.0, 7, None)


@pytest.mark.parametrize(("inside", "says"), [(60, "It takes cost_press of 1 or less"), (5, "No answer: cost_press of 1 or less")])
def test_what_it_takes_is_said_only_where_the_box_held_on_other_draws(inside, says):
    high = np.where(np.arange(len(RULES.names)) == RULES.names.index("cost_press"), 1.0, np.inf)
    box = Box(np.full(len(high), -np.inf), high, np.where(np.isfinite(high), 0.01, 1.0))
    found = Found(0.5, 100, box, 100, inside, 500, inside + 40, 0.3)
    told = takes("a", "2030", Explored(np.zeros((1000, len(high))), None), found, RULES.names)
    assert says in told.sentence
