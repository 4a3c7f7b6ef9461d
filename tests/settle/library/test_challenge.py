"""The challenge model: against a slow version written from the formulas, on awkward input, and many issues at once."""

from dataclasses import replace

import jax
import numpy as np
import pytest

from longgame.settle import desk
from longgame.settle.library.challenge import READINGS
from longgame.settle.library.challenge.kernel import kernel
from longgame.settle.library.challenge.many import settle
from longgame.settle.library.challenge.params import Params
from longgame.settle.library.challenge.utility import risk_exponents
from longgame.settle.library.challenge.votes import FEW, _cumulative, _written_out
from longgame.settle.outcome import Result
from longgame.settle.problem import Issue
from tests.settle.library.slow_challenge import slow
from tests.settle.problems import SLOTS, batch, issue

SOME = 48
BY_NAME = {model.name: model for model in READINGS}
# The other two differ from the first in what is reported and in one number.
DIFFERENT = ("challenge", "challenge_printed", "challenge_change", "challenge_typed", "challenge_stable")
lean = jax.jit(jax.vmap(lambda i, p: kernel(i, replace(p, record=False)), in_axes=(0, None)), static_argnums=1)


def first(issues, number):
    return jax.tree.map(lambda a: a[:number], issues)


def smooth(seed, number, n):
    """Return issues without ties; every third actor of every second issue is absent."""
    draw = np.random.default_rng(seed)
    shape = (number, n)
    present = np.ones(shape, bool)
    present[::2, ::3] = False
    arrays = draw.uniform(0, 100, shape), draw.uniform(0.05, 1, shape), draw.uniform(1, 100, shape), present
    return Issue(*arrays, np.full(number, np.nan), np.zeros(number), np.full(number, 100.0))


def filled(issues):
    """Return a few issues as a batch of the size of all others here, so that nothing is compiled for them alone."""
    wide = [Issue(*(np.pad(a, (0, SLOTS - a.size)) if a.ndim else np.asarray(a) for a in one)) for one in issues]
    return jax.tree.map(lambda *a: np.stack(a), *wide, *[wide[0]] * (2 * SOME - len(wide)))


def rows(issues):
    """Yield the actors with weight of each issue."""
    counts = issues.present & (issues.capability * issues.salience > 0)
    for i, on in enumerate(counts):
        yield tuple(a[i][on] for a in (issues.position, issues.salience, issues.capability))


@pytest.mark.parametrize("reading", [DIFFERENT[0], *(pytest.param(r, marks=pytest.mark.deep) for r in DIFFERENT[1:])])
def test_agrees_with_a_slow_version_written_from_the_formulas(reading):
    """On issues without ties and on issues full of them; each reading compiled once."""
    params = replace(BY_NAME[reading].params, record=False)
    issues = jax.tree.map(lambda a, b: np.concatenate([a, b]), smooth(31, SOME, SLOTS), first(batch(32), SOME))
    ours = lean(issues, params)
    theirs = [slow(*actors, params) for actors in rows(issues)]
    np.testing.assert_allclose(ours.value, [value for value, _, _ in theirs], atol=1e-8)
    moved = [np.abs(x[-1] - x[-2]).max() for _, x, _ in theirs]
    np.testing.assert_allclose(ours.detail["moved"], moved, atol=1e-8)


def test_awkward_input_has_stated_results():
    """Everyone at one place, one actor, nobody, no weight, two actors, two camps: by the reading of the public code."""
    none, full = [0.0] * 4, [0.5] * 4
    two = [True, True, False, False]
    given = [
        (issue([40] * 4, full, [1, 2, 3, 4]), 40.0, Result.AGREED),
        (issue([70, 0, 0, 0], full, [1] * 4, [True, False, False, False]), 70.0, Result.AGREED),
        (issue([10, 20, 30, 40], full, [1] * 4, [False] * 4), np.nan, Result.NO_ACTORS),
        (issue([10, 20, 30, 40], none, [1] * 4), np.nan, Result.NO_ACTORS),
        (issue([10, 20, 30, 40], full, none), np.nan, Result.NO_ACTORS),
        # Two equals exchange places for ever: each expects as much as the other, so that neither gives way.
        (issue([0, 100, 7, 7], full, [1] * 4, two), 0.0, Result.AGREED),
        # Of two, the one with more weight is the median; at half the salience the weaker one gives way to it.
        (issue([0, 100, 7, 7], [0.5, 0.5, 0, 0], [1, 3, 0, 0], two), 100.0, Result.AGREED),
        (issue([0, 0, 100, 100], full, [1, 1, 1, 4]), 100.0, Result.AGREED),
        (issue([0, 0, 100, 100], full, [1, 1, 1, 1]), 0.0, Result.AGREED),
    ]
    ours = lean(filled([g[0] for g in given]), Params(record=False))
    np.testing.assert_array_equal(ours.result[: len(given)], [g[2] for g in given])
    np.testing.assert_allclose(ours.value[: len(given)], [g[1] for g in given], atol=1e-9)


