"""The records that ``score`` returns; their JSON form is the schema ``longgame.score/1``.

Losses and their means are rounded to nine decimals, which is less than what two processors differ by in their sums.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.core.made import Made

SCHEMA: Literal["longgame.score/1"] = "longgame.score/1"
By = Literal["all", "source", "hedge", "kind", "domain", "horizon"]
Nature = Literal["trend", "event"]
Outcome = str | float | None
CAUTION = (
    "Where questions were put into words, and split into trends and events, by somebody who knew how things came out, that "
    "flatters trends. Words stand for probabilities by a scale; another scale gives other scores. Few forecasts, often on the same "
    "matters, tell little about a source: look at the intervals."
)
KEPT = "Day up to which the case was kept: of what came after it nothing was looked for, even where `as_of` is later."
FEW = 20  # scored forecasts, below which figures of a group are marked


class Frozen(BaseModel):
    """A record that cannot be changed."""

    model_config = ConfigDict(frozen=True)


class FactRef(Frozen):
    """A row of the case that something rests on, and the day it became known."""

    table: str
    id: str
    known: date


class Trail(Frozen):
    """One line of the audit trail of a question: an answer that was given, and what became of it."""

    what: str = Field(description="`resolution ID` for a row, `rule` for what the rule says as of the day.")
    known: date | None = Field(description="From when it was known.")
    answer: str
    standing: Literal["counts", "agrees", "differs", "superseded", "corrected", "open"]
    why: str


class QuestionState(Frozen):
    """A question as of the day."""

    id: str
    text: str
    kind: Literal["binary", "number", "date", "category"]
    nature: Nature
    domain: str
    opens: str
    by: str | None
    status_quo: str
    if_: str | None = Field(default=None, description="Question on whose answer it depends.")
    state: Literal["open", "resolved", "void"]
    answer: str | None = Field(description="`yes`, `no`, `partly`, a number, a date, `none` for not in time, or a category.")
    share: float | None = Field(default=None, description="Of a question after yes or no: how much of a yes it came to, 0 to 1.")
    on: str | None = Field(description="When it was decided.")
    resolved_by: Literal["rule", "resolution", "condition"] | None
    because: str
    due: bool = Field(description="Whether its time is up and it is still open.")
    doubt: str = ""
    differs: bool = Field(default=False, description="Whether the rule and the newest resolution say different things.")
    early: bool = Field(default=False, description="Whether its rule was decided, and known, before it opens; it does not count.")
    rule: str = Field(default="", description="Empty also where it names a row that was not known by then.")
    trail: tuple[Trail, ...] = ()
    facts: tuple[FactRef, ...] = ()
    forecasts: int = Field(default=0, description="Number of forecasts of it that were known by the day.")


class Loss(Frozen):
    """Losses of one forecast under one rule, over the interval of probabilities that it may have meant."""

    best: float
    mid: float
    worst: float


class Receipt(Frozen):
    """One forecast, what it was taken to say, and how it did."""

    forecast: str
    question: str
    source: str
    made: str
    kind: str = Field(description="Kind of the forecast: forecast, conditional, commitment, thesis, statement.")
    nature: Nature
    domain: str
    hedge: str
    group_hedge: str = Field(default="", description="The group by hedge that it belongs to: the word, or what it has instead.")
    horizon: str = Field(description="From the day it was made to the last day of the question.")
    horizon_days: int | None
    says: str
    speaks_of: str = Field(description="The answer that hedge and probability are of.")
    low: float | None = Field(default=None, description="Probability of that answer: the least that the words may mean.")
    mid: float | None = None
    high: float | None = None
    basis: str = Field(default="", description="stated, published, nearest or convention.")
    nearest: str = Field(default="", description="Word of the scale that was taken instead.")
    state: Literal["scored", "open", "void", "not_scored"]
    why: str = Field(default="", description="Why it is not scored.")
    outcome: str | None = None
    right: bool | None = Field(default=None, description="Whether it lay on the right side of 50 %; null where there is none.")
    losses: dict[str, Loss] = Field(default_factory=dict, description="By scoring rule.")
    baselines: dict[str, float] = Field(
        default_factory=dict, description="By baseline: the probability that it gave to the answer spoken of."
    )
    unit: str = Field(default="", description="Of a number or a date: the unit of `crps`.")
    crps: float | None = None
    crps_status_quo: float | None = Field(default=None, description="Loss of the answer that says that nothing changes.")


class Figure(Frozen):
    """A figure with its 95 % interval over resampled clusters; null where there are too few."""

    value: float
    low: float | None
    high: float | None


class Mean(Frozen):
    """A mean loss: of the middles with its interval, and what the intervals of the words allow."""

    value: float
    low: float | None
    high: float | None
    best: float
    worst: float


class Skill(Frozen):
    """What is left of a baseline's loss: 1 is perfect, 0 is no better, below 0 is worse."""

    baseline: str
    rule: str
    value: float
    low: float | None
    high: float | None
    n: int = Field(description="Forecasts for which the baseline says something.")
    baseline_loss: float


