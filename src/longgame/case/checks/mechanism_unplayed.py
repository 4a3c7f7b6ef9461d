"""Mechanisms that are said to be at home in something that the long game does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from longgame.case.case import Case
from longgame.case.checks._long_game import wrong_name
from longgame.case.codes import problem
from longgame.case.game import CONDITIONS
from longgame.case.history import ENDS, MOVES, REPLIES
from longgame.case.parameters import BY_NAME
from longgame.case.walk import ids_of, is_whole
from longgame.core.errors import Problem, near

WORDS: dict[str, tuple[str, ...]] = {"condition": CONDITIONS, "move": MOVES, "reply": REPLIES, "end": ENDS}


def find(case: Case) -> Iterator[Problem]:
    """Look up every piece of the game that a home of a mechanism names."""
    game = _Game(case)
    for row, mechanism in enumerate(case.mechanisms):
        for i, home in enumerate(mechanism.homes):
            for k, piece in enumerate(home.game):
                if (wrong := game.wrong(*piece.split(":", 1))) is not None:
                    yield problem("LG304", case.mechanisms.where(row, "homes", i, "game", k), *wrong)


class _Game:
    """What the game of a case has; of a table of which a row could not be read nothing is missed, and it is None."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def ladders(self) -> dict[str, int] | None:
        """Number of the highest rung by ladder."""
        return {ladder.id: ladder.top for ladder in self.case.ladders} if self._read("ladders") else None

    @cached_property
    def links(self) -> set[str] | None:
        return {f"{k.from_}.{k.to}" for t in self.case.theses for k in t.links} if self._read("theses") else None

    @cached_property
    def whatifs(self) -> set[str] | None:
        return {one.id for one in self.case.whatifs} if self._read("whatifs") else None

    def _read(self, name: str) -> bool:
        table = self.case.table(name)
        return is_whole(self.case, name) and len(ids_of(table)) <= len(table)

    def wrong(self, kind: str, word: str) -> tuple[str, str] | None:
        """Return what is wrong with a piece and the fix, None if nothing is."""
        if kind == "parameter":
            return None if word in BY_NAME else wrong_name(self.case, word, whole=self.ladders is not None)
        if kind == "rung":
            return self._rung(word)
        there: dict[str, Iterable[str] | None] = {"ladder": self.ladders, "link": self.links, "whatif": self.whatifs, **WORDS}
        known = there[kind]
        if known is None or word in known:
            return None
        said = {"link": f"no thesis draws a link {word!r}", "whatif": f"there is no what-if {word!r}"}
        return said.get(kind, f"the game has no {kind} {word!r}"), near(word, known)

    def _rung(self, word: str) -> tuple[str, str] | None:
        ladder, _, number = word.rpartition(".")
        if not ladder or not number.isdecimal():
            return f"{word!r} is no rung", "write the ladder, a dot and the number of the rung, such as security.2"
        if self.ladders is None:
            return None
        if ladder not in self.ladders:
            return f"the game has no ladder {ladder!r}", near(ladder, self.ladders)
        top = self.ladders[ladder]
        return None if int(number) <= top else (f"the ladder {ladder!r} has no rung {number}", f"the highest is {top}")
