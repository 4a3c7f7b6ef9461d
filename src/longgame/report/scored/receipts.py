"""Every forecast with its question, how that came out, and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from longgame.case.history import Observed
from longgame.case.indicators import Observation
from longgame.case.record import Fact
from longgame.case.status import StatusEvent
from longgame.core.dates import Period
from longgame.core.words import when
from longgame.report.context import Context
from longgame.report.played.words import chance
from longgame.report.scored.words import answer, by_whom, who
from longgame.score.result import FactRef, QuestionState, Receipt, Trail
from longgame.score.rulings import names_known
from longgame.score.words import FITS, meaning

KINDS = {"events": "event", "claims": "claim", "deadlines": "deadline"}


@dataclass(frozen=True)
class Rests:
    """A row that an answer rests on: what it is, where the report has it, its sources, the day it became known."""

    label: str
    anchor: str | None
    sources: tuple[str, ...]
    known: str


@dataclass(frozen=True)
class Beside:
    """What one of the program's engines said of the question as of the same day."""

    engine: str
    says: str
    fit: str
    rule: str
    reason: str
    loss: str


@dataclass(frozen=True)
class Line:
    """One forecast of a question; or a question that nobody forecast, which other questions depend on.

    Attributes
    ----------
    anchor : str
        Of its row in the report.
    dated : bool
        Whether the name of the source does not hold the date.
    outcome : str
        How the forecast came out: ``right``, ``wrong``, ``even`` of 50 %, ``partly``, or why it has no score in a word.
    loss, span : str
        Brier score, and between what the words let it lie.
    sort : float
        By which losses are put in order; those without come first.
    confidence : str
        Of the coder in the answer; of rows that a rule rests on, the least.
    """

    anchor: str
    question: QuestionState
    receipt: Receipt | None
    source: str
    dated: bool
    meaning: str
    answer: str
    by: str
    outcome: str
    loss: str
    span: str
    sort: float
    confidence: str
    rests: tuple[Rests, ...]
    rule: str
    trail: tuple[Trail, ...]
    kin: tuple[str, ...]
    engines: tuple[Beside, ...]


def lines(context: Context) -> tuple[Line, ...]:
    """Return every forecast, question by question; and the questions that nobody forecast."""
    result = context.scored
    told: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in result.receipts:
        told[receipt.question].append(receipt)
    return tuple(line for state in result.questions for line in _of(context, state, told[state.id]))


def _of(context: Context, state: QuestionState, told: Sequence[Receipt]) -> Iterator[Line]:
    rests = tuple(_rests(context, state))
    confidence = _confidence(context, state)
    kin = tuple(q.id for q in context.scored.questions if q.if_ == state.id)
    for i, receipt in enumerate(told or (None,)):
        yield Line(
            anchor=f"forecast-{receipt.forecast}" if receipt is not None and i else f"question-{state.id}",
            question=state,
            receipt=receipt,
            source="" if receipt is None else who(context.case, receipt.source),
            dated=receipt is not None and receipt.source not in context.case.theses.by_key,
            meaning="" if receipt is None else meaning(receipt),
            answer=answer(state),
            by=by_whom(state),
            outcome=verdict(receipt),
            loss=_loss(receipt),
            span=_span(receipt),
            sort=_sort(receipt),
            confidence=confidence,
            rests=rests,
            rule=state.rule if state.resolved_by == "rule" else "",
            trail=state.trail if len(state.trail) > 1 else (),
            kin=kin,
            engines=tuple(_engines(context, state, receipt)),
        )


