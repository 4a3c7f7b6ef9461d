"""How the negotiation works: the mechanisms that analysts describe, and where each lives in the case."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Ids, Names, Record, Text, Words

# A reference to a row, such as 'commitment:PR15' or 'series:gas-price'.
Ref = Annotated[
    str,
    Field(pattern=r"^(package|commitment|deadline|issue|actor|event|series|claim|statement|question|thesis):[^\W_][\w.\-]{0,79}$"),
]
# A piece of the long game, such as 'parameter:backlash', 'rung:security.2' or 'link:isolation.dependence_on_russia'.
GAME_KINDS = ("parameter", "ladder", "rung", "condition", "move", "reply", "end", "whatif", "link")
GameRef = Annotated[str, Field(pattern=rf"^({'|'.join(GAME_KINDS)}):[^\W_][\w.\-]{{0,160}}$")]


class Home(Record):
    """A place where a mechanism does something."""

    verb: Literal["read", "track", "settle", "play", "score"]
    live: bool = Field(description="False: nothing to see yet; `lacks` then says why.")
    does: Words = Field(description="What the mechanism does there.")
    refs: tuple[Ref, ...] = Field(default=(), description="Rows of the case that belong to it.")
    game: tuple[GameRef, ...] = Field(
        default=(),
        description="Of the verb play: what of the long game carries it. `parameter:backlash`, of a parameter of several ladders "
        "also `parameter:worth`; `ladder:security`; `rung:security.2`; `condition:door`; `move:swap`; `reply:stall`; "
        "`end:absorbed`; `whatif:door-shut`; `link:from.to`, which some thesis draws.",
    )
    lacks: Text = Field(default="", description="What is not there yet, where it is not live.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not self.live and not self.lacks:
            raise ValueError("lacks: there is nothing to see yet (live is false); say what is not there")
        if self.live and self.lacks:
            raise ValueError("lacks: leave it empty, as there is something to see (live is true)")
        if self.game and self.verb != "play":
            raise ValueError(f"game: the long game is where the verb play is at home, not {self.verb}; leave it empty")
        return self


class Since(Fact):
    """What has been seen of it, as of a day."""

    what: Words


class Mechanism(Record):
    """A mechanism that the case's analysts describe."""

    id: Id
    title: Words
    kind: Words
    summary: Words = Field(description="What the analysts say, in the case's own words. No outcomes.")
    analysts: Names = Field(default=(), description="Letters or names of those who describe it.")
    source: Ids = Field(default=(), description="The analyses that the summary draws on; it is shown once all of them are out.")
    observables: Text = ""
    homes: tuple[Home, ...] = Field(min_length=1)
    since: tuple[Since, ...] = ()
