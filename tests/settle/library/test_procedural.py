"""Voting rules: every point of a grid as the independent check, in whole numbers; published results by hand."""

from dataclasses import replace

import jax
import numpy as np
import pytest

from longgame.core.errors import UsageError
from longgame.settle.library import procedural
from longgame.settle.library.procedural import AGENDA_SETTER, QUALIFIED_MAJORITY, UNANIMITY, Params
from longgame.settle.outcome import Result
from tests.settle.packages import QUICK
from tests.settle.problems import batch, issue

# Half the position, which is a multiple of 4, so that the grid has a point between any two: comparisons below are exact.
GRID = np.arange(51)
RULES = {
    "unanimity": Params(),
    "two thirds": Params(share=2 / 3),
    "majority": Params(share=0.5),
    "most voters": Params(heads=0.5),
    "double majority": Params(share=0.65, heads=0.55),
    "share and number": Params(share=0.6, number=3),
    "number": Params(number=3),
    "everyone with capability": Params(share=1.0),
    "veto": Params(share=0.5, vetoes=(1, 4)),
    "named voters": Params(heads=0.6, voters=(0, 2, 3, 7), vetoes=(5,)),
    "weights": Params(share=0.55, weights="equal"),
}
RUN = jax.jit(procedural.kernel, static_argnums=1, compiler_options=QUICK)
each = pytest.mark.parametrize("rule", RULES)


def problems(seed):
    """Return problems with positions in steps of 4, a good part of them with actors exactly at the reversion point."""
    many = batch(seed)
    at = np.random.default_rng(seed).uniform(size=many.position.shape) < 0.15
    position = np.where(at, many.reversion[:, None], many.position)
    return many._replace(position=4 * (position / 4).round(), reversion=4 * (many.reversion / 4).round())


def solve(many, params):
    return jax.tree.map(np.asarray, jax.jit(jax.vmap(lambda p: procedural.kernel(p, params)), compiler_options=QUICK)(many))


def tenths(a):
    return np.round(10 * a).astype(int)


def having(many, params):
    """Return who votes and who blocks."""
    n = many.position.shape[1]
    named = (many.capability * many.salience > 0) if params.voters is None else np.isin(np.arange(n), params.voters)[None]
    return named & many.present, np.isin(np.arange(n), params.vetoes) & many.present


def decides(many, params, coalition):
    """Return whether coalitions decide, reckoned in whole numbers; coalition of shape (problems, …, n)."""
    votes, blocks = having(many, params)
    between = (slice(None), *[None] * (coalition.ndim - 2), slice(None))
    weight = np.where(votes, 1 if params.weights == "equal" else tenths(many.capability), 0)
    has, heads = (coalition * weight[between]).sum(-1), (coalition & votes[between]).sum(-1)
    whole, count = (a.reshape(-1, *[1] * (coalition.ndim - 2)) for a in (weight.sum(-1), votes.sum(-1)))

    def enough(part, got, of):
        # As sixtieths: 2/3, .5, .55, .6 and .65 are all whole.
        return 60 * got >= round(60 * part) * of if part > 0.5 else 2 * got > of

    ok = (coalition | ~blocks[between]).all(-1)
    if params.share is not None:
        ok &= enough(params.share, has, whole)
    if params.heads is not None:
        ok &= enough(params.heads, heads, count)
    if params.number is not None:
        ok &= (heads >= np.minimum(params.number, count)) & ((params.share is not None) | (2 * heads > count))
    if params.share is None and params.heads is None and params.number is None:
        ok &= heads == count
    return ok


def halves(many):
    return tuple(np.round(a / 2).astype(int) for a in (many.position, many.reversion))


def beaten(many, params, by_all=False):
    """Return which points of the grid lose to some other one, shape (problems, points)."""
    x, _ = halves(many)
    far = np.abs(GRID[:, None] - x[:, None, :])
    votes, blocks = having(many, params)
    lost = np.zeros(far.shape[:2], bool)
    for other in range(GRID.size):
        prefer = far[:, other][:, None, :] < far
        if by_all:
            lost |= (prefer | ~(votes | blocks)[:, None, :]).all(-1)
        else:
            lost |= decides(many, params, prefer)
    return lost


def voted(many, params):
    """Return where somebody votes, and votes have weight."""
    votes, _ = having(many, params)
    return np.where(votes, many.capability, 0).sum(-1) > 0 if params.share and params.weights != "equal" else votes.any(-1)


