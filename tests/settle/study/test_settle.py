"""A forecast of a case: what is in it, that it rests on nothing later, that a seed gives bits, that bad input is explained."""

import shutil
from datetime import date
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from longgame.case.load import load
from longgame.core.errors import CaseError, UsageError
from longgame.settle.encode import encode
from longgame.settle.library import BY_NAME, MODELS
from longgame.settle.study.asked import Asked, ask
from longgame.settle.study.settle import settle, with_best

ROOT = Path(__file__).parents[3]
DAY = date(2025, 1, 1)
QUICK = ["compromise", "weighted_median", "nash_reversion", "exchange", "ensemble"]


@pytest.fixture(scope="module")
def ferry():
    return load(ROOT / "cases/ferry")


@pytest.fixture(scope="module")
def result(ferry):
    return settle(ferry, DAY, models=QUICK, draws=32)


def test_it_says_what_was_coded(result):
    assert [i.id for i in result.issues] == ["toll-rate", "night"]
    toll = result.issues[0]
    assert [p.label for p in toll.scale] == ["Free", "40 crowns"]
    assert toll.reversion == 60
    nordia = toll.actors[0]
    assert (nordia.position, nordia.salience, nordia.capability) == ((5, 15, 30), (40, 60, 80), (70, 80, 90))
    assert [a.actor for a in result.issues[1].actors] == ["nordia", "harbour"]


def test_the_best_judgements_give_what_the_formula_gives(result):
    # 80·0.6·15 + 50·0.5·55 + 20·0.9·90 over 80·0.6 + 50·0.5 + 20·0.9
    assert result.issues[0].models[0].best == pytest.approx(3715 / 91, abs=1e-6)


def test_every_model_gives_a_point_its_spread_and_its_sentence(result):
    for issue in result.issues:
        assert [m.model for m in issue.models] == [m.name for m in MODELS if m.name in QUICK]
        for one in issue.models:
            assert one.sentence
            assert one.spread.draws == 32
            assert sum(one.spread.labels) == pytest.approx(1, abs=1e-5)
            assert one.spread.interval["80"][0] <= one.spread.interval["80"][1]
            assert one.spread.calibrated == (one.model == "ensemble")
    assert {n.name for n in result.models} == set(QUICK)
    assert all(n.references and n.says and n.limits for n in result.models)


def test_an_issue_that_fails_for_a_model_says_so(result):
    """Nordia wants night crossings and the harbour does not; one stands below, one above the reversion point of the toll."""
    toll = {m.model: m for m in result.issues[0].models}["nash_reversion"]
    assert (toll.result, toll.best) == ("no_agreement", 60)
    assert "reversion point holds" in toll.sentence
    assert toll.spread.no_agreement > 0.5


def test_the_spread_is_around_the_best(ferry):
    found = settle(ferry, DAY, models=["compromise"], draws=256).issues[0].models[0]
    assert abs(found.spread.quantiles["50"] - found.best) < 5
    assert found.spread.quantiles["5"] < found.best < found.spread.quantiles["95"]


def test_an_issue_asked_alone_is_the_issue_of_the_whole(ferry, result):
    """To the bit, with the same seed: models that link issues bargain all of them, and draws are numbered by all of them."""
    for name in ("toll-rate", "night"):
        alone = settle(ferry, DAY, [name], QUICK, draws=32)
        assert alone.issues == tuple(i for i in result.issues if i.id == name)
    both = settle(ferry, DAY, ["night", "toll-rate", "night"], QUICK, draws=32)
    assert both.issues == result.issues[::-1]


def test_many_draws_of_an_issue_are_settled_alone_and_are_the_same(ferry, monkeypatch):
    whole = settle(ferry, DAY, models=QUICK, draws=16)
    monkeypatch.setattr("longgame.settle.study.settle.DRAWS", 8)
    alone = settle(ferry, DAY, ["night"], QUICK, draws=16)
    assert alone.issues == whole.issues[1:]
    assert alone.left_out == whole.left_out


def test_an_issue_asked_alone_rests_on_its_own_rows_unless_a_model_links_issues(ferry):
    own, linked = (settle(ferry, DAY, ["night"], [m], draws=0).facts for m in ("compromise", "exchange"))
    assert {f.id for f in own} < {f.id for f in linked}


def test_exchanges_are_those_that_touch_the_issues_asked_for():
    case = load(ROOT / "cases/union-state")
    whole, gas = (settle(case, models=["exchange"], draws=0, issues=issues) for issues in (None, ["gas-price"]))
    touching = [e for e in whole.exchanges if "gas-price" in {s.on for s in e.sides}]
    assert 0 < len(touching) < len(whole.exchanges)
    assert list(gas.exchanges) == touching


