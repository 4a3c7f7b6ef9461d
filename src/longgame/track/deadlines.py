"""What became of each deadline, and of each chain of moved deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from longgame.case.case import Case
from longgame.case.deadlines import Deadline
from longgame.case.status import StatusEvent
from longgame.track.ledger import Folded, level_of, reference
from longgame.track.result import DeadlineState, FactRef, Timeliness, Timing
from longgame.track.rules import STAGES, StatusRules

# Worst first: the state of a commitment is that of its worst chain.
SEVERITY: tuple[Timing, ...] = ("overdue", "not_verified", "late", "unclear", "moved", "due", "on_time", "dropped", "none_set")
NOT_SCORED = "not scored"


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


def meets(event: StatusEvent, requires: str, rules: StatusRules) -> bool:
    """Whether an event brings a commitment to the stage that a deadline requires."""
    if requires == "implemented":
        return event.event == "implemented" or (event.event in STAGES and level_of(event, rules) == 3)
    return event.event in STAGES and STAGES.index(event.event) >= STAGES.index(requires)


def deadline_states(case: Case, folded: Mapping[str, Folded], day: date, rules: StatusRules) -> list[DeadlineState]:
    """Return the state of every deadline as of a day, in the order of the file."""
    later = {d.replaces: d.id for d in case.deadlines if d.replaces is not None}
    domains = {c.id: c.domain for c in case.commitments}
    return [_state(case, d, folded[d.commitment], day, rules, later.get(d.id), domains[d.commitment]) for d in case.deadlines]


def _state(
    case: Case, deadline: Deadline, folded: Folded, day: date, rules: StatusRules, replaced_by: str | None, domain: str
) -> DeadlineState:
    due = deadline.due.last
    done = _kept_by(folded.events, deadline, rules)
    used: list[StatusEvent] = [done] if done is not None else []
    late: tuple[int, int] | None = None
    outcome: Timing
    if NOT_SCORED in deadline.note:
        outcome = "unclear"
    elif done is not None:
        late = ((done.date.first - due).days, (done.date.last - due).days)
        outcome = "on_time" if late[1] <= 0 else ("late" if late[0] > 0 else "unclear")
    elif folded.dropped:
        outcome = "dropped"
        used = [e for e in folded.events if e.event == "dropped"]
    elif due >= day:
        outcome = "moved" if replaced_by is not None else "due"
    else:
        used = [e for e in folded.events if _shows_undone(e, deadline, rules)]
        outcome = "overdue" if used else "not_verified"
        late = ((day - due).days, (day - due).days)
    facts = (reference(case, "deadlines", deadline), *(reference(case, "status", e) for e in used))
    return DeadlineState(
        id=deadline.id,
        commitment=deadline.commitment,
        what=deadline.what,
        domain=domain,
        set_on=str(deadline.set_on),
        due=str(deadline.due),
        due_last=due,
        requires=deadline.requires,
        outcome=outcome,
        done_on=str(done.date) if done is not None else None,
        days_late=late,
        replaces=deadline.replaces,
        replaced_by=replaced_by,
        facts=facts,
    )


def _kept_by(events: Sequence[StatusEvent], deadline: Deadline, rules: StatusRules) -> StatusEvent | None:
    """Return the first event that keeps the deadline and is not undone by a reversal before it fell due."""
    kept: StatusEvent | None = None
    for event in events:
        if kept is None and meets(event, deadline.requires, rules):
            kept = event
        elif event.event in ("reversed", "reopened") and kept is not None and event.date.last <= deadline.due.last:
            kept = None
    return kept


def _shows_undone(event: StatusEvent, deadline: Deadline, rules: StatusRules) -> bool:
    """Whether an event reports, openly or by a lower stage reached later, that the deadline was not kept."""
    if event.event == "postponed":
        return event.date.last >= deadline.set_on.first
    after = event.date.last > deadline.due.last
    if event.event in ("not_done", "reversed", "reopened"):
        return after or event.date.last >= deadline.due.first
    return after and event.event in STAGES and not meets(event, deadline.requires, rules)


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
    return min((_of_chain(c) for c in own), key=lambda t: SEVERITY.index(t.state))


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
