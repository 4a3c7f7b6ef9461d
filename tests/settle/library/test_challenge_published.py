"""The challenge model against published rounds: the public code, the emissions table, forecasts for EU decisions."""

import csv
import json
from dataclasses import replace

import jax
import numpy as np
import pytest
from benchmarks.settle_challenge import actors, padded, problem, published

from longgame.settle.library.challenge.kernel import kernel
from longgame.settle.library.challenge.offers import Kind
from longgame.settle.library.challenge.params import Params
from longgame.settle.library.challenge.readings import STABLE, TYPED

# EC emissions: Bueno de Mesquita 1994; the same numbers are in Scholz, Calbert and Smith 2011.
STATES = ("Netherlands", "Belgium", "Luxembourg", "Germany", "France", "Italy", "UK", "Ireland", "Denmark", "Greece")
CAPABILITY = (0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08)
POSITION = (4, 7, 4, 4, 10, 10, 10, 7, 4, 7)
SALIENCE = (0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7)
# Scholz, Calbert and Smith 2011: median and mean after rounds 1 to 8, one digit, partly rounded and partly cut off.
PRINTED_MEDIANS = (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6)
PRINTED_MEANS = (7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6)
# The same of the public code, to three digits.
MEDIANS = (8.416, 9.611, 9.962, 9.962, 9.962, 7.472, 8.825, 9.671)
MEANS = (7.461, 7.553, 7.590, 7.358, 7.349, 7.415, 7.510, 7.572)

# South China Sea: mean distance over the actors in rounds 1 to 3, of positions on 0 to 100.
SEA = (11.92, 18.33, 18.01)

played = jax.jit(jax.vmap(kernel, in_axes=(0, None)), static_argnums=1)


def play(issues, params):
    """Return the outcomes of issues of any sizes, as NumPy arrays; absent actors fill up to the largest."""
    return jax.tree.map(np.asarray, played(padded(issues), params))


def play_few(issues, params):
    """Return the outcomes of one or two issues of up to 17 actors, compiled once for all of them."""
    nobody = problem(np.zeros(17), np.zeros(17), np.zeros(17), 0.0, 1.0)
    return play([*issues, nobody, nobody][:3], params)


def emissions():
    return problem(POSITION, SALIENCE, CAPABILITY, 4.0, 10.0)


@pytest.fixture(scope="module")
def rounds():
    with jax.enable_x64(True):
        return play_few([emissions()], Params()).detail


def test_emissions_rounds_of_the_public_code(rounds):
    np.testing.assert_allclose(rounds["median"][0, 1:9], MEDIANS, atol=5.1e-4)
    np.testing.assert_allclose(rounds["mean"][0, 1:9], MEANS, atol=5.1e-4)


def test_emissions_table_to_its_last_digit_but_for_one_median(rounds):
    medians, means = rounds["median"][0, 1:9], rounds["mean"][0, 1:9]
    assert (np.abs(means - PRINTED_MEANS) < 0.1).all()
    apart = np.abs(medians - PRINTED_MEDIANS) >= 0.1
    # The table has the median of round 3 in round 2 already; the public code does not.
    assert np.flatnonzero(apart).tolist() == [1]


def test_nobody_leaves_the_range_or_moves_without_an_offer(rounds):
    x, kind, to, proposers = (rounds[k][0, :, : len(STATES)] for k in ("position", "offer_kind", "offer_to", "offer_from"))
    assert ((x >= 4 - 1e-12) & (x <= 10 + 1e-12)).all()
    np.testing.assert_array_equal(x[1:], to)
    assert ((x[1:] == x[:-1]) | (kind != Kind.NONE)).all()
    whole = (kind == Kind.CONFRONTATION) | (kind == Kind.CAPITULATION)
    proposer = np.take_along_axis(x[:-1], proposers.clip(0), axis=1)
    np.testing.assert_array_equal(to[whole], proposer[whole])


