"""Alternating offers: closed forms of the literature, other solvers on the frontier, and how actors become two sides."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import linprog, minimize

from longgame.core.errors import UsageError
from longgame.settle.library import nash
from longgame.settle.library.alternating_offers import MODEL, PACKAGE, Params, Side, issue_kernel, package_kernel
from longgame.settle.library.alternating_offers.sides import two
from longgame.settle.outcome import Result
from longgame.settle.problem import Package
from tests.settle import packages
from tests.settle.problems import batch, issue

# Run plain: what takes time is compiled inside, once for all numbers.
RUN, RUN_PACKAGE = issue_kernel, package_kernel
TWO = jax.jit(two, static_argnums=1, compiler_options=packages.QUICK)
MAPPED = jax.jit(jax.vmap(package_kernel, (0, None)), static_argnums=1, compiler_options=packages.QUICK)
# Sides at 0 and 100 and no known reversion point: the pie of the textbooks, side 1's share being the outcome.
PIE = ([0, 100], [1, 1], [1, 1])


def package(position, *rest, **more):
    """Return a package without absent actors to fill it up."""
    return packages.package(position, *rest, slots=np.shape(position), **more)


def pie(**given):
    """Return the outcome of a pie, and the share that each side gets from the first offer."""
    first = {k: v[0] for k, v in given.items() if isinstance(v, tuple)}
    second = {k: v[1] for k, v in given.items() if isinstance(v, tuple)}
    rest = {k: v for k, v in given.items() if not isinstance(v, tuple)}
    out = RUN(issue(*PIE, reversion=np.nan), Params(sides=(Side(**first), Side(**second)), **rest))
    return out, (1 - float(out.value) / 100, float(out.value) / 100)


@pytest.mark.parametrize(("d0", "d1"), [(0.9, 0.9), (0.9, 0.5), (0.3, 0.99), (1.0, 0.8)])
def test_rubinsteins_shares(d0, d1):
    out, (mine, _) = pie(discount=(d0, d1), delay=1.0)
    assert mine == pytest.approx((1 - d1) / (1 - d0 * d1), abs=1e-9)
    # When it is the other's turn it keeps the same formula with the sides exchanged.
    assert float(out.detail["offers"][1, 0]) / 100 == pytest.approx((1 - d0) / (1 - d0 * d1), abs=1e-9)


def test_who_begins_has_an_advantage_that_goes_with_the_delay():
    begun = {}
    for delay in (1.0, 0.001):
        for proposer in (0, 1):
            begun[delay, proposer] = pie(discount=(0.8, 0.8), delay=delay, proposer=proposer)[1][0]
    assert begun[1.0, 0] == pytest.approx(1 / 1.8)
    assert begun[1.0, 1] == pytest.approx(0.8 / 1.8)
    assert begun[0.001, 0] == pytest.approx(begun[0.001, 1], abs=2e-4)


def test_the_limit_is_the_asymmetric_nash_solution():
    out, (mine, _) = pie(discount=(0.9, 0.6))
    exact = math.log(0.6) / math.log(0.9 * 0.6)
    assert mine == pytest.approx(exact, abs=1e-9)
    np.testing.assert_allclose(out.detail["power"], [exact, 1 - exact], atol=1e-12)
    assert pie(discount=(0.9, 0.6), delay=1e-4)[1][0] == pytest.approx(exact, abs=1e-4)


def test_who_waits_without_cost_gets_all():
    assert pie(discount=(1.0, 0.9))[1][0] == pytest.approx(1, abs=1e-9)
    assert pie(discount=(1.0, 1.0))[1][0] == pytest.approx(0.5, abs=1e-9)
    assert pie(discount=(1.0, 1.0), delay=1.0)[1][0] == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(
    ("outside", "share", "bound"), [(0.7, 0.5, False), (0.51, 0.5, False), (0.4, 0.6, True), (0.05, 0.95, True)]
)
def test_an_outside_option_matters_only_where_it_is_better(outside, share, bound):
    # An agreement at distance .4 leaves 1 - .4 of the pie.
    out, (mine, _) = pie(outside=(outside, None))
    assert mine == pytest.approx(share, abs=1e-8)
    assert bool(out.detail["bound"][0]) == bound


@pytest.mark.parametrize(("outside", "share"), [(0.6, 0.9 / 1.9), (0.45, 0.55)])
def test_outside_option_of_who_answers_the_first_offer(outside, share):
    # Of discount .9 who answers gets .9 / 1.9 = .474, or its outside option of 1 - outside where that is more.
    assert pie(discount=(0.9, 0.9), outside=(None, outside), delay=1.0)[1][1] == pytest.approx(share, abs=1e-8)


@pytest.mark.parametrize("distances", [(1.0, 1.0), (0.9, 1.0), (0.6, 0.8), (2.0, 1.0)])
def test_with_breakdown_as_the_only_haste_it_splits_the_gain_over_breakdown(distances):
    b0, b1 = (1 - d for d in distances)
    mine = pie(discount=(1.0, 1.0), breakdown=distances, risk=0.3)[1][0]
    assert mine == pytest.approx(min((1 + b0 - b1) / 2, 1), abs=1e-9)


def test_risk_and_impatience_together():
    r, risk, b = -math.log(0.9), 0.2, (0.3, 0.1)
    mine = pie(discount=(0.9, 0.9), breakdown=(0.7, 0.9), risk=risk)[1][0]
    z = [risk * x / (r + risk) for x in b]
    assert mine == pytest.approx((1 + z[0] - z[1]) / 2, abs=1e-9)
    # One offer a year: x = v0 of side 0's offer, y of side 1's; both answer with what refusing is worth.
    p = 1 - math.exp(-risk)
    keep = 0.9 * (1 - p)
    mine = pie(discount=(0.9, 0.9), breakdown=(0.7, 0.9), risk=risk, delay=1.0)[1][0]
    exact = np.linalg.solve([[1, -keep], [-keep, 1]], [1 - 0.9 * p * b[1] - keep, 0.9 * p * b[0]])
    assert mine == pytest.approx(exact[0], abs=1e-9)


def test_weight_as_patience():
    problem = issue([0, 100], [1, 0.5], [3, 2], reversion=np.nan)
    np.testing.assert_allclose(RUN(problem, Params(patience="weight")).value, 25, atol=1e-9)
    np.testing.assert_allclose(RUN(problem, Params()).value, 50, atol=1e-9)


@pytest.mark.parametrize("loss", ["linear", "quadratic"])
def test_two_actors_come_to_the_nash_solution_over_the_reversion_point(loss):
    many = batch(41, most=2)
    many = many._replace(
        present=np.arange(9) < np.full((256, 1), 2), capability=np.maximum(many.capability, 1), salience=np.ones((256, 9))
    )
    params = nash.Params(loss=loss, disagreement="reversion", weights="equal")
    other = jax.jit(jax.vmap(lambda p: nash.kernel(p, params)))(many)
    named = Params(sides=(Side(members=(0,)), Side(members=(1,))), loss=loss)
    out = jax.jit(jax.vmap(lambda p: issue_kernel(p, named)), compiler_options=packages.QUICK)(many)
    np.testing.assert_array_equal(out.result, other.result)
    assert (out.result == Result.AGREED).sum() > 50
    np.testing.assert_allclose(out.value, other.value, atol=1e-5)


def two_sided(seed, size=12, m=4):
    """Return packages of two actors with known reversion points."""
    draw = np.random.default_rng(seed)
    shape, ends = (size, 2, m), (np.zeros((size, m)), np.full((size, m), 100.0))
    x, s, c = (draw.uniform(low, high, shape) for low, high in ((0, 100), (0.05, 1), (1, 100)))
    return jax.tree.map(jnp.asarray, Package(x, s, c, np.ones(shape, bool), draw.uniform(0, 100, (size, m)), *ends))


class Plain:
    """One package of two actors, in NumPy: stakes, impasse, and what they gain where side 0 gives way by f."""

    def __init__(self, many, k, loss):
        x, s, reversion = (np.asarray(a[k]) for a in (many.position, many.salience, many.reversion))
        self.power = 1 if loss == "linear" else 2
        s = s / s.sum(axis=1, keepdims=True)
        self.stake = s * np.abs((x[0] - x[1]) / 100) ** self.power
        self.impasse = (s * np.abs((x - reversion) / 100) ** self.power).sum(axis=1)
        self.m = s.shape[1]

    def gain(self, f):
        return self.impasse - np.array([self.stake[0] @ f**self.power, self.stake[1] @ (1 - f) ** self.power])

    def most(self, i, least):
        """Return the most that side i can gain where the other gains at least this; None where it cannot."""
        if self.power == 1:
            cost = (self.stake[0], -self.stake[1])
            room = (self.impasse - (0, self.stake[1].sum()))[1 - i] - least
            found = linprog(cost[i], A_ub=cost[1 - i][None], b_ub=[room], bounds=(0, 1))
            return self.gain(found.x)[i] if found.status == 0 else None
        rest = {"type": "ineq", "fun": lambda f: self.gain(f)[1 - i] - least}
        found = minimize(lambda f: -self.gain(f)[i], np.full(self.m, 0.5), bounds=[(0, 1)] * self.m, constraints=rest, tol=1e-12)
        return -found.fun if found.success else None


LIMIT = Params(sides=(Side((0,), discount=0.9), Side((1,), discount=0.7)))
TURNS = Params(sides=(Side((0,), discount=0.9, breakdown=0.5), Side((1,), discount=0.7, outside=0.4)), delay=1.0, risk=0.1)


@pytest.mark.parametrize("loss", ["linear", "quadratic"])
def test_a_package_against_another_solver_in_the_limit(loss):
    many = two_sided(42)
    out = MAPPED(many, Params(sides=LIMIT.sides, loss=loss))
    agreed = np.asarray(out.result)[:, 0] == Result.AGREED
    assert agreed.sum() >= 4
    for k in range(agreed.size):
        plain, f, a = Plain(many, k, loss), np.asarray(out.detail["given"][k]), np.asarray(out.detail["power"][k])
        most = plain.most(1, 0.0)
        assert agreed[k] == (most is not None and most > 1e-6)
        if not agreed[k]:
            np.testing.assert_allclose(out.value[k], many.reversion[k])
            continue
        np.testing.assert_allclose(out.detail["gain"][k], plain.gain(f), atol=1e-9)
        best = max(_nash(plain, a, start) for start in (f, np.full(4, 0.5)))
        assert a @ np.log(plain.gain(f)) >= best - 1e-7


def _nash(plain, a, start):
    """Return the greatest Nash product that a general solver finds from a start, as a logarithm."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = minimize(
            lambda f: -a @ np.log(np.maximum(plain.gain(f), 1e-12)), start, bounds=[(0, 1)] * plain.m, method="L-BFGS-B", tol=1e-14
        )
    return -found.fun


