"""What every exchange model says of itself, tried on random packages."""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from longgame.settle.base import Claim
from longgame.settle.library import equal_gain, exchange
from longgame.settle.outcome import Result
from longgame.settle.problem import Package
from tests.settle.packages import packages, smooth

MODELS = {
    "exchange": (exchange.MODEL, exchange.Params()),
    "equal_gain": (equal_gain.MODEL, equal_gain.Params(rounds=2)),
    "equal_gain_plain": (equal_gain.PLAIN, equal_gain.Params(rounds=2, reading="plain")),
}
everyone = pytest.mark.parametrize("name", MODELS)
TOLERANCE = 1e-6


@cache
def compiled(name):
    model, params = MODELS[name]
    return jax.jit(lambda problem: model.kernel(problem, params))


def done(out, r):
    """Return the exchanges of a round, as a dict of arrays."""
    number = int(out.detail["number"][r])
    return {f: np.asarray(column[r][:number]) for f, column in out.detail["trades"]._asdict().items()}


@everyone
@given(problem=packages())
def test_both_gain_the_same_and_nobody_leaves_its_way(name, problem):
    out = compiled(name)(problem)
    start = np.asarray(out.detail["start"])
    for r in range(start.shape[0]):
        t = done(out, r)
        assert (t["gain_i"] > 0).all()
        np.testing.assert_allclose(t["gain_i"], t["gain_j"], atol=1e-9)
        for who, other, issue, here, there in (("i", "j", "q", "i_from", "i_to"), ("j", "i", "p", "j_from", "j_to")):
            own, goal = start[r, t[who], t[issue]], start[r, t[other], t[issue]]
            way = np.sign(goal - own)
            assert (way * (t[there] - t[here]) > 0).all(), "a move in the other direction"
            assert (way * (goal - t[there]) >= -1e-9).all(), "past the partner"
            assert ((t[there] >= -1e-9) & (t[there] <= 100 + 1e-9)).all(), "off the scale"
    voted = np.asarray(out.detail["voted"])
    hull = [np.where(problem.present, problem.position, v) for v in (np.inf, -np.inf)]
    inside = (voted >= hull[0].min(axis=0) - TOLERANCE) & (voted <= hull[1].max(axis=0) + TOLERANCE)
    assert inside[:, np.asarray(problem.present)].all()


@everyone
@given(problem=packages())
def test_gains_of_the_first_exchange_are_what_the_outcomes_say(name, problem):
    out = compiled(name)(problem)
    assume(int(out.detail["number"][0]) > 0)
    t = {f: column[0] for f, column in done(out, 0).items()}
    before, s, x = np.asarray(out.detail["before"][0]), np.asarray(problem.salience), np.asarray(problem.position)
    weight = np.where(problem.present, problem.salience * problem.capability, 0)
    after = before.copy()
    after[t["q"]] += weight[t["i"], t["q"]] / weight[:, t["q"]].sum() * (t["i_to"] - t["i_from"])
    after[t["p"]] += weight[t["j"], t["p"]] / weight[:, t["p"]].sum() * (t["j_to"] - t["j_from"])
    for who, gain in (("i", "gain_i"), ("j", "gain_j")):
        a = t[who]
        nearer = sum(s[a, v] * (abs(before[v] - x[a, v]) - abs(after[v] - x[a, v])) for v in (t["p"], t["q"]))
        np.testing.assert_allclose(nearer, t[gain], atol=TOLERANCE)


@everyone
@given(problem=packages(), at=st.integers(0, 4), x=st.floats(0, 100), s=st.floats(0, 1), c=st.floats(0, 100))
def test_absent_actor_changes_nothing(name, problem, at, x, s, c):
    assert Claim.ABSENT_IGNORED in MODELS[name][0].claims
    values = {"position": x, "salience": s, "capability": c, "present": False}
    more = problem._replace(**{f: jnp.insert(getattr(problem, f), at, v, axis=0) for f, v in values.items()})
    a, b = compiled(name)(problem), compiled(name)(more)
    np.testing.assert_array_equal(a.result, b.result)
    np.testing.assert_allclose(a.value, b.value, atol=TOLERANCE)
    np.testing.assert_array_equal(a.detail["number"], b.detail["number"])


