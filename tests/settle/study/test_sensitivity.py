"""Shares of variance against known ones: Ishigami's function, linear models, and the same estimators elsewhere."""

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from longgame.core.errors import UsageError
from longgame.settle.library import BY_NAME
from longgame.settle.study.draws import draw
from longgame.settle.study.given_data import GIVEN, cut, explained, given
from longgame.settle.study.mapped import outcomes
from longgame.settle.study.sensitivity import INDEPENDENT, indices, sobol
from tests.settle.study.coded import LINKED, SHARES, THREE, coded

COMPROMISE = BY_NAME["compromise"]
# Ishigami and Homma (1990) with a = 7, b = 0.1: analytic indices, and delta as in Plischke, Borgonovo and Smith (2013).
FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
VARIANCE = 13.8446
WIDTHS = np.array([30.0, 20.0, 20.0])


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def design(number, seed=0):
    both = np.pi * (2 * qmc.Sobol(6, seed=seed).random(number) - 1)
    a, b = both[:, :3], both[:, 3:]
    mixed = []
    for k in range(3):
        one = a.copy()
        one[:, k] = b[:, k]
        mixed.append(ishigami(one))
    return ishigami(a), ishigami(b), np.array(mixed)


def pert_variance(low, best, high):
    mean = (low + 4 * best + high) / 6
    return (mean - low) * (high - mean) / 7


def test_ishigami():
    variance, figures = indices(*design(2**12))
    assert variance == pytest.approx(VARIANCE, rel=0.01)
    np.testing.assert_allclose(figures[:, 0], FIRST, atol=0.02)
    np.testing.assert_allclose(figures[:, 3], TOTAL, atol=0.02)
    for low, known, high in ((figures[:, 1], FIRST, figures[:, 2]), (figures[:, 4], TOTAL, figures[:, 5])):
        assert (low < known).all()
        assert (known < high).all()


def test_same_estimates_as_scipy():
    a, b, mixed = design(256, seed=3)
    theirs = stats.sobol_indices(func={"f_A": a[None], "f_B": b[None], "f_AB": mixed[:, None]}, n=256)
    figures = indices(a, b, mixed)[1]
    np.testing.assert_allclose(figures[:, 0], theirs.first_order.ravel(), atol=1e-10)
    np.testing.assert_allclose(figures[:, 3], theirs.total_order.ravel(), atol=1e-10)


def test_same_estimates_as_salib():
    pytest.importorskip("SALib", reason="SALib is not installed; it is no dependency, see the decision record")
    from SALib.analyze import sobol as theirs  # type: ignore[import-untyped, import-not-found, unused-ignore]

    a, b, mixed = design(256, seed=4)
    y = np.stack([a, *mixed, b], axis=1).ravel()
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
    found = theirs.analyze(problem, y, calc_second_order=False, seed=1)
    figures = indices(a, b, mixed)[1]
    # SALib divides by the spread of all runs, here by that of the two samples.
    np.testing.assert_allclose(figures[:, 0], found["S1"], atol=0.02)
    np.testing.assert_allclose(figures[:, 3], found["ST"], atol=0.02)


def test_positions_in_the_compromise():
    result = sobol(THREE, COMPROMISE, "i0", 1024)
    parts = SHARES**2 * [pert_variance(10, 20, 40), pert_variance(50, 60, 70), pert_variance(80, 90, 100)]
    assert result.variance == pytest.approx(parts.sum(), rel=0.01)
    found = {s.actor: s for s in result.shares}
    for actor, known in zip("abc", parts / parts.sum(), strict=True):
        assert found[actor].first == pytest.approx(known, abs=0.03)
        assert found[actor].total == pytest.approx(known, abs=0.03)
        assert found[actor].total_low < known < found[actor].total_high
    assert (result.number, result.used, result.runs, result.rule) == (1024, 1024, 5 * 1024, INDEPENDENT)
    by_kind = sobol(THREE, COMPROMISE, "i0", 256, by="kind").shares
    assert [(s.actor, s.kind) for s in by_kind] == [(None, "position")]
    assert by_kind[0].total == pytest.approx(1, abs=0.05)


def test_blocs_do_not_matter_for_shares_by_design():
    joined = coded([(10, 20, 40), (50, 60, 70), (80, 90, 100)], [0.5] * 3, [50, 30, 20], blocs=("x", "x", "x"))
    assert sobol(joined, COMPROMISE, "i0", 64) == sobol(THREE, COMPROMISE, "i0", 64)


def test_groups_add_up_what_judgements_interact():
    problem = coded([(0, 10, 30), (70, 90, 99)], [(0.1, 0.5, 0.9)] * 2, [(10, 40, 70)] * 2)
    single = sobol(problem, COMPROMISE, "i0", 512, by="judgement")
    grouped = sobol(problem, COMPROMISE, "i0", 512, by="actor")
    assert len(single.shares) == 6
    assert len(grouped.shares) == 2
    for whole in grouped.shares:
        parts = sum(s.first for s in single.shares if s.actor == whole.actor)
        assert whole.first > parts - 0.05
    assert sum(s.first for s in grouped.shares) < 1 + 0.05
    assert sum(s.total for s in grouped.shares) > 1 - 0.05