def _engines(context: Context, state: QuestionState, receipt: Receipt | None) -> Iterator[Beside]:
    """Go through what engines said as of the day on which a forecast was made; where nobody made one, as of whichever day."""
    day = None if receipt is None else Period.parse(receipt.made).first
    scored = {r.forecast: r for r in context.scored.model_receipts}
    reasons = {(p.question, p.engine): p.reason for p in context.case.proxies}
    for name, one in context.issued.issued.items():
        if one.question != state.id or (day is not None and one.day != day):
            continue
        ends = (None, None) if one.low is None or one.high is None else (chance(one.low), chance(one.high))
        span = "" if ends[0] == ends[1] else f" ({ends[0]} to {ends[1]})"
        brier = scored[name].losses.get("brier") if name in scored else None
        # A rule may name a row that is not known on the day of the report.
        told = names_known(context.case, one.rule)
        yield Beside(
            engine=one.engine,
            says=f"yes {chance(one.probability)}{span}",
            fit=FITS[one.fit],
            rule=one.rule if told else "",
            reason="" if one.fit == "own" or not told else reasons.get((one.question, one.engine), ""),
            loss="" if brier is None else f"{brier.mid:.2f}",
        )


def verdict(receipt: Receipt | None) -> str:
    """Return how a forecast came out in a word or two."""
    if receipt is None:
        return "condition only"
    if receipt.state == "scored":
        said = {True: "right", False: "wrong"}.get(receipt.right) if receipt.right is not None else None
        return said or ("partly" if receipt.outcome == "partly" else "even")
    return {"not_scored": "not scored"}.get(receipt.state, receipt.state)


def _loss(receipt: Receipt | None) -> str:
    if receipt is None:
        return ""
    if receipt.crps is not None:
        return f"CRPS {receipt.crps:.3g} {receipt.unit}"
    brier = receipt.losses.get("brier")
    if brier is None:
        return ""
    return f"{brier.mid:.2f}"


def _span(receipt: Receipt | None) -> str:
    brier = None if receipt is None else receipt.losses.get("brier")
    return "" if brier is None or brier.best == brier.worst else f"{brier.best:.2f} to {brier.worst:.2f}"


def _sort(receipt: Receipt | None) -> float:
    brier = None if receipt is None else receipt.losses.get("brier")
    return -1.0 if brier is None else brier.mid


def _confidence(context: Context, state: QuestionState) -> str:
    """Return the coder's confidence in the row or rows that decide."""
    if state.resolved_by == "rule":
        rows = [_row(context, fact) for fact in state.facts]
    else:
        newest = [t.what.removeprefix("resolution ") for t in state.trail if t.standing in ("counts", "agrees", "differs")]
        rows = [context.case.resolutions.by_key.get(name) for name in newest]
    found = {row.confidence for row in rows if row is not None and row.confidence is not None}
    return next((c for c in ("low", "medium", "high") if c in found), "")


def _row(context: Context, fact: FactRef) -> Fact | None:
    row = context.case.table(fact.table).by_key.get(fact.id)
    return row if isinstance(row, Fact) else None


def _rests(context: Context, state: QuestionState) -> Iterator[Rests]:
    for fact in state.facts:
        row = _row(context, fact)
        if row is not None:
            yield Rests(_name(fact, row), _anchor(fact, row), row.source, when(fact.known))
    for line in state.trail:
        resolution = context.case.resolutions.by_key.get(line.what.removeprefix("resolution "))
        if resolution is not None:
            yield Rests(f"resolution {resolution.id}", None, resolution.source, when(line.known))


def _name(fact: FactRef, row: Fact) -> str:
    if isinstance(row, StatusEvent):
        return f"{row.event.replace('_', ' ')} of {when(row.date)}"
    if isinstance(row, Observation):
        return f"value of {when(row.date)}"
    if isinstance(row, Observed):
        return f"rung in {when(row.date)}"
    return f"{KINDS.get(fact.table, fact.table)} {fact.id}"


def _anchor(fact: FactRef, row: Fact) -> str | None:
    if isinstance(row, StatusEvent):
        return f"commitment-{row.commitment}"
    if isinstance(row, Observation):
        return f"series-{row.series}"
    if isinstance(row, Observed):
        return f"ladder-{row.on}"
    return f"{KINDS[fact.table]}-{fact.id}" if fact.table in KINDS else None
