"""From units to proposals: the hedges that count, the time, who it is about, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from longgame.read import hedges as lists
from longgame.read import quantities
from longgame.read.english import units
from longgame.read.english.actors import inside
from longgame.read.english.deadlines import Before, time
from longgame.read.english.memory import Memory
from longgame.read.english.polarity import polarity
from longgame.read.english.unit import Unit
from longgame.read.english.units import Read
from longgame.read.hedges import Found
from longgame.read.proposal import BOTH_SIDES, FORWARD, UNCLEAR, Hedge, Mention, Proposal, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.kinds import Reading

_WEAK = frozenset({"modal", "able", "should", "must", "musthave", "haveto", "isto"})
_JUDGING = lists.STRONG | {"evidence", "habit"}
# Modal verbs that are listed with a thesis: what must be or would follow, and not what somebody can do.
_NECESSARY = frozenset({"modal", "must", "musthave"})
_SAID = ("will", "'ll", "would", "'d", "must", "may", "might")
_HIGH = frozenset({"main", "complement", "noun"})
# How many claims and blocks back a time may be taken from.
_MEMORY = 4


def propose(text: str, reads: Sequence[Read], now: date, scale: str, mentions: Sequence[Mention] = ()) -> list[Proposal]:
    """Return the proposals of a document, in order."""
    found: list[Proposal] = []
    ahead: list[tuple[int, Proposal]] = []
    memory = Memory(now)
    for read in reads:
        proposal = None
        if read.reading.kind is not None:
            near = [p for block, p in ahead[-_MEMORY:] if read.block - block <= 1]
            before = Before(near, [p for _, p in ahead], memory, read.block)
            proposal = _proposal(text, read.unit, read.reading, now, scale, before)
        memory.note(read.unit, read.block)
        if proposal is None:
            continue
        who = inside(mentions, proposal.start, proposal.end)
        proposal = proposal.model_copy(update={"actors": who, "quantities": _counted(read.unit, proposal)})
        found.append(proposal)
        if proposal.forward:
            ahead.append((read.block, proposal))
    return found


def _proposal(text: str, unit: Unit, reading: Reading, now: date, scale: str, before: Before) -> Proposal | None:
    assert reading.kind is not None
    first, last = units.trim(unit)
    if last <= first:
        return None
    kept = chosen(unit, reading, first, last)
    when = time(unit, reading, now, before)
    shift = unit.offset
    condition = reading.condition
    part = None if condition is None else Span(start=shift + max(first, condition.start), end=shift + min(last, condition.end))
    negative, answer = polarity(unit, kept, None if condition is None else (condition.start, condition.end))
    hedges = tuple(_hedge(text, shift, h, scale) for h in kept)
    unclear = BOTH_SIDES if lists.disagree(hedges) else "" if answer else UNCLEAR
    forecast = reading.kind in ("forecast", "conditional forecast")
    return Proposal(
        start=shift + first,
        end=shift + last,
        kind=reading.kind,
        hedges=hedges,
        timing=when.timing,
        period=when.period,
        negative=negative,
        answer=answer if forecast and not unclear else "",
        condition=part,
        consequence=rest(text, part, shift + first, shift + last),
        why=tuple(w for w in (reading.why, when.why, unclear if forecast else "") if w),
    )


def rest(text: str, condition: Span | None, start: int, end: int) -> Span | None:
    """Return the then-part of a conditional: what is left beside its condition, None if that leaves nothing or two pieces."""
    if condition is None or (condition.start > start and condition.end < end and text[condition.end : end].strip(' .!,;"”»)')):
        return None
    first, last = (condition.end, end) if condition.start == start else (start, condition.start)
    first += len(text[first:last]) - len(text[first:last].lstrip(" ,;:—-"))
    last -= len(text[first:last]) - len(text[first:last].rstrip(" ,;:—-"))
    return Span(start=first, end=last) if first < last else None


def _hedge(text: str, shift: int, found: Found, scale: str) -> Hedge:
    start, end = shift + found.start, shift + found.end
    while text[start] in "'’" and start > shift and text[start - 1].isalpha():  # `there'd` is one word
        start -= len(text[:start]) - len(text[:start].rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    words = text[start:end]
    return Hedge(start=start, end=end, words=words, means=found.meaning, chance=lists.chance(words, found.meaning, scale))


def chosen(unit: Unit, reading: Reading, first: int, last: int) -> list[Found]:
    """Return the hedges that are listed, each word once: a bare modal verb only where no stronger word governs it."""
    once: dict[str, Found] = {}
    for hedge in _listed(unit, reading, first, last):
        once.setdefault(unit.sentence[hedge.start : hedge.end].lower(), hedge)
    return list(once.values())


def _listed(unit: Unit, reading: Reading, first: int, last: int) -> list[Found]:
    inside = [h for h in unit.hedges if first <= h.start and h.end <= last]
    condition = reading.condition
    if condition is not None and condition.end - condition.start < last - first - 1:
        inside = [h for h in inside if not condition.start <= h.start < condition.end]
    high = [h for h in inside if unit.depth(h) in _HIGH]
    if reading.kind == "reported claim by an official":
        return [
            h
            for h in inside
            if h.kind in ("nearness", "hope")
            or (h in high and (h.kind in lists.STRONG or (h.kind == "modal" and not _governed(unit, h, high))))
        ]
    if reading.kind not in FORWARD:
        near = {"rumour"} if reading.kind == "causal thesis" else {"rumour", "nearness"}
        kept = [h for h in inside if h.kind in near or (h in high and h.kind in _JUDGING)]
        if reading.kind == "causal thesis" and not kept:
            high = [h for h in high if unit.depth(h) == "main"]
            return [h for h in high if h.kind in _NECESSARY and unit.sentence[h.start : h.end].lower().startswith(_SAID)]
        return kept
    if reading.kind == "commitment-with-deadline":
        strong = [h for h in high if h.kind in lists.STRONG]
        return strong or [h for h in (reading.by,) if h is not None and first <= h.start < h.end <= last]
    kept = [h for h in high if h.kind in lists.STRONG or (h.kind in _WEAK and not _governed(unit, h, high))]
    return kept or [h for h in (reading.by,) if h is not None and first <= h.start and h.end <= last]


def _governed(unit: Unit, weak: Found, high: Sequence[Found]) -> bool:
    """Whether a stronger word stands by the verb of a modal one, or above it: `will probably`, `it is likely that … will`."""
    verb = _verb(unit.token_at(weak.start))
    above = {verb.i}
    while verb.dep_ not in ("ROOT", "conj") and verb.head.i != verb.i:
        verb = verb.head
        above.add(verb.i)
    return any(h.kind in lists.STRONG and _verb(unit.token_at(h.start)).i in above for h in high)


def _verb(token: Token) -> Token:
    """Return the verb that a word stands by."""
    while token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _counted(unit: Unit, proposal: Proposal) -> tuple[Quantity, ...]:
    """Return the quantities of a proposal that are neither times nor chances."""
    taken = [(t.start, t.end) for t in unit.times] + [(h.start, h.end) for h in unit.hedges if h.kind in lists.STRONG]
    every = quantities.find(unit.sentence, taken)
    moved = (q.model_copy(update={"start": q.start + unit.offset, "end": q.end + unit.offset}) for q in every)
    return tuple(q for q in moved if proposal.start <= q.start and q.end <= proposal.end)
