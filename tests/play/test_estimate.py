"""Learning from a history: against integration on a grid, the same whatever the workers, and after an interruption."""

from __future__ import annotations

import dataclasses
from functools import cache
from itertools import product
from types import SimpleNamespace

import jax
import numpy as np
import pytest
from scipy.special import logsumexp, ndtri

from longgame.play.equilibrium import game, solve
from longgame.play.estimate import effective, learn, resampled, weighted
from longgame.play.filter import filtered
from longgame.play.priors import Prior
from longgame.play.rules import Rules, condition
from longgame.play.simulate import simulate
from tests.play.games import RANGES, best

RULES = Rules(("a", "e"), (2, 2), (True, False))
FREE = ("cost_press", "cost_hedge", "cost_bid")
PERIODS, AHEAD = 24, 6
FEW = 16  # draws where it does not matter how well they stand for the prior


@cache
def told():
    return simulate(RULES, best(RULES), (0, 0), condition(2, 1, 0), PERIODS, np.array([4]))[0]


def prior(free=FREE):
    low, middle, high = best(RULES), best(RULES), best(RULES)
    for name in free:
        low[RULES.names.index(name)], _, high[RULES.names.index(name)] = RANGES[name]
    return Prior(low, middle, high)


def encoded(history=None):
    return SimpleNamespace(rules=RULES, history=history or told())


@cache
def _alone():
    history = told()
    return jax.jit(lambda p: filtered(RULES, game(RULES, p), solve(RULES, p).values, history))


def likelihood(values):
    """Return the log chance of each period under one game."""
    made = _alone()(values)
    return np.asarray(made.choice + made.state)


@cache
def learned(draws, seed=0, workers=1):
    return learn(encoded(), prior(), draws, seed, AHEAD, workers)


@pytest.mark.parametrize(
    ("names", "number", "draws"), [(FREE[:1], 24, 32), pytest.param(FREE, 8, 64, marks=pytest.mark.deep)], ids=["one", "three"]
)
def test_agrees_with_a_grid(names, number, draws):
    points = ndtri((np.arange(number) + 0.5) / number)
    free = [RULES.names.index(name) for name in names]
    normal = np.zeros((len(points) ** len(names), len(RULES.names)))
    normal[:, free] = list(product(points, repeat=len(names)))
    values = np.asarray(prior(names).parameters(normal))
    whole = np.cumsum([likelihood(one) for one in values], axis=1)
    evidence = logsumexp(whole, axis=0) - np.log(len(normal))
    mine = learn(encoded(), prior(names), draws, 0)
    assert mine.evidence[1:] == pytest.approx(evidence, abs=0.15)
    assert mine.evidence[-1] == pytest.approx(evidence[-1], abs=4 * np.sqrt(mine.variance.sum()) + 0.02)
    after = np.exp(whole[:, -1] - logsumexp(whole[:, -1]))
    for k in free:
        mean = after @ normal[:, k]
        assert mine.weights @ mine.draws.normal[:, k] == pytest.approx(mean, abs=0.3)


def test_few_effective_draws_are_renewed():
    mine = learned(FEW)
    assert mine.solved > len(mine.weights)
    assert 0 < mine.moved < 1
    assert mine.effective.min() >= 0.49 * len(mine.weights)
    assert mine.converged == mine.solved


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_change_no_bit(workers):
    one, other = learned(FEW), learn(encoded(), prior(), FEW, 0, AHEAD, workers)
    for a, b in zip(jax.tree.leaves(dataclasses.astuple(one)), jax.tree.leaves(dataclasses.astuple(other)), strict=True):
        np.testing.assert_array_equal(a, b)


def test_another_seed_gives_other_draws():
    assert (learned(FEW, seed=1).draws.normal != learned(FEW).draws.normal).any()


def test_a_run_cut_off_goes_on_and_gives_the_same(tmp_path):
    kept = tmp_path / "part.npz"

    def cut(_what, done, _of):
        if done >= PERIODS - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(encoded(), prior(), FEW, 0, AHEAD, 1, cut, kept)
    assert kept.exists()
    begun = []
    again = learn(encoded(), prior(), FEW, 0, AHEAD, 1, lambda _what, done, _of: begun.append(done), kept)
    assert begun[0] > 0
    begun.clear()
    learn(encoded(), prior(), FEW, 0, AHEAD, 1, lambda _what, done, _of: begun.append(done), kept)
    assert min(begun) == PERIODS  # what is finished is kept too, for a longer run of which it is a part
    for a, b in zip(jax.tree.leaves(dataclasses.astuple(learned(FEW))), jax.tree.leaves(dataclasses.astuple(again)), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("text", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_a_broken_part_is_begun_anew(tmp_path, text):
    kept = tmp_path / "part.npz"
    kept.write_bytes(text)
    made = learn(encoded(), prior(), FEW, 0, AHEAD, 1, None, kept)
    np.testing.assert_array_equal(made.weights, learned(FEW).weights)


@pytest.mark.deep
def test_a_history_that_no_draw_allows_has_no_weight():
    whole = told()
    ends = np.where(np.arange(len(whole.conditions)) % 2, 23, 0)  # from the lowest levels of all conditions to the highest
    never = dataclasses.replace(whole, conditions=np.arange(24) == ends[:, None])
    made = learn(encoded(never), prior(), 8, 0)
    assert made.weights.sum() == 0
    assert made.evidence[-1] == -np.inf


def test_without_free_parameters_it_is_the_likelihood():
    made = learn(encoded(), prior(()), 4, 0)
    assert made.evidence[-1] == pytest.approx(likelihood(best(RULES)).sum(), abs=1e-8)


def test_effective_sample_size():
    assert effective(np.full(8, 1 / 8)) == pytest.approx(8)
    assert effective(np.array([1.0, 0, 0])) == pytest.approx(1)
    assert effective(np.zeros(3)) == 0


def test_resampling_follows_the_weights():
    weights = np.array([0.5, 0.25, 0.25, 0.0])
    counts = np.bincount(resampled(weights, 400, np.random.default_rng(1)), minlength=4)
    assert counts.tolist() == [200, 100, 100, 0]


def test_weighted_mean_and_quantiles():
    values = np.arange(100.0)
    mean, low, high = weighted(np.full(100, 0.01), values)
    assert (mean, low, high) == pytest.approx((49.5, 4, 94), abs=1)
    heavy = np.zeros(100)
    heavy[7] = 1
    assert weighted(heavy, values).tolist() == [7, 7, 7]
