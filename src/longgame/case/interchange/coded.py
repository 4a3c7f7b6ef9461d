"""What the readers of foreign stance files share: finding actors, making rows with a coder and a source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from longgame.case.actors import Actor
from longgame.case.case import Case
from longgame.case.record import Record
from longgame.case.stances import Capability, Coded, Stance
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, Severity, near
from longgame.core.where import Where

MAX_PROBLEMS = 500


@dataclass(frozen=True)
class Coding:
    """What a foreign file does not say and its user must.

    Attributes
    ----------
    source : tuple of str
        Keys of sources in the case: where the numbers come from.
    coder : str
        Who judged; a coder of case.yaml.
    from_ : Period
        First day on which the numbers hold.
    until : Period or None
    actor_kind : str or None
        Kind of actors that are not in the case and are to be added; None adds none.
    """

    source: tuple[str, ...]
    coder: str
    from_: Period
    until: Period | None = None
    actor_kind: str | None = None


@dataclass
class ImportedRows:
    """Rows for tables of a case, by table, and what their reader should know.

    Attributes
    ----------
    rows : dict of str to list of Record
    notes : list of Problem
        Warnings.
    """

    rows: dict[str, list[Record]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    def add(self, table: str, row: Record) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)


class CodedRows:
    """Collects stances and capabilities, and every problem on the way."""

    def __init__(self, base: Case, coding: Coding, title: str) -> None:
        self.base, self.coding, self.title = base, coding, title
        self.out = ImportedRows()
        self.problems: list[Problem] = []
        self.actors = actors_by_name(base)
        self.unknown: dict[str, Where] = {}
        self._seen: dict[str, Where] = {}
        self._no_issue: set[tuple[str, Where]] = set()
        known = {c.id for c in base.about.coders}
        if coding.coder not in known:
            self.problem(Where("--coder"), "LG173", f"there is no coder {coding.coder!r} in the case", near(coding.coder, known))
        for key in coding.source:
            if key not in base.sources.by_key:
                self.problem(Where("--source"), "LG173", f"there is no source {key!r} in the case", near(key, base.sources.by_key))

    def problem(self, where: Where, code: str, message: str, fix: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem(where, code, message, fix))

    def warn(self, where: Where, message: str, fix: str = "") -> None:
        """Note something that a reader should know."""
        self.out.notes.append(Problem(where, "LG172", message, fix, Severity.WARNING))

    def issue(self, name: str, where: Where) -> str | None:
        """Return the id of an issue of the case by its id or title."""
        for issue in self.base.issues:
            if name.casefold() in (issue.id.casefold(), issue.title.casefold()):
                return issue.id
        if (name, where) not in self._no_issue:
            self._no_issue.add((name, where))
            self.problem(where, "LG173", f"there is no issue {name!r} in the case", near(name, self.base.issues.by_key))
        return None

    def actor(self, name: str, title: str, where: Where) -> str:
        """Return the id of an actor; one that is not in the case is added if the user named a kind."""
        for text in (name, title):
            if text and (found := self.actors.get(text.casefold())) is not None:
                return found
        key = re.sub(r"[^\w.\-]+", "-", name.strip()).strip("-._") or f"actor-{len(self.unknown) + 1}"
        if self.coding.actor_kind is None:
            self.unknown.setdefault(name, where)
            return key[:80]
        self._make("actors", Actor, {"id": key[:80], "name": title or name, "kind": self.coding.actor_kind}, where)
        self.actors[name.casefold()] = key[:80]
        return key[:80]

    def stance(self, actor: str, issue: str, position: tuple[float, ...], salience: tuple[float, ...], where: Where) -> None:
        """Add a stance; each triple is low, best, high."""
        names = ("position_low", "position", "position_high", "salience_low", "salience", "salience_high")
        self._coded("stances", Stance, actor, issue, dict(zip(names, (*position, *salience), strict=True)), where)

    def capability(self, actor: str, issue: str, value: tuple[float, ...], where: Where) -> None:
        """Add a capability: low, best, high."""
        self._coded("capabilities", Capability, actor, issue, dict(zip(("low", "capability", "high"), value, strict=True)), where)

    def done(self) -> ImportedRows:
        """Return the rows.

        Raises
        ------
        CaseError
            If there were problems.
        """
        for name, where in self.unknown.items():
            fix = near(name, self.actors)
            add = "add it to the case, or let the import add it: --actor-kind KIND"
            fix = f"{fix} If not, {add}" if fix.startswith("did you mean") else add
            self.problem(where, "LG173", f"there is no actor {name!r} in the case", fix)
        if self.problems:
            raise CaseError(self.problems[:MAX_PROBLEMS])
        for table in ("stances", "capabilities"):
            self._end_earlier(table)
        return self.out

    def _end_earlier(self, table: str) -> None:
        """End what the same coder judged before and left open, on the day before the new judgement holds."""
        new = {_about(row): row.from_ for row in self.out.rows.get(table, ()) if isinstance(row, Coded)}
        for row in self.base.table(table):
            assert isinstance(row, Coded)
            start = new.get(_about(row))
            if start is not None and row.until is None and row.from_.first < start.first:
                self.out.add(table, row.model_copy(update={"until": Period.of(start.first - timedelta(days=1))}))

    def _coded(self, table: str, record: type[Record], actor: str, issue: str, values: Mapping[str, float], where: Where) -> None:
        coding = self.coding
        fields: dict[str, Any] = {
            "actor": actor,
            "issue": issue,
            "from": coding.from_,
            "until": coding.until,
            "coder": coding.coder,
        }
        fields |= {"reason": self.title, "source": coding.source} | dict(values)
        self._make(table, record, fields, where)

    def _make(self, table: str, record: type[Record], fields: Mapping[str, Any], where: Where) -> None:
        try:
            row = record.model_validate(fields)
        except ValidationError as error:
            # A number without a range stands in three fields: its mistake is told once, of the one that is meant.
            details = sorted(error.errors(include_url=False), key=lambda d: str(d["loc"][-1:]).endswith(("_low',)", "_high',)")))
            told = set()
            for detail in details:
                name = str(detail["loc"][-1]) + " " if detail["loc"] else ""
                about = (re.sub("_?(low|high)$", "", name.strip()), str(detail["input"]), detail["msg"])
                if about not in told:
                    told.add(about)
                    self.problem(where, "LG172", f"{name}{detail['input'] if detail['loc'] else ''}: {detail['msg'].lower()}")
            return
        key = f"{table}/{row.key}"
        if key in self._seen:
            self.problem(where, "LG172", f"{row.key} stands twice; first on line {self._seen[key].line}", "keep one row")
            return
        self._seen[key] = where
        self.out.add(table, row)


def _about(row: Coded) -> tuple[str, str, str]:
    return row.actor, row.issue, row.coder


def actors_by_name(base: Case) -> dict[str, str]:
    """Return the ids of a case's actors by id, name and aliases, all in lower case; ids first."""
    found: dict[str, str] = {}
    for actor in base.actors:
        for alias in (*actor.aliases, actor.name):
            found.setdefault(alias.casefold(), actor.id)
    return found | {actor.id.casefold(): actor.id for actor in base.actors}


def number(text: str) -> float:
    """Read a number.

    Raises
    ------
    ValueError
        If it is not a finite number; a decimal comma is named.
    """
    try:
        value = float(text)
    except ValueError:
        hint = "; write the decimal point as '.'" if re.fullmatch(r"\s*-?\d+,\d+\s*", text) else ""
        raise ValueError(f"{text!r} is not a number{hint}") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{text!r} is not a finite number")
    return value
