"""The backtest as a whole: nothing leaks from what is forecast, and it is the same however it is run."""

import csv
import dataclasses

import numpy as np
import pytest

from longgame.core.errors import UsageError
from longgame.settle.library import BY_NAME
from longgame.settle.study import references
from longgame.settle.study.backtest import NAMES, backtest
from longgame.settle.study.decisions import read
from longgame.settle.study.run import run
from tests.settle.study.decisions_made_up import rows, write

CHEAP = ["compromise", "weighted_median", "ensemble", *references.REFERENCES]


@pytest.fixture(scope="module")
def decisions(tmp_path_factory):
    return read(write(tmp_path_factory.mktemp("d") / "d.json", rows()))


@pytest.fixture(scope="module")
def result(decisions):
    return backtest(decisions, models=CHEAP, draws=8)


def test_compromise_is_the_weighted_mean(decisions, result):
    w = decisions.issues.capability * decisions.issues.salience
    point = (w * decisions.issues.position).sum(axis=1) / w.sum(axis=1)
    assert result.models["compromise"].mae == pytest.approx(np.abs(point - decisions.outcome).mean(), abs=1e-9)


def test_models_that_give_points_have_no_distribution_without_draws(decisions):
    got = backtest(decisions, models=["compromise", "ensemble"], draws=0).models
    assert got["compromise"].crps is None
    assert got["compromise"].coverage is None
    assert got["ensemble"].crps is not None
    assert list(got) == ["compromise", "ensemble"]


def test_distributions_do_better_than_climatology_where_positions_matter(result):
    assert result.models["ensemble"].crps < result.models["learned_climatology"].crps
    assert result.models["ensemble"].crps_difference.to == "compromise_scaled_residuals"


def test_learned_forecasts_do_not_see_the_proposal(tmp_path, decisions):
    """The outcomes of one proposal are changed: its own learned forecasts must stay as they are."""
    issues = rows()
    for row in issues[:3]:
        row["out"] = 100 - row["out"] if row["out"] != 50 else 10
    other = read(write(tmp_path / "o.json", issues))
    from longgame.settle.study import backtest as module

    folds = list(module._folds(decisions, None))
    for name in ("learned_climatology", "compromise_residuals", "compromise_scaled_residuals"):
        one, two = (module._reference(name, d, d, folds) for d in (decisions, other))
        np.testing.assert_array_equal(one.samples[:3], two.samples[:3])
        assert not np.array_equal(one.samples[3:], two.samples[3:])
    one, two = (module._ensemble(d, d, folds, shipped=False) for d in (decisions, other))
    np.testing.assert_array_equal(one.density[:3], two.density[:3])
    assert not np.array_equal(one.density[3:], two.density[3:])


def test_with_a_training_file_nothing_is_learned_from_the_test_file(tmp_path, decisions):
    train = read(write(tmp_path / "t.json", rows(seed=8)))
    half = rows()[:30]
    alone = backtest(read(write(tmp_path / "h.json", half)), train, models=["ensemble"], draws=0)
    assert alone.train.digest == train.digest
    whole = backtest(decisions, train, models=["ensemble"], draws=0)
    from longgame.settle.study import backtest as module

    fold = [module.Fold(np.ones(60, bool), np.ones(60, bool))]
    density = module._ensemble(decisions, train, fold, shipped=False).density
    assert whole.models["ensemble"].crps == pytest.approx(
        float(np.mean([_crps(p, y) for p, y in zip(density, decisions.outcome, strict=True)])), abs=1e-9
    )


def _crps(p, y):
    point = np.arange(101.0)
    return (p * np.abs(point - y)).sum() - (p[:, None] * p * np.abs(point[:, None] - point)).sum() / 2


def test_same_bits_for_one_or_two_workers(decisions, result):
    assert backtest(decisions, models=CHEAP, draws=8, workers=2) == result


def test_another_seed_gives_other_draws(decisions, result):
    other = backtest(decisions, models=["compromise"], draws=8, seed=2).models["compromise"]
    assert other.mae == result.models["compromise"].mae
    assert other.crps != result.models["compromise"].crps


