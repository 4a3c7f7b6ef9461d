"""The likelihood of a history and the chances ahead, against the reference's dense rows carried along state by state."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from longgame.core.dates import Period
from longgame.play.encode import History
from longgame.play.equilibrium import game
from longgame.play.filter import filtered
from longgame.play.forward import ahead
from longgame.play.rules import CONDITIONS, Rules, condition, levels_of
from longgame.play.simulate import simulate
from tests.play.games import draw, once, reference, settled

RULES = Rules(("a", "e"), (3, 2), (True, False))


def history(rungs, levels, pairs, end=""):
    """Make a history of what was seen: rungs and levels by period, None where missing, and positions of pairs that agree."""
    t = len(pairs)
    rung = np.array([[-1 if r is None else r for r in row] for row in rungs])
    level = np.array([[-1 if r is None else r for r in row] for row in levels])
    now = np.stack(levels_of(np.arange(CONDITIONS)), axis=-1)
    every = range(RULES.places)
    fits = [[p for p in every if all(r < 0 or RULES.heights[p, d] == r for d, r in enumerate(row))] for row in rung]
    wide = max(map(len, fits))
    return History(
        periods=tuple(Period.parse(str(2001 + i)) for i in range(t)),
        pairs=np.array([[not p or i in p for i in range(len(RULES.pairs))] for p in pairs]),
        seen=np.array([bool(p) for p in pairs]),
        places=np.array([row + [-1] * (wide - len(row)) for row in fits]),
        conditions=((level[:, None] < 0) | (level[:, None] == now[None])).all(axis=2),
        rungs=rung,
        levels=level,
        end=end,
    )


class Slow:
    """The same game, each state and last pair by itself."""

    def __init__(self, values):
        self.ref = reference(RULES, values)
        worth = self.ref.worth(self.ref.solve()[0])
        replies, self.patron, _, _ = self.ref.chosen(worth)
        self.client = np.concatenate(replies)
        self.moves = [move for move, _ in self.ref.choices]
        self.answers = [answer for _, answer in self.ref.choices]

    def free(self, s):
        return [self.patron[self.ref.moves.index(move), s] for move in self.moves], self.client[:, s]

    def chances(self, s, last):
        """Chance of each pair in a state after a last pair, habits included."""
        p, (move, reply) = self.ref.p, self.free(s)
        found = []
        for i, (m, a) in enumerate(self.ref.choices):
            first, second = move[i], reply[i]
            if last is not None:
                k = p["habit_patron"]
                first = (1 - k) * first + k * (self.moves[last] == m)
                before = self.answers[last]
                if before is not None and before in self.ref.answers(m):
                    k = p["habit_client"]
                    second = (1 - k) * second + k * (before == a)
            found.append(first * second)
        return np.array(found)

    def step(self, belief, allowed):
        """Return expected pairs, the chance of those allowed, and the chance of each state and last pair after them."""
        expected, after = np.zeros(len(self.ref.choices)), {}
        for (s, last), chance in belief.items():
            pairs = self.chances(s, last)
            expected += chance * pairs
            for i in np.flatnonzero(allowed):
                for to in np.flatnonzero(self.ref.rows[i, s]):
                    key = (int(to), int(i))
                    after[key] = after.get(key, 0.0) + chance * pairs[i] * self.ref.rows[i, s, to]
        return expected, sum(after.values()), after

    def first(self, told):
        fits = [s for s in range(len(self.ref.states) - 2) if self.agrees(s, told, 0)]
        return {(s, None): 1 / len(fits) for s in fits}

    def agrees(self, s, told, t):
        state = self.ref.states[s]
        if isinstance(state, str):
            return False
        rungs, *levels = state
        return all(r in (-1, x) for r, x in zip(told.rungs[t], rungs, strict=True)) and all(
            r in (-1, x) for r, x in zip(told.levels[t], levels, strict=True)
        )

    def run(self, told):
        belief, choice, state, expected = self.first(told), [], [], []
        for t in range(len(told.periods)):
            wanted, seen, after = self.step(belief, told.pairs[t])
            ends = told.end and t == len(told.periods) - 1
            name = {"absorbed": "absorbed", "broken_away": "broken away"}.get(told.end)
            fits = {k: v for k, v in after.items() if (self.ref.states[k[0]] == name if ends else self.agrees(k[0], told, t + 1))}
            total = sum(fits.values())
            choice.append(np.log(seen))
            state.append(np.log(total) - np.log(seen))
            expected.append(wanted)
            belief = {k: v / total for k, v in fits.items()}
        return np.array(choice), np.array(state), np.array(expected), belief


TOLD = {
    "all seen": history([(0, 0), (0, 0), (1, 0), (1, 1)], [(2, 1, 0), (2, 1, 0), (1, 1, 0), (1, 0, 1)], [[2], [0], [9]]),
    "choices of several kinds": history([(0, 0), (1, 0), (1, 0)], [(0, 2, 1), (0, 2, 1), (1, 1, 1)], [[2, 3, 6], []]),
    "rungs and levels missing": history(
        [(0, None), (None, None), (None, 1)], [(None, 1, None), (None, None, None), (1, None, 0)], [[4], [1, 10]]
    ),
    "force": history([(1, 0), (1, 0), (1, 0)], [(1, 1, 0), (0, 0, 0), (0, 0, 0)], [[5], [14]], end="absorbed"),
    "breaking away": history([(1, 0), (1, 0)], [(0, 2, 0), (0, 2, 0)], [[7]], end="broken_away"),
}
NEVER = {"two rungs at once": history([(0, 0), (2, 0)], [(2, 1, 0), (2, 1, 0)], [[2]])}


@cache
def program(name):
    return once(lambda v, found: filtered(RULES, game(RULES, v), found, {**TOLD, **NEVER}[name]))


def run(name, values):
    return program(name)(values, settled(RULES, values).values)


@cache
def program_ahead(name):
    return once(lambda v, belief, *held: ahead(RULES, v, *held, TOLD[name].places[-1], belief))


# Each history is a program of its own to compile; the first is the plainest.
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.deep if not i else ()) for i, name in enumerate(TOLD)])
@pytest.mark.parametrize("kind", ["prior", "wide"])
def test_likelihood_is_that_of_states_carried_along_one_by_one(name, kind):
    told = TOLD[name]
    values = draw(RULES, 3, kind)
    made = run(name, values)
    slow = Slow(values)
    choice, state, expected, belief = slow.run(told)
    assert np.asarray(made.choice) == pytest.approx(choice, abs=1e-7)
    assert np.asarray(made.state) == pytest.approx(state, abs=1e-7)
    assert np.asarray(made.expected) == pytest.approx(expected, abs=1e-7)
    if not told.end:
        assert float(made.belief.sum()) == pytest.approx(1)
        for (s, last), chance in belief.items():
            rungs, *levels = slow.ref.states[s]
            m = list(told.places[-1]).index(RULES.place(rungs))
            assert float(made.belief[m, condition(*levels), 1 + last]) == pytest.approx(chance, abs=1e-7)


def test_what_cannot_have_happened_has_no_chance():
    assert float(run("two rungs at once", draw(RULES, 1, "prior")).state[0]) == -np.inf


def test_chances_ahead_are_those_of_states_carried_along():
    told = TOLD["rungs and levels missing"]
    values = draw(RULES, 5, "prior")
    made = run("rungs and levels missing", values)
    free, stretches = np.full((2, 3), -1), np.zeros(6, int)
    found, residual = program_ahead("rungs and levels missing")(values, made.belief, free, stretches)
    assert float(residual) < 1e-9
    slow = Slow(values)
    belief = slow.run(told)[3]
    everything = np.ones(len(slow.ref.choices), bool)
    ended = np.zeros(2)
    for h in range(1, 5):
        expected, _, after = slow.step(belief, everything)
        assert np.asarray(found.pairs[h - 1]) == pytest.approx(expected, abs=1e-8)
        for i, end in enumerate(("absorbed", "broken away")):
            ended[i] += sum(v for (s, _), v in after.items() if slow.ref.states[s] == end)
        belief = {k: v for k, v in after.items() if not isinstance(slow.ref.states[k[0]], str)}
        assert np.asarray(found.ends[h]) == pytest.approx(ended, abs=1e-8)
        for d, rungs in enumerate(RULES.rungs):
            for r in range(rungs):
                chance = sum(v for (s, _), v in belief.items() if slow.ref.states[s][0][d] == r)
                assert float(found.rungs[h, d, r]) == pytest.approx(chance, abs=1e-8)


def test_forced_conditions_hold_for_their_time():
    values = draw(RULES, 5, "prior")
    belief = run("rungs and levels missing", values).belief
    forced = np.array([[-1, -1, -1], [-1, 2, -1]])
    found, _ = program_ahead("rungs and levels missing")(values, belief, forced, np.array([0, 1, 1, 0, 0, 0]))
    door = levels_of(np.arange(CONDITIONS))[1]
    open_ = np.asarray(found.conditions)[:, door == 2].sum(axis=1) / np.asarray(found.conditions).sum(axis=1)
    assert open_[2:4] == pytest.approx([1, 1])
    assert open_[1] < 0.5
    assert 0.5 < open_[4] < 1


def test_simulated_choices_are_as_frequent_as_expected():
    values = draw(RULES, 7, "prior")
    told = simulate(RULES, values, (0, 0), condition(2, 1, 0), 2, np.arange(600))
    slow = Slow(values)
    start = slow.ref.number[(0, 0), 2, 1, 0]
    first = slow.chances(start, None)
    seen = np.mean([h.pairs[0] for h in told], axis=0)
    assert np.abs(seen - first).max() < 4 * np.sqrt(0.25 / len(told))
    belief = {(start, None): 1.0}
    for t in range(2):
        expected, _, belief = slow.step(belief, np.ones(len(first), bool))
        if t == 0:
            belief = {k: v for k, v in belief.items() if not isinstance(slow.ref.states[k[0]], str)}
    going = [h for h in told if len(h.periods) == 2]
    seen = np.sum([h.pairs[1] for h in going], axis=0) / len(told)
    assert np.abs(seen - expected).max() < 4 * np.sqrt(0.25 / len(told))
    assert len({h.pairs.tobytes() for h in told}) > 100
