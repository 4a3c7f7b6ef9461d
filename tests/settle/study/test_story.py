"""Who moved whom: steps follow from where they started to where they end, in every model that records them."""

from dataclasses import replace

import numpy as np
import pytest

from longgame.core.errors import UsageError
from longgame.settle.library import BY_NAME
from longgame.settle.study.story import MEANING, story
from tests.settle.study.coded import SHARES, coded

SURE = coded([20, 60, 90], [0.5, 0.5, 0.5], [50, 30, 20])
FIVE = coded([0, 25, 45, 80, 100], [0.8, 0.4, 0.9, 0.6, 0.7], [60, 20, 35, 50, 45])


def followed(told, start):
    """Return where everybody stands after the last step, having checked that each step starts where the one before ended."""
    position = dict(start)
    for step in told.steps:
        assert step.start == pytest.approx(position[step.actor, step.issue], abs=1e-5)
        assert step.towards != step.actor
        position[step.actor, step.issue] = step.end
    return position


def places(problem):
    return {
        (a, i): problem.position.best[k, j]
        for k, a in enumerate(problem.actors)
        for j, i in enumerate(problem.issues)
        if problem.present[k, j]
    }


def test_pulls_in_the_compromise_by_hand():
    told = story(SURE, BY_NAME["compromise"], "i0")
    position = np.array([20, 60, 90])
    value = SHARES @ position
    expected = SHARES * (position - value) / (1 - SHARES)
    found = {p.actor: p for p in told.pulls}
    for k, actor in enumerate("abc"):
        assert found[actor].pull == pytest.approx(expected[k], abs=1e-6)
        assert found[actor].weight == pytest.approx(SHARES[k])
        assert found[actor].without == pytest.approx(value - expected[k], abs=1e-6)
    assert [p.actor for p in told.pulls] == ["a", "c", "b"]
    assert (told.values, told.result, told.steps, told.rounds, told.meaning) == ({"i0": 46.0}, {"i0": "agreed"}, (), None, {})


def test_pivotal_actor_of_the_median():
    told = story(coded([20, 60, 90], [0.5] * 3, [30, 30, 20]), BY_NAME["weighted_median"], "i0")
    assert {p.actor: p.pivotal for p in told.pulls} == {"a": False, "b": True, "c": False}
    # Without b, a outweighs c; without c the weights of a and b are the same, and the middle is taken.
    assert {p.actor: p.without for p in told.pulls} == {"a": 60, "b": 20, "c": 40}


def test_one_actor_and_an_absent_one():
    told = story(coded([20, 60], [0.5] * 2, [1, 1], present=[1, 0]), BY_NAME["compromise"], "i0")
    (pull,) = told.pulls
    assert (pull.actor, pull.without, pull.pull, pull.weight, pull.pivotal) == ("a", None, None, 1, True)


def test_challenge_tells_the_offers_taken():
    told = story(FIVE, BY_NAME["challenge"], "i0")
    assert told.steps
    assert told.rounds == max(s.round for s in told.steps) or told.rounds > 0
    position = places(FIVE)
    for t in sorted({s.round for s in told.steps}):
        now = dict(position)
        for step in (s for s in told.steps if s.round == t):
            assert step.start == pytest.approx(position[step.actor, "i0"], abs=1e-5)
            partner = position[step.towards, "i0"]
            # Confrontation leads to where the partner stood, a compromise to somewhere on the way.
            if step.why == "confrontation":
                assert step.end == pytest.approx(partner, abs=1e-5)
                assert step.numbers["theirs"] > step.numbers["mine"] > 0
            else:
                assert step.why == "compromise"
                assert min(step.start, partner) - 1e-5 <= step.end <= max(step.start, partner) + 1e-5
                assert step.numbers["theirs"] > 0 > step.numbers["mine"]
            now[step.actor, "i0"] = step.end
        position = now
    ends = np.array([position[a, "i0"] for a in FIVE.actors])
    assert np.abs(ends - told.values["i0"]).min() < 1e-5  # the outcome is the median of the last positions
    assert set(told.meaning) == {s.why for s in told.steps} <= set(MEANING)
    assert len(told.pulls) == 5


def test_exchange_tells_both_sides():
    problem = coded([[20, 30], [80, 90]], [[0.9, 0.3], [0.3, 0.9]], [50, 50], issues=2)
    told = story(problem, BY_NAME["exchange"])
    first, second = told.steps
    assert {(s.actor, s.issue, s.towards, s.gets) for s in told.steps} == {("a", "i1", "b", "i0"), ("b", "i0", "a", "i1")}
    assert first.numbers["gain"] == pytest.approx(second.numbers["gain"])
    assert first.numbers["gain"] > 0
    assert first.numbers["others"] == 0
    for step in told.steps:
        assert told.values[step.issue] == pytest.approx(step.numbers["outcome_to"], abs=1e-5)
    followed(told, places(problem))
    assert (told.issue, told.pulls, told.rounds) == (None, (), 1)
    assert set(told.meaning) == {"exchange"}
    assert story(problem, BY_NAME["exchange"], "i0").steps == told.steps


@pytest.fixture(scope="module")
def bargained():
    # A model of packages that settles this issue by itself, on two issues of which one is asked for.
    problem = replace(coded([[0, 5], [25, 5], [80, 5], [100, 5]], [0.5, 0.9, 0.7, 0.8], [60, 20, 50, 45], issues=2))
    return problem, story(problem, BY_NAME["spatial_politics"], "i0")


def test_spatial_politics_tells_bargains(bargained):
    problem, told = bargained
    assert told.steps
    assert {s.why for s in told.steps} == {"bargain"}
    assert {s.issue for s in told.steps} == {"i0"}
    assert all(s.towards is not None and "risk" in s.numbers for s in told.steps)
    assert told.rounds >= max(s.round for s in told.steps)
    followed(told, places(problem))
    assert len(told.pulls) == 4


def test_an_issue_must_be_named_and_known():
    with pytest.raises(UsageError, match="name one"):
        story(SURE, BY_NAME["compromise"])
    with pytest.raises(UsageError, match="'i5'"):
        story(SURE, BY_NAME["compromise"], "i5")