@pytest.mark.parametrize("loss", ["linear", "quadratic"])
def test_a_package_against_another_solver_in_turns(loss):
    many = two_sided(43)
    params = Params(sides=TURNS.sides, delay=TURNS.delay, risk=TURNS.risk, loss=loss)
    out = MAPPED(many, params)
    agreed = np.flatnonzero(np.asarray(out.result)[:, 0] == Result.AGREED)
    assert agreed.size >= 4
    p = 1 - math.exp(-0.1)
    bad = 1 if loss == "linear" else 2
    for k in agreed:
        plain = Plain(many, k, loss)
        x, y = (
            (np.asarray(o) - many.position[k, 0]) / (many.position[k, 1] - many.position[k, 0]) for o in out.detail["offers"][k]
        )
        vx, vy = plain.gain(np.asarray(x)), plain.gain(np.asarray(y))
        least0 = 0.9 * (p * (plain.impasse[0] - 0.5**bad) + (1 - p) * vx[0])
        least1 = max(plain.impasse[1] - 0.4**bad, 0.7 * (1 - p) * vy[1])
        assert vx[0] == pytest.approx(plain.most(0, least1), abs=1e-6)
        assert vy[1] == pytest.approx(plain.most(1, least0), abs=1e-6)
        assert vx[1] >= least1 - 1e-9
        assert vy[0] >= least0 - 1e-9


