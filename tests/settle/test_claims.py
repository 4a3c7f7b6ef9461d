"""Try to refute every claim of every model."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from longgame.settle.base import Claim
from longgame.settle.library import MODELS
from tests.settle.problems import issues

ISSUE_MODELS = [m for m in MODELS if m.takes == "issue"]
TOLERANCE = 1e-6


def holders(claim):
    return pytest.mark.parametrize("model", [m for m in ISSUE_MODELS if claim in m.claims], ids=lambda m: m.name)


def run(model, problem):
    with jax.enable_x64(True):
        return model.kernel(problem, model.params)


def same(a, b):
    assert int(a.result) == int(b.result)
    np.testing.assert_allclose(a.value, b.value, atol=TOLERANCE, equal_nan=True)


@holders(Claim.ABSENT_IGNORED)
@given(problem=issues(), x=st.floats(0, 100), s=st.floats(0, 1), c=st.floats(0, 1e3), at=st.integers(0, 8))
def test_absent_actor_changes_nothing(model, problem, x, s, c, at):
    at = min(at, problem.position.size)
    more = problem._replace(
        position=jnp.insert(problem.position, at, x),
        salience=jnp.insert(problem.salience, at, s),
        capability=jnp.insert(problem.capability, at, c),
        present=jnp.insert(problem.present, at, False),
    )
    same(run(model, problem), run(model, more))


@holders(Claim.ORDER_FREE)
@given(problem=issues(), seed=st.integers(0, 2**16))
def test_order_changes_nothing(model, problem, seed):
    order = np.random.default_rng(seed).permutation(problem.position.size)
    turned = problem._replace(**{f: getattr(problem, f)[order] for f in ("position", "salience", "capability", "present")})
    same(run(model, problem), run(model, turned))


@holders(Claim.WITHIN_HULL)
@given(problem=issues())
def test_within_hull(model, problem):
    out = run(model, problem)
    assume(int(out.result) == 0)
    assert problem.position.min() - TOLERANCE <= out.value <= problem.position.max() + TOLERANCE


@holders(Claim.UNANIMITY)
@given(problem=issues(), x=st.integers(0, 1000).map(lambda i: i / 10))
def test_unanimity(model, problem, x):
    out = run(model, problem._replace(position=jnp.full_like(problem.position, x)))
    assume(int(out.result) == 0)
    np.testing.assert_allclose(out.value, x, atol=TOLERANCE)


@holders(Claim.REFLECTION)
@given(problem=issues())
def test_reflection(model, problem):
    turned = problem._replace(position=100 - problem.position, reversion=100 - problem.reversion)
    a, b = run(model, problem), run(model, turned)
    assert int(a.result) == int(b.result)
    np.testing.assert_allclose(a.value, 100 - b.value, atol=TOLERANCE, equal_nan=True)


@holders(Claim.CAPABILITY_SCALE)
@given(problem=issues(), k=st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_capability_scale(model, problem, k):
    same(run(model, problem), run(model, problem._replace(capability=problem.capability * k)))


@holders(Claim.MONOTONE)
@given(problem=issues(), who=st.integers(0, 7), up=st.sampled_from([0.1, 1.0, 25.0, 100.0]))
def test_moving_up_never_moves_outcome_down(model, problem, who, up):
    who = who % problem.position.size
    moved = problem._replace(position=problem.position.at[who].set(jnp.minimum(problem.position[who] + up, 100.0)))
    a, b = run(model, problem), run(model, moved)
    assume(int(a.result) == int(b.result) == 0)
    assert b.value >= a.value - TOLERANCE


@holders(Claim.ZERO_WEIGHT_IGNORED)
@given(problem=issues(), x=st.floats(0, 100), which=st.sampled_from(["salience", "capability"]))
def test_actor_without_weight_changes_nothing(model, problem, x, which):
    weights = {"salience": 0.5, "capability": 10.0} | {which: 0.0}
    more = problem._replace(
        position=jnp.append(problem.position, x),
        salience=jnp.append(problem.salience, weights["salience"]),
        capability=jnp.append(problem.capability, weights["capability"]),
        present=jnp.append(problem.present, True),
    )
    same(run(model, problem), run(model, more))


@pytest.mark.parametrize("model", ISSUE_MODELS, ids=lambda m: m.name)
@given(problem=issues(least=4, most=4))
def test_plain_jitted_and_mapped_agree(model, problem):
    with jax.enable_x64(True):
        plain = model.kernel(problem, model.params)
        jitted = jax.jit(model.kernel, static_argnums=1)(problem, model.params)
        stacked = jax.tree.map(lambda a: jnp.stack([a, a]), problem)
        mapped = jax.vmap(lambda p: model.kernel(p, model.params))(stacked)
    for other in (jitted.value, mapped.value[0], mapped.value[1]):
        np.testing.assert_allclose(plain.value, other, atol=TOLERANCE, equal_nan=True)


@pytest.mark.parametrize("model", ISSUE_MODELS, ids=lambda m: m.name)
@given(problem=issues(least=1, most=3, weight=False))
def test_failing_is_a_value(model, problem):
    nobody = problem._replace(present=jnp.zeros_like(problem.present))
    out = run(model, nobody)
    assert int(out.result) != 0
