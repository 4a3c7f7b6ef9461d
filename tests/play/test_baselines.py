"""Guesses that know no game: chances that sum to one, from the past alone, and what each is good at."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from longgame.play.baselines import BASELINES, HABITS, frequencies, habit, score
from tests.play.test_estimate import RULES, told


@pytest.mark.parametrize("name", BASELINES)
def test_chances_sum_to_one_and_come_from_the_past(name):
    history = told()
    made = BASELINES[name](RULES, history)
    assert made.shape == (len(history.periods), len(RULES.pairs))
    assert made.sum(axis=1) == pytest.approx(1)
    assert (made >= 0).all()
    other = dataclasses.replace(history, pairs=np.roll(history.pairs, 3, axis=1))
    for t in (1, 7, 15):
        pairs = np.concatenate([history.pairs[:t], other.pairs[t:]])
        assert BASELINES[name](RULES, dataclasses.replace(history, pairs=pairs))[: t + 1] == pytest.approx(made[: t + 1])


def always(pair):
    history = told()
    pairs = np.zeros_like(history.pairs)
    pairs[:, pair] = True
    return dataclasses.replace(history, pairs=pairs, seen=np.ones_like(history.seen))


def test_habit_expects_what_goes_on():
    history = always(5)
    scores = {name: score(made(RULES, history), history) for name, made in BASELINES.items()}
    assert scores["habit"].sum() > scores["frequencies"].sum() > scores["uniform"].sum()
    # What is held back is a tenth at most of each side: HABITS ends at 0.9.
    assert habit(RULES, history)[-1, 5] > max(HABITS) ** 2


def test_without_a_habit_it_is_the_frequencies(monkeypatch):
    monkeypatch.setattr("longgame.play.baselines.HABITS", (0.0,))
    assert habit(RULES, told()) == pytest.approx(frequencies(RULES, told()))


def test_a_period_that_was_not_seen_changes_no_share():
    history = told()
    seen, pairs = history.seen.copy(), history.pairs.copy()
    seen[4], pairs[4] = False, True
    made = habit(RULES, dataclasses.replace(history, seen=seen, pairs=pairs))
    assert made[4] == pytest.approx(habit(RULES, history)[4])
    assert score(made, dataclasses.replace(history, seen=seen, pairs=pairs))[4] == 0
