"""The record that the pages on bargaining are made from. Nothing here needs the bargaining models themselves."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from longgame.settle.study.result import (
    ExchangeFound,
    Frozen,
    IssueForecast,
    LeftOut,
    ModelForecast,
    ModelNote,
    Pair,
)

CALIBRATED = "ensemble"
MEAN = "compromise"


class Band(Frozen):
    """A quantity over draws: mean, and the ends between which the middle 80 % of the draws lie."""

    mean: float
    low: float
    high: float


class Driver(Frozen):
    """One judgement, and the outcome with it at its low and at its high."""

    actor: str
    kind: str
    low: float
    best: float
    high: float
    at_low: float | None
    at_high: float | None
    swing: float | None


class Pull(Frozen):
    """What an actor's presence does to an outcome."""

    actor: str
    weight: float
    without: float | None
    pull: float | None


class Lever(Frozen):
    """One change, and how much nearer it brings an outcome to what an actor wants."""

    actor: str
    kind: str
    own: bool
    start: float
    end: float
    nearer: Band
    beyond_spread: bool


class Advice(Frozen):
    """What would help an actor on an issue, best first."""

    issue: str
    actor: str
    wants: Band
    outcome: Band | None
    levers: tuple[Lever, ...]
    caution: tuple[str, ...]
    fixed: str


class Compared(Frozen):
    """One issue in one model, with and without a scenario."""

    model: str
    issue: str
    base: Band | None
    outcome: Band | None
    difference: Band | None


class Scenario(Frozen):
    """What a scenario changes."""

    scenario: str
    title: str
    reason: str
    source: tuple[str, ...]
    rows: tuple[Compared, ...]


class Then(Frozen):
    """What the models made of an issue as of a day, from what was known on that day."""

    day: date
    issue: str
    actors: int
    reversion: float
    median: float | None = Field(description="Of the calibrated distribution.")
    half: Pair | None = Field(description="Its 50 % interval.")
    most: Pair | None = Field(description="Its 80 % interval.")
    mean: float | None = Field(description="Mean of positions, weighted by capability times salience.")


class TradeThen(Frozen):
    """An exchange across the table that a model found as of a past day."""

    day: date
    found: ExchangeFound


class Bargained(Frozen):
    """Everything that the report says of bargaining as of a day."""

    why_not: str = Field(default="", description="Why there is nothing; empty where there is something.")
    draws: int = 0
    seed: int = 0
    says: str = ""
    issues: tuple[IssueForecast, ...] = ()
    models: tuple[ModelNote, ...] = ()
    without_draws: tuple[str, ...] = Field(default=(), description="Models that were run at the best judgements alone.")
    exchanges: tuple[ExchangeFound, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    leaders: tuple[str, ...] = Field(default=(), description="Of each main party, the actor with the most capability.")
    drivers: dict[str, tuple[Driver, ...]] = Field(default_factory=dict)
    pulls: dict[str, tuple[Pull, ...]] = Field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    compared_draws: int = 0
    then: tuple[Then, ...] = ()
    trades_then: tuple[TradeThen, ...] = ()

    def named(self, issue: IssueForecast, model: str) -> ModelForecast | None:
        """Return what a model makes of an issue."""
        return next((m for m in issue.models if m.model == model), None)
