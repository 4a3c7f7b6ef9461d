"""From a case to arrays: the only module here that sees records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from longgame.case.case import Case
from longgame.case.game import CONDITIONS as NAMES
from longgame.case.game import Game, index_of, level_of, period_at, rung_of
from longgame.case.history import Observed
from longgame.case.parameters import BY_NAME
from longgame.case.theses import Thesis
from longgame.core.dates import Period
from longgame.core.errors import UsageError
from longgame.play.priors import Prior
from longgame.play.rules import CONDITIONS, Ints, Rules, levels_of

Bools = NDArray[np.bool_]
LEARNT_FROM = ("game", "ladders", "beliefs", "history")
READ = (*LEARNT_FROM, "whatifs", "theses")
MOST_CANDIDATES = 400  # combinations of rungs on which the game may stand in one period


@dataclass(frozen=True)
class History:
    """What was seen of a game in t periods, and so where it may have stood.

    Attributes
    ----------
    periods : tuple of Period
        Of length t.
    pairs : array of bool, shape (t, pairs)
        Which moves with their replies agree with what was seen in each period; all where nothing was seen.
    seen : array of bool, shape (t,)
        Whether anything was seen of the choices.
    places : array, shape (t + 1, m)
        Places of the ladders on which the game may have stood at the start and at the end of each period; filled up with -1.
    conditions : array of bool, shape (t + 1, conditions)
        Which conditions agree with what was seen then.
    rungs : array, shape (t + 1, ladders)
        Rungs as coded, -1 where they were not.
    levels : array, shape (t + 1, 3)
        Grip, door and rivalry as coded, -1 where they were not.
    end : str
        Which end came in the last period; empty while the game goes on.
    """

    periods: tuple[Period, ...]
    pairs: Bools
    seen: Bools
    places: Ints
    conditions: Bools
    rungs: Ints
    levels: Ints
    end: str


@dataclass(frozen=True)
class Encoded:
    """A case's game as arrays.

    Attributes
    ----------
    game : Game
    rules : Rules
    prior : Prior
        The case's beliefs, and the defaults where it has none.
    history : History
    """

    game: Game
    rules: Rules
    prior: Prior
    history: History


def inputs(case: Case, tables: Sequence[str] = READ) -> str:
    """Return a SHA-256 over tables that the game reads, as the case holds them: a change in others leaves a result valid.

    Parameters
    ----------
    case : Case
        Cut to the day.
    tables : sequence of str
        Their names.
    """
    total = hashlib.sha256()
    for name in tables:
        rows = [row.model_dump_json(by_alias=True, exclude_defaults=True) for row in case.table(name)]
        total.update("\0".join((name, str(len(rows)), *rows)).encode())
    return total.hexdigest()


def encode(case: Case) -> Encoded:
    """Return the game of a case, cut to a day or whole.

    Raises
    ------
    UsageError
        The case has no game, no ladder that the patron asks for, or a history that contradicts itself.
    """
    if not len(case.game):
        raise UsageError("this case has no long game: describe one in play.yaml (game, ladders) and history.csv")
    game = case.game[0]
    ladders = list(case.ladders)
    if not any(ladder.asked_by == "patron" for ladder in ladders):
        raise UsageError("play.yaml: the long game needs a ladder that the patron asks for")
    rules = Rules(
        tuple(ladder.id for ladder in ladders),
        tuple(len(ladder.rungs) for ladder in ladders),
        tuple(ladder.asked_by == "patron" for ladder in ladders),
    )
    beliefs = {b.id: (b.low, b.best, b.high) for b in case.beliefs}
    return Encoded(game, rules, _prior(rules, beliefs), _history(case, game, rules))


def prior_of(encoded: Encoded, thesis: Thesis) -> Prior:
    """Return what a thesis holds, and the case's prior on what it does not mention."""
    held = {h.parameter: (h.low, h.best, h.high) for h in thesis.beliefs}
    return _prior(encoded.rules, held, encoded.prior)


def _prior(rules: Rules, beliefs: dict[str, tuple[float, float, float]], base: Prior | None = None) -> Prior:
    rows = []
    for i, name in enumerate(rules.names):
        default = BY_NAME[name.partition(".")[0]]
        otherwise = (default.low, default.best, default.high) if base is None else (base.low[i], base.best[i], base.high[i])
        rows.append(beliefs.get(name, otherwise))
    low, best, high = np.array(rows, dtype=float).T
    return Prior(low, best, high)