def test_issues_of_a_proposal_are_traded_together(tmp_path):
    """Two actors, each caring about another issue: exchange gives each what it cares about, alone it would not."""
    actors = [{"a": "x", "x": 0.0, "s": 90.0, "c": 1.0}, {"a": "y", "x": 100.0, "s": 10.0, "c": 1.0}]
    mirror = [{"a": "x", "x": 0.0, "s": 10.0, "c": 1.0}, {"a": "y", "x": 100.0, "s": 90.0, "c": 1.0}]
    issues = [
        {"issue": "i", "prop": "p", "out": 0.0, "rp": None, "actors": actors},
        {"issue": "j", "prop": "p", "out": 100.0, "rp": None, "actors": mirror},
    ]
    together = backtest(read(write(tmp_path / "a.json", issues)), models=["exchange"], draws=0, shipped=True)
    apart = [i | {"prop": i["issue"]} for i in issues]
    alone = backtest(read(write(tmp_path / "b.json", apart)), models=["exchange"], draws=0, shipped=True)
    assert together.models["exchange"].mae < 5 < alone.models["exchange"].mae == pytest.approx(10.0)


def test_awkward_issues_are_run_and_failures_counted(tmp_path):
    issues = rows(proposals=3)
    issues[0]["actors"] = []
    issues[1]["actors"] = issues[1]["actors"][:1]
    for actor in issues[2]["actors"]:
        actor["s"] = 0.0
    got = backtest(read(write(tmp_path / "d.json", issues)), models=CHEAP, draws=2).models
    assert {name: (s.n, s.failed) for name, s in got.items()} == {
        name: (9, 0) if name == "learned_climatology" else (7, 2) for name in CHEAP
    }


def test_wrong_use(decisions):
    with pytest.raises(UsageError, match="did you mean 'compromise'"):
        backtest(decisions, models=["compromis"])
    with pytest.raises(UsageError, match="shipped coefficients"):
        backtest(decisions, decisions, shipped=True)


def test_one_proposal_leaves_nothing_to_learn_from(tmp_path):
    with pytest.raises(UsageError, match="nothing is left to learn from"):
        backtest(read(write(tmp_path / "d.json", rows(proposals=1))))


def test_every_model_is_in_it():
    assert set(BY_NAME) < set(NAMES)


@pytest.fixture(scope="module")
def published(reference):
    path = reference / "deu" / "deu_to_2004.json"
    if not path.is_file():
        pytest.skip("the decisions are not here")
    return path


@pytest.mark.deep
def test_the_published_decisions(published):
    """Scores that were found elsewhere with other programs, and what the calibrated distribution must reach."""
    got = backtest(read(published), models=["compromise", "ensemble", *references.REFERENCES], draws=0).models
    assert {name: s.n for name, s in got.items()} == dict.fromkeys(got, 175)
    found = {name: s.crps for name, s in got.items()}
    elsewhere = {
        "learned_climatology": 20.35,
        "positions": 18.65,
        "compromise_residuals": 17.53,
        "compromise_scaled_residuals": 17.00,
    }
    for name, value in elsewhere.items():
        assert found[name] == pytest.approx(value, abs=0.01)
    best = got["ensemble"]
    assert best.crps <= 16.5
    assert best.coverage["80"] == pytest.approx(0.8, abs=0.04)
    assert best.coverage["90"] == pytest.approx(0.9, abs=0.04)


def test_compromise_and_median_are_the_published_columns(published, reference):
    decisions = read(published)
    with (reference / "deu" / "reference_forecasts_to_2004.csv").open() as file:
        printed = {row["issue"]: row for row in csv.DictReader(file)}
    lower = dataclasses.replace(BY_NAME["weighted_median"].params, convention="lower")  # theirs at the one exact tie
    for model, params, column in (("compromise", None, "COMPROMISE c*s mean"), ("weighted_median", lower, "weighted median c*s")):
        mine = run(BY_NAME[model], decisions.issues, params).value
        theirs = np.array([float(printed[name][column]) for name in decisions.names])
        np.testing.assert_allclose(mine, theirs, atol=1e-3)