def test_why_is_told_of_the_issues_that_are_named(ferry):
    assert ask(ferry, DAY, models=["compromise"], draws=8).why == ()
    (found,) = ask(ferry, DAY, ["toll-rate"], ["compromise", "challenge", "exchange"], 8).why
    assert found.drivers.value == pytest.approx(3715 / 91, abs=1e-6)
    assert [s.by for s in found.shares] == ["actor", "kind"]
    assert found.told.draws == 8
    assert [s.model for s in found.stories] == ["compromise", "challenge", "exchange"]
    best = ask(ferry, DAY, ["toll-rate"], ["exchange"], draws=0).why[0]
    assert (best.shares, best.told) == ((), None)
    assert best.drivers.model == "exchange"


def test_a_scenario_is_told_of_the_issues_that_are_named():
    case = load(ROOT / "cases/union-state")
    found = ask(case, None, ["gas-price"], ["exchange"], 2, scenarios=["gazprom-leaves"]).scenarios[0]
    assert {row.issue for row in found.rows} == {"gas-price"} == set(found.touched)


def test_no_draws(ferry):
    found = settle(ferry, DAY, models=["compromise"], draws=0)
    assert found.issues[0].models[0].spread is None
    assert found.made.seed is None


def test_the_same_seed_gives_the_same_bits_for_any_number_of_workers(ferry, result):
    again = settle(ferry, DAY, models=QUICK, draws=32, workers=2)
    assert again.model_dump_json() == result.model_dump_json()
    other = settle(ferry, DAY, models=QUICK, draws=32, seed=1)
    assert other.issues[0].models[0].spread != result.issues[0].models[0].spread
    assert other.issues[0].models[0].best == result.issues[0].models[0].best


def test_the_best_judgements_come_first_and_in_double_precision(ferry):
    found = encode(ferry, DAY)
    whole = with_best(found, 4, 0)
    assert whole.position.dtype == np.float64
    np.testing.assert_array_equal(whole.salience[0], found.salience.best)
    assert len(whole.position) == 5


def test_the_union_state_on_the_day_of_the_carnegie_article():
    case = load(ROOT / "cases/union-state")
    done = []
    found = settle(
        case, date(2021, 9, 17), models=["compromise", "exchange", "ensemble"], draws=8, progress=lambda *a: done.append(a[1:])
    )
    assert len(found.issues) >= 12
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert found.facts
    assert max(f.known for f in found.facts) <= date(2021, 9, 17)
    traded = [{s.on for s in e.sides} for e in found.exchanges]
    assert any({"tax-code", "customs-tracking"} & pair and any(i.startswith(("gas", "oil")) for i in pair) for pair in traded)
    for effect in found.effects:
        assert effect.own >= 0
    assert {e.model for e in found.exchanges} == {"exchange"}


def test_it_fits_its_schema(ferry, result):
    schema = Asked.model_json_schema(by_alias=True, mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    asked = ask(ferry, DAY, models=["compromise"], draws=4).model_dump(mode="json", by_alias=True)
    jsonschema.Draft202012Validator(schema).validate(asked)
    assert asked["schema"] == "longgame.settle/1"
    assert not jsonschema.Draft202012Validator(schema).is_valid(asked | {"schema": "longgame.settle/2"})
    assert set(asked) >= {"made", "as_of", "issues", "models", "exchanges", "effects", "left_out", "facts", "scenarios", "advice"}


def test_levers_are_asked_on_the_issues_on_which_the_actor_stands(ferry):
    found = ask(ferry, DAY, models=["compromise"], draws=8, advise="sudoria")
    assert [a.issue for a in found.advice] == ["toll-rate"]
    assert found.made.settings["advise"] == "sudoria"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"issues": ["tol-rate"]}, "no issue 'tol-rate'; did you mean 'toll-rate'"),
        ({"models": ["compromis"]}, "no model 'compromis'; did you mean 'compromise'"),
        ({"coder": "nobody"}, "no coder 'nobody'"),
        ({"draws": -1}, "number of draws is -1"),
        ({"draws": 2**40}, "number of draws"),
        ({"seed": -1}, "seed is -1"),
        ({"workers": 0}, "number of workers is 0"),
        ({"correlation": 1.5}, "correlation is 1.5"),
        ({"scenarios": ["gone"]}, "no scenario 'gone' by 2025-01-01; the case has none"),
        ({"advise": "nordja"}, "no actor 'nordja'; did you mean 'nordia'"),
        ({"advise": "sudoria", "issues": ["night"]}, "'sudoria' has no stance"),
        ({"advise": "nordia", "draws": 0}, "ask for at least one"),
        ({"day": date(2024, 1, 1)}, "no issue has two actors"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_explained(ferry, wrong, says):
    with pytest.raises(UsageError, match=says):
        ask(ferry, **{"day": DAY, "models": ["compromise"], "draws": 2, **wrong})


def test_a_later_day_than_the_case_was_cut_to(ferry):
    with pytest.raises(UsageError, match="already cut to 2024-06-01"):
        settle(ferry.as_of(date(2024, 6, 1)), DAY, draws=0)


def row(beginning):
    lines = (ROOT / "cases/ferry/case.yaml").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("- {actor: " + beginning))


