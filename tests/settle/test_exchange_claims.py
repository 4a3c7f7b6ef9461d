"""Try to refute every claim of the exchange models, on a hundred awkward packages at once; and what happens at the edges."""

import numpy as np
import pytest

from longgame.settle.base import Claim
from longgame.settle.library import BY_NAME, MODELS, equal_gain
from longgame.settle.outcome import Result
from tests.settle.packages import ACTORS, ISSUES, PARAMS, SIZE, batch, one, package, run, smooth, trades

everyone = pytest.mark.parametrize("name", PARAMS)
TOLERANCE = 1e-6
FIELDS = ("position", "salience", "capability", "present")


def holders(claim):
    return pytest.mark.parametrize("name", [n for n in PARAMS if claim in BY_NAME[n].claims])


def differ(a, b):
    """Return where two outcomes differ, for each package."""
    same = (np.abs(a.value - b.value) <= TOLERANCE) | (np.isnan(a.value) & np.isnan(b.value))
    return (~same | (a.result != b.result)).any(axis=1)


def refuted(bad, problems):
    """Fail with the first package on which a claim is wrong."""
    if bad.any():
        k = int(np.flatnonzero(bad)[0])
        pytest.fail(f"wrong on {bad.sum()} of {bad.size}; for example {[getattr(problems, f)[k].tolist() for f in FIELDS]}")


def test_exchange_models_are_registered_and_say_what_they_are():
    assert set(PARAMS) <= {m.name for m in MODELS if m.takes == "package"}
    for model in (BY_NAME[n] for n in PARAMS):
        hash(model.params)
        assert model.title
        assert model.references
        assert model.claims
        assert model.says.endswith(".")
        assert model.limits.endswith(".")


@holders(Claim.ABSENT_IGNORED)
def test_absent_actor_changes_nothing(name):
    problems, rng = batch(1), np.random.default_rng(2)
    for noise in (rng.uniform(0, 100, (SIZE, ACTORS, ISSUES)), np.nan):
        noisy = problems._replace(**{f: np.where(problems.present, getattr(problems, f), noise) for f in FIELDS[:3]})
        refuted(differ(run(name, problems), run(name, noisy)), problems)


@holders(Claim.WITHIN_HULL)
def test_within_hull(name):
    problems = batch(3)
    out = run(name, problems)
    low = np.where(problems.present, problems.position, np.inf).min(axis=1)
    high = np.where(problems.present, problems.position, -np.inf).max(axis=1)
    outside = (out.value < low - TOLERANCE) | (out.value > high + TOLERANCE)
    refuted(((out.result == Result.AGREED) & outside).any(axis=1), problems)


@holders(Claim.UNANIMITY)
def test_unanimity(name):
    problems = batch(4)
    x = np.random.default_rng(5).integers(0, 1001, (SIZE, 1, ISSUES)) / 10
    out = run(name, problems._replace(position=np.broadcast_to(x, problems.position.shape)))
    assert not out.detail["number"].any()
    refuted(((out.result == Result.AGREED) & (np.abs(out.value - x[:, 0]) > TOLERANCE)).any(axis=1), problems)


@holders(Claim.CAPABILITY_SCALE)
@pytest.mark.parametrize("factor", [0.01, 3.0, 1000.0])
def test_capability_scale(name, factor):
    problems = batch(6)
    refuted(differ(run(name, problems), run(name, problems._replace(capability=problems.capability * factor))), problems)


@holders(Claim.ZERO_WEIGHT_IGNORED)
@pytest.mark.parametrize("which", ["salience", "capability"])
def test_actor_without_weight_changes_nothing(name, which):
    problems = batch(7)
    present, zero = problems.present.copy(), getattr(problems, which).copy()
    present[:, -1], zero[:, -1] = True, 0.0
    refuted(differ(run(name, problems), run(name, problems._replace(present=present, **{which: zero}))), problems)


@everyone
@pytest.mark.parametrize("axis", [1, 2])
def test_order_only_permutes_where_nothing_ties(name, axis):
    problems = smooth(8)
    order = np.random.default_rng(9).permutation(problems.position.shape[axis])
    turned = problems._replace(**{f: np.take(getattr(problems, f), order, axis=axis) for f in FIELDS})
    a, b = run(name, problems), run(name, turned)
    value = a.value if axis == 1 else a.value[:, order]
    refuted((np.abs(value - b.value) > TOLERANCE).any(axis=1), problems)
    np.testing.assert_allclose(np.take(a.detail["voted"], order, axis=axis + 1), b.detail["voted"], atol=TOLERANCE)


@pytest.mark.parametrize("name", ["exchange", "equal_gain_plain"])
def test_turning_the_scale_turns_the_outcome_where_nobody_stands_at_it(name):
    problems = smooth(10)
    a, b = run(name, problems), run(name, problems._replace(position=100 - problems.position))
    refuted((np.abs(a.value - (100 - b.value)) > TOLERANCE).any(axis=1), problems)


