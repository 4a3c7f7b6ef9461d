"""From units to proposals: the hedges that count, the time, who it is about, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.core.dates import Period
from longgame.read import hedges as lists
from longgame.read import quantities
from longgame.read.calendar import month, year
from longgame.read.english import dates, units
from longgame.read.english.actors import inside
from longgame.read.english.unit import Unit
from longgame.read.english.units import Read
from longgame.read.hedges import Found
from longgame.read.proposal import FORWARD, Hedge, Mention, Proposal, Quantity, Span, Timing

if TYPE_CHECKING:
    from longgame.read.english.kinds import Reading

_WEAK = frozenset({"modal", "bare", "able", "should", "must", "musthave", "haveto", "isto"})
_CARRIED = ("by", "until", "before", "within", "notbefore", "during", "in", "from", "span")


class When(NamedTuple):
    """The time of a claim."""

    timing: Timing
    period: Period | None
    why: str


def propose(text: str, reads: Sequence[Read], now: date, scale: str, mentions: Sequence[Mention] = ()) -> list[Proposal]:
    """Return the proposals of a document, in order."""
    found: list[Proposal] = []
    last: tuple[int, Proposal] | None = None
    for read in reads:
        if read.reading.kind is None:
            continue
        before = last[1] if last is not None and last[0] == read.block else None
        proposal = _proposal(text, read.unit, read.reading, now, scale, before)
        if proposal is None:
            continue
        who = inside(mentions, proposal.start, proposal.end)
        proposal = proposal.model_copy(update={"actors": who, "quantities": _counted(read.unit, proposal)})
        found.append(proposal)
        if proposal.forward:
            last = (read.block, proposal)
    return found


def _proposal(text: str, unit: Unit, reading: Reading, now: date, scale: str, before: Proposal | None) -> Proposal | None:
    assert reading.kind is not None
    first, last = units.trim(unit)
    if last <= first:
        return None
    kept = chosen(unit, reading, first, last)
    when = time(unit, reading, now, before)
    shift = unit.offset
    condition = reading.condition
    return Proposal(
        start=shift + first,
        end=shift + last,
        kind=reading.kind,
        hedges=tuple(_hedge(text, shift, h, scale) for h in kept),
        timing=when.timing,
        period=when.period,
        negative=_negative(unit),
        condition=None
        if condition is None
        else Span(start=shift + max(first, condition.start), end=shift + min(last, condition.end)),
        why=tuple(w for w in (reading.why, when.why) if w),
    )


def _hedge(text: str, shift: int, found: Found, scale: str) -> Hedge:
    start, end = shift + found.start, shift + found.end
    words = text[start:end]
    return Hedge(start=start, end=end, words=words, chance=lists.chance(words, found.meaning, scale))


def chosen(unit: Unit, reading: Reading, first: int, last: int) -> list[Found]:
    """Return the hedges that are listed: a bare modal verb only where no stronger word is, in facts those of nearness too."""
    inside = [h for h in unit.hedges if first <= h.start and h.end <= last]
    condition = reading.condition
    if condition is not None and condition.end - condition.start < last - first - 1:
        inside = [h for h in inside if not condition.start <= h.start < condition.end]
    if reading.kind == "reported claim by an official":
        return [h for h in inside if h.kind in ("nearness", "modal") or h.kind in lists.STRONG]
    if reading.kind not in FORWARD:
        return [
            h
            for h in inside
            if h.kind in ("nearness", "rumour")
            or ((h.kind in ("evidence", "habit") or h.kind in lists.STRONG) and unit.depth(h) in ("main", "complement", "noun"))
        ]
    if reading.kind == "commitment-with-deadline":
        return _pledge(unit, inside)
    high = [h for h in inside if unit.depth(h) in ("main", "complement", "noun")] or ([reading.by] if reading.by else [])
    strong = [h for h in high if h.kind in lists.STRONG]
    if strong:
        return strong
    return [h for h in high if h.kind in _WEAK] or ([reading.by] if reading.by else [])


def _pledge(unit: Unit, inside: list[Found]) -> list[Found]:
    strong = [h for h in inside if h.kind in lists.STRONG and unit.depth(h) == "main"]
    if strong:
        return strong
    return [
        h for h in inside if h.kind in ("isto", "haveto", "must", "modal", "musthave") and unit.depth(h) in ("main", "complement")
    ]


def _counted(unit: Unit, proposal: Proposal) -> tuple[Quantity, ...]:
    """Return the quantities of a proposal that are neither times nor chances."""
    taken = [(t.start, t.end) for t in unit.times] + [(h.start, h.end) for h in unit.hedges if h.kind in lists.STRONG]
    every = quantities.find(unit.doc.text, taken)
    moved = (q.model_copy(update={"start": q.start + unit.offset, "end": q.end + unit.offset}) for q in every)
    return tuple(q for q in moved if proposal.start <= q.start and q.end <= proposal.end)


def _negative(unit: Unit) -> bool:
    return any(t.dep_ == "neg" and unit.depth_of(t) in ("main", "complement") for t in unit.tokens)


def time(unit: Unit, reading: Reading, now: date, before: Proposal | None) -> When:
    """Return the time of a claim."""
    if reading.kind in FORWARD:
        return _deadline(unit, reading, now, before)
    times = [t for t in unit.times if t.role != "span"]
    if times:
        best = times[-1]
        return When("about", Period(best.days.first, best.days.last, _text(best.days.first, best.days.last)), "")
    if reading.kind == "causal thesis":
        return When("standing", None, "")
    if unit.past:
        return When("past", None, "")
    present = month(now.year, now.month)
    return When("about", Period(present.first, present.last, f"{now:%Y-%m}"), "present: the month of the article")


def _text(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    whole = month(first.year, first.month)
    if (first, last) == whole:
        return f"{first:%Y-%m}"
    if (first, last) == year(first.year):
        return f"{first.year}"
    return f"{first}/{last}"


def _deadline(unit: Unit, reading: Reading, now: date, before: Proposal | None) -> When:
    condition = reading.condition
    times = [t for t in unit.times if t.role in _CARRIED and unit.depth_of(unit.token_at(t.end - 1)) != "relative"] or unit.times
    outside = [t for t in times if condition is None or not condition.start <= t.start < condition.end] or times
    bound = [t for t in outside if t.role in ("by", "until", "before", "within", "notbefore", "during")]
    after = [t for t in bound or outside if dates.deadline(t) > now] or (
        [] if reading.kind != "commitment-with-deadline" else bound or outside
    )
    if after:
        day = dates.deadline(after[-1])
        words = unit.doc.text[after[-1].start : after[-1].end]
        return When("by", Period.of(day), f"'{words}' ends on {day}")
    if before is not None and before.period is not None and _points_back(unit):
        return When("by", before.period, "takes over the time of the claim before")
    return When("undated", None, "")


def _points_back(unit: Unit) -> bool:
    """Whether a unit is about the claim before it: its subject or object is a bare `that`, `it`, `one`, `this`."""
    bare = {"that", "this", "it", "one"}
    subject = unit.subject
    return any(
        t.lower_ in bare and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and unit.depth_of(t) == "main" for t in unit.tokens
    ) and not (subject is not None and subject.lower_ == "it" and subject.dep_ == "expl")
