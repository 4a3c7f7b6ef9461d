"""What can happen in a game: its ladders, conditions, moves and replies, and which of these share chances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.case.parameters import BY_NAME, PARAMETERS, names

GRIPS, DOORS, RIVALRIES = 4, 3, 2
CONDITIONS = GRIPS * DOORS * RIVALRIES
SHAKEN = 1  # the ruler is at most shaken up to this level
AFTER_WAIT = ("carry_on", "hedge")
REPLIES = ("accept", "stall", "refuse", "hedge")
ENDS = ("absorbed", "broken_away")

Ints = NDArray[np.int64]


class Move(NamedTuple):
    """What the patron can do; ``on`` and ``given`` are positions of ladders, -1 where there is none."""

    does: str
    on: int = -1
    given: int = -1


class Pair(NamedTuple):
    """A move with its reply, and which chances it shares with other pairs.

    Attributes
    ----------
    move : int
        Position in ``Rules.moves``.
    reply : str
    kind : int
        Position in ``Rules.kinds``; -1 for force, after which nothing goes on.
    step : int
        Position in ``Rules.steps``; -1 likewise.
    """

    move: int
    reply: str
    kind: int
    step: int


class Kind(NamedTuple):
    """What a pair does to the conditions.

    Attributes
    ----------
    accepted : int
        The ladder on which a step was accepted, -1 where none.
    backlash, bonus, hedge, supports : bool
        Pressure not given in to; an inducement or exchange taken; others courted; neither pressure nor force.
    """

    accepted: int
    backlash: bool
    bonus: bool
    hedge: bool
    supports: bool


@dataclass(frozen=True)
class Rules:
    """The rules of one game, apart from the values of its parameters.

    Attributes
    ----------
    ladders : tuple of str
        Ids.
    rungs : tuple of int
        How many each ladder has, 2 or more.
    asked : tuple of bool
        Whether the patron asks for the ladder; otherwise the client does.
    """

    ladders: tuple[str, ...]
    rungs: tuple[int, ...]
    asked: tuple[bool, ...]

    def __post_init__(self) -> None:
        """Refuse what is no game.

        Raises
        ------
        ValueError
            Lengths that differ, a ladder of fewer than two rungs, or none that the patron asks for.
        """
        if not len(self.ladders) == len(self.rungs) == len(self.asked) or min(self.rungs, default=0) < 2 or not any(self.asked):
            raise ValueError(f"no game: ladders {self.ladders} with rungs {self.rungs}, asked for by the patron {self.asked}")

    @cached_property
    def asked_at(self) -> tuple[int, ...]:
        """Positions of the ladders that the patron asks for."""
        return tuple(i for i, asked in enumerate(self.asked) if asked)

    @cached_property
    def given_at(self) -> tuple[int, ...]:
        """Positions of the ladders that the client asks for."""
        return tuple(i for i, asked in enumerate(self.asked) if not asked)

    @cached_property
    def places(self) -> int:
        """Number of combinations of rungs."""
        return int(np.prod(self.rungs))

    @property
    def states(self) -> int:
        """Number of states, the two ends included."""
        return self.places * CONDITIONS + len(ENDS)

    @cached_property
    def heights(self) -> Ints:
        """Rung of each ladder at each place, shape (places, ladders)."""
        return np.array(list(product(*(range(n) for n in self.rungs))), dtype=np.int64)

    def place(self, rungs: tuple[int, ...]) -> int:
        """Return the position of a combination of rungs."""
        return int(np.ravel_multi_index(rungs, self.rungs))

    @cached_property
    def above(self) -> Ints:
        """Place reached when a subset of the ladders rises by one, shape (places, 2**ladders); clipped at the tops.

        Bit i of the second index, from the left, stands for ladder i.
        """
        bits = np.array(list(product((0, 1), repeat=len(self.rungs))), dtype=np.int64)
        up = np.minimum(self.heights[:, None, :] + bits[None, :, :], np.array(self.rungs) - 1)
        return np.asarray(np.ravel_multi_index(tuple(np.moveaxis(up, -1, 0)), self.rungs), dtype=np.int64)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What the patron can do."""
        swaps = [Move("swap", d, e) for d in self.asked_at for e in self.given_at]
        return (
            Move("wait"),
            *(Move("bid", d) for d in self.asked_at),
            *(Move("press", d) for d in self.asked_at),
            *swaps,
            Move("seize"),
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All moves with all their replies; force, which asks nobody, last."""
        return self._made[0]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What pairs do to the conditions, each once."""
        return self._made[1]

    @cached_property
    def steps(self) -> tuple[tuple[str, ...], ...]:
        """For each way in which pairs move the ladders: the chance of each ladder, by name of its parameter."""
        return self._made[2]

    @cached_property
    def _made(self) -> tuple[tuple[Pair, ...], tuple[Kind, ...], tuple[tuple[str, ...], ...]]:
        kinds: dict[Kind, int] = {}
        steps: dict[tuple[str, ...], int] = {}
        pairs = []
        for i, move in enumerate(self.moves[:-1]):
            for reply in AFTER_WAIT if move.does == "wait" else REPLIES:
                kind = kinds.setdefault(self._kind(move, reply), len(kinds))
                pairs.append(Pair(i, reply, kind, steps.setdefault(self._step(move, reply), len(steps))))
        pairs.append(Pair(len(self.moves) - 1, "", -1, -1))
        return tuple(pairs), tuple(kinds), tuple(steps)

    @staticmethod
    def _kind(move: Move, reply: str) -> Kind:
        taken = reply == "accept"
        presses = move.does == "press"
        return Kind(
            accepted=move.on if taken else -1,
            backlash=presses and not taken,
            bonus=taken and not presses,
            hedge=reply == "hedge",
            supports=not presses,
        )

    def _step(self, move: Move, reply: str) -> tuple[str, ...]:
        chances = ["drift"] * len(self.ladders)
        if reply in ("accept", "stall"):
            chances[move.on] = f"step_on_{reply}"
            if move.given >= 0:
                chances[move.given] = "deliver" if reply == "accept" else "half_deliver"
        return tuple(chances)

    @cached_property
    def replies_at(self) -> tuple[tuple[int, ...], ...]:
        """For each move, the positions of its pairs."""
        return tuple(tuple(p for p, pair in enumerate(self.pairs) if pair.move == i) for i in range(len(self.moves)))

    @cached_property
    def levels(self) -> tuple[Ints, ...]:
        """Places by the sum of their rungs, the highest first: what comes after a place is solved before it."""
        total = self.heights.sum(axis=1)
        return tuple(np.flatnonzero(total == level) for level in range(int(total.max()), -1, -1))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Full names of all parameters, in the order of a vector of them."""
        return tuple(names([(who, "patron" if asked else "client") for who, asked in zip(self.ladders, self.asked, strict=True)]))

    @cached_property
    def slices(self) -> dict[str, slice | int]:
        """Where in a vector of parameters each one, or those of all its ladders, stand."""
        many = {"asked": len(self.asked_at), "given": len(self.given_at), "ladder": len(self.ladders), "": 0}
        found: dict[str, slice | int] = {}
        at = 0
        for p in PARAMETERS:
            wide = many[p.per]
            found[p.name] = slice(at, at + wide) if p.per else at
            at += wide if p.per else 1
        return found

    def defaults(self) -> NDArray[np.float64]:
        """Return the best guesses of the default priors."""
        return np.array([BY_NAME[name.partition(".")[0]].best for name in self.names])


def condition(grip: int, door: int, rivalry: int) -> int:
    """Return the position of a combination of conditions."""
    return (grip * DOORS + door) * RIVALRIES + rivalry


def levels_of(conditions: Ints | int) -> tuple[Ints, Ints, Ints]:
    """Return grip, door and rivalry of positions of conditions."""
    at = np.asarray(conditions)
    return at // (DOORS * RIVALRIES), at // RIVALRIES % DOORS, at % RIVALRIES