@everyone
def test_other_scales_give_the_same_in_their_units(name):
    problems = smooth(11)
    low, width = np.array([-3.0, 1990.0, 0.0]), np.array([6.0, 40.0, 1e6])
    wide = problems._replace(
        position=low + problems.position / 100 * width, low=np.tile(low, (SIZE, 1)), high=np.tile(low + width, (SIZE, 1))
    )
    a, b = run(name, problems), run(name, wide)
    np.testing.assert_allclose(low + a.value / 100 * width, b.value, rtol=1e-9, atol=1e-9)
    t, u = trades(a, 0, 0), trades(b, 0, 0)
    np.testing.assert_allclose(t["gain_i"], u["gain_i"], atol=1e-9)
    np.testing.assert_allclose(low[t["q"]] + t["i_to"] / 100 * width[t["q"]], u["i_to"], rtol=1e-9)


@everyone
def test_both_gain_the_same_and_nobody_leaves_its_way(name):
    problems = batch(12)
    out = run(name, problems)
    start = out.detail["start"]
    for k in range(SIZE):
        for r in range(start.shape[1]):
            t = trades(out, r, k)
            assert (t["gain_i"] > 0).all()
            np.testing.assert_allclose(t["gain_i"], t["gain_j"], atol=1e-9)
            for who, other, issue, here, there in (("i", "j", "q", "i_from", "i_to"), ("j", "i", "p", "j_from", "j_to")):
                own, goal = start[k, r, t[who], t[issue]], start[k, r, t[other], t[issue]]
                way = np.sign(goal - own)
                assert (way * (t[there] - t[here]) > 0).all(), "a move in the other direction"
                assert (way * (goal - t[there]) >= -1e-9).all(), "past the partner"
                assert ((t[there] >= -1e-9) & (t[there] <= 100 + 1e-9)).all(), "off the scale"


@everyone
def test_gains_of_the_first_exchange_are_what_the_outcomes_say(name):
    problems = batch(13)
    out = run(name, problems)
    tried = 0
    for k in np.flatnonzero(out.detail["number"][:, 0]):
        t = {f: column[0] for f, column in trades(out, 0, k).items()}
        s, x, before = problems.salience[k], problems.position[k], out.detail["before"][k, 0]
        weight = np.where(problems.present[k], s * problems.capability[k], 0)
        after = before.copy()
        after[t["q"]] += weight[t["i"], t["q"]] / weight[:, t["q"]].sum() * (t["i_to"] - t["i_from"])
        after[t["p"]] += weight[t["j"], t["p"]] / weight[:, t["p"]].sum() * (t["j_to"] - t["j_from"])
        for a, gain in ((t["i"], t["gain_i"]), (t["j"], t["gain_j"])):
            nearer = sum(s[a, v] * (abs(before[v] - x[a, v]) - abs(after[v] - x[a, v])) for v in (t["p"], t["q"]))
            np.testing.assert_allclose(nearer, gain, atol=TOLERANCE)
        tried += 1
    assert tried > SIZE // 3


# --- edges


@everyone
def test_one_issue_gives_the_compromise(name):
    problems = batch(14)
    alone = problems._replace(present=problems.present & (np.arange(ISSUES) == 1))
    out = run(name, alone)
    assert not out.detail["number"].any()
    weight = np.where(alone.present, alone.salience * alone.capability, 0)[:, :, 1]
    total, x = weight.sum(axis=1), np.where(alone.present, alone.position, 0)[:, :, 1]
    some = total > 0
    np.testing.assert_allclose(out.value[some, 1], ((weight * x).sum(axis=1)[some] / total[some]), atol=TOLERANCE)
    assert (out.result[some, 1] == Result.AGREED).all()
    assert (out.result[~some] == Result.NO_ACTORS).all()
    assert (out.result[:, [0, 2]] == Result.NO_ACTORS).all()


@everyone
def test_actor_on_one_issue_exchanges_with_nobody_and_counts_in_the_outcome(name):
    table = ([[0, 0], [100, 100], [100, 50]], [[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]])
    problem = package(*table, present=[[True, True], [True, True], [True, False]])
    out = run(name, problem)
    for deal in equal_gain.exchanges(problem, out, "abcxy", "pqr"):
        assert {side.actor for side in deal.sides} == {"a", "b"}
        assert deal.others == ()
    # Weights on p are .8, .2, .5; c is heard there: 100 · (.2 + .5)/1.5.
    np.testing.assert_allclose(out.detail["before"][0, :2], [100 * 0.7 / 1.5, 80], atol=1e-9)


@everyone
def test_nobody_has_a_stance_or_nobody_has_weight(name):
    problem = one(smooth(15), 0)
    nothing = np.zeros((ACTORS, ISSUES))
    for changed in ({"present": nothing > 0}, {"salience": nothing}, {"capability": nothing}):
        empty = problem._replace(**changed)
        out = run(name, empty)
        assert set(out.result.tolist()) == {Result.NO_ACTORS}
        assert np.isnan(out.value).all()
        assert not out.detail["number"].any()


@everyone
def test_equal_saliences_leave_nothing_to_exchange(name):
    problems = batch(16)
    out = run(name, problems._replace(salience=np.full((SIZE, ACTORS, ISSUES), 0.5)))
    assert not out.detail["number"].any()


@everyone
def test_one_by_one_and_many_at_once_agree(name):
    problems = smooth(17)
    out = run(name, problems)
    for k in range(3):
        single = run(name, one(problems, k))
        np.testing.assert_array_equal(single.value, out.value[k])
        np.testing.assert_array_equal(single.detail["trades"].i, out.detail["trades"].i[k])