def test_each_side_gets_the_issue_that_it_cares_for():
    out = RUN_PACKAGE(package([[0, 0], [100, 100]], [[0.8, 0.2], [0.2, 0.8]]), Params())
    np.testing.assert_allclose(out.value, [0, 100], atol=1e-9)
    np.testing.assert_allclose(out.detail["gain"], [0.8, 0.8])


def test_issues_of_equal_ratio_are_split_alike():
    out = RUN_PACKAGE(package([[0, 20], [100, 60]], [[0.3, 0.1], [0.9, 0.3]]), Params())
    np.testing.assert_allclose(out.value, [50, 40], atol=1e-6)


def test_who_does_not_care_gives_way():
    out = RUN_PACKAGE(package([[0, 0], [100, 100]], [[1, 0], [0.5, 0.5]]), Params())
    np.testing.assert_allclose(out.value[1], 100)
    silent = RUN_PACKAGE(package([[0, 0], [100, 100]], [[1, 0], [0.5, 0]]), Params())
    assert np.asarray(silent.result).tolist() == [Result.AGREED, Result.NO_ACTORS]
    assert np.isnan(silent.value[1])


@pytest.mark.parametrize(
    ("reversion", "value", "code"),
    [
        (10, 40, Result.AGREED),  # the zone ends at 70; the middle of 10 and 70 is where side 0 stands
        (35, 40, Result.AGREED),
        (95, 80, Result.AGREED),
        (40, 40, Result.NO_AGREEMENT),
        (55, 55, Result.NO_AGREEMENT),
    ],
)
def test_the_reversion_point_decides(reversion, value, code):
    out = RUN(issue([40, 80], [1, 1], [1, 1], reversion=reversion), Params())
    assert int(out.result) == code
    np.testing.assert_allclose(out.value, value, atol=1e-9)


