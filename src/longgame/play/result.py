"""What the long game says, as frozen records."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.core.made import Made

SCHEMA: Literal["longgame.play/1"] = "longgame.play/1"
CAUTION = (
    "One history of a few dozen periods, in which many choices are judgements of one coder who knew how things went on, separates "
    "readings of it weakly. The odds are those of a model with some seventy parameters, most of which the history hardly touches; "
    "their intervals are those of the parameters, not of the model."
)
FEW = 50  # effective draws, below which a figure is marked


class Part(BaseModel):
    """A frozen part of a result."""

    model_config = ConfigDict(frozen=True)


class Band(Part):
    """A mean over weighted draws, and between what nine tenths of them lie."""

    mean: float
    low: float
    high: float


class Odds(Part):
    """How things stand at the end of a period ahead."""

    period: str
    day: date
    absorbed: Band
    broken_away: Band
    goes_on: Band


class RungAhead(Part):
    """A rung: how likely the ladder stands exactly on it, and how likely it got there or higher, by the end of each period."""

    label: str
    on: tuple[Band, ...]
    reached: tuple[Band, ...]


class LadderAhead(Part):
    """A ladder over the periods ahead; the first entries are today's."""

    id: str
    title: str
    asked_by: Literal["patron", "client"]
    rungs: tuple[RungAhead, ...]


class Choice(Part):
    """A move with the reply to it, in words of the game, and how likely it is."""

    move: str
    on: str = ""
    given: str = ""
    reply: str = ""
    chance: Band


class Kind(Part):
    """All moves of one kind, whatever the ladder: how likely the patron makes one, and the chance of each reply to them."""

    move: str
    chance: Band
    replies: tuple[Choice, ...]


class Cell(Part):
    """What is freely chosen under some conditions, where the ladders stand today; habit is left out."""

    grip: str
    door: str
    rivalry: str
    moves: tuple[Choice, ...] = Field(description="The patron's likeliest moves.")
    replies: tuple[Choice, ...] = Field(description="The likeliest move with the chance of each reply to it.")
    kinds: tuple[Kind, ...] = Field(description="Every kind of move; the means of their chances sum to 1.")


class Seen(Part):
    """A past period: what was seen, and how surely it had been expected from all before it."""

    period: str
    seen: tuple[Choice, ...] = Field(description="Pairs that agree with what was seen; chances were those before it.")
    expected: tuple[Choice, ...] = Field(description="The likeliest before it.")
    score: float = Field(description="Log of the chance that what was seen had; 0 where nothing was.")
    baselines: dict[str, float]
    state: float = Field(description="Log of the chance of where things then stood.")


class Solved(Part):
    """How well the equilibria were found."""

    draws: int
    solved: int = Field(description="Equilibria looked for: each draw's, and those of the moves tried.")
    converged: int
    residual: float = Field(description="Largest among the draws, in payoffs of a period.")
    most: int = Field(description="Newton steps and sweeps that the hardest place of any of them took.")
    moved: float | None = Field(description="Share of moves accepted when draws were renewed; null if they never were.")
    effective: float = Field(description="Effective sample size of the weights at the end, Kish (1965).")
    checked: int = Field(default=0, description="Draws of most weight that were solved from other starting points too.")
    several: int = Field(default=0, description="Of these, how many then ended elsewhere: games with more than one equilibrium.")
    fewest: float = Field(description="The same after the period at which it was lowest; draws are renewed below one half.")


class Play(Part):
    """The game of a case as of a day, under one prior."""

    thesis: str = Field(description="Id of the thesis whose prior it is; empty for the case's own.")
    solved: Solved
    evidence: float = Field(description="Log probability of the whole history.")
    odds: tuple[Odds, ...]
    years: tuple[Year, ...]
    ladders: tuple[LadderAhead, ...]
    choices: tuple[Choice, ...] = Field(description="What happens next, the likeliest first.")
    stands: dict[str, int] = Field(description="By ladder: the likeliest rung today.")
    policy: tuple[Cell, ...] = Field(description="By conditions: who most likely does what.")


class Year(Part):
    """How things stand at the end of a year ahead, or of its last period that was looked at."""

    year: int
    absorbed: Band
    broken_away: Band
    goes_on: Band
    reached: dict[str, tuple[Band, ...]] = Field(description="By ladder: each rung or a higher one, the game going on.")