@each
def test_the_core_is_what_no_point_beats(rule):
    many, params = problems(31), RULES[rule]
    out, some = solve(many, params), voted(many, params)
    assert some.sum() > 100
    np.testing.assert_array_equal(out.result == Result.NO_ACTORS, ~some)
    core = ~beaten(many, params)
    low, high = (out.detail["core"][:, i, None] / 2 for i in (0, 1))
    np.testing.assert_array_equal(((low <= GRID) & (high >= GRID))[some], core[some])
    _, before = halves(many)
    nearest = np.where(core, np.abs(GRID - before[:, None]), 999).argmin(-1)
    np.testing.assert_allclose(out.value[some] / 2, nearest[some], atol=1e-9)
    votes, blocks = having(many, params)
    apart = ((votes | blocks) & (many.position != many.reversion[:, None])).any(-1)
    np.testing.assert_array_equal(out.result[some] == Result.NO_AGREEMENT, ((nearest == before) & apart)[some])


@pytest.mark.parametrize("rule", ["unanimity", "majority", "double majority", "number", "veto", "named voters"])
@pytest.mark.parametrize(("setter", "amendable"), [("strongest", False), (3, True)])
def test_no_point_that_passes_is_better_for_the_setter(rule, amendable, setter):
    many, params = problems(32), replace(RULES[rule], setter=setter, amendable=amendable)
    out, some = solve(many, params), voted(many, RULES[rule])
    x, before = halves(many)
    likes = np.abs(GRID[:, None] - x[:, None, :]) <= np.abs(before[:, None] - x)[:, None, :]
    passes = decides(many, params, likes)
    at = np.arange(before.size)
    np.testing.assert_array_equal(
        passes[some], ((out.detail["winset"][:, :1] / 2 <= GRID) & (out.detail["winset"][:, 1:] / 2 >= GRID))[some]
    )
    who = np.full(before.size, setter) if setter != "strongest" else _strongest(many)
    some &= many.present[at, who]
    assert some.sum() > 50
    if amendable:
        passes &= ~beaten(many, params, by_all=True)
    wish = x[at, who]
    cost = np.where(passes, np.abs(GRID - wish[:, None]), 999)
    best = np.where(cost.min(-1) <= np.abs(before - wish), cost.argmin(-1), before)
    np.testing.assert_allclose(out.value[some] / 2, best[some], atol=1e-9)
    np.testing.assert_array_equal(out.detail["setter"][some], who[some])


def _strongest(many):
    weighty = many.present & (many.capability * many.salience > 0)
    return np.where(weighty, many.capability, -1).argmax(-1)


@pytest.mark.parametrize(
    ("reversion", "expected", "code"),
    [
        (20, 80, Result.AGREED),  # the median voter, at 50, is left exactly as well off as at 20
        (5, 90, Result.AGREED),  # so bad that the setter gets all it wants
        (60, 60, Result.NO_AGREEMENT),  # between median and setter: nothing moves
        (95, 90, Result.AGREED),  # beyond the setter all gain by going back to it
        (50, 50, Result.NO_AGREEMENT),
    ],
)
def test_the_setter_of_romer_and_rosenthal(reversion, expected, code):
    problem = issue([30, 50, 90], [1, 1, 1], [1, 1, 1], reversion=reversion)
    out = RUN(problem, Params(heads=0.5, setter=2))
    np.testing.assert_allclose(out.value, expected, atol=1e-9)
    assert int(out.result) == code


def test_a_worse_reversion_point_gives_the_setter_more():
    values = [float(RUN(issue([0, 50, 90], [1] * 3, [1] * 3, reversion=q), Params(heads=0.5, setter=2)).value)
              for q in (50, 40, 30, 20)]  # fmt: skip
    np.testing.assert_allclose(values, [50, 60, 70, 80])


def test_what_the_council_can_amend_the_commission_cannot_overshoot():
    # The setter, without a vote, wants more than any voter: against amendments it gets the most eager voter's wish.
    problem = issue([40, 50, 60, 100], [1] * 4, [1] * 4, reversion=0)
    closed = Params(heads=0.5, voters=(0, 1, 2), setter=3)
    np.testing.assert_allclose(RUN(problem, closed).value, 100)
    np.testing.assert_allclose(RUN(problem, replace(closed, amendable=True)).value, 60)


def test_unanimity_is_the_lowest_common_denominator():
    for reversion, expected in ((0, 30), (100, 70)):
        out = RUN(issue([30, 45, 70], [1] * 3, [1, 2, 50], reversion=reversion), UNANIMITY.params)
        np.testing.assert_allclose(out.value, expected)
        assert int(out.result) == Result.AGREED


