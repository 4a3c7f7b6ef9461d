"""The long game once more, in plain NumPy, written from its description alone: every state, every choice, every chance by itself.

Slow, and meant to be read. It shares with the program nothing but the names of the parameters.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

CRISIS, SHAKEN, STEADY, FIRM = range(4)
SHUT, AJAR, OPEN = range(3)
COOL, HOT = range(2)
ABSORBED, BROKEN = "absorbed", "broken away"
ANSWERS = {"wait": ("carry_on", "hedge"), "seize": (None,)}
PAIN = {"accept": 0.1, "stall": 0.5, "refuse": 1.0, "hedge": 1.0}


@dataclass(frozen=True)
class Reference:
    """One game: ladders as (name, rungs, whether the patron asks), values of its parameters, levels that conditions are held at."""

    ladders: tuple[tuple[str, int, bool], ...]
    p: dict[str, float]
    held: dict[str, int] = field(default_factory=dict)

    @cached_property
    def states(self):
        """List all states: (rungs, grip, door, rivalry), then the two ends."""
        rungs = itertools.product(*(range(n) for _, n, _ in self.ladders))
        return [*itertools.product(rungs, range(4), range(3), range(2)), ABSORBED, BROKEN]

    @cached_property
    def number(self):
        return {state: i for i, state in enumerate(self.states)}

    @cached_property
    def moves(self):
        """List what the patron can do; ladders by name."""
        asked = [name for name, _, mine in self.ladders if mine]
        given = [name for name, _, mine in self.ladders if not mine]
        exchanges = [("swap", d, e) for d in asked for e in given]
        return [("wait",), *(("bid", d) for d in asked), *(("press", d) for d in asked), *exchanges, ("seize",)]

    def answers(self, move):
        return ANSWERS.get(move[0], ("accept", "stall", "refuse", "hedge"))

    @cached_property
    def choices(self):
        return [(move, answer) for move in self.moves for answer in self.answers(move)]

    def climbs(self, state, move, answer):
        """Return the chance that each ladder rises."""
        found = []
        for (name, rungs, _), at in zip(self.ladders, state[0], strict=True):
            chance = self.p[f"drift.{name}"]
            if len(move) > 1 and name == move[1] and answer in ("accept", "stall"):
                chance = self.p[f"step_on_{answer}.{name}"]
            if len(move) > 2 and name == move[2] and answer in ("accept", "stall"):
                chance = self.p[f"deliver.{name}"] * (1 if answer == "accept" else 0.5)
            found.append(chance if at < rungs - 1 else 0.0)
        return found

    def shifts(self, state, move, answer):
        """Return the chances of each new grip, door and rivalry."""
        _, grip, door, rivalry = state
        p, does = self.p, move[0]
        loosen, tighten = p["grip_falls"], p["grip_rises"]
        if len(move) > 1 and answer == "accept":
            loosen += p[f"grip_cost.{move[1]}"]
        if does == "press" and answer != "accept":
            loosen += p["backlash"]
        if does in ("bid", "swap") and answer == "accept":
            tighten += p["grip_bonus"]
        close = p["door_closes"] * (1 + (p["door_shaken"] if grip <= SHAKEN else 0))
        open_ = p["door_opens"] * (1 - rivalry / 2)
        if answer == "hedge" and grip >= SHAKEN:
            open_ += p["hedge_opens"]
        return (
            self._walk("grip", grip, FIRM, loosen, tighten),
            self._walk("door", door, OPEN, close, open_),
            self._walk("rivalry", rivalry, HOT, p["rivalry_falls"], p["rivalry_rises"]),
        )

    def _walk(self, name, now, top, down, up):
        if name in self.held:
            return {self.held[name]: 1.0}
        down = 0.0 if now == 0 else down
        up = 0.0 if now == top else up
        if down + up > 1:
            down, up = down / (down + up), up / (down + up)
        levels = {now - 1: down, now: max(1 - down - up, 0.0), now + 1: up}
        return {level: chance for level, chance in levels.items() if 0 <= level <= top}

    def leaves(self, state, move):
        """Return the chance that the client breaks away."""
        if state[1] != CRISIS:
            return 0.0
        shield = 0.0 if move[0] in ("press", "seize") else self.p["support_shields"]
        return self.p["breakaway"] * (1 + state[2] / 2) * (1 - shield)

    def after(self, state, move, answer):
        """Return the chance of each next state."""
        if state in (ABSORBED, BROKEN):
            return {state: 1.0}
        if move[0] == "seize":
            return {ABSORBED: self.p["absorb_on_seize"], BROKEN: 1 - self.p["absorb_on_seize"]}
        gone = self.leaves(state, move)
        found = {BROKEN: gone}
        climbs = self.climbs(state, move, answer)
        grips, doors, rivalries = self.shifts(state, move, answer)
        for up in itertools.product((0, 1), repeat=len(self.ladders)):
            chance = (1 - gone) * math.prod(c if u else 1 - c for c, u in zip(climbs, up, strict=True))
            if chance == 0:
                continue
            rungs = tuple(a + u for a, u in zip(state[0], up, strict=True))
            for (g, a), (w, b), (h, c) in itertools.product(grips.items(), doors.items(), rivalries.items()):
                found[rungs, g, w, h] = found.get((rungs, g, w, h), 0.0) + chance * a * b * c
        return found

    def payoff(self, state, move, answer):
        """Return what a period is worth to the patron and the client."""
        p = self.p
        if state == ABSORBED:
            return p["absorbed_worth"], -p["end_loss"]
        if state == BROKEN:
            return -p["lost_client"], -p["end_loss"]
        rungs, grip, door, rivalry = state
        patron = -p["alignment"] * (door / 2) * (1 + p["rivalry_weight"] * rivalry)
        client = p["grip_worth"] * grip / 3
        for (name, many, asked), at in zip(self.ladders, rungs, strict=True):
            x = at / (many - 1)
            patron += p[f"worth.{name}"] * x if asked else -p[f"price.{name}"] * x
            client += p[f"benefit.{name}"] * math.sqrt(x) - p[f"sovereignty.{name}"] * x**2
        if move[0] != "wait":
            patron -= p[f"cost_{move[0]}"]
        if answer == "hedge":
            patron -= p["loyalty"]
            client -= p["cost_hedge"]
        tau = p["gift_on_stall"]
        gift = p["gift"] * {"accept": 1, "stall": tau, "refuse": 0, "hedge": tau / 2}.get(answer, 0)
        if move[0] == "bid":
            client += gift
        elif move[0] == "swap":
            client += p["gift_on_swap"] * gift
        elif move[0] == "press":
            client -= p["pain"] * PAIN[answer]
        return patron, client

    @cached_property
    def rows(self):
        """Chance of each state after each choice and state, shape (choices, states, states)."""
        found = np.zeros((len(self.choices), len(self.states), len(self.states)))
        for a, (move, answer) in enumerate(self.choices):
            for s, state in enumerate(self.states):
                for other, chance in self.after(state, move, answer).items():
                    found[a, s, self.number[other]] += chance
        return found

    @cached_property
    def gains(self):
        """Payoff of each choice in each state, shape (choices, states, 2)."""
        return np.array([[self.payoff(state, *choice) for state in self.states] for choice in self.choices])

    @cached_property
    def discount(self):
        return np.array([self.p["discount_patron"], self.p["discount_client"]])

    def ends(self, live):
        """Return values for all states, given those of all but the ends, which last for ever."""
        return np.concatenate([live, [self.payoff(ABSORBED, None, None), self.payoff(BROKEN, None, None)]])

    def worth(self, values):
        """Return what each choice is worth if the next period's values are these, shape (choices, states, 2)."""
        ahead = np.stack([np.vecdot(self.rows, np.ascontiguousarray(one)) for one in values.T], axis=-1)
        return (1 - self.discount) * self.gains + self.discount * ahead

    def chosen(self, worth):
        """Return the chance of each answer after its move, and of each move; what each move is worth, and the state."""
        sharp = [self.p[f"precision_{who}"] / (1 - self.p[f"discount_{who}"]) for who in ("patron", "client")]
        replies, of_moves = [], []
        at = 0
        for move in self.moves:
            many = len(self.answers(move))
            mine = worth[at : at + many]
            chance = logit(sharp[1] * mine[:, :, 1])
            replies.append(chance)
            of_moves.append((chance[:, :, None] * mine).sum(axis=0))
            at += many
        of_move = np.array(of_moves)
        patron = logit(sharp[0] * of_move[:, :, 0])
        return replies, patron, of_move, (patron[:, :, None] * of_move).sum(axis=0)

    def sweep(self, values):
        """Return the values of this period, given those of the next; ends keep theirs."""
        return self.ends(self.chosen(self.worth(values))[3][:-2])

    def solve(self, start=0.0, share=1.0, tolerance=1e-11, most=20_000):
        """Return values by successive approximation, and the last change; it stops where that has long not become less.

        Each time a share of the way is gone to the new values: less than all of it where the whole way leads round in circles.
        """
        values = self.ends(np.full((len(self.states) - 2, 2), start))
        best, since = np.inf, 0
        for _ in range(most):
            change = self.sweep(values) - values
            values = values + share * change
            off = np.abs(change).max()
            if off <= tolerance or since > 500 / share:
                break
            best, since = (off, 0) if off < 0.99 * best else (best, since + 1)
        return values, off


def logit(worth):
    """Return chances in proportion to the exponential, over the first axis."""
    e = np.exp(worth - worth.max(axis=0))
    return e / e.sum(axis=0)
