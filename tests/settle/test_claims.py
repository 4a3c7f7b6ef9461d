"""Try to refute every claim of every model, on a few hundred awkward problems at once."""

import jax
import numpy as np
import pytest

from longgame.settle.base import Claim
from longgame.settle.library import MODELS
from longgame.settle.outcome import Result
from longgame.settle.study.settle import OTHER_READINGS
from tests.settle.packages import QUICK
from tests.settle.problems import SLOTS, batch

ISSUE_MODELS = [m for m in MODELS if m.takes == "issue"]
TOLERANCE = 1e-6
_compiled = {}


def holders(claim):
    return pytest.mark.parametrize("model", [m for m in ISSUE_MODELS if claim in m.claims], ids=lambda m: m.name)


def run(model, problems):
    """Run a model on a batch, compiled once for all tests; return values and results as NumPy arrays."""
    if model.name not in _compiled:
        _compiled[model.name] = jax.jit(jax.vmap(lambda p: model.kernel(p, model.params)[:2]), compiler_options=QUICK)
    value, result = _compiled[model.name](problems)
    return np.asarray(value), np.asarray(result)


def refuted(bad, problems):
    """Fail with the first problem on which a claim is wrong."""
    if bad.any():
        i = int(np.flatnonzero(bad)[0])
        present = problems.present[i]
        shown = {f: getattr(problems, f)[i][present].tolist() for f in ("position", "salience", "capability")}
        pytest.fail(f"wrong on {bad.sum()} of {bad.size}; for example {shown}, reversion {problems.reversion[i]}")


def differ(a, b):
    same = (np.abs(a[0] - b[0]) <= TOLERANCE) | (np.isnan(a[0]) & np.isnan(b[0]))
    return ~same | (a[1] != b[1])


@holders(Claim.ABSENT_IGNORED)
def test_absent_actor_changes_nothing(model):
    problems = batch(1)
    other = np.random.default_rng(2)
    noisy = problems._replace(
        position=np.where(problems.present, problems.position, other.uniform(0, 100, problems.position.shape)),
        salience=np.where(problems.present, problems.salience, other.uniform(0, 1, problems.position.shape)),
        capability=np.where(problems.present, problems.capability, other.uniform(0, 1e3, problems.position.shape)),
    )
    refuted(differ(run(model, problems), run(model, noisy)), problems)


@holders(Claim.ORDER_FREE)
def test_order_changes_nothing(model):
    problems = batch(3)
    order = np.argsort(np.random.default_rng(4).uniform(size=problems.position.shape), axis=1)
    fields = ("position", "salience", "capability", "present")
    turned = problems._replace(**{f: np.take_along_axis(getattr(problems, f), order, axis=1) for f in fields})
    refuted(differ(run(model, problems), run(model, turned)), problems)


@holders(Claim.WITHIN_HULL)
def test_within_hull(model):
    problems = batch(5)
    value, result = run(model, problems)
    low = np.where(problems.present, problems.position, np.inf).min(axis=1)
    high = np.where(problems.present, problems.position, -np.inf).max(axis=1)
    refuted((result == Result.AGREED) & ((value < low - TOLERANCE) | (value > high + TOLERANCE)), problems)


@holders(Claim.UNANIMITY)
def test_unanimity(model):
    problems = batch(6)
    same = problems._replace(position=np.repeat(problems.position[:, :1], SLOTS, axis=1))
    value, result = run(model, same)
    refuted((result == Result.AGREED) & (np.abs(value - same.position[:, 0]) > TOLERANCE), same)


@holders(Claim.REFLECTION)
def test_reflection(model):
    problems = batch(7)
    turned = problems._replace(position=100 - problems.position, reversion=100 - problems.reversion)
    value, result = run(model, turned)
    refuted(differ(run(model, problems), (100 - value, result)), problems)


@holders(Claim.CAPABILITY_SCALE)
@pytest.mark.parametrize("factor", [0.01, 1000.0])
def test_capability_scale(model, factor):
    problems = batch(8)
    refuted(differ(run(model, problems), run(model, problems._replace(capability=problems.capability * factor))), problems)


@holders(Claim.MONOTONE)
@pytest.mark.parametrize("up", [0.1, 25.0, 100.0])
def test_moving_up_never_moves_outcome_down(model, up):
    problems = batch(9)
    moved = problems.position.copy()
    moved[:, 0] = np.minimum(moved[:, 0] + up, 100.0)
    a, b = run(model, problems), run(model, problems._replace(position=moved))
    refuted((a[1] == Result.AGREED) & (b[1] == Result.AGREED) & (b[0] < a[0] - TOLERANCE), problems)


@holders(Claim.ZERO_WEIGHT_IGNORED)
@pytest.mark.parametrize("which", ["salience", "capability"])
def test_actor_without_weight_changes_nothing(model, which):
    problems = batch(10, most=SLOTS - 1)
    present, zero = problems.present.copy(), getattr(problems, which).copy()
    present[:, -1], zero[:, -1] = True, 0.0
    refuted(differ(run(model, problems), run(model, problems._replace(present=present, **{which: zero}))), problems)


@pytest.mark.deep
@pytest.mark.parametrize("model", [m for m in ISSUE_MODELS if m.many], ids=lambda m: m.name)
def test_many_at_once_have_the_outcomes_of_each(model):
    problems = batch(12)
    again = jax.tree.map(lambda a: np.concatenate([a, a[:44]]), problems)
    value, result, _ = jax.jit(lambda p: model.many(p, model.params))(again)
    one_by_one = run(model, problems)
    for part, given in ((slice(256), problems), (slice(256, None), jax.tree.map(lambda a: a[:44], problems))):
        expected = tuple(a[: len(given.position)] for a in one_by_one)
        refuted(differ((np.asarray(value)[part], np.asarray(result)[part]), expected), given)


# Other readings of the same kernel, each of which takes a second to run without being compiled.
READINGS = [m for m in ISSUE_MODELS if m.name in OTHER_READINGS]


@pytest.mark.parametrize(
    "model", [pytest.param(m, marks=pytest.mark.deep if m in READINGS else (), id=m.name) for m in ISSUE_MODELS]
)
def test_plain_and_mapped_agree(model):
    problems = batch(11)
    value, result = run(model, problems)
    for i in range(2):
        plain = model.kernel(jax.tree.map(lambda a, i=i: jax.numpy.asarray(a[i]), problems), model.params)
        assert int(plain.result) == result[i]
        np.testing.assert_allclose(plain.value, value[i], atol=TOLERANCE)


@pytest.mark.parametrize("model", ISSUE_MODELS, ids=lambda m: m.name)
def test_failing_is_a_value(model):
    problems = batch(12)
    _, result = run(model, problems._replace(present=np.zeros_like(problems.present)))
    assert (result != Result.AGREED).all()


@pytest.mark.parametrize("model", ISSUE_MODELS, ids=lambda m: m.name)
def test_says_what_it_is(model):
    assert model.references
    assert model.says.endswith(".")
    assert model.limits.endswith(".")
    hash(model.params)