def edited(tmp_path, *changes):
    """Return the ferry with parts of its text replaced."""
    folder = tmp_path / "ferry"
    shutil.copytree(ROOT / "cases/ferry", folder)
    text = (folder / "case.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "case.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("position_high: 30, ", "position_high: 130, ", "130"),
        ("position: 15, ", "position: .nan, ", "position"),
        ("salience_low: 40, ", "salience_low: -40, ", "-40"),
        ("salience_high: 80, ", "salience_high: 180, ", "180"),
        ("position: 15, ", "position: 45, ", "not in ascending order"),
        ("low: 70, capability: 80, ", "low: -70, capability: 80, ", "-70"),
        ("low: 70, capability: 80, ", "low: .inf, capability: 80, ", "low"),
    ],
)
def test_judgements_off_their_scale_are_refused_with_their_place(tmp_path, old, new, says):
    with pytest.raises(CaseError) as caught:
        load(edited(tmp_path, (old, new)))
    problem = caught.value.problems[0]
    assert problem.where.line > 0
    assert problem.where.column > 0
    assert says in str(problem)


def test_a_stance_without_a_capability_is_left_out_and_named(tmp_path):
    line = row("harbour, issue: '*'")
    found = settle(load(edited(tmp_path, (line + "\n", ""))), DAY, draws=0, models=["compromise"])
    assert [i.id for i in found.issues] == ["toll-rate"]
    assert {(o.actor, o.issue) for o in found.left_out} == {("harbour", "toll-rate"), ("harbour", "night")}


def test_one_actor_alone_gets_what_it_wants_where_the_issue_is_named(tmp_path):
    line = row("harbour, issue: night")
    case = load(edited(tmp_path, (line + "\n", "")))
    assert [i.id for i in settle(case, DAY, draws=0, models=["compromise"]).issues] == ["toll-rate"]
    alone = settle(case, DAY, ["night"], draws=0, models=["compromise", "exchange", "challenge"])
    assert [m.best for m in alone.issues[0].models] == pytest.approx([80, 80, 80])


def test_nobody_with_weight_is_an_outcome(tmp_path):
    none = "salience_low: 0, salience: 0, salience_high: 0"
    coded = ("salience_low: 50, salience: 70, salience_high: 90", "salience_low: 30, salience: 45, salience_high: 60")
    case = load(edited(tmp_path, *((old, none) for old in coded)))
    found = settle(case, DAY, ["night"], models=["compromise", "ensemble"], draws=4)
    for one in found.issues[0].models:
        assert (one.best, one.result, one.nearest) == (None, "no_actors", None)
        assert one.spread.no_actors == 1


def test_judgements_of_several_coders_are_never_mixed(tmp_path):
    """The first coder of the head is used unless another is named; who coded nothing gives no forecast."""
    line = row("nordia, issue: night")
    other = line.replace("coder: me", "coder: other").replace(
        "position: 80, position_high: 100", "position: 100, position_high: 100"
    )
    both = ("coders: [{id: me, name: The learner}]", "coders: [{id: me, name: The learner}, {id: other, name: Another}]")
    case = load(edited(tmp_path, both, (line, f"{line}\n{other}")))
    found = settle(case, DAY, ["night"], draws=0, models=["median_voter"])
    assert found.made.settings["coder"] == "me"
    assert found.issues[0].actors[0].position == (60, 80, 100)
    with pytest.raises(UsageError, match="no issue has two actors with a stance and a capability"):
        settle(case, DAY, draws=0, coder="other")


def test_two_judgements_of_one_coder_for_one_day_are_refused_with_their_place(tmp_path):
    line = row("nordia, issue: night")
    later = line.replace("from: 2024-02-01", "from: 2024-06")
    with pytest.raises(CaseError, match=r"case\.yaml:\d+:\d+ LG253"):
        load(edited(tmp_path, (line, f"{later}\n{line}")))
    ended = line.replace("from: 2024-02-01", "from: 2024-02-01, until: 2024-05-31")
    later = later.replace("position: 80, position_high: 100", "position: 61, position_high: 62")
    case = load(edited(tmp_path / "ended", (line, f"{later}\n{ended}")))
    assert settle(case, DAY, draws=0, models=["midrange"]).issues[1].actors[0].position == (60, 61, 62)
    assert settle(case, date(2024, 3, 1), draws=0, models=["midrange"]).issues[1].actors[0].position == (60, 80, 100)


def test_all_names_every_reading():
    from longgame.settle.study.settle import OTHER_READINGS, _models

    assert _models(["all"]) == MODELS
    assert {m.name for m in _models(None)} == set(BY_NAME) - OTHER_READINGS