class BinScore(Frozen):
    """One bin of the calibration curve."""

    low: float
    high: float
    n: float = Field(description="Forecasts; one of several categories counts for each of them in part.")
    forecast: float
    came_true: float
    band_low: float = Field(description="Between this and `band_high` 90 % of samples lie if the probabilities are right.")
    band_high: float


class Quantity(Frozen):
    """Forecasts of numbers or dates in one unit."""

    unit: str
    n: int
    crps: float
    low: float | None
    high: float | None
    status_quo_n: int
    skill: float | None = Field(description="Against the status quo, over the forecasts for which it says something.")


class Group(Frozen):
    """Forecasts that share something, trends and events apart."""

    by: By
    value: str
    nature: Nature
    forecasts: int
    questions: int
    scored: int = Field(description="Forecasts of questions with a probability that were resolved.")
    few: bool
    open: int
    void: int
    not_scored: dict[str, int] = Field(description="By reason.")
    partly: int = Field(description="Of those scored, on questions that came true in part.")
    came_true: int = Field(
        description="Of all whose question was resolved, with a probability or without: the answer spoken of came true."
    )
    came_false: int
    right: int = Field(description="Of those scored: on the right side of 50 %.")
    wrong: int
    right_share: Figure | None = Field(description="With Wilson's interval, which takes forecasts for independent.")
    scores: dict[str, Mean] = Field(description="By scoring rule.")
    skill: tuple[Skill, ...] = ()
    measures: dict[str, dict[str, Figure]] = Field(default_factory=dict, description="By measure and part.")
    calibration: tuple[BinScore, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clusters_by: str = Field(description="What was drawn again for the intervals: source or question.")
    clusters: int
    clusters_why: str


class Paired(Frozen):
    """A model of the program beside those who forecast the same questions, each as of the same day; trends and events apart."""

    model: str
    source: str = Field(description="Who is compared; `all` for everybody.")
    nature: Nature
    n: int = Field(description="Forecasts with a score that have one of the model on the same question, as of the same day.")
    questions: int
    few: bool
    source_loss: float = Field(description="Mean Brier score of theirs.")
    model_loss: float = Field(description="Mean Brier score of the model's, on the same.")
    ahead: Figure = Field(description="Theirs less the model's: above 0 the model is better. Questions are drawn again.")
    source_right: int = Field(description="On the right side of 50 %, of those that lie on a side of it.")
    source_sides: int
    model_right: int
    model_sides: int


class ScaleUsed(Frozen):
    """The scale by which words stand for probabilities."""

    id: str
    title: str
    says: str
    reference: str
    address: str
    verified: bool


class Method(Frozen):
    """A rule, a measure or a baseline, so that figures can be read."""

    name: str
    title: str
    says: str
    reference: str = ""


class UnknownHedge(Frozen):
    """A hedge that has no interval, and who used it."""

    hedge: str
    why: str
    forecasts: tuple[str, ...]


class Opposed(Frozen):
    """Two theses that hold opposite signs for the same pair, found by the program."""

    cause: str
    effect: str
    one: str
    one_sign: str
    one_path: tuple[str, ...] = Field(description="Cause, perhaps one step between, effect.")
    one_claims: tuple[str, ...]
    other: str
    other_sign: str
    other_path: tuple[str, ...]
    other_claims: tuple[str, ...]
    listed: tuple[str, ...] = Field(
        description="Contradictions of the case that name these theses on different sides, and these claims."
    )


class Listed(Frozen):
    """A contradiction that the case lists."""

    id: str
    topic: str
    sides: tuple[tuple[str, ...], ...] = Field(description="Theses on each side.")
    would_tell: str
    seen: str = Field(description="What was seen last; what was seen before may speak for others.")
    leans_to: tuple[str, ...] = Field(description="Theses that what was seen last speaks for.")
    found: bool = Field(description="Whether signed links alone show it.")


class Against(Frozen):
    """What speaks against a hypothesis in the matrix of competing hypotheses."""

    thesis: str
    inconsistent: float = Field(description="Sum of the weights of evidence that speaks against it: fewer is better.")
    pieces: int = Field(description="Pieces of evidence against it.")
    judged: int = Field(description="Pieces that say anything of it.")
    share: float | None = Field(description="Weight against it over the weight of all that says anything of it.")


class Weighed(Against):
    """A hypothesis that somebody holds, with its place among the others."""

    rank: int
    best_rank: int = Field(description="Over leaving out each piece in turn.")
    worst_rank: int


class LeftOut(Frozen):
    """What leaving out one piece of evidence does to the order."""

    evidence: str
    leaders: tuple[str, ...]
    changed: bool = Field(description="Whether others are in front.")
    moved: int = Field(description="Pairs of hypotheses that change their order.")


class Cell(Frozen):
    """How a piece of evidence sits with a hypothesis."""

    evidence: str
    thesis: str
    fit: str
    reason: str


class Hypotheses(Frozen):
    """The analysis of competing hypotheses (Heuer 1999): what speaks against each."""

    weights: dict[str, float] = Field(description="Weight of each piece of evidence, by its credibility.")
    evidence: dict[str, str]
    ranking: tuple[Weighed, ...]
    sensitivity: tuple[LeftOut, ...]
    matrix: tuple[Cell, ...]
    by_share: tuple[str, ...] = Field(description="The order by share, which does not favour theses that say little.")
    baselines: tuple[Against, ...] = Field(
        default=(), description="Views that nobody holds, weighed by the same evidence and outside of the ranking."
    )


class Standing(Frozen):
    """What a scoring is remembered by, so that a later one can say what changed."""

    made: Made
    scale: str
    questions: dict[str, str] = Field(description="By question how it stands: an answer, `void`, `open`.")
    asked: dict[str, str] = Field(description="By forecast its question.")
    losses: dict[str, float | None] = Field(description="By forecast its Brier score or its CRPS; null without one.")
    sources: dict[str, tuple[float, int]] = Field(description="By nature and source the mean Brier score and its n.")


class AnswerChange(Frozen):
    """A question that stands otherwise than it did."""

    question: str
    before: str
    after: str
    forecasts: tuple[str, ...] = Field(description="Forecasts of it, which were scored anew.")


class SourceChange(Frozen):
    """A mean Brier score that is another than it was."""

    source: str
    nature: Nature
    before: float | None
    n_before: int
    after: float | None
    n_after: int


class Since(Frozen):
    """What changed since an earlier scoring."""

    made: Made = Field(description="Of the earlier one.")
    answers: tuple[AnswerChange, ...]
    questions_added: tuple[str, ...]
    questions_gone: tuple[str, ...]
    forecasts_added: tuple[str, ...]
    forecasts_gone: tuple[str, ...]
    rescored: tuple[str, ...] = Field(description="Forecasts whose score changed though their question stands as it did.")
    sources: tuple[SourceChange, ...]


class ScoreResult(Frozen):
    """What `longgame score` says."""

    schema_: Literal["longgame.score/1"] = Field(default=SCHEMA, alias="schema")
    made: Made
    as_of: date
    kept: date | None = Field(default=None, description=KEPT)
    title: str
    caution: str = CAUTION
    scale: ScaleUsed
    rules: tuple[Method, ...]
    measures: tuple[Method, ...]
    baselines: tuple[Method, ...]
    questions: tuple[QuestionState, ...]
    receipts: tuple[Receipt, ...]
    groups: tuple[Group, ...]
    due: tuple[str, ...] = Field(description="Questions whose time is up and that are open.")
    differences: tuple[str, ...] = Field(description="Questions whose rule and newest resolution say different things.")
    early: tuple[str, ...] = Field(default=(), description="Questions whose rule was decided before they open; it does not count.")
    unknown_hedges: tuple[UnknownHedge, ...] = ()
    opposed: tuple[Opposed, ...] = ()
    contradictions: tuple[Listed, ...] = ()
    hypotheses: Hypotheses | None = None
    model_receipts: tuple[Receipt, ...] = Field(default=(), description="Forecasts that the program's own engines issued.")
    model_groups: tuple[Group, ...] = Field(default=(), description="The same by engine.")
    paired: tuple[Paired, ...] = ()
    since: Since | None = Field(default=None, description="With `--since`: what changed since that scoring.")


class ResolveResult(Frozen):
    """What `longgame resolve` says."""

    schema_: Literal["longgame.resolve/1"] = Field(default="longgame.resolve/1", alias="schema")
    made: Made
    as_of: date
    kept: date | None = Field(default=None, description=KEPT)
    title: str
    early: tuple[str, ...] = Field(default=(), description="Questions whose rule was decided before they open; it does not count.")
    due: tuple[str, ...] = Field(description="Questions whose time is up and that are open, the longest first.")
    next: tuple[str, ...] = Field(description="Open questions with a day, the nearest first.")
    differences: tuple[str, ...] = Field(description="Questions whose rule and newest resolution say different things.")
    questions: tuple[QuestionState, ...]
