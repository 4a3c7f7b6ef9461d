"""Nash bargaining: limits and closed forms, and a grid as the independent check."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from longgame.settle.library import compromise, nash
from longgame.settle.library.nash import Params
from longgame.settle.outcome import Result
from longgame.settle.problem import Issue
from tests.settle.problems import batch, issue


def solve(problems, params):
    return jax.jit(jax.vmap(lambda p: nash.kernel(p, params)[:2]))(problems)


def test_as_breakdown_worsens_it_tends_to_the_compromise_mean():
    problems = batch(21)
    mean = jax.jit(jax.vmap(lambda p: compromise.kernel(p, compromise.Params()).value))(problems)
    near, far = (np.abs(solve(problems, Params(distance=d))[0] - mean) for d in (3.0, 100.0))
    assert far.max() <= 0.02
    assert (far <= near + 1e-9).all()


@pytest.mark.parametrize("loss", ["quadratic", "linear"])
@pytest.mark.parametrize("how", ["bad", "reversion"])
def test_no_point_of_a_fine_grid_is_better(loss, how):
    problems = batch(22)
    value, result = (np.asarray(a) for a in solve(problems, Params(loss=loss, disagreement=how)))
    grid = np.linspace(0, 100, 2001)
    weight = np.where(problems.present, problems.capability * problems.salience, 0)[:, None, :]
    x = problems.position[:, None, :]
    far = np.full_like(x, 300.0) if how == "bad" else np.abs(x - problems.reversion[:, None, None])

    def product(o):
        gap = np.abs(o[..., None] - x)
        gain = far**2 - gap**2 if loss == "quadratic" else far - gap
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(weight > 0, weight * np.log(np.maximum(gain, 0)), 0).sum(axis=-1)

    best = product(value[:, None])[:, 0]
    most = product(np.broadcast_to(grid, (value.size, grid.size))).max(axis=1)
    agreed = (result == Result.AGREED) & np.isfinite(most)
    assert agreed.sum() > 50
    # At the edge of the zone the logarithm falls without bound: there a rounding error of the value counts.
    assert (best >= most - 1e-6 * np.maximum(1, np.abs(most)))[agreed & np.isfinite(best)].all()
    assert np.isfinite(best[agreed]).mean() > 0.95


def one_sided(rng, n, far, near, orders):
    """Return issues whose actors all stand on one side of the reversion point, the nearest at some distances from it."""
    k = 400
    side = np.where(rng.random(k) < 0.5, 1.0, -1.0)
    away = near[rng.integers(len(near), size=k)][:, None] + np.where(np.arange(n) > 0, far * rng.random((k, n)), 0)
    away = away[:, rng.permutation(n)]
    reversion = np.where(side > 0, 0.0, 100.0)
    weight = 10.0 ** rng.uniform(-orders, 0, (k, n))
    return away, side, reversion, weight


@pytest.mark.parametrize("n", [1, 2, 10, pytest.param(300, marks=pytest.mark.deep)])
@pytest.mark.parametrize("orders", [0, pytest.param(1, marks=pytest.mark.deep), pytest.param(10, marks=pytest.mark.deep), 20])
@pytest.mark.parametrize("far", [0.0, 1e-6, 0.1, 60.0])
def test_from_the_reversion_point_it_is_where_bisection_ends(n, orders, far):
    """Actors heaped and spread, near the reversion point and far from it, with weights up to twenty orders apart."""
    near = np.array([1e-5, 0.01, 1.0, 7.0, 40.0])
    away, side, reversion, weight = one_sided(np.random.default_rng(n + orders), n, far, near, orders)
    low, high = np.zeros(len(away)), 2 * away.min(axis=1)
    for _ in range(80):
        middle = (low + high) / 2
        falls = weight.sum(axis=1) / middle < (weight / np.maximum(2 * away - middle[:, None], 1e-300)).sum(axis=1)
        low, high = np.where(falls, low, middle), np.where(falls, middle, high)
    with jax.enable_x64(True):
        put = Issue(
            jnp.asarray(reversion[:, None] + side[:, None] * away), jnp.ones((len(away), n)), jnp.asarray(weight),
            jnp.ones((len(away), n), dtype=bool), jnp.asarray(reversion), jnp.zeros(len(away)), jnp.full(len(away), 100.0),
        )  # fmt: skip
        value, result = solve(put, Params(disagreement="reversion"))
    assert (np.asarray(result) == Result.AGREED).all()
    np.testing.assert_allclose(value, reversion + side * low, rtol=0, atol=1e-9)


def test_two_equal_actors_split_the_difference():
    out = nash.kernel(issue([20, 60], [1, 1], [1, 1]), Params())
    np.testing.assert_allclose(out.value, 40, atol=1e-9)


def test_power_moves_the_split_of_a_pie():
    # Linear loss, reversion at one end beyond both: u1 = 100 - o, u2 = o, gains over 0; o* = 100 w2 / (w1 + w2).
    problem = issue([0, 100], [1, 1], [1, 3], reversion=0)
    out = nash.kernel(problem, Params(loss="linear", disagreement="bad", distance=1.0))
    np.testing.assert_allclose(out.value, 75, atol=1e-6)


@pytest.mark.parametrize(("reversion", "code"), [(50, Result.NO_AGREEMENT), (0, Result.AGREED), (100, Result.AGREED)])
def test_an_empty_zone_is_said(reversion, code):
    out = nash.kernel(issue([30, 70], [1, 1], [1, 1], reversion=reversion), Params(disagreement="reversion"))
    assert int(out.result) == code
    if code == Result.NO_AGREEMENT:
        assert float(out.value) == reversion


def test_an_actor_at_the_reversion_point_blocks():
    out = nash.kernel(issue([50, 70], [1, 1], [1, 1], reversion=50), Params(disagreement="reversion"))
    assert int(out.result) == Result.NO_AGREEMENT
    assert float(out.value) == 50


@pytest.mark.parametrize("loss", ["quadratic", "linear"])
def test_a_reversion_point_that_is_not_known_is_no_agreement(loss):
    params = Params(loss=loss, disagreement="reversion")
    one = issue([20, 60, 90], [1, 1, 1], [1, 2, 1], reversion=np.nan)
    three = jax.tree.map(lambda a, b: jnp.stack([a, b, a]), one, issue([20, 60, 90], [1, 1, 1], [1, 2, 1], reversion=10))
    with jax.enable_x64(True):
        out = nash.kernel(one, params)
        many = jax.jit(lambda some: nash.REVERSION.many(some, params))(three)
    assert (int(out.result), bool(jnp.isnan(out.value))) == (Result.NO_AGREEMENT, True)
    assert many.result.tolist() == [Result.NO_AGREEMENT, Result.AGREED, Result.NO_AGREEMENT]
    assert np.isnan(np.asarray(many.value)).tolist() == [True, False, True]


def test_all_within_rounding_of_the_reversion_point_agree_there():
    out = nash.kernel(issue([50, 50 + 1e-8, 50 + 3e-8], [1, 1, 1], [1, 2, 1], reversion=50), Params(disagreement="reversion"))
    assert int(out.result) == Result.AGREED
    assert float(out.value) == 50


def test_gradient_is_finite_in_a_batch():
    out = nash.kernel(issue([0, 100, 0], [1, 1, 0], [1, 1, 5]), Params())
    assert jnp.isfinite(out.value)
