"""The calibrated predictive distribution."""

import jax
import numpy as np
import pytest

from longgame.settle.library.ensemble import LEVELS, MODEL, POINTS, Params, kernel
from longgame.settle.outcome import Result
from longgame.settle.study import learn
from tests.settle.problems import batch, issue


def run(problem, params=MODEL.params):
    return jax.jit(lambda p: kernel(p, params))(problem)


def test_density_is_the_formula():
    got = run(issue([0, 60], [1.0, 0.5], [1.0, 2.0]))
    point = np.arange(POINTS)
    below = np.where(point >= 60, 1.0, 0.5)  # equal weights, so half each by both countings
    above = np.where(point > 60, 0.0, np.where(point > 0, 0.5, 1.0))
    logit = 2.7774 * np.isin(point, [0, 60]) + 1.0850 * (point == 50) + 1.3288 * np.log(np.minimum(below, above) + 0.05)
    p = np.exp(logit)
    np.testing.assert_allclose(got.detail["density"], p / p.sum(), rtol=1e-12)


def test_intervals_hold_what_they_name_and_are_nested():
    problems = batch(5)
    out = jax.jit(jax.vmap(lambda p: kernel(p, MODEL.params)))(problems)
    density, ends = np.asarray(out.detail["density"]), np.asarray(out.detail["interval"])
    np.testing.assert_allclose(density.sum(axis=1), 1)
    point = np.arange(POINTS)
    for k, nominal in enumerate(MODEL.params.nominal):
        inside = ((point >= ends[:, k, :1] - 1e-9) & (point <= ends[:, k, 1:] + 1e-9)) * density
        assert (inside.sum(axis=1) >= nominal - 1e-6).all()
    assert (ends[:, 0, 0] >= ends[:, 1, 0]).all()
    assert (ends[:, 1, 1] <= ends[:, 2, 1]).all()
    assert (ends[:, 0, 0] <= out.value + 1e-9).all()
    assert (out.value <= ends[:, 0, 1] + 1e-9).all()


def test_everyone_at_one_place():
    got = run(issue([30, 30, 30], [0.2, 0.9, 1.0], [5, 1, 2]))
    assert got.value == 30
    assert got.detail["density"][30] > 0.8


def test_nobody_with_weight():
    got = run(issue([30, 60], [0, 0], [5, 5]))
    assert np.isnan(got.value)
    assert got.result == Result.NO_ACTORS


def test_other_scales():
    problem = issue([0, 25, 100], [0.5, 0.5, 0.7], [1, 2, 2])
    other = problem._replace(position=problem.position / 20 - 1, low=problem.low - 1, high=problem.low + 4)
    one, two = run(problem), run(other)
    np.testing.assert_allclose(one.detail["density"], two.detail["density"], rtol=1e-12)
    np.testing.assert_allclose(one.detail["interval"] / 20 - 1, two.detail["interval"], atol=1e-12)


def test_fit_finds_the_coefficients_that_made_the_outcomes():
    rng = np.random.default_rng(11)
    parts = [batch(seed) for seed in range(20, 28)]
    problems = jax.tree.map(lambda *a: np.concatenate(a), *parts)
    true = Params(2.0, 1.0, 1.5)
    density = np.asarray(jax.jit(jax.vmap(lambda p: kernel(p, true).detail["density"]))(problems))
    outcome = np.array([rng.choice(POINTS, p=p / p.sum()) for p in density], float)
    got = learn.fit(learn.prepare(problems, outcome))
    # The ridge draws towards zero, and 2,000 outcomes leave an error of a few hundredths.
    np.testing.assert_allclose([got.held, got.middle, got.depth], [2.0, 1.0, 1.5], atol=0.35)
    out = jax.jit(jax.vmap(lambda p: kernel(p, got)))(problems)
    ends = np.asarray(out.detail["interval"])
    covered = ((outcome[:, None] >= ends[..., 0]) & (outcome[:, None] <= ends[..., 1])).mean(axis=0)
    np.testing.assert_allclose(covered, LEVELS, atol=0.05)


def test_fit_uses_only_what_it_is_told_to():
    problems = batch(3)
    outcome = np.random.default_rng(1).integers(0, 101, 256).astype(float)
    use = np.arange(256) < 100
    poisoned = np.where(use, outcome, 100 - outcome)
    assert learn.fit(learn.prepare(problems, outcome), use) == learn.fit(learn.prepare(problems, poisoned), use)
    with pytest.raises(ValueError, match="no decision"):
        learn.fit(learn.prepare(problems, outcome), np.zeros(256, bool))


def test_score_is_the_integral():
    rng = np.random.default_rng(4)
    density, place = rng.dirichlet(np.ones(POINTS)), 37.4
    fine = np.linspace(0, 100, 1_000_001)
    steps = np.cumsum(density)[np.minimum(np.floor(fine).astype(int), 100)]
    slow = np.trapezoid((steps - (fine >= place)) ** 2, fine)
    assert float(learn.score(density, place)) == pytest.approx(slow, abs=1e-3)
