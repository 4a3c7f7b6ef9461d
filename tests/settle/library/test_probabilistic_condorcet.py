"""Probabilistic Condorcet election: examples by hand, a calculation in plain NumPy, forecasts made elsewhere."""

import csv
import json
import os
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from longgame.settle.library.probabilistic_condorcet import Params, kernel
from longgame.settle.outcome import Result
from longgame.settle.problem import Issue
from tests.settle.library.slow_politics import chances, coalitions, election
from tests.settle.problems import issue


def quick(params):
    """Return the model for many issues, compiled without optimising: here compiling takes nearly all of the time."""
    return jax.jit(jax.vmap(lambda p: kernel(p, params)), compiler_options={"xla_backend_optimization_level": 0})


def stacked(*problems):
    return jax.tree.map(lambda *a: jnp.stack(a), *problems)


# Two positions: each is backed by its own weight, so that 0 wins with chance 2/3, and p = (2/3, 1/3).
# Three at 0, 50 and 100 of equal weight: 50 beats either other one with chance (.5 + .5)/1.5 = 2/3, 0 and 100 are even. So
# p(50) ∝ 2/3 · 2/3 and p(0) = p(100) ∝ 1/3 · 1/2: 4/7 and 3/14. A second actor at 0 has the position stand once: 0 then beats 50
# with chance 1/(1 + 1) and 100 with 2/3, 50 beats 100 with 1.5/2: p ∝ 1/2 · 2/3, 1/2 · 3/4 and 1/3 · 1/4, that is 8/19, 9/19, 2/19.
def test_examples_by_hand():
    out = quick(Params())(
        stacked(
            issue([0, 100, 0, 0], [1, 0.5, 0, 0], [1, 1, 1, 0]),
            issue([0, 50, 100, 7], [1, 1, 1, 1], [2, 2, 2, 9], [True, True, True, False]),
            issue([0, 50, 100, 0], [1, 1, 1, 1], [2, 2, 2, 2]),
            issue([20, 50, 100, 0], [0, 1, 0, 0], [2, 2, 0, 2]),
            issue([20, 50, 100, 0], [0, 0, 0, 0], [2, 2, 0, 2]),
        )
    )
    expected = [[2 / 3, 1 / 3, 0, 0], [3 / 14, 4 / 7, 3 / 14, 0], [8 / 19, 9 / 19, 2 / 19, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    np.testing.assert_allclose(out.detail["probability"], expected, atol=1e-6)
    np.testing.assert_allclose(out.value, [100 / 3, 50, 650 / 19, 50, np.nan], atol=1e-5)
    assert out.result.tolist() == [Result.AGREED] * 4 + [Result.NO_ACTORS]
    problems = stacked(issue([0, 50, 100], [1, 1, 1], [2, 2, 2]), issue([9, 2, 5], [1, 1, 1], [1, 1, 0]))
    likeliest = quick(Params(reading="likeliest"))(problems)
    # Of two equally likely ones the lower.
    np.testing.assert_allclose(likeliest.value, [50, 2], atol=1e-9)


MIXTURES = [
    Params(vote="binary", victory="square"),
    Params(vote="cubic", victory="octic", weights="capability", form="markov_uniform"),
    Params(vote="prop_bin", victory="binary", weights="equal"),
    Params(vote="asym_prosp", victory="quartic", weights="salience", form="markov_incentive"),
    Params(vote="prop_cubic", form="markov_incentive"),
]


@pytest.mark.parametrize("params", MIXTURES, ids=lambda p: f"{p.vote}-{p.victory}-{p.form}")
def test_same_as_plain_numpy(params):
    draw = np.random.default_rng(5)
    size, n = 12, 6
    x, s, c = draw.uniform(0, 100, (size, n)), draw.uniform(0.1, 1, (size, n)), draw.uniform(1, 100, (size, n))
    x[:, 3] = x[:, 1]
    ends = np.zeros(size), np.zeros(size), np.full(size, 100.0)
    out = quick(params)(Issue(*(jnp.asarray(a) for a in (x, s, c, np.ones(x.shape, bool), *ends))))
    w = {"capability_salience": c * s, "capability": c, "salience": s, "equal": np.ones_like(c)}[params.weights]
    standing = [0, 1, 2, 4, 5]
    for q in range(size):
        o = x[q, standing]
        strength = coalitions(params.vote, w[q] / w[q].sum(), 1 - np.abs(x[q][:, None] - o) / 100)
        expected = election(params.form, params.victory, strength, 1e-12)
        np.testing.assert_allclose(out.detail["probability"][q, np.array(standing)], expected, atol=1e-8)
        assert out.detail["probability"][q, 3] == 0
        np.testing.assert_allclose(out.value[q], expected @ o, atol=1e-6)


def test_markov_form_is_stationary():
    problem = issue([0, 30, 45, 100], [1, 0.5, 0.3, 0.9], [3, 9, 2, 4])
    out = quick(Params(form="markov_uniform"))(stacked(problem))
    p = np.asarray(out.detail["probability"][0])
    x, w = np.array([0, 30, 45, 100.0]), np.array([3, 4.5, 0.6, 3.6])
    beats = chances("linear", coalitions("proportional", w / w.sum(), 1 - np.abs(x[:, None] - x) / 100))
    # Who holds the floor meets one of all, itself included, with even chances.
    np.testing.assert_allclose((p * beats.sum(axis=1) + beats @ p) / 4, p, atol=1e-10)
    np.testing.assert_allclose(p.sum(), 1, atol=1e-10)


COLUMNS = {
    "PCE conditional (c)": Params(weights="capability"),
    "PCE conditional (c*s)": Params(),
    "PCE markov-uniform (c*s)": Params(form="markov_uniform"),
}
PRINTED = 5e-5 + 1e-6


@pytest.mark.parametrize("column", COLUMNS)
def test_forecasts_on_eu_decisions(repository, column):
    """All 175, dichotomous ones and zero weights included, to the four decimals in which they are printed."""
    folder = Path(os.environ.get("LONGGAME_SHARED") or repository.parent / "shared") / "data" / "deu"
    if not folder.is_dir():
        pytest.skip("the EU decisions are not here (LONGGAME_SHARED or ../shared)")
    issues = json.loads((folder / "deu_to_2004.json").read_text(encoding="utf-8"))
    rows = csv.DictReader((folder / "reference_forecasts_to_2004.csv").read_text(encoding="utf-8").splitlines())
    expected = {row["issue"]: float(row[column]) for row in rows}
    n = max(len(d["actors"]) for d in issues)
    x, s, c = (np.array([[a[f] for a in d["actors"]] + [0.0] * (n - len(d["actors"])) for d in issues]) for f in "xsc")
    here = np.array([np.arange(n) < len(d["actors"]) for d in issues])
    ends = np.full(len(x), np.nan), np.zeros(len(x)), np.full(len(x), 100.0)
    out = quick(COLUMNS[column])(Issue(*(jnp.asarray(a) for a in (x, s / 100, c, here, *ends))))
    assert len(issues) == 175
    np.testing.assert_allclose(out.value, [expected[d["issue"]] for d in issues], atol=PRINTED, rtol=0)
