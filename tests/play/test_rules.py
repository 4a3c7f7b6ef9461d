"""What there is in a game: its states, moves and pairs, what comes above what, and where its parameters stand."""

import itertools
import re

import numpy as np
import pytest

from longgame.case.parameters import PARAMETERS
from longgame.play.rules import CONDITIONS, Pair, Rules, condition, levels_of
from tests.play.games import SHAPES, reference

FLAGSHIP = Rules(("economy", "institutions", "security", "society", "energy"), (4, 3, 4, 3, 3), (True, True, True, True, False))
ALL = pytest.mark.parametrize("rules", [*SHAPES, FLAGSHIP], ids=lambda r: "".join(map(str, r.rungs)))


def test_the_size_of_the_flagship_game():
    assert FLAGSHIP.places == 4 * 3 * 4 * 3 * 3
    assert FLAGSHIP.states == 10_370
    assert len(FLAGSHIP.moves) == 1 + 4 + 4 + 4 + 1


@pytest.mark.parametrize(
    ("ladders", "rungs", "asked"),
    [
        ((), (), ()),
        (("a",), (1,), (True,)),
        (("a", "b"), (2,), (True, True)),
        (("a", "b"), (2, 2), (True,)),
        (("a", "b"), (2, 3), (False, False)),
    ],
    ids=["none", "one rung", "rungs missing", "who asks missing", "nothing asked"],
)
def test_what_is_no_game_is_refused(ladders, rungs, asked):
    with pytest.raises(ValueError, match="no game"):
        Rules(ladders, rungs, asked)


@ALL
def test_moves_and_replies_are_those_of_the_description(rules):
    """By name and in the same order, so that arrays of both can be laid beside one another."""
    values = np.zeros(len(rules.names))
    for i, (move, answer) in enumerate(reference(rules, values).choices):
        pair = rules.pairs[i]
        does, on, given = rules.moves[pair.move]
        assert (does, *(rules.ladders[d] for d in (on, given) if d >= 0)) == move
        assert pair.reply == (answer or "")
    assert len(rules.pairs) == i + 1


@ALL
def test_pairs_stand_by_their_moves(rules):
    assert list(itertools.chain(*rules.replies_at)) == list(range(len(rules.pairs)))
    for move, pairs in enumerate(rules.replies_at):
        assert all(rules.pairs[p].move == move for p in pairs)
    assert rules.pairs[-1] == Pair(len(rules.moves) - 1, "", -1, -1)
    assert rules.moves[-1].does == "seize"


@ALL
def test_places_are_numbered_once(rules):
    assert [rules.place(tuple(h)) for h in rules.heights] == list(range(rules.places))
    assert rules.states == len(reference(rules, np.zeros(len(rules.names))).states)


@ALL
def test_what_lies_above(rules):
    for place, subset in itertools.product(range(rules.places), range(2 ** len(rules.rungs))):
        bits = [subset >> (len(rules.rungs) - 1 - i) & 1 for i in range(len(rules.rungs))]
        up = [min(h + b, n - 1) for h, b, n in zip(rules.heights[place], bits, rules.rungs, strict=True)]
        assert rules.above[place, subset] == rules.place(tuple(up))


@ALL
def test_what_comes_after_a_place_is_solved_before_it(rules):
    order = np.concatenate(rules.levels)
    assert sorted(order) == list(range(rules.places))
    turn = np.empty(rules.places, int)
    for level, places in enumerate(rules.levels):
        turn[places] = level
    higher = rules.above != np.arange(rules.places)[:, None]
    assert (turn[rules.above] < turn[:, None])[higher].all()


@ALL
def test_kinds_and_steps_are_shared_and_all_used(rules):
    assert {p.kind for p in rules.pairs[:-1]} == set(range(len(rules.kinds)))
    assert {p.step for p in rules.pairs[:-1]} == set(range(len(rules.steps)))
    assert len(set(rules.kinds)) == len(rules.kinds)
    assert len(set(rules.steps)) == len(rules.steps)


@ALL
def test_each_parameter_has_its_place(rules):
    covered = np.zeros(len(rules.names), int)
    for name, where in rules.slices.items():
        covered[where] += 1
        named = rules.names[where] if isinstance(where, slice) else [rules.names[where]]
        assert {n.partition(".")[0] for n in named} <= {name}
    assert (covered == 1).all()
    assert rules.defaults().shape == (len(rules.names),)
    asked = [rules.ladders[d] for d in rules.asked_at]
    assert [n for n in rules.names if n.startswith("worth.")] == [f"worth.{d}" for d in asked]


def test_conditions_are_numbered_by_their_levels():
    found = [condition(*levels) for levels in itertools.product(range(4), range(3), range(2))]
    assert found == list(range(CONDITIONS))
    assert [condition(*levels) for levels in zip(*levels_of(np.arange(CONDITIONS)), strict=True)] == found


def test_the_page_of_equations_names_every_parameter(repository):
    page = (repository / "docs/explanation/long-game-equations.md").read_text("utf-8")
    assert {p.name for p in PARAMETERS} <= set(re.findall(r"[a-z_]+", page))
