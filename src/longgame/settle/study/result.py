"""The records that ``settle`` returns; their JSON form is the schema ``longgame.settle/1``.

Figures are rounded to six decimals, which is more than any judgement holds and less than what two processors differ by.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.core.made import Made

SCHEMA: Literal["longgame.settle/1"] = "longgame.settle/1"
Ended = Literal["agreed", "no_agreement", "not_converged", "no_actors"]
Pair = tuple[float, float]
Triple = tuple[float, float, float]


class Frozen(BaseModel):
    """A record that cannot be changed."""

    model_config = ConfigDict(frozen=True)


class Fact(Frozen):
    """A row of the case that the forecast rests on, and the day it became known."""

    table: str
    id: str
    known: date


class Spread(Frozen):
    """What a model gives when all judgements vary within their intervals."""

    draws: int = Field(description="Draws that were settled.")
    settled: int = Field(description="Of these, how many gave a point on the scale; all else here is about them.")
    mean: float | None
    quantiles: dict[str, float] = Field(description="By percent: 5, 10, 25, 50, 75, 90, 95.")
    interval: dict[str, Pair] = Field(description="By percent: 50, 80, 90; in the middle of the distribution.")
    calibrated: bool = Field(
        description="Whether the model itself gives a distribution, learned from decisions with known outcomes; if not, the spread "
        "is that of the judgements alone, and outcomes fall outside far more often than the percentages say."
    )
    histogram: tuple[float, ...] = Field(description="Probability of each whole point, 0 to 100: what is nearest to it.")
    labels: tuple[float, ...] = Field(
        description="Probability that the outcome is nearer to this labelled point of the scale than to any other, in the order "
        "of the scale; of two equally near ones the lower counts."
    )
    no_agreement: float = Field(description="Share of draws in which the model found no agreement.")
    not_converged: float = Field(description="Share of draws in which the model was still moving in its last round.")
    no_actors: float = Field(description="Share of draws in which nobody had any weight.")


class ModelForecast(Frozen):
    """Where one model sees one issue settle."""

    model: str
    best: float | None = Field(description="With every judgement at its best value; null where the model gives no point.")
    result: Ended = Field(description="How the run at the best values ended.")
    sentence: str
    nearest: int | None = Field(description="Place in ``scale`` of the labelled point nearest to ``best``.")
    spread: Spread | None = Field(description="Null where no draws were asked for.")


class Point(Frozen):
    """A labelled place on an issue's scale."""

    at: float
    label: str


class ActorOn(Frozen):
    """How an actor was coded on an issue: low, best, high; position and salience 0 to 100, capability 0 or more."""

    actor: str
    name: str
    bloc: str
    position: Triple
    salience: Triple
    capability: Triple


class IssueForecast(Frozen):
    """One issue: what was coded, and where each model sees it settle."""

    id: str
    title: str
    scale: tuple[Point, ...]
    reversion: float = Field(description="What holds with no agreement.")
    reversion_reason: str
    actors: tuple[ActorOn, ...]
    models: tuple[ModelForecast, ...]


class ModelNote(Frozen):
    """What a model is."""

    name: str
    title: str
    says: str
    limits: str
    links_issues: bool = Field(description="Whether what it says of an issue depends on the other issues.")
    references: tuple[str, ...]


class Move(Frozen):
    """One side of an exchange: it gives way on one issue and is met on another."""

    actor: str
    on: str
    start: float
    end: float
    gets: str
    gain: float = Field(description="Shift of the outcome got times salience, less shift given times salience.")


class Shift(Frozen):
    """What an exchange does to the outcome of an issue."""

    issue: str
    before: float
    after: float


class ExchangeFound(Frozen):
    """Two actors trade moves on two issues."""

    model: str
    round: int
    place: int = Field(description="In the order in which they are done; the first gains most.")
    sides: tuple[Move, Move]
    shifts: tuple[Shift, Shift]
    others: dict[str, float] = Field(description="What it gives every other actor who gains or loses by it.")


class ExchangeEffect(Frozen):
    """What all exchanges of all rounds give an actor; losses are negative."""

    model: str
    actor: str
    own: float
    inner_gain: float
    inner_loss: float
    outer_gain: float
    outer_loss: float


class LeftOut(Frozen):
    """A stance that was not used because nobody coded the actor's capability."""

    actor: str
    issue: str


class SettleResult(Frozen):
    """Where the issues of a case settle, by model, as of a day."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_name: Literal["longgame.settle/1"] = Field(default=SCHEMA, alias="schema")
    made: Made
    as_of: date
    title: str
    says: str = Field(description="What the numbers are and are not.")
    issues: tuple[IssueForecast, ...]
    models: tuple[ModelNote, ...]
    exchanges: tuple[ExchangeFound, ...] = Field(
        description="Of the first round, at the best judgements, by each model that trades one issue for another."
    )
    effects: tuple[ExchangeEffect, ...]
    left_out: tuple[LeftOut, ...]
    alone: tuple[str, ...] = Field(
        default=(), description="Issues that were not bargained because one actor alone has a stance and a capability there."
    )
    facts: tuple[Fact, ...]
