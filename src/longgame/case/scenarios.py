"""What-if questions: named suppositions about who stands where, who takes part and who speaks with one voice."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Ids, Record, Words

Does = Literal["set", "shift", "leave", "join"]
VALUES = ("position", "salience", "capability")


class Change(Record):
    """One supposition of a scenario."""

    does: Does = Field(
        description="set: the best judgement becomes the value given, and the spread around it goes along; shift: every value "
        "moves by so many points; leave: the actors have no stance any more; join: the actors take one position."
    )
    actors: Ids = Field(description="Whom it concerns; of a bloc, all its members.")
    issues: Ids = Field(default=(), description="On which issues; empty: on all.")
    position: float | None = Field(default=None, description="0 to 100, or points up or down.")
    salience: float | None = Field(default=None, description="0 to 100, or points up or down.")
    capability: float | None = Field(default=None, description="0 or more, or points up or down.")
    leader: Id | None = Field(
        default=None,
        description="Of a bloc, whose position the others take; empty: the mean of all, weighted by capability times salience.",
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        given = [name for name in VALUES if getattr(self, name) is not None]
        if not self.actors:
            raise ValueError("a change names at least one actor")
        if self.does in ("set", "shift") and not given:
            raise ValueError(f"{self.does!r} needs a position, a salience or a capability")
        if self.does in ("leave", "join") and given:
            raise ValueError(f"{self.does!r} takes no {given[0]}; use 'set' or 'shift'")
        if self.does == "join" and len(set(self.actors)) < 2:
            raise ValueError("'join' needs at least two actors")
        if self.leader is not None and (self.does != "join" or self.leader not in self.actors):
            raise ValueError(f"the leader {self.leader!r} is not one of the actors that join")
        self._in_range()
        return self

    def _in_range(self) -> None:
        lowest = 0.0 if self.does == "set" else -100.0
        for name in ("position", "salience"):
            value = getattr(self, name)
            if value is not None and not lowest <= value <= 100:
                raise ValueError(f"{name} {value:g} is not between {lowest:g} and 100")
        if self.does == "set" and self.capability is not None and self.capability < 0:
            raise ValueError(f"capability {self.capability:g} is below 0")


class Scenario(Fact):
    """A supposition to be compared with the case as coded. No fact: sources tell what suggested it, where anything did."""

    id: Id
    title: Words
    changes: tuple[Change, ...] = Field(description="Applied one after the other.")
    reason: Words = Field(description="Why the question is worth asking, and why these numbers.")
