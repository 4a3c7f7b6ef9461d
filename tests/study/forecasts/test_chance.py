"""How likely a rule is, from how likely its conditions are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.rules import Atom, Not, Rule, Several, atoms, parse_rule
from longgame.study.forecasts.chance import MOST, CannotError, chance, holds

NAMES = [Atom("event", name) for name in "abcd"]


@st.composite
def rules(draw: st.DrawFn, deep: int = 2) -> Rule:
    if not deep or draw(st.booleans()):
        atom = draw(st.sampled_from(NAMES))
        return Not(atom) if draw(st.booleans()) else atom
    parts = tuple(draw(st.lists(rules(deep=deep - 1), min_size=1, max_size=3)))
    return Several(draw(st.integers(1, len(parts))), parts)


@given(rules(), st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_it_is_the_share_of_worlds_in_which_the_rule_holds(rule: Rule, given_: list[float]) -> None:
    p = dict(zip(NAMES, given_, strict=True))
    expected = 0.0
    for truths in product((True, False), repeat=4):
        world = dict(zip(NAMES, truths, strict=True))
        if holds(rule, world):
            expected += float(np.prod([p[a] if world[a] else 1 - p[a] for a in NAMES]))
    assert chance(rule, lambda atom: np.array([p[atom]]))[0] == pytest.approx(expected, abs=1e-12)


@given(rules(), st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_a_rule_and_its_opposite_are_certain_together(rule: Rule, given_: list[float]) -> None:
    p = dict(zip(NAMES, given_, strict=True))
    both = [chance(r, lambda atom: np.array([p[atom]]))[0] for r in (rule, Not(rule))]
    assert sum(both) == pytest.approx(1)


def test_what_conditions_share_is_in_the_draws() -> None:
    of = {"a": np.array([0.0, 1.0]), "b": np.array([0.0, 1.0])}
    both = chance(parse_rule("event a and event b"), lambda atom: of[atom.id])
    assert both.mean() == 0.5
    assert chance(parse_rule("event a and event a"), lambda _: np.array([0.3]))[0] == pytest.approx(0.3)
    mixed = chance(parse_rule("event a or event c"), lambda atom: of.get(atom.id, np.array([0.5])))
    assert mixed.tolist() == [0.5, 1.0]


def test_too_many_conditions_are_refused() -> None:
    rule = parse_rule(" and ".join(f"event e{i}" for i in range(MOST + 1)))
    assert len(list(atoms(rule))) == MOST + 1
    with pytest.raises(CannotError, match="13 conditions"):
        chance(rule, lambda _: np.array([0.5]))