class Difference(Part):
    """A chance as it is, as it would be, and the difference, draw by draw."""

    what: str
    base: Band
    supposed: Band
    change: Band


class WhatIfPlay(Part):
    """A what-if beside the game as it is, at the horizon."""

    id: str
    title: str
    draws: int
    converged: int
    differences: tuple[Difference, ...]


class Driver(Part):
    """What moving one parameter alone does to a chance at the horizon, over a few draws of all others."""

    parameter: str
    says: str = Field(description="What it is.")
    low: float = Field(description="Nine tenths of the weighted draws lie above it and below `high`, 5 % beyond either.")
    high: float
    draws: int = Field(description="Of the others, at which it was moved.")
    at_low: Band
    at_high: Band
    change: Band = Field(description="At high less at low, draw by draw.")


class Driven(Part):
    """A chance at the horizon, and what moves it most."""

    what: str
    base: Band
    parameters: int = Field(description="How many were moved, one at a time.")
    drivers: tuple[Driver, ...] = Field(description="The largest changes first.")


class Limit(Part):
    """A limit of a box."""

    parameter: str
    says: str
    low: float | None = Field(description="At least this; null where there is no such limit.")
    high: float | None
    chance: float = Field(description="How likely the limit does as well by chance (the quasi-p value of Bryant and Lempert 2010).")


class Takes(Part):
    """What it would take for a chance at the horizon to exceed a threshold: a box of parameters, found with half of the draws."""

    what: str
    above: float = Field(description="The threshold; 0 where none is exceeded often enough to look for what it takes.")
    by: str
    draws: int = Field(description="Of the prior, run forward from today.")
    exceed: int = Field(description="Of these, how many exceed it; the lowest threshold that is looked at where `above` is 0.")
    limits: tuple[Limit, ...] = Field(description="None where no limit is better than chance.")
    inside: int = Field(description="Draws in the box, of the half with which it was not found.")
    inside_exceed: int
    outside: int
    outside_exceed: int
    density: Band | None = Field(description="Share inside that exceeds it, with its 90 % interval (Wilson 1927).")
    weight: float = Field(description="Of the draws that the history leaves, inside the box.")
    sentence: str


class Weight(Part):
    """Posterior weight of a thesis after a period, all having begun alike."""

    period: str
    weight: Band
    effective: float


class ThesisPlay(Part):
    """A thesis weighed by the record."""

    id: str
    short: str
    title: str
    day: date
    baseline: bool
    solved: Solved
    weights: tuple[Weight, ...]
    later: Band = Field(description="Weight by what came after the last thesis was published alone, all beginning alike then.")
    later_periods: int = Field(description="Periods that this rests on.")
    evidence: Band | None = Field(
        description="Log probability of the history; low and high from the sampling error of the draws. Null, as are all scores, "
        "where under none of the draws the history is possible."
    )
    score: float | None = Field(description="Log score of all choices, each predicted from those before it.")
    since: float | None = Field(description="The same of the periods after the thesis was published, predicted from all before.")
    periods_since: int
    baselines_since: dict[str, float]
    errors_since: dict[str, float] = Field(description="By baseline: standard error of `since` less its score, over the periods.")
    state_since: float | None
    ahead: dict[str, Band] = Field(
        description="What it expects at the horizon of what has not happened yet; empty where it has no draw."
    )


class PlayResult(Part):
    """What `longgame play` says."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_name: Literal["longgame.play/1"] = Field(default=SCHEMA, alias="schema")
    made: Made
    inputs: str = Field(description="SHA-256 over what the game reads of the case on that day; other changes leave it valid.")
    as_of: date
    title: str
    period: str
    caution: str = CAUTION
    history: tuple[Seen, ...]
    scores: dict[str, float] = Field(description="Log scores of all choices that were seen: of the play, and of each baseline.")
    periods_scored: int
    play: Play
    theses: tuple[ThesisPlay, ...] = ()
    whatifs: tuple[WhatIfPlay, ...] = ()
    driven: tuple[Driven, ...] = Field(default=(), description="What drives each chance at the horizon.")
    takes: tuple[Takes, ...] = Field(default=(), description="What it would take for each to be high.")