def _history(case: Case, game: Game, rules: Rules) -> History:
    rows = list(case.history)
    last = max((index_of(game, row.date) for row in rows), default=-1)
    t = max(last + 1, 0)
    rungs = np.full((t + 1, len(rules.ladders)), -1)
    levels = np.full((t + 1, len(NAMES)), -1)
    moves: list[list[Observed]] = [[] for _ in range(t)]
    replies: list[list[Observed]] = [[] for _ in range(t)]
    ladders, end = {ladder.id: ladder for ladder in case.ladders}, ""
    for row in rows:
        at = index_of(game, row.date)
        if at < -1:
            continue
        if row.of == "rung":
            rungs[at + 1, rules.ladders.index(str(row.on))] = rung_of(ladders[str(row.on)], row.value)
        elif row.of in NAMES:
            levels[at + 1, NAMES.index(row.of)] = level_of(game, row.of, row.value)
        elif row.of == "end":
            end = row.value
        elif at >= 0:
            (moves if row.of == "patron" else replies)[at].append(row)
    periods = tuple(period_at(game, i) for i in range(t))
    pairs = np.array([_pairs(rules, m, r, p) for m, r, p in zip(moves, replies, periods, strict=True)], dtype=bool)
    seen = np.array([bool(m or r) for m, r in zip(moves, replies, strict=True)], dtype=bool)
    now = np.stack(levels_of(np.arange(CONDITIONS)), axis=-1)
    conditions = ((levels[:, None, :] < 0) | (levels[:, None, :] == now[None])).all(axis=2)
    places = _places(rules, rungs, periods)
    return History(periods, pairs.reshape(t, len(rules.pairs)), seen, places, conditions, rungs, levels, end)


def _pairs(rules: Rules, moves: Sequence[Observed], replies: Sequence[Observed], period: Period) -> list[bool]:
    """Return which pairs agree with what was seen in a period."""

    def moved(does: str, on: str, given: str) -> bool:
        return not moves or any((m.value, m.on or "", m.for_ or "") == (does, on, given) for m in moves)

    def replied(reply: str, on: str) -> bool:
        return not replies or not reply or any(r.value == reply and (r.on is None or r.on == on) for r in replies)

    names = (*rules.ladders, "")
    found = []
    for pair in rules.pairs:
        move = rules.moves[pair.move]
        found.append(moved(move.does, names[move.on], names[move.given]) and replied(pair.reply, names[move.on]))
    if not any(found):
        raise UsageError(f"history.csv: in {period} no reply that was coded can answer a move that was coded")
    return found


def _places(rules: Rules, rungs: Ints, periods: Sequence[Period]) -> Ints:
    """Return on which places the game may have stood, given that ladders only rise, by at most one a period."""
    tops = np.array(rules.rungs) - 1
    low, high = np.where(rungs < 0, 0, rungs), np.where(rungs < 0, tops, rungs)
    for t in range(1, len(rungs)):
        low[t] = np.maximum(low[t], low[t - 1])
        high[t] = np.minimum(high[t], high[t - 1] + 1)
    for t in range(len(rungs) - 2, -1, -1):
        low[t] = np.maximum(low[t], low[t + 1] - 1)
        high[t] = np.minimum(high[t], high[t + 1])
    rows = []
    for t in range(len(rungs)):
        when = periods[t - 1] if t else "the start"
        if (low[t] > high[t]).any():
            ladder = rules.ladders[int(np.argmax(low[t] > high[t]))]
            raise UsageError(f"history.csv: the rungs of {ladder!r} around {when} fall, or rise by more than one a period")
        if int(np.prod(high[t] - low[t] + 1)) > MOST_CANDIDATES:
            raise UsageError(f"history.csv: too many rungs are missing around {when}; code them at least once a few periods")
        rows.append([rules.place(one) for one in product(*(range(a, b + 1) for a, b in zip(low[t], high[t], strict=True)))])
    wide = max(len(row) for row in rows)
    return np.array([row + [-1] * (wide - len(row)) for row in rows])

