"""The tables of a case: their names, record types and home files. One line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar, overload

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
from longgame.case.record import Record
from longgame.case.resolutions import Resolution
from longgame.case.scenarios import Scenario
from longgame.case.sources import Source
from longgame.case.stances import Capability, Stance
from longgame.case.status import StatusEvent
from longgame.case.text.parsed import Parsed, Path
from longgame.case.theses import Thesis
from longgame.case.whatifs import WhatIf
from longgame.core.where import Where

R_co = TypeVar("R_co", bound=Record, covariant=True)


class Spec(NamedTuple):
    """One table: its name, the record of a row, the file it lives in, what a row is called."""

    name: str
    record: type[Record]
    file: str
    noun: str


TABLES: tuple[Spec, ...] = (
    Spec("actors", Actor, "actors.yaml", "actor"),
    Spec("issues", Issue, "issues.yaml", "issue"),
    Spec("packages", Package, "commitments.yaml", "package"),
    Spec("commitments", Commitment, "commitments.yaml", "commitment"),
    Spec("series", Series, "series.yaml", "series"),
    Spec("mechanisms", Mechanism, "mechanisms.yaml", "mechanism"),
    Spec("deadlines", Deadline, "deadlines.csv", "deadline"),
    Spec("status", StatusEvent, "status.csv", "status event"),
    Spec("claims", Claim, "claims.csv", "claim"),
    Spec("events", Event, "events.csv", "event"),
    Spec("indicators", Observation, "indicators.csv", "observation"),
    Spec("statements", Statement, "statements.csv", "statement"),
    Spec("stances", Stance, "stances.csv", "stance"),
    Spec("capabilities", Capability, "capabilities.csv", "capability"),
    Spec("scenarios", Scenario, "scenarios.yaml", "scenario"),
    Spec("outcomes", Outcome, "outcomes.csv", "outcome"),
    Spec("game", Game, "play.yaml", "game"),
    Spec("ladders", Ladder, "play.yaml", "ladder"),
    Spec("beliefs", Belief, "play.yaml", "belief"),
    Spec("whatifs", WhatIf, "play.yaml", "what-if"),
    Spec("history", Observed, "history.csv", "history row"),
    Spec("theses", Thesis, "theses.yaml", "thesis"),
    Spec("factors", Factor, "theses.yaml", "factor"),
    Spec("questions", Question, "questions.csv", "question"),
    Spec("resolutions", Resolution, "resolutions.csv", "resolution"),
    Spec("forecasts", Forecast, "forecasts.csv", "forecast"),
    Spec("proxies", Proxy, "proxies.csv", "proxy"),
    Spec("contradictions", Contradiction, "contradictions.yaml", "contradiction"),
    Spec("evidence", Evidence, "evidence.csv", "evidence"),
    Spec("ach", Assessment, "ach.csv", "assessment"),
    Spec("passages", Passage, "passages.csv", "passage"),
    Spec("sources", Source, "sources.json", "source"),
)
SPECS = {spec.name: spec for spec in TABLES}
HEAD = "case.yaml"


def columns(record: type[Record]) -> list[str]:
    """Return the names of a record's fields as they are written in files, in order."""
    return [info.alias or name for name, info in record.model_fields.items()]


@dataclass(frozen=True)
class Table(Sequence[R_co], Generic[R_co]):
    """The rows of one table, each with the place it came from.

    Attributes
    ----------
    name : str
        Name in ``TABLES``.
    rows : tuple of records
    at : tuple of int
        Position of each row in the file it was read from.
    parsed : Parsed or None
        That file; None for rows made in memory.
    base : Path
        Path in the file under which the rows stand: ``("actors",)`` in YAML, ``()`` in CSV.
    """

    name: str
    rows: tuple[R_co, ...] = ()
    at: tuple[int, ...] = ()
    parsed: Parsed | None = field(default=None, compare=False, repr=False)
    base: Path = field(default=(), compare=False, repr=False)

    @overload
    def __getitem__(self, index: int) -> R_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R_co]: ...
    def __getitem__(self, index: int | slice) -> R_co | Sequence[R_co]:
        """Return a row by position."""
        return self.rows[index]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[R_co]:
        """Go through the rows in the order of the file."""
        return iter(self.rows)

    @cached_property
    def by_key(self) -> dict[str, R_co]:
        """Rows by their key; of two rows with one key, the first."""
        found: dict[str, R_co] = {}
        for row in self.rows:
            found.setdefault(row.key, row)
        return found

    def where(self, row: int, *path: str | int) -> Where:
        """Return the place of a row, or of a value in it, in the user's file."""
        if self.parsed is None or row >= len(self.at):
            return Where(SPECS[self.name].file)
        return self.parsed.where((*self.base, self.at[row], *path))

    def kept(self, keep: Callable[[R_co], bool]) -> Table[R_co]:
        """Return the table with only the rows for which ``keep`` is true."""
        chosen = [i for i, row in enumerate(self.rows) if keep(row)]
        if len(chosen) == len(self.rows):
            return self
        at = tuple(self.at[i] for i in chosen) if self.at else ()
        return replace(self, rows=tuple(self.rows[i] for i in chosen), at=at)
