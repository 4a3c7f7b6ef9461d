"""What was seen of the long game, period by period; what was not seen has no row."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Words
from longgame.core.dates import Period
from longgame.core.errors import near, short

MOVES = ("wait", "bid", "press", "swap", "seize")
REPLIES = ("accept", "stall", "refuse", "hedge", "carry_on")
ENDS = ("absorbed", "broken_away")
ON_A_LADDER = ("bid", "press", "swap")
WORDS: dict[str, tuple[str, ...]] = {"patron": MOVES, "client": REPLIES, "end": ENDS}


class Observed(Fact):
    """One thing that was seen in one period of the game.

    Several rows of the patron in one period: it was seen to do several things, any of which may be its move; of the client
    likewise. The period before the game's start gives where things stood at the start.
    """

    id: Id
    date: Period = Field(description="Exactly one period of the game.")
    of: Literal["patron", "client", "rung", "grip", "door", "rivalry", "end"] = Field(
        description="What was seen: a move, a reply, or where something stood at the end of the period."
    )
    value: Words = Field(
        alias="is",
        description="Of the patron: wait, bid, press, swap, seize. Of the client: accept, stall, refuse, hedge, carry_on. Of a "
        "rung or a condition: label or number at the end of the period. Of the end: absorbed, broken_away.",
    )
    on: Id | None = Field(
        default=None, description="Ladder: of a bid, pressure, an exchange or a rung; of a reply where it is known to be of one."
    )
    for_: Id | None = Field(default=None, alias="for", description="Ladder that the patron offers in exchange.")
    reason: Words = Field(description="What in the source led to this reading.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        words = WORDS.get(self.of)
        if words is not None and self.value not in words:
            hint = near(self.value, words)
            raise ValueError(f"is: {short(self.value)} is nothing that {self.of} can be; {hint or 'allowed: ' + ', '.join(words)}")
        what = self.value if self.of == "patron" else self.of
        if what in (*ON_A_LADDER, "rung") and self.on is None:
            raise ValueError(f"on: {what!r} needs the ladder that it is about")
        if self.on is not None and not (what in (*ON_A_LADDER, "rung") or (what == "client" and self.value != "carry_on")):
            raise ValueError(f"on: {self.value if what == 'client' else what!r} is about no ladder; leave it empty")
        if what == "swap" and self.for_ is None:
            raise ValueError("for: 'swap' needs the ladder that is offered in exchange")
        if what != "swap" and self.for_ is not None:
            raise ValueError("for: only the patron's 'swap' offers a ladder in exchange; leave it empty")
        return self