def test_two_outside_options_that_leave_nothing_to_share():
    out, _ = pie(outside=(0.3, 0.5))
    assert int(out.result) == Result.NO_AGREEMENT
    assert np.isnan(out.value)


FIVE = package([[0], [20], [50], [80], [100]], np.ones((5, 1)))


def test_actors_below_and_above_the_mean_are_the_sides():
    sides = TWO(FIVE, Params())
    np.testing.assert_array_equal(sides.member, [[1, 1, 0.5, 0, 0], [0, 0, 0.5, 1, 1]])
    np.testing.assert_allclose(sides.position[:, 0], [45 / 2.5, 205 / 2.5])


def test_named_sides():
    np.testing.assert_allclose(TWO(FIVE, Params(sides=(Side((4,)), Side((1,))))).position[:, 0], [100, 20])
    np.testing.assert_allclose(TWO(FIVE, Params(sides=(Side(), Side((3, 4))))).position[:, 0], [70 / 3, 90])
    named = Params(sides=(Side((1,)), Side((0,))))
    absent = RUN(issue([0, 100], [1, 1], [1, 1], present=[True, False]), named)
    assert int(absent.result) == Result.NO_ACTORS
    assert np.isnan(absent.value)


def test_a_side_of_several_counts_them_by_weight_and_salience_by_capability():
    x, s, c = [[10, 0], [40, 100], [90, 50]], [[0.2, 0.5], [0.8, 0.5], [1, 1]], [[3, 3], [1, 1], [5, 5]]
    here = [[True, True], [True, False], [True, True]]
    sides = TWO(package(x, s, c, here), Params(sides=(Side((0, 1)), Side((2,)))))
    np.testing.assert_allclose(sides.position, [[(6 + 32) / 1.4, 0], [90, 50]])
    np.testing.assert_allclose(sides.salience, [[0.35 / 0.85, 0.5 / 0.85], [0.5, 0.5]])