@pytest.mark.parametrize("at", [30, 50, 70])
def test_unanimity_leaves_a_reversion_point_among_the_voters(at):
    out = RUN(issue([30, 70], [1, 1], [1, 1], reversion=at), UNANIMITY.params)
    assert (float(out.value), int(out.result)) == (at, Result.NO_AGREEMENT)


def test_all_at_the_reversion_point_agree_on_it():
    for model in procedural.READINGS:
        out = RUN(issue([33.3, 33.3], [1, 1], [1, 3], reversion=33.3), model.params)
        assert (float(out.value), int(out.result)) == (pytest.approx(33.3), Result.AGREED)


def test_a_veto_player_between_the_others_changes_nothing():
    # Tsebelis's absorption rule.
    many = problems(33)
    low = np.where(many.present, many.position, np.inf).min(-1)
    high = np.where(many.present, many.position, -np.inf).max(-1)
    more = many._replace(
        position=np.append(many.position, ((low + high) / 2)[:, None], axis=1),
        **{f: np.append(getattr(many, f), np.ones((low.size, 1)), axis=1) for f in ("salience", "capability")},
        present=np.append(many.present, np.ones((low.size, 1), bool), axis=1),
    )
    all_present = Params(voters=tuple(range(20)))
    a, b = solve(many, all_present), solve(more, all_present)
    for name in ("core", "winset"):
        np.testing.assert_allclose(a.detail[name], b.detail[name], atol=1e-9)
    np.testing.assert_allclose(a.value, b.value, atol=1e-9)


def test_exactly_half_is_no_majority_and_exactly_the_share_is_enough():
    # .1 + .2 is more than .3 in binary: sums as people type them are compared within their rounding.
    problem = issue([20, 40, 60], [1] * 3, [0.1, 0.2, 0.3], reversion=0)
    half = RUN(problem, Params(share=0.5))
    np.testing.assert_allclose(half.detail["core"], [40, 60])
    np.testing.assert_allclose(RUN(problem, Params(share=5 / 6)).detail["core"], [40, 60])
    np.testing.assert_allclose(RUN(issue([20, 60], [1] * 2, [1, 2]), QUALIFIED_MAJORITY.params).detail["core"], [60, 60])


def test_equally_strong_the_first_proposes():
    out = RUN(issue([60, 40, 80], [1] * 3, [5, 5, 5], reversion=0), AGENDA_SETTER.params)
    assert int(out.detail["setter"]) == 0
    np.testing.assert_allclose(out.value, 60)


def test_a_setter_without_a_stance_leaves_it_to_the_core():
    problem = issue([60, 40, 80], [1] * 3, [5, 5, 5], present=[True, True, False], reversion=0)
    out = RUN(problem, Params(setter=2))
    assert int(out.detail["setter"]) == -1
    np.testing.assert_allclose(out.value, 40)


@pytest.mark.parametrize(
    ("params", "expected"),
    [(Params(), 55), (Params(setter=1), 80), (Params(heads=0.5, setter=1), 50), (Params(heads=0.5), 50)],
)
def test_where_the_reversion_point_is_unknown(params, expected):
    problem = issue([30, 80, 50], [1] * 3, [1, 1, 1], reversion=np.nan)
    out = RUN(problem, params)
    np.testing.assert_allclose(out.value, expected)
    assert int(out.result) == Result.AGREED
    assert not bool(out.detail["known"])


def test_nothing_can_be_forecast_without_a_reversion_point_where_asked():
    silent = RUN(issue([30, 80, 50], [1] * 3, [1, 1, 1], reversion=np.nan), Params(setter=1, unknown="nothing"))
    assert int(silent.result) == Result.NO_AGREEMENT
    assert np.isnan(silent.value)


def test_who_is_absent_neither_votes_nor_blocks():
    problem = issue([30, 60, 90], [1] * 3, [1] * 3, present=[True, True, False], reversion=100)
    out = RUN(problem, Params(voters=(0, 1, 2), vetoes=(2,)))
    np.testing.assert_allclose(out.value, 60)
    nobody = RUN(problem, Params(voters=(2,)))
    assert int(nobody.result) == Result.NO_ACTORS
    assert np.isnan(nobody.value)


@pytest.mark.parametrize("bad", [{"share": 66}, {"heads": -0.1}, {"number": 0}])
def test_impossible_rules_are_refused(bad):
    with pytest.raises(UsageError):
        Params(**bad)
