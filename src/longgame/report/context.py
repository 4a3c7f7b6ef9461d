"""Everything that the pages of a report are made from, computed once."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from longgame.case.case import Case
from longgame.case.record import Fact
from longgame.case.sources import Source
from longgame.report.bargain.make import bargained
from longgame.report.bargain.record import Bargained
from longgame.report.played.find import Played, played
from longgame.score.result import ScoreResult
from longgame.score.score import score
from longgame.study.forecasts.find import Found, find
from longgame.track.result import CommitmentState, DeadlineState, PackageState, TrackResult
from longgame.track.run import track

Progress = Callable[[str, int, int], None]
MAX_MONTHS = 180


@dataclass(frozen=True)
class Context:
    """A case as of a day with its tracking result then and at the end of every month before.

    Attributes
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    result : TrackResult
    history : tuple of TrackResult
        Month by month from the beginning of the case, each knowing only what was known then; the
        last one is ``result``.
    bargaining : callable
        Gives what ``bargained`` is, and waits for it where it is still being made.
    year_ago : TrackResult or None
        With the changes since then, where the case reaches back that far.
    """

    case: Case
    day: date
    result: TrackResult
    history: tuple[TrackResult, ...]
    bargaining: Callable[[], Bargained] = Bargained

    @cached_property
    def bargained(self) -> Bargained:
        """What the bargaining models make of the case on the day."""
        return self.bargaining()

    @cached_property
    def played(self) -> Played:
        """What was found of the long game on the day."""
        return played(self.case, self.day)

    @cached_property
    def scored(self) -> ScoreResult:
        """The forecasts of the case, scored as of the day, those of the program's engines beside them."""
        return score(self.case, issued=self.issued.forecasts)

    @cached_property
    def issued(self) -> Found:
        """What the program's engines forecast, as kept with the case."""
        return find(self.case)

    @cached_property
    def states(self) -> dict[str, CommitmentState]:
        """Commitments by id."""
        return {s.id: s for s in self.result.commitments}

    @cached_property
    def deadlines(self) -> dict[str, DeadlineState]:
        """Deadlines by id."""
        return {d.id: d for d in self.result.deadlines}

    @cached_property
    def main_package(self) -> PackageState | None:
        """The package that most claims are about."""
        return max(self.result.packages, key=lambda p: (len(p.claims), p.coded), default=None)

    @cached_property
    def named(self) -> frozenset[str]:
        """Ids of the actors that a fact known on the day names, and of those that they are part of."""
        case = self.case
        found = {c.claimant for c in case.claims} | {s.actor for s in case.statements} | {a for e in case.events for a in e.actors}
        found |= {s.actor for s in case.stances} | {c.actor for c in case.capabilities}
        found |= {s.by for s in case.status if s.by} | {d.set_by for d in case.deadlines if d.set_by}
        found |= {i for c in case.commitments for i in c.promised_by}
        parents = {a.id: a.part_of for a in case.actors}
        for actor in list(found):
            above = parents.get(actor)
            while above is not None and above not in found:
                found.add(above)
                above = parents.get(above)
        return frozenset(found)

    def actor(self, name: str | None) -> str:
        """Return an actor's name, or the id itself where it is not in the case."""
        found = self.case.actors.by_key.get(name or "")
        return found.name if found is not None else (name or "")

    def source(self, key: str) -> Source | None:
        """Return a source by its key."""
        return self.case.sources.by_key.get(key)

    def known(self, fact: Fact) -> str:
        """Return the day a fact became known, as text."""
        day = self.case.known_on(fact)
        return day.isoformat() if day is not None else ""

    def publishers(self, keys: tuple[str, ...]) -> str:
        """Return the publishers of some sources, each once."""
        found = [s.publisher or s.id for k in keys if (s := self.source(k)) is not None]
        return ", ".join(dict.fromkeys(found))


def prepare(case: Case, day: date, progress: Progress) -> Context:
    """Track a case as of a day and at the end of each month before.

    Parameters
    ----------
    case : Case
        Whole, or already cut to ``day``.
    day : datetime.date
    progress : callable
        Called with what is being done, how many steps are done, and of how many.
    """
    case = case if case.day == day else case.as_of(day)
    # Compiling the models takes longest and leaves the interpreter free, so it goes on beside all the rest.
    pool = ThreadPoolExecutor(1)
    settled = pool.submit(bargained, case, day, progress)
    pool.shutdown(wait=False)
    ends = sorted({*month_ends(case.about.period.first, day), *_counted(case, day)})
    history = []
    for i, end in enumerate(ends):
        progress("tracking month by month", i, len(ends))
        history.append(track(case, day=end))
    result = track(case, day=day)
    return Context(case=case, day=day, result=result, history=(*history, result), bargaining=settled.result)


def _counted(case: Case, day: date) -> set[date]:
    """Return the days before ``day`` on which a count became known: a step in a chart stands on its day."""
    first = case.about.period.first
    known = (case.known_on(c) for c in case.claims if c.as_ == "count" and c.share() is not None)
    return {d for d in known if d is not None and first <= d < day}


def month_ends(first: date, last: date) -> list[date]:
    """Return the last days of the months from ``first`` to before ``last``, at most the latest 180."""
    ends, year, month = [], first.year, first.month
    while (end := date(year, month, calendar.monthrange(year, month)[1])) < last:
        ends.append(end)
        year, month = (year + month // 12, month % 12 + 1)
    return ends[-MAX_MONTHS:]