def test_actors_of_a_package_are_parted_where_they_differ_most():
    # Two blocs that differ on both issues, in opposite directions, and one without a stance on the second.
    x = [[10, 90], [20, 80], [25, 0], [80, 20], [90, 30]]
    here = [[True, True], [True, True], [True, False], [True, True], [True, True]]
    sides = TWO(package(x, np.ones((5, 2)), present=here), Params())
    np.testing.assert_array_equal(sides.member[0], [1, 1, 1, 0, 0])


def packages_of_four(seed, size=64):
    draw = np.random.default_rng(seed)
    shape, ends = (size, 4, 3), (np.zeros((size, 3)), np.full((size, 3), 100.0))
    x, s, c = (draw.uniform(low, high, shape) for low, high in ((0, 100), (0.05, 1), (1, 100)))
    return Package(x, s, c, draw.uniform(size=shape) < 0.8, draw.uniform(0, 100, (size, 3)), *ends)


def same(a, b, turned=False):
    np.testing.assert_array_equal(a.result, b.result)
    np.testing.assert_allclose(a.value, 100 - b.value if turned else b.value, atol=1e-6)


def test_what_the_package_model_claims():
    many = packages_of_four(44)
    out = MAPPED(many, PACKAGE.params)
    assert (np.asarray(out.result) == Result.AGREED).mean() > 0.3
    noise = np.random.default_rng(1).uniform(0, 1, many.position.shape)
    absent = many._replace(**{f: np.where(many.present, getattr(many, f), noise) for f in ("position", "salience", "capability")})
    same(out, MAPPED(absent, PACKAGE.params))
    same(out, MAPPED(many._replace(capability=many.capability * 1000), PACKAGE.params))
    same(out, MAPPED(many._replace(position=100 - many.position, reversion=100 - many.reversion), PACKAGE.params), turned=True)
    weak = many._replace(present=many.present.copy(), capability=many.capability.copy())
    weak.present[:, 3], weak.capability[:, 3] = True, 0
    away = weak._replace(present=weak.present & (np.arange(4) < 3)[:, None])
    same(MAPPED(weak, PACKAGE.params), MAPPED(away, PACKAGE.params))
    low, high = (np.where(many.present, many.position, v) for v in (np.inf, -np.inf))
    inside = (out.value >= low.min(1) - 1e-6) & (out.value <= high.max(1) + 1e-6)
    assert inside[np.asarray(out.result) == Result.AGREED].all()
    agreed = MAPPED(many._replace(position=np.full_like(many.position, 33.3)), PACKAGE.params)
    np.testing.assert_allclose(np.asarray(agreed.value)[np.asarray(agreed.result) == Result.AGREED], 33.3)


def test_plain_jitted_and_mapped_agree():
    many = two_sided(43)
    mapped = MAPPED(many, TURNS)
    assert int(mapped.result[0, 0]) == Result.AGREED
    for run in (package_kernel, jax.jit(package_kernel, static_argnums=1)):
        one = run(jax.tree.map(lambda a: a[0], many), TURNS)
        np.testing.assert_allclose(one.value, mapped.value[0], atol=1e-9)
        np.testing.assert_array_equal(one.result, mapped.result[0])


def test_an_issue_is_a_package_of_one():
    whole = package([[10], [90]], [[0.5], [0.7]], [[1], [2]])._replace(reversion=jnp.zeros(1))
    alone = RUN(issue([10, 90], [0.5, 0.7], [1, 2], reversion=0), MODEL.params)
    np.testing.assert_allclose(alone.value, RUN_PACKAGE(whole, PACKAGE.params).value[0])


@pytest.mark.parametrize("bad", [{"discount": 0.0}, {"discount": 1.1}, {"outside": -1.0}, {"members": ()}, {"members": (-1,)}])
def test_impossible_sides_are_refused(bad):
    with pytest.raises(UsageError):
        Side(**bad)


def test_nobody_is_on_both_sides():
    with pytest.raises(UsageError, match="both sides"):
        Params(sides=(Side((0, 1)), Side((1, 2))))