@pytest.mark.parametrize("stay", [1.0, 0.5])
def test_every_round_of_the_public_code(reference, stay):
    names = {"ec_emissions_1994.csv": "ExampleActors", "sultan_oil_1997.csv": "Sultan"}
    read = [actors(reference / "reference" / "classic" / file) for file in names]
    detail = play_few([issue for _, issue in read], Params(status_quo=stay)).detail
    for at, ((rows, _), name) in enumerate(zip(read, names.values(), strict=True)):
        history = json.loads((reference / "reference" / "scholz" / f"jmckib_{name}_q{stay}.json").read_text())
        assert len(history) == 11
        same_history({k: v[at] for k, v in detail.items() if v.ndim > 1}, [r["Actor"] for r in rows], history)


def same_history(ours, names, history):
    n = len(names)
    near = {"rtol": 0, "atol": 1e-9}
    np.testing.assert_allclose(ours["position"][:, :n], [[h["x"][a] for a in names] for h in history], **near)
    for key in ("median", "mean"):
        np.testing.assert_allclose(ours[key], [h[key] for h in history], **near)
    np.testing.assert_allclose(ours["risk"][:, :n], [[h["r"][a] for a in names] for h in history[1:]], **near)
    for t, now in enumerate(history[1:]):
        for i, name in enumerate(names):
            kind, proposer = Kind(int(ours["offer_kind"][t, i])), int(ours["offer_from"][t, i])
            theirs = now["offers"][name]
            if theirs is None:
                assert (kind, proposer) == (Kind.NONE, -1)
                continue
            assert (kind.name.lower(), names[proposer]) == tuple(theirs[:2]), (t, name)
            numbers = [ours[k][t, i] for k in ("offer_to", "offer_mine", "offer_theirs")]
            np.testing.assert_allclose(numbers, theirs[2:], **near)


def test_original_program_of_1994_is_not_reproduced(reference):
    """What the public code gives for the South China Sea is far from the original's rounds; the size of it is on record."""
    sea = published(reference)[2]
    assert sea.origin == "original program"
    detail = play_few([sea.issue], Params()).detail
    gap = np.abs(detail["position"][0, 1:4, : len(sea.actors)] - sea.positions).mean(axis=1)
    np.testing.assert_allclose(gap, SEA, atol=0.05)


UNITS = (("x", 1), ("s", 100), ("c", 1))
CODE = Params()
ONE_ROUND = replace(TYPED, rounds=1, ties="first")
COLUMNS = [
    # The reference settles ties by what rounding has left of equal numbers: with no tolerance for ties the means agree on all
    # decisions and the medians on all but d99158i1, where exactly half of the weight stands at 0, which is the lower median
    # and is given here; the reference gives the upper one.
    pytest.param("challenge: jmckib/Scholz-code reading, 10 rounds, median", CODE, "median", {"d99158i1", "n00127i2"}, id="code"),
    pytest.param("challenge: jmckib reading, 10 rounds, mean", CODE, "mean", {"d99127i2", "n00127i2"}, id="code mean"),
    pytest.param("challenge: paper-literal, 10 rounds, median", TYPED, "median", set(), id="typed"),
    pytest.param("challenge: paper-literal, 10 rounds, mean", TYPED, "mean", set(), id="typed mean"),
    pytest.param("challenge: paper-literal, 1 round, mean", ONE_ROUND, "mean", set(), id="one round"),
    pytest.param("challenge: paper-literal, strongest offer, stable, median", STABLE, "median", set(), id="stable"),
]


@pytest.mark.parametrize(("column", "params", "what", "apart"), COLUMNS)
def test_forecasts_for_eu_decisions(reference, column, params, what, apart):
    decisions = json.loads((reference / "deu" / "deu_to_2004.json").read_text())
    with (reference / "deu" / "reference_forecasts_to_2004.csv").open(newline="") as lines:
        theirs = {row["issue"]: float(row[column]) for row in csv.DictReader(lines)}
    issues = [problem(*([a[k] / by for a in d["actors"]] for k, by in UNITS), 0.0, 100.0) for d in decisions]
    ours = play(issues, params).detail[what][:, -1]
    names = [d["issue"] for d in decisions]
    assert len(names) == len(theirs) == 175
    gap = np.abs(ours - [theirs[name] for name in names])
    assert {name for name, by in zip(names, gap, strict=True) if by > 1e-4} == apart
