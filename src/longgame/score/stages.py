"""Conditions on stages that were reached: deadlines, commitments, rungs of ladders, events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from longgame.case.deadlines import STAGES, Deadline, promised, reaches
from longgame.case.game import rung_of
from longgame.case.rules import Atom
from longgame.case.status import StatusEvent
from longgame.core.dates import Period
from longgame.score.result import FactRef
from longgame.score.verdict import Asked, Verdict, nothing

LOWERING = ("reversed", "reopened", "dropped")


def of_commitment(atom: Atom, asked: Asked) -> Verdict:
    """Return whether a commitment reached a stage in time."""
    limit = atom.when.last if atom.when is not None else asked.limit
    return _reached(asked, atom.id, atom.stage, limit, date.min, None, f"{atom.id} {atom.stage.replace('_', ' ')}")


def of_deadline(atom: Atom, asked: Asked) -> Verdict:
    """Return whether a deadline was met, or what it asks for was done by another day.

    What had happened before the date was promised does not meet it; a date that was moved before it fell due, and by which
    nothing was done, was not met.
    """
    deadline = asked.case.deadlines.by_key.get(atom.id)
    limit = atom.when.last if atom.when is not None else None if deadline is None else deadline.due.last
    if deadline is None:
        return Verdict(None, f"the deadline {atom.id} was not yet known")
    what = f"{atom.id} ({deadline.commitment} {deadline.requires.replace('_', ' ')})"
    found = _reached(
        asked, deadline.commitment, deadline.requires, limit, promised(deadline, asked.case.deadlines.by_key), deadline, what
    )
    own = asked.ref("deadlines", deadline)
    facts = found.facts if own in found.facts else (own, *found.facts)
    return Verdict(found.truth, found.says, found.on, facts)


def of_event(atom: Atom, asked: Asked) -> Verdict:
    """Return whether an event of the case happened in time."""
    limit = atom.when.last if atom.when is not None else asked.limit
    event = asked.case.events.by_key.get(atom.id)
    if event is None:
        return nothing(asked, limit, atom.id)
    facts = (asked.ref("events", event),)
    return _in_time(atom.id, event.date, limit, facts)


def of_ladder(atom: Atom, asked: Asked) -> Verdict:
    """Return whether a rung or a higher one was reached in time, by the coded history."""
    limit = atom.when.last if atom.when is not None else asked.limit
    ladder = asked.case.ladders.by_key[atom.id]
    target = rung_of(ladder, atom.stage)
    what = f"{atom.id} on rung {target}"
    for row in asked.rows.rungs[atom.id]:
        facts = (asked.ref("history", row),)
        if rung_of(ladder, row.value) >= target:
            return _in_time(what, row.date, limit, facts)
        if limit is not None and row.date.last >= limit and asked.over(limit):
            return Verdict(False, f"{what}: below it in {row.date}", Period.of(limit), facts)
    return nothing(asked, limit, what)


def of_end(atom: Atom, asked: Asked) -> Verdict:
    """Return whether the long game had ended so in time, by the coded history; it had not where it is coded as going on later."""
    limit = atom.when.last if atom.when is not None else asked.limit
    what = atom.id.replace("_", " ")
    ends = [row for row in asked.case.history if row.of == "end"]
    for row in ends:
        if row.value == atom.id:
            return _in_time(what, row.date, limit, (asked.ref("history", row),))
    later = [row for row in asked.case.history if limit is not None and row.date.last >= limit] or ends
    if later and asked.over(limit):
        row = min(later, key=lambda r: r.date.last)
        return Verdict(False, f"{what}: not by {limit}; in {row.date} {'another end' if row in ends else 'the game goes on'}",
                       None if limit is None else Period.of(limit), (asked.ref("history", row),))  # fmt: skip
    return nothing(asked, limit, what)


def _in_time(what: str, on: Period, limit: date | None, facts: tuple[FactRef, ...]) -> Verdict:
    if limit is None or on.last <= limit:
        return Verdict(True, f"{what}: on {on}", on, facts)
    if on.first > limit:
        return Verdict(False, f"{what}: only on {on}, after {limit}", Period.of(limit), facts)
    return Verdict(None, f"{what}: {on} lies on both sides of {limit}", None, facts)


def _reached(
    asked: Asked, commitment: str, stage: str, limit: date | None, begun: date, deadline: Deadline | None, what: str
) -> Verdict:
    events = asked.rows.status[commitment]
    done = _first(events, stage, begun, limit)
    if done is not None:
        denied = [e for e in events if e.event == "not_done" and e.date.first >= done.date.first and stage == "implemented"]
        if denied and (limit is None or done.date.last <= limit):
            facts = tuple(asked.ref("status", e) for e in (done, *denied))
            return Verdict(None, f"{what}: reported on {done.date} and denied on {denied[-1].date}", None, facts)
        return _in_time(what, done.date, limit, (asked.ref("status", done),))
    if limit is None or not asked.over(limit):
        return nothing(asked, limit, what)
    since = asked.opens if deadline is None else deadline.set_on.last
    shown = [e for e in events if _undone(e, stage, since, limit, deadline)]
    facts = tuple(asked.ref("status", e) for e in shown)
    moved = None if deadline is None else asked.rows.moved.get(deadline.id)
    if moved is not None and moved.due.last > limit:
        facts = (*facts, asked.ref("deadlines", moved))
    if not facts:
        return nothing(asked, limit, what)
    reason = f"{shown[-1].event.replace('_', ' ')} on {shown[-1].date}" if shown else "the date was moved"
    return Verdict(False, f"{what}: not by {limit}; {reason}", Period.of(limit), facts)


def _first(events: Sequence[StatusEvent], stage: str, begun: date, limit: date | None) -> StatusEvent | None:
    """Return the first event that reaches a stage and is not undone before time was up."""
    found: StatusEvent | None = None
    for event in events:
        if found is None and event.date.last >= begun and reaches(event.event, event.level, stage):
            found = event
        elif found is not None and event.event in LOWERING and limit is not None and event.date.last <= limit:
            found = None
    return found


def _undone(event: StatusEvent, stage: str, since: date, limit: date, deadline: Deadline | None) -> bool:
    """Whether an event shows that a stage had not been reached when time was up.

    What was given up before it was asked after, or promised, may have been taken up again; what was reversed or reopened later
    may have been reached.
    """
    if event.event == "postponed":
        return deadline is not None and event.date.first > deadline.set_on.last
    if event.event == "dropped":
        return since <= event.date.first and event.date.last <= limit
    if event.event == "not_done":
        return event.date.last >= limit
    return event.date.last > limit and event.event in STAGES and STAGES.index(event.event) < STAGES.index(stage)
