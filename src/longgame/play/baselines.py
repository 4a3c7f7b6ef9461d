"""What predicts choices without any game, each period from the ones before: a thesis that does not beat it has shown nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from longgame.play.encode import History
from longgame.play.passing import alike
from longgame.play.rules import Rules

Floats = NDArray[np.float64]
# Jeffreys' prior of a Dirichlet distribution.
SMOOTHING = 0.5
HABITS = tuple(np.arange(10) / 10)


def uniform(rules: Rules, history: History) -> Floats:
    """Return the chance of each pair in each period, shape (t, pairs): every move alike, and every reply to it."""
    return np.tile(_even(rules), (len(history.periods), 1))


def persistence(rules: Rules, history: History) -> Floats:
    """Return the same for: as when last seen, else by chance; how often the former is learnt by Laplace's rule."""
    even = _even(rules)
    rows, last, held, told = [], even, 1.0, 2.0
    for t in range(len(history.periods)):
        again = held / told
        rows.append(again * last + (1 - again) * even if told > 2 or last is not even else even)
        if history.seen[t]:
            if last is not even:
                same = float((last * history.pairs[t]).sum())
                held, told = held + same, told + 1
            last = _among(even, history.pairs[t])
    return np.array(rows).reshape(-1, len(even))


def frequencies(rules: Rules, history: History) -> Floats:
    """Return the same for: as often as so far, moves and the replies to their kind counted apart, smoothed (Jeffreys)."""
    kinds = [rules.moves[pair.move].does == "wait" for pair in rules.pairs]
    moves = np.full(len(rules.moves), SMOOTHING)
    replies: dict[tuple[bool, str], float] = {}
    for pair, waits in zip(rules.pairs, kinds, strict=True):
        replies[waits, pair.reply] = SMOOTHING
    rows = []
    for t in range(len(history.periods)):
        totals = {waits: sum(n for (w, r), n in replies.items() if w == waits and r) for waits in (True, False)}
        move = moves / moves.sum()
        reply = [replies[w, p.reply] / totals[w] if p.reply else 1.0 for p, w in zip(rules.pairs, kinds, strict=True)]
        now = np.array([move[p.move] * r for p, r in zip(rules.pairs, reply, strict=True)])
        rows.append(now)
        if history.seen[t]:
            # What was seen may be several pairs: each counts by its chance so far.
            for share, pair, waits in zip(_among(now, history.pairs[t]), rules.pairs, kinds, strict=True):
                moves[pair.move] += share
                replies[waits, pair.reply] += share
    return np.array(rows).reshape(-1, len(rules.pairs))


def habit(rules: Rules, history: History) -> Floats:
    """Return the same for: as often as so far, unless a side only goes on with what it did last, as of ``passing``.

    How often each does is learnt: the mean over an even grid of both chances, weighted by how well each expected what came before.
    """
    free, pairs = frequencies(rules, history), np.array([pair.move for pair in rules.pairs])
    of_move = np.stack([free[:, pairs == move].sum(axis=1) for move in range(len(rules.moves))], axis=1)[:, pairs]
    of_reply, same = free / of_move, alike(rules)
    grid = [(patron, client) for patron in HABITS for client in HABITS]
    belief = np.zeros((len(grid), 1 + len(pairs)))
    belief[:, 0] = 1
    weight, rows = np.full(len(grid), 1 / len(grid)), []
    for t in range(len(history.periods)):
        chance = np.empty((len(grid), len(pairs)))
        for g, (p, c) in enumerate(grid):
            move = p * same.move + (1 - p * same.last[:, None]) * of_move[t]
            reply = c * same.reply + (1 - c * same.can) * of_reply[t]
            chance[g] = belief[g] @ (move * reply)
        rows.append(weight @ chance)
        left = chance * history.pairs[t]
        if history.seen[t]:
            weight = weight * left.sum(axis=1)
            weight = weight / weight.sum()
        belief = np.concatenate([np.zeros((len(grid), 1)), left / left.sum(axis=1, keepdims=True)], axis=1)
    return np.array(rows).reshape(-1, len(pairs))


BASELINES: dict[str, Callable[[Rules, History], Floats]] = {
    "uniform": uniform,
    "persistence": persistence,
    "frequencies": frequencies,
    "habit": habit,
}


def score(expected: Floats, history: History) -> Floats:
    """Return the log score of each period, shape (t,); 0 where no choice was seen."""
    chance = (expected * history.pairs).sum(axis=1)
    with np.errstate(divide="ignore"):
        return np.where(history.seen, np.log(chance), 0.0)


def _even(rules: Rules) -> Floats:
    many = np.array([len(rules.replies_at[pair.move]) for pair in rules.pairs])
    return 1.0 / (len(rules.moves) * many)


def _among(chance: Floats, allowed: NDArray[np.bool_]) -> Floats:
    inside = chance * allowed
    return np.asarray(inside / inside.sum())