def test_risk_exponents_run_from_a_half_to_two():
    gains = np.array([[0.0, 3.0, 1.0], [2.0, 0.0, 1.0], [5.0, 1.0, 0.0]])
    on = np.ones(3, bool)
    # Others gain 7, 4 and 2 from challenging: R = 1, -0.2, -1.
    np.testing.assert_allclose(risk_exponents(gains, on), [0.5, (1 + 0.2 / 3) / (1 - 0.2 / 3), 2.0])
    np.testing.assert_array_equal(risk_exponents(np.ones((3, 3)), on), 1.0)
    np.testing.assert_array_equal(risk_exponents(gains, np.zeros(3, bool)), 1.0)


@pytest.mark.parametrize("n", [9, FEW + 8])
def test_votes_written_out_and_read_off_sums_agree(n):
    draw = np.random.default_rng(33)
    for x in (draw.uniform(0, 1, n), draw.choice([0.0, 0.25, 0.5, 1.0], n)):
        distance = np.abs(x[:, None] - x[None, :])
        loss = jax.numpy.asarray(draw.uniform(0, 1, (n, 1)) * distance ** draw.uniform(0.5, 2, (n, 1)))
        np.testing.assert_allclose(_cumulative(loss, jax.numpy.asarray(x)), _written_out(loss), atol=1e-12)


def test_every_reading_has_its_way_with_many():
    assert all(model.many is settle for model in READINGS)


@pytest.mark.parametrize("n", [SLOTS, pytest.param(FEW + 4, marks=pytest.mark.deep)])
def test_many_do_not_depend_on_slots_nor_on_each_other(n, monkeypatch):
    """The same bits whatever else is settled and however many at once, and the kernel's outcome."""
    params = Params(record=False, stop="median", tolerance=0.005, rounds=12)
    issues = smooth(34, 40, n) if n > SLOTS else first(batch(35), 40)

    def together(some, most):
        monkeypatch.setattr(desk, "MOST", most)
        return jax.jit(lambda i: settle(i, params))(some)

    whole = together(issues, 512)
    assert len(set(np.asarray(whole.detail["rounds"]).tolist())) > 2
    some = np.array([39, 4, 17, 4, 21])
    same(jax.tree.map(lambda a: a[some], whole), together(jax.tree.map(lambda a: a[some], issues), 3))
    if n == SLOTS:
        same(whole, lean(issues, params))


def same(a, b):
    jax.tree.map(np.testing.assert_array_equal, a, b)


def test_with_and_without_record_agree_and_the_record_is_whole():
    issues = first(batch(37), 2 * SOME)
    params = Params()
    told = jax.jit(jax.vmap(lambda i: kernel(i, params)))(issues)
    brief = lean(issues, replace(params, record=False))
    same((told.value, told.result, told.detail["moved"]), (brief.value, brief.result, brief.detail["moved"]))
    x = np.asarray(told.detail["position"])
    assert x.shape == (2 * SOME, params.rounds + 1, SLOTS)
    np.testing.assert_array_equal(x[:, 1:], told.detail["offer_to"])
    still = (x[:, 1:] == x[:, :-1]).all(axis=2)
    assert (still[:, 1:] >= still[:, :-1]).all(), "once nobody moves, nobody moves again"
    gone = ~issues.present[:, None, :] & (np.asarray(told.detail["offer_from"]) >= 0)
    assert not gone.any()
