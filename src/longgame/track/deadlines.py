"""What became of each deadline, and of each chain of moved deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from longgame.case.case import Case
from longgame.case.deadlines import STAGES, Deadline, promised, reaches
from longgame.case.status import StatusEvent
from longgame.track.ledger import Folded, level_of, reference
from longgame.track.result import DeadlineState, FactRef, Timeliness, Timing
from longgame.track.rules import LOWERING, StatusRules

# Worst first: the state of a commitment is that of its worst chain.
SEVERITY: tuple[Timing, ...] = ("overdue", "not_verified", "late", "unclear", "moved", "due", "on_time", "dropped", "none_set")
NOT_SCORED = "not scored"
DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Chain:
    """A promise and its moves: the date first promised, and every date that replaced it."""

    links: tuple[DeadlineState, ...]

    @property
    def first(self) -> DeadlineState:
        """The date first promised."""
        return self.links[0]

    @property
    def last(self) -> DeadlineState:
        """The date now in force."""
        return self.links[-1]

    @property
    def months_open(self) -> float:
        """For how many months after the first date the promise is known to have been open; 0 where nobody reported later."""
        known = [link.undone_on for link in self.links if link.undone_on is not None]
        days = (max(known) - self.first.due_last).days if known else 0
        return max(days, 0) / DAYS_PER_MONTH

    @property
    def outcome(self) -> Timing:
        """What became of the promise as first made: a first date that was moved and has passed was not kept."""
        first = self.first.outcome
        if first != "moved" or self.first.days_late is None:
            return first
        known = self.last.outcome != "not_verified" or any(link.outcome == "overdue" for link in self.links)
        return "overdue" if known else "not_verified"


def meets(event: StatusEvent, requires: str, rules: StatusRules) -> bool:
    """Whether an event brings a commitment to the stage that a deadline requires, by the rules of levels."""
    return reaches(event.event, level_of(event, rules), requires)


def deadline_states(case: Case, folded: Mapping[str, Folded], day: date, rules: StatusRules) -> list[DeadlineState]:
    """Return the state of every deadline as of a day, in the order of the file."""
    later = {d.replaces: d for d in case.deadlines if d.replaces is not None}
    return [_state(case, d, folded[d.commitment], day, rules, later.get(d.id)) for d in case.deadlines]


def _state(
    case: Case, deadline: Deadline, folded: Folded, day: date, rules: StatusRules, successor: Deadline | None
) -> DeadlineState:
    done = _kept_by(folded.events, deadline, promised(deadline, case.deadlines.by_key), rules)
    outcome, late, used = _outcome(deadline, folded, day, successor, done)
    facts = [reference(case, "deadlines", deadline), *(reference(case, "status", e) for e in used)]
    if successor is not None and done is None:
        facts.append(reference(case, "deadlines", successor))
    return DeadlineState(
        id=deadline.id,
        commitment=deadline.commitment,
        what=deadline.what,
        domain=case.commitments.by_key[deadline.commitment].domain,
        set_on=str(deadline.set_on),
        due=str(deadline.due),
        due_last=deadline.due.last,
        requires=deadline.requires,
        outcome=outcome,
        done_on=str(done.date) if done is not None else None,
        days_late=late,
        evidence=done.evidence if done is not None else None,
        undone_on=_undone_on(folded, deadline, successor) if done is None else None,
        replaces=deadline.replaces,
        replaced_by=successor.id if successor is not None else None,
        facts=tuple(facts),
    )


def _outcome(
    deadline: Deadline, folded: Folded, day: date, successor: Deadline | None, done: StatusEvent | None
) -> tuple[Timing, tuple[int, int] | None, list[StatusEvent]]:
    """Return the outcome, the days late (earliest and latest), and the events that it rests on."""
    due = deadline.due.last
    dropped = [e for e in folded.events if e.event == "dropped"][-1:] if folded.dropped else []
    if NOT_SCORED in deadline.note.casefold():
        return "unclear", None, [] if done is None else [done]
    if done is not None:
        late = ((done.date.first - due).days, (done.date.last - due).days)
        if folded.contest is not None and deadline.requires == "implemented":
            return "unclear", late, [done, folded.contest]
        return "on_time" if late[1] <= 0 else ("late" if late[0] > 0 else "unclear"), late, [done]
    if dropped and dropped[0].date.first <= due:
        return "dropped", None, dropped
    if due >= day:
        return ("due" if successor is None else "moved"), None, []
    # What was given up is not late any further.
    end = min(day, dropped[0].date.last) if dropped else day
    so_far = ((end - due).days, (end - due).days)
    if successor is not None and successor.set_on.first <= due:
        return "moved", so_far, [e for e in folded.events if e.event == "postponed" and _is_after(e, deadline)]
    undone = [e for e in folded.events if _shows_undone(e, deadline)]
    return "overdue" if undone or dropped or successor is not None else "not_verified", so_far, [*undone, *dropped]


def _undone_on(folded: Folded, deadline: Deadline, successor: Deadline | None) -> date | None:
    """Return the last day for which a promise is known to have been open: surely so, hence the first day of a period."""
    shown = [e.date.first for e in folded.events if e.event == "dropped" or _shows_undone(e, deadline)]
    moved = [successor.set_on.first] if successor is not None else []
    return max((d for d in (*shown, *moved) if d > deadline.due.last), default=None)


def _kept_by(events: Sequence[StatusEvent], deadline: Deadline, begun: date, rules: StatusRules) -> StatusEvent | None:
    """Return the first event that keeps the deadline and is not undone before it fell due.

    What had happened before the promise was made keeps no promise.
    """
    kept: StatusEvent | None = None
    for event in events:
        if kept is None and event.date.last >= begun and meets(event, deadline.requires, rules):
            kept = event
        elif event.event in LOWERING and kept is not None and event.date.last <= deadline.due.last:
            kept = None
    return kept


def _is_after(event: StatusEvent, deadline: Deadline) -> bool:
    """Whether an event surely came after the deadline was set: a date is not broken by the delay that led to it."""
    return event.date.first > deadline.set_on.last


def _shows_undone(event: StatusEvent, deadline: Deadline) -> bool:
    """Whether an event reports, openly or by a lower stage reached later, that the deadline was not kept."""
    if event.event == "postponed":
        return _is_after(event, deadline)
    if event.event in ("not_done", "reversed", "reopened"):
        return event.date.last >= deadline.due.last
    after = event.date.last > deadline.due.last
    return after and event.event in STAGES and STAGES.index(event.event) < STAGES.index(deadline.requires)


def chains(states: Sequence[DeadlineState]) -> list[Chain]:
    """Return the chains of moved deadlines, each from the date first promised to the last."""
    by_id = {s.id: s for s in states}
    starts = [s for s in states if s.replaces is None or s.replaces not in by_id]
    found = []
    for start in starts:
        links, seen = [start], {start.id}
        while (after := links[-1].replaced_by) is not None and after in by_id and after not in seen:
            links.append(by_id[after])
            seen.add(after)
        found.append(Chain(tuple(links)))
    return found


def timeliness(own: Sequence[Chain]) -> Timeliness:
    """Return a commitment's timeliness: that of its worst chain, counted from the date first promised."""
    if not own:
        return Timeliness(state="none_set")
    # Of chains that are equally bad, the one promised for the earliest day.
    ordered = sorted(own, key=lambda c: (c.first.due_last, c.first.id))
    return min((_of_chain(c) for c in ordered), key=lambda t: SEVERITY.index(t.state))


def _of_chain(chain: Chain) -> Timeliness:
    first, last = chain.first, chain.last
    state, late = last.outcome, last.days_late
    if len(chain.links) > 1:
        shift = (last.due_last - first.due_last).days
        if last.outcome in ("on_time", "late", "unclear"):
            state, late = first.outcome, first.days_late
        elif last.outcome == "due":
            state, late = "moved", (shift, shift)
        elif late is not None:
            late = (late[0] + shift, late[1] + shift)
    return Timeliness(
        state=state, first_due=first.due, last_due=last.due, days_late=late, moves=len(chain.links) - 1, facts=_facts(chain)
    )


def _facts(chain: Chain) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys(fact for link in chain.links for fact in link.facts))


def by_owner(found: Sequence[Chain]) -> dict[str, list[Chain]]:
    """Return the chains by the commitment of their last link."""
    owners: dict[str, list[Chain]] = defaultdict(list)
    for chain in found:
        owners[chain.last.commitment].append(chain)
    return owners