@everyone
@given(problem=packages(), x=st.floats(0, 100), which=st.sampled_from(["salience", "capability"]))
def test_actor_without_weight_supplies_nothing(name, problem, x, which):
    values = {"position": x, "salience": 0.5, "capability": 10.0, "present": True} | {which: 0.0}
    more = problem._replace(**{f: jnp.append(getattr(problem, f), jnp.full((1, 3), v), axis=0) for f, v in values.items()})
    a, b = compiled(name)(problem), compiled(name)(more)
    np.testing.assert_allclose(a.value, b.value, atol=TOLERANCE)


@everyone
@given(seed=st.integers(0, 2**16), order=st.permutations(range(4)))
def test_order_of_actors_only_permutes_where_nothing_ties(name, seed, order):
    problem, order = smooth(seed, 4, 3), np.array(order)
    turned = problem._replace(**{f: getattr(problem, f)[order] for f in ("position", "salience", "capability", "present")})
    a, b = compiled(name)(problem), compiled(name)(turned)
    np.testing.assert_allclose(a.value, b.value, atol=TOLERANCE)
    np.testing.assert_allclose(a.detail["voted"][:, order], b.detail["voted"], atol=TOLERANCE)


@everyone
@given(seed=st.integers(0, 2**16), order=st.permutations(range(3)))
def test_order_of_issues_only_permutes_where_nothing_ties(name, seed, order):
    problem, order = smooth(seed, 4, 3), np.array(order)
    turned = Package(*(table[..., order] for table in problem))
    a, b = compiled(name)(problem), compiled(name)(turned)
    np.testing.assert_allclose(a.value[order], b.value, atol=TOLERANCE)
    np.testing.assert_array_equal(a.detail["number"], b.detail["number"])


@pytest.mark.parametrize("name", ["exchange", "equal_gain_plain"])
@given(seed=st.integers(0, 2**16))
def test_turning_the_scale_turns_the_outcome_where_nobody_stands_at_it(name, seed):
    problem = smooth(seed, 4, 3)
    a, b = compiled(name)(problem), compiled(name)(problem._replace(position=100 - problem.position))
    np.testing.assert_allclose(a.value, 100 - b.value, atol=TOLERANCE)


@everyone
@given(problem=packages(), k=st.sampled_from([0.01, 3.0, 1000.0]))
def test_capability_scale(name, problem, k):
    a, b = compiled(name)(problem), compiled(name)(problem._replace(capability=problem.capability * k))
    np.testing.assert_allclose(a.value, b.value, atol=TOLERANCE)


@everyone
@given(problem=packages(m=1))
def test_one_issue_gives_the_compromise(name, problem):
    out = compiled(name)(problem)
    assert not np.asarray(out.detail["number"]).any()
    weight = np.where(problem.present, problem.salience * problem.capability, 0)
    if weight.sum():
        np.testing.assert_allclose(out.value[0], (weight * problem.position).sum() / weight.sum(), atol=TOLERANCE)
    else:
        assert int(out.result[0]) == Result.NO_ACTORS


@everyone
@given(problem=packages(absent=False), x=st.integers(0, 1000).map(lambda v: v / 10))
def test_unanimity(name, problem, x):
    out = compiled(name)(problem._replace(position=jnp.full_like(problem.position, x)))
    agreed = np.asarray(out.result) == Result.AGREED
    assert not np.asarray(out.detail["number"]).any()
    np.testing.assert_allclose(np.asarray(out.value)[agreed], x, atol=TOLERANCE)


@everyone
def test_plain_jitted_and_mapped_agree(name):
    problems = [smooth(seed, 4, 3) for seed in (1, 2, 3)]
    stacked = jax.tree.map(lambda *a: jnp.stack(a), *problems)
    model, params = MODELS[name]
    mapped = jax.jit(jax.vmap(lambda p: model.kernel(p, params)))(stacked)
    for k, problem in enumerate(problems):
        np.testing.assert_allclose(compiled(name)(problem).value, mapped.value[k], atol=TOLERANCE)
        np.testing.assert_array_equal(compiled(name)(problem).detail["trades"].i, mapped.detail["trades"].i[k])
    with jax.disable_jit():
        np.testing.assert_allclose(model.kernel(problems[0], params).value, mapped.value[0], atol=TOLERANCE)


@everyone
def test_nobody_has_a_stance(name):
    problem = smooth(1, 4, 3)
    out = compiled(name)(problem._replace(present=jnp.zeros_like(problem.present)))
    assert set(np.asarray(out.result).tolist()) == {Result.NO_ACTORS}
    assert np.isnan(np.asarray(out.value)).all()
