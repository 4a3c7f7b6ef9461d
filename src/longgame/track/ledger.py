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
    contest : StatusEvent or None
        Best supported report that less is done than was reported before, if no later one as good confirms it.
    reversed, reopened, dropped, postponed : bool
        Whether such an event stands and no later step has overtaken it.
    """

    events: tuple[StatusEvent, ...]
    completion: Completion
    bindingness: Bindingness
    evidence: Evidence
    last_step: Period | None
    contest: StatusEvent | None
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
    return event.event != "no_evidence_found" and (event.event not in SILENT or level_of(event, rules) > 0)


class _Axes:
    """What the events folded so far add up to."""

    def __init__(self, rules: StatusRules) -> None:
        self.rules = rules
        self.level = self.before = self.shown = self.stage = 0
        self.since: Period | None = None
        self.support: list[StatusEvent] = []
        self.contest: StatusEvent | None = None
        self.bound: list[StatusEvent] = []
        self.bound_since: Period | None = None
        self.loosened = False
        self.standing = ""
        self.last_step: Period | None = None

    def take(self, event: StatusEvent) -> None:
        """Take the next event."""
        if event.event in LOWERING:
            self._lower(event)
        elif event.event in ("not_done", "partly_implemented") and self._granted(event) < self.level:
            self._dispute(event)
        elif (event.event in PROGRESS or event.level is not None) and event.event != "no_evidence_found":
            self._reach(event)
        self._bind(event)
        if event.event in LOWERING or event.event == "postponed":
            self.standing = event.event
        elif event.event in PROGRESS:
            self.standing, self.last_step = "", event.date

    def _lower(self, event: StatusEvent) -> None:
        self.level, self.since, self.support = event.level or 0, event.date, [event]
        self.shown, self.before, self.contest, self.loosened = self.level, 0, None, True

    def _reach(self, event: StatusEvent) -> None:
        new = level_of(event, self.rules)
        if new > self.level:
            self.before, self.level, self.since, self.support = self.level, new, event.date, [event]
            self.shown, self.contest = new, None
        elif new == self.level and _says_how_far(event, self.rules):
            self.support.append(event)
            self.since = self.since or event.date
            if self.contest is not None and GRADES.index(event.evidence) >= GRADES.index(self.contest.evidence):
                self.shown, self.contest = new, None

    def _granted(self, event: StatusEvent) -> int:
        """Return the level that an event leaves standing; ``not_done`` denies that all is done and no more."""
        if event.level is not None or event.event == "partly_implemented":
            return level_of(event, self.rules)
        return self.before if self.level == len(LEVELS) - 1 else self.level

    def _dispute(self, event: StatusEvent) -> None:
        self.shown = min(self.shown, self._granted(event))
        if self.contest is None or GRADES.index(event.evidence) > GRADES.index(self.contest.evidence):
            self.contest = event

    def _bind(self, event: StatusEvent) -> None:
        reached = BINDING.index(self.rules.binding.get(event.event, "none"))
        if reached > self.stage or (reached and self.loosened):
            self.stage, self.bound, self.bound_since, self.loosened = reached, [event], event.date, False
        elif reached and reached == self.stage:
            self.bound.append(event)


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
    axes = _Axes(rules)
    for event in ordered:
        axes.take(event)
    reported = any(_says_how_far(e, rules) for e in ordered)
    return Folded(
        events=ordered,
        completion=Completion(
            level=axes.level, shown=axes.shown, label=LEVELS[axes.level], reported=reported, since=_text(axes.since),
            facts=_refs(case, axes.support if reported else []),
        ),
        bindingness=Bindingness(stage=BINDING[axes.stage], since=_text(axes.bound_since), facts=_refs(case, axes.bound)),
        evidence=_evidence(case, ordered, axes.support, reported=reported),
        last_step=axes.last_step,
        contest=axes.contest,
        reversed=axes.standing == "reversed",
        reopened=axes.standing == "reopened",
        dropped=axes.standing == "dropped",
        postponed=axes.standing == "postponed",
    )  # fmt: skip


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
