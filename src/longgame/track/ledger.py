"""Fold dated status events into the state of each commitment. State is derived, never typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from longgame.case.case import Case
from longgame.case.record import Fact
from longgame.case.status import StatusEvent
from longgame.core.dates import Period
from longgame.track.result import Bindingness, Completion, Evidence, FactRef
from longgame.track.rules import BINDING, GRADES, LEVELS, LOWERING, PROGRESS, SILENT, StatusRules


@dataclass(frozen=True)
class Folded:
    """The state that a commitment's events give, before deadlines are looked at.

    Attributes
    ----------
    events : tuple of StatusEvent
        In the order in which they were folded.
    completion, bindingness, evidence
        The axes.
    last_step : Period or None
        Date of the last step forward.
    contested : bool
        Somebody reported it as not done after somebody reported it as done.
    reversed, reopened, dropped, postponed : bool
        Whether such an event stands and no later step has overtaken it.
    """

    events: tuple[StatusEvent, ...]
    completion: Completion
    bindingness: Bindingness
    evidence: Evidence
    last_step: Period | None
    contested: bool
    reversed: bool
    reopened: bool
    dropped: bool
    postponed: bool


def reference(case: Case, table: str, fact: Fact) -> FactRef:
    """Return the reference to a fact with the day it became known."""
    known = case.known_on(fact)
    return FactRef(table=table, id=fact.key, known=known or date.max)


def by_commitment(case: Case) -> dict[str, list[StatusEvent]]:
    """Return the status events of each commitment in the order in which they happened.

    A partial date is ordered by its last day; events of one day keep the order of the file.
    """
    groups: dict[str, list[StatusEvent]] = defaultdict(list)
    for event in case.status:
        groups[event.commitment].append(event)
    for events in groups.values():
        events.sort(key=lambda e: e.date.last)
    return groups


def level_of(event: StatusEvent, rules: StatusRules) -> int:
    """Return the completion level that an event shows."""
    return event.level if event.level is not None else rules.levels.get(event.event, 0)


def _says_how_far(event: StatusEvent, rules: StatusRules) -> bool:
    """Whether an event tells how far a commitment was carried out: a signature alone does not."""
    return event.event not in SILENT or level_of(event, rules) > 0


def fold(case: Case, events: Iterable[StatusEvent], rules: StatusRules) -> Folded:
    """Fold one commitment's events.

    Parameters
    ----------
    case : Case
        For the days on which facts became known.
    events : iterable of StatusEvent
        In the order of ``by_commitment``.
    rules : StatusRules
    """
    ordered = tuple(events)
    level, since, stage, bound_since, standing = 0, None, 0, None, ""
    support: list[StatusEvent] = []
    bound: list[StatusEvent] = []
    last_step: Period | None = None
    contested = False
    for event in ordered:
        new = level_of(event, rules)
        if event.event in LOWERING:
            level, since, support, contested = (event.level or 0), event.date, [event], False
            standing = event.event
        elif event.event in PROGRESS or event.level is not None:
            if new > level:
                level, since, support = new, event.date, [event]
            elif new == level and _says_how_far(event, rules):
                support.append(event)
                since = since or event.date
            standing = "" if event.event in PROGRESS else standing
        if event.event == "not_done" and level == len(LEVELS) - 1:
            contested = True
        if event.event == "postponed":
            standing = "postponed"
        reached = BINDING.index(rules.binding.get(event.event, "none"))
        if reached > stage or (reached == stage and reached):
            bound, bound_since = ([event], event.date) if reached > stage else ([*bound, event], bound_since)
            stage = max(stage, reached)
        if event.event in PROGRESS:
            last_step = event.date
    reported = any(_says_how_far(e, rules) for e in ordered)
    return Folded(
        events=ordered,
        completion=Completion(
            level=level, label=LEVELS[level], reported=reported, since=_text(since), facts=_refs(case, support if reported else [])
        ),
        bindingness=Bindingness(stage=BINDING[stage], since=_text(bound_since), facts=_refs(case, bound)),
        evidence=_evidence(case, ordered, support, reported=reported),
        last_step=last_step,
        contested=contested,
        reversed=standing == "reversed",
        reopened=standing == "reopened",
        dropped=standing == "dropped",
        postponed=standing == "postponed",
    )


def _evidence(case: Case, events: tuple[StatusEvent, ...], support: list[StatusEvent], *, reported: bool) -> Evidence:
    chosen = support or [e for e in events if e.event not in SILENT]
    if not reported or not chosen:
        return Evidence(grade="none_found", facts=_refs(case, [e for e in events if e.event == "no_evidence_found"]))
    best = max(GRADES.index(e.evidence) for e in chosen)
    return Evidence(grade=GRADES[best], facts=_refs(case, [e for e in chosen if GRADES.index(e.evidence) == best]))


def _refs(case: Case, events: Iterable[StatusEvent]) -> tuple[FactRef, ...]:
    return tuple(reference(case, "status", e) for e in events)


def _text(period: Period | None) -> str | None:
    return None if period is None else str(period)


def fold_all(case: Case, rules: StatusRules) -> Mapping[str, Folded]:
    """Return the folded state of every commitment of the case, by id."""
    groups = by_commitment(case)
    return {c.id: fold(case, groups.get(c.id, ()), rules) for c in case.commitments}
