"""A whole case, and the case as it was known on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from longgame.case.about import About
from longgame.case.actors import Actor, Statement
from longgame.case.beliefs import Belief
from longgame.case.claims import Claim
from longgame.case.commitments import Commitment, Package
from longgame.case.contradictions import Contradiction
from longgame.case.deadlines import Deadline
from longgame.case.events import Event
from longgame.case.evidence import Assessment, Evidence
from longgame.case.factors import Factor
from longgame.case.forecasts import Forecast
from longgame.case.game import Game, Ladder
from longgame.case.history import Observed
from longgame.case.indicators import Observation, Series
from longgame.case.issues import Issue
from longgame.case.mechanisms import Mechanism
from longgame.case.outcomes import Outcome
from longgame.case.passages import Passage
from longgame.case.proxies import Proxy
from longgame.case.questions import Question
from longgame.case.record import Fact, Record
from longgame.case.resolutions import Resolution
from longgame.case.scenarios import Scenario
from longgame.case.sources import Source
from longgame.case.stances import Capability, Coded, Stance
from longgame.case.status import StatusEvent
from longgame.case.tables import HEAD, SPECS, TABLES, Table
from longgame.case.text.parsed import Parsed
from longgame.case.theses import Thesis
from longgame.case.whatifs import WhatIf

NOT_YET_TOLD = "The summary draws on an analysis that was not yet published on this day."
NOT_YET_GIVEN = "The reason was written down after this day."


@dataclass(frozen=True)
class Case:
    """Everything that an analyst wrote about one negotiation.

    Attributes
    ----------
    about : About
    actors, issues, … : Table
        One table for each entry of ``tables.TABLES``.
    folder : Path or None
        Where the case was read from.
    files : mapping of str to Parsed
        The files as read, by name.
    day : datetime.date or None
        The day as of which this is the case; None for all that is in the files.
    kept : datetime.date or None
        Of a case cut to a day: up to when the whole one was kept.
    """

    about: About
    actors: Table[Actor] = Table("actors")
    issues: Table[Issue] = Table("issues")
    packages: Table[Package] = Table("packages")
    commitments: Table[Commitment] = Table("commitments")
    series: Table[Series] = Table("series")
    mechanisms: Table[Mechanism] = Table("mechanisms")
    deadlines: Table[Deadline] = Table("deadlines")
    status: Table[StatusEvent] = Table("status")
    claims: Table[Claim] = Table("claims")
    events: Table[Event] = Table("events")
    indicators: Table[Observation] = Table("indicators")
    statements: Table[Statement] = Table("statements")
    stances: Table[Stance] = Table("stances")
    capabilities: Table[Capability] = Table("capabilities")
    scenarios: Table[Scenario] = Table("scenarios")
    outcomes: Table[Outcome] = Table("outcomes")
    game: Table[Game] = Table("game")
    ladders: Table[Ladder] = Table("ladders")
    beliefs: Table[Belief] = Table("beliefs")
    whatifs: Table[WhatIf] = Table("whatifs")
    history: Table[Observed] = Table("history")
    theses: Table[Thesis] = Table("theses")
    factors: Table[Factor] = Table("factors")
    questions: Table[Question] = Table("questions")
    resolutions: Table[Resolution] = Table("resolutions")
    forecasts: Table[Forecast] = Table("forecasts")
    proxies: Table[Proxy] = Table("proxies")
    contradictions: Table[Contradiction] = Table("contradictions")
    evidence: Table[Evidence] = Table("evidence")
    ach: Table[Assessment] = Table("ach")
    passages: Table[Passage] = Table("passages")
    sources: Table[Source] = Table("sources")
    folder: Path | None = field(default=None, compare=False)
    files: Mapping[str, Parsed] = field(default_factory=dict, compare=False, repr=False)
    day: date | None = None
    kept: date | None = field(default=None, compare=False)

    def table(self, name: str) -> Table[Record]:
        """Return a table by its name in ``tables.TABLES``."""
        if name not in SPECS:
            raise KeyError(name)
        found: Table[Record] = getattr(self, name)
        return found

    @property
    def tables(self) -> dict[str, Table[Record]]:
        """All tables by name, in the order of ``tables.TABLES``."""
        return {spec.name: self.table(spec.name) for spec in TABLES}

    @cached_property
    def published(self) -> dict[str, date]:
        """Day of publication of each source that has one; of a month or year, the last day."""
        return {s.id: s.known for s in self.sources if s.known is not None}

    def known_on(self, fact: Fact) -> date | None:
        """Return the day from which a fact counts as known, None if it has no date."""
        return fact.known_on(self.published)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and contents of the files read, in hexadecimal."""
        total = hashlib.sha256()
        for name in sorted(self.files):
            data = self.files[name].text.encode("utf-8")
            total.update(f"{name}\0{len(data)}\0".encode())
            total.update(data)
        return total.hexdigest()

    @cached_property
    def newest(self) -> date:
        """The day up to which the case was kept: ``updated`` of its head, else its newest fact."""
        if self.kept is not None:
            return self.kept
        if self.about.updated is not None:
            return self.about.updated.last
        days = [d for name in SPECS for row in self.table(name) if isinstance(row, Fact) and (d := self.known_on(row))]
        return max(days, default=self.about.period.last)

    def where_head(self, *path: str | int) -> object:
        """Return the place of a value in the case's head."""
        parsed = self.files.get(HEAD)
        return parsed.where(("case", *path)) if parsed is not None else HEAD

    def as_of(self, day: date) -> Case:
        """Return the case as it could be known at the end of a day.

        A fact is kept if it was known by then; one whose day is not known is left out. Deadlines and status
        events of a commitment that was not yet known are left out with it; a claim about one was made all the
        same and stays. Forecasts, resolutions and proxies go with their question, assessments with their thesis or evidence, a
        contradiction with a side that nobody had taken yet.

        Actors, issues, series, mechanisms, the long game and its ladders are categories of the
        coders, not facts, and stay; but as of a day before the case was last kept, what the coders say about them
        without a date (roles, aims, notes on a series, summaries that draw on a later analysis, why the game has
        these ladders) is left out, since it may tell what came later. A coded judgement that ends after the day
        has no end yet: when a coder will change their mind is not known before.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        Case
        """

        def known(row: Record) -> bool:
            return not isinstance(row, Fact) or row.always or ((on := self.known_on(row)) is not None and on <= day)

        new = {name: table.kept(known) for name, table in self.tables.items()}
        new["sources"] = self.sources.kept(lambda s: s.known is None or s.known <= day)
        there = {row.key for row in new["commitments"]}
        for name in ("deadlines", "status"):
            new[name] = new[name].kept(lambda row: getattr(row, "commitment") in there)  # noqa: B009
        for name in ("stances", "capabilities"):
            new[name] = _open_after(new[name], day)
        new |= _askable(new)
        new["passages"] = _with_their_rows(new)
        new["contradictions"] = _mapped(
            new["contradictions"], lambda c: c.model_copy(update={"seen": tuple(filter(known, c.seen))})
        )
        new["mechanisms"] = _mapped(new["mechanisms"], lambda m: m.model_copy(update={"since": tuple(filter(known, m.since))}))
        if day < self.newest:
            new |= self._without_undated_prose(new, day)
        about = self.about.model_copy(update={"chapters": tuple(c for c in self.about.chapters if known(c))})
        return replace(self, about=about, day=day, kept=self.newest, **new)  # type: ignore[arg-type]

    def _without_undated_prose(self, new: Mapping[str, Table[Any]], day: date) -> dict[str, Table[Any]]:
        def told(mechanism: Mechanism) -> Mechanism:
            if all(self.published.get(key, date.max) <= day for key in mechanism.source):
                return mechanism
            return mechanism.model_copy(update={"summary": NOT_YET_TOLD, "analysts": (), "observables": ""})

        def given(row: Game | Ladder) -> Game | Ladder:
            on = self.known_on(row)
            return row.model_copy(update={"note": ""} | ({"reason": NOT_YET_GIVEN} if on is None or on > day else {}))

        return {
            "actors": _mapped(new["actors"], lambda a: a.model_copy(update={"role": "", "wants": "", "note": ""})),
            "series": _mapped(new["series"], lambda s: s.model_copy(update={"note": ""})),
            "mechanisms": _mapped(new["mechanisms"], told),
            "game": _mapped(new["game"], given),
            "ladders": _mapped(new["ladders"], given),
        }


