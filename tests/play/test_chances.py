"""What chance does: the engine's pieces multiplied out are the reference's rows, state by state and choice by choice."""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from longgame.play.block import subset_chances
from longgame.play.chances import Forced, chances, rises_at
from longgame.play.rules import CONDITIONS, condition, levels_of
from tests.play.games import SHAPES, draw, once, reference

# Nothing but what was drawn; then chances at their bounds or beyond what two can be together, where mistakes would hide.
EDGES = (
    ({}, {}),
    ({}, {"grip": 3, "door": 0, "rivalry": 0}),
    ({"grip_falls": 0.5, "grip_rises": 0.5, "backlash": 0.5}, {}),
    ({"door_closes": 1.0, "door_shaken": 100.0}, {"grip": 0}),
    ({"drift": 1.0}, {"door": 2, "rivalry": 1}),
)
FREE = {"grip": -1, "door": -1, "rivalry": -1}
HELD = tuple(held for _, held in EDGES if held)


def values_with(rules, seed, kind, given):
    values = draw(rules, seed, kind)
    for name, value in given.items():
        values[rules.slices[name]] = value
    return values


@cache
def _pieces(rules):
    def made(p, held):
        found = chances(rules, p, held)
        return found, jax.vmap(lambda place: subset_chances(rises_at(rules, found.rises, place)))(jnp.arange(rules.places))

    return once(made)


def dense(rules, values, held):
    """Return the engine's pieces multiplied out, shape (pairs, states, states)."""
    found, weights = jax.tree.map(np.asarray, _pieces(rules)(values, Forced(**FREE | held)))
    kernel, breaks, absorbs = found.kernel, found.breaks, float(found.absorbs)
    live = rules.places * CONDITIONS
    rows = np.zeros((len(rules.pairs), rules.states, rules.states))
    rows[:, live, live] = rows[:, live + 1, live + 1] = 1
    for place in range(rules.places):
        here = slice(place * CONDITIONS, (place + 1) * CONDITIONS)
        weight = weights[place]
        for i, pair in enumerate(rules.pairs[:-1]):
            for subset, other in enumerate(rules.above[place]):
                goes = (1 - breaks[pair.kind])[:, None] * kernel[pair.kind]
                rows[i, here, other * CONDITIONS : (other + 1) * CONDITIONS] += weight[pair.step, subset] * goes
            rows[i, here, live + 1] = breaks[pair.kind]
        rows[-1, here, live] = absorbs
        rows[-1, here, live + 1] = 1 - absorbs
    return rows


@pytest.mark.parametrize(("given", "held"), EDGES, ids=lambda g: ",".join(g) or "none")
@pytest.mark.parametrize("rules", [SHAPES[0], SHAPES[3]], ids=lambda r: "".join(map(str, r.rungs)))
def test_every_row_is_the_references_and_sums_to_one(rules, given, held):
    values = values_with(rules, 0, "wide", given)
    mine, theirs = dense(rules, values, held), reference(rules, values, **held).rows
    np.testing.assert_allclose(mine, theirs, atol=1e-14)
    for rows in (mine, theirs):
        assert (rows >= 0).all()
        np.testing.assert_allclose(rows.sum(axis=2), 1, atol=1e-14)


def test_two_chances_above_one_are_scaled_to_it():
    rules = SHAPES[0]
    values = values_with(rules, 0, "prior", {"grip_falls": 0.5, "backlash": 0.5, "grip_rises": 0.25})
    kernel = _pieces(rules)(values, Forced(**FREE))[0].kernel
    pressed = next(i for i, k in enumerate(rules.kinds) if k.backlash and not k.hedge)
    grip = levels_of(np.arange(CONDITIONS))[0]
    after = kernel[pressed, condition(2, 1, 0)]
    assert after[grip == 1].sum() == pytest.approx(0.8)
    assert after[grip == 3].sum() == pytest.approx(0.2)


def test_ladders_never_fall_and_rise_by_one():
    rules = SHAPES[1]
    rows = dense(rules, draw(rules, 3, "wide"), {})[:, : rules.places * CONDITIONS, : rules.places * CONDITIONS]
    change = np.repeat(rules.heights, CONDITIONS, axis=0)
    change = change[None, :, :] - change[:, None, :]
    assert set(change[rows.max(axis=0) > 0].ravel()) == {0, 1}


@pytest.mark.parametrize("held", HELD, ids=str)
def test_held_conditions_hold_after_one_period_from_everywhere(held):
    rules = SHAPES[3]
    kernel = np.asarray(_pieces(rules)(draw(rules, 1, "prior"), Forced(**FREE | held))[0].kernel)
    levels = dict(zip(("grip", "door", "rivalry"), levels_of(np.arange(CONDITIONS)), strict=True))
    outside = np.any([levels[name] != level for name, level in held.items()], axis=0)
    assert kernel[:, :, outside].max() == 0
    np.testing.assert_allclose(kernel.sum(axis=2), 1)


def test_levels_to_be_held_can_be_traced():
    rules, values = SHAPES[0], jnp.asarray(draw(SHAPES[0], 2, "prior"))
    traced = jax.jit(lambda g, w: chances(rules, values, Forced(grip=g, door=w)))
    for g, w in ((-1, -1), (0, -1), (3, 2)):
        plain = chances(rules, values, Forced(grip=g, door=w))
        jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, atol=1e-15), traced(jnp.asarray(g), jnp.asarray(w)), plain)