def test_judgements_on_other_issues_drive_a_linked_model():
    problem = coded([[(0, 20, 40), 70], [80, (0, 20, 40)]], [0.5, 0.5], [50, 50], issues=2)
    found = {s.actor: s.total for s in sobol(problem, LINKED, "i0", 1024).shares}
    known = 0.95**2 / (0.95**2 + 0.05**2)
    assert found["a"] == pytest.approx(known, abs=0.02)
    assert found["b"] == pytest.approx(1 - known, rel=0.1)


def test_seeds_and_workers():
    problem = coded([(0, 10, 30), (70, 90, 99)], [(0.1, 0.5, 0.9)] * 2, [(10, 40, 70)] * 2)
    one = sobol(problem, COMPROMISE, "i0", 128, seed=1)
    assert one == sobol(problem, COMPROMISE, "i0", 128, seed=1, workers=2)
    assert one.shares != sobol(problem, COMPROMISE, "i0", 128, seed=2).shares


def test_nothing_varies_and_nobody_there():
    certain = coded([10, 90], [0.5, 0.5], [1, 1], issues=2, present=[[1, 0], [1, 0]])
    still, empty = (sobol(certain, COMPROMISE, name, 16) for name in ("i0", "i1"))
    assert (still.shares, still.variance, still.used) == ((), 0.0, 16)
    assert (empty.shares, empty.variance, empty.used) == ((), None, 0)
    # The median does not move with the ends: groups without effect have no share, and the outcome no variance.
    median = coded([(0, 10, 20), 50, (80, 90, 99)], [0.5] * 3, [10, 90, 10])
    assert sobol(median, BY_NAME["weighted_median"], "i0", 16).shares == ()
    with pytest.raises(UsageError, match="2 or more"):
        sobol(THREE, COMPROMISE, "i0", 1)


def test_given_data_on_ishigami():
    x = np.pi * (2 * qmc.Sobol(4, seed=1).random(2**12) - 1)
    outcome = cut(ishigami(x), 16, 0)
    first, delta = zip(*(explained(x[:, k], outcome) for k in range(4)), strict=True)
    # The fourth input is not in the function. Classes of finite width lose a little.
    np.testing.assert_allclose([f[0] for f in first], [*FIRST, 0], atol=0.03)
    # Points as even as these, in so few dimensions, agree by chance less often than shuffled ones.
    assert -0.05 < delta[3][0] < 0.01
    assert delta[1][0] > delta[0][0] > delta[2][0] > 0.05
    whole = explained(outcome.y, outcome)
    assert whole[0][0] > 0.95
    assert whole[1][0] > 0.9


def test_delta_by_hand():
    # y tells which half x lies in, and nothing else: half of the mass lies elsewhere in each class.
    x = np.arange(4000.0)
    outcome = cut(np.where(x < 2000, 1.0, 2.0) + 0.0, 2, 0)
    assert explained(x, outcome)[1][0] == pytest.approx(0.5, abs=0.02)


def test_given_data_from_draws():
    drawn = draw(THREE, 2048, 0, 0.0)
    value = np.asarray(outcomes(COMPROMISE, drawn).value)[:, 0]
    result = given(THREE, drawn, value, "compromise", "i0")
    parts = SHARES**2 * [pert_variance(10, 20, 40), pert_variance(50, 60, 70), pert_variance(80, 90, 100)]
    assert [(e.actor, e.kind) for e in result.judgements] == [("a", "position"), ("b", "position"), ("c", "position")]
    np.testing.assert_allclose([e.first for e in result.judgements], parts / parts.sum(), atol=0.04)
    assert (result.draws, result.rule) == (2048, GIVEN)
    assert result == given(THREE, drawn, value, "compromise", "i0")


def test_given_data_of_correlated_blocs_counts_what_is_common():
    joined = coded([(10, 20, 40), (50, 60, 70), (80, 90, 100)], [0.5] * 3, [50, 30, 20], blocs=("x", "x", "x"))
    drawn = draw(joined, 2048, 0, 0.8)
    value = np.asarray(outcomes(COMPROMISE, drawn).value)[:, 0]
    assert sum(e.first for e in given(joined, drawn, value, "compromise", "i0").judgements) > 1.5


def test_given_data_without_outcomes():
    drawn = draw(THREE, 64, 0)
    value = np.full(64, np.nan)
    assert given(THREE, drawn, value, "compromise", "i0").judgements == ()
    value[:5] = 1.0
    assert given(THREE, drawn, value, "compromise", "i0").judgements == ()
    with pytest.raises(UsageError, match="2 or more"):
        given(THREE, drawn, value, "compromise", "i0", classes=1)