def _askable(new: Mapping[str, Table[Any]]) -> dict[str, Table[Any]]:
    """Return the tables that hang on questions, theses and evidence without the rows that hang on one which is not there."""
    there = {name: {row.key for row in new[name]} for name in ("questions", "theses", "evidence")}

    def out(theses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(t for t in theses if t in there["theses"])

    def sides(contradiction: Contradiction) -> Contradiction:
        left = tuple(side.model_copy(update={"theses": out(side.theses)}) for side in contradiction.sides)
        seen = tuple(one.model_copy(update={"leans_to": out(one.leans_to)}) for one in contradiction.seen)
        return contradiction.model_copy(update={"sides": left, "seen": seen})

    hang = ("forecasts", "resolutions", "proxies")
    found = {name: new[name].kept(lambda row: row.question in there["questions"]) for name in hang}
    found["ach"] = new["ach"].kept(lambda cell: cell.thesis in there["theses"] and cell.evidence in there["evidence"])
    found["contradictions"] = _mapped(new["contradictions"], sides).kept(lambda c: all(side.theses for side in c.sides))
    return found


def _with_their_rows(new: Mapping[str, Table[Any]]) -> Table[Any]:
    """Return the passages of which the row is there."""
    there = {name: {row.key for row in new[name]} for name in {p.table for p in new["passages"]}}
    return new["passages"].kept(lambda p: p.row in there[p.table])


def _mapped(table: Table[Any], change: Callable[[Any], Record]) -> Table[Any]:
    return replace(table, rows=tuple(change(row) for row in table))


def _open_after(table: Table[Record], day: date) -> Table[Record]:
    def seen(row: Record) -> Record:
        ends_later = isinstance(row, Coded) and row.until is not None and row.until.last > day
        return row.model_copy(update={"until": None}) if ends_later else row

    return replace(table, rows=tuple(seen(row) for row in table))
