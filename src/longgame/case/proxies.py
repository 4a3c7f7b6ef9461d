"""What an engine can work out in place of a question that no engine understands as it is put."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from longgame.case.record import Id, Record, Words
from longgame.case.rules import Noun

Engine = Literal["track", "settle", "play"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
# Of which rows an engine can say how likely it is that they come to hold.
ANSWERS: dict[Engine, tuple[Noun, ...]] = {
    "track": ("deadline", "commitment"),
    "settle": ("issue",),
    "play": ("ladder", "end"),
}


class Proxy(Record):
    """A rule that an engine can answer, and how near it is to the question.

    A coder's choice and no fact: it is there as soon as its question is, and says nothing of how things came out.
    """

    id: Id
    question: Id = Field(description="A question after yes or no.")
    engine: Engine = Field(description="track: dates and commitments; settle: issues; play: ladders and ends of the long game.")
    rule: Words = Field(description="What stands for yes, in the language of rules, of rows that the engine can answer.")
    fit: Literal["same", "near"] = Field(
        description="same: it holds where the question comes out yes, by its criteria; near: mostly, and the reason says where not."
    )
    reason: Words = Field(description="Why it stands for the question, and what it leaves out.")
