"""What the readers of forecasting platforms share: questions, resolutions and forecasts as rows of a case."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from longgame.case.actors import Actor
from longgame.case.case import Case
from longgame.case.forecasts import MODEL, Forecast
from longgame.case.interchange.coded import MAX_PROBLEMS, ImportedRows
from longgame.case.questions import Question
from longgame.case.record import Record
from longgame.case.resolutions import Resolution
from longgame.case.text.csv_text import CsvText, parse_csv
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, Severity, near
from longgame.core.files import read_text, shown
from longgame.core.where import Where
from longgame.core.words import many

# Columns that this program writes behind those of a platform, so that what is scored apart stays apart.
NATURE, DOMAIN = OWN_COLUMNS = ("Nature", "Domain")
# Before what a spreadsheet would take for a formula this program writes an apostrophe.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)


@dataclass(frozen=True)
class PlatformSettings:
    """What an export of a platform does not say.

    Attributes
    ----------
    source : tuple of str
        Keys of sources in the case.
    domain : str
        Of the questions, where the file has no column for it; empty if it was not said.
    nature : str
        ``event`` or ``trend``, likewise: they are scored apart, so that neither is taken for granted.
    """

    source: tuple[str, ...]
    domain: str = ""
    nature: str = ""


class ForecastRows:
    """Collects the rows of a platform's export, and every problem on the way.

    Parameters
    ----------
    base : Case
    settings : PlatformSettings
    platform : str
        Its name, for notes.
    """

    def __init__(self, base: Case, settings: PlatformSettings, platform: str) -> None:
        self.base, self.settings, self.platform = base, settings, platform
        self.questions: dict[str, Question] = {}
        self.resolved: dict[str, Resolution] = {}
        self.forecasts: dict[tuple[str, str, date], Forecast] = {}
        self.actors: dict[str, Actor] = {}
        self.problems: list[Problem] = []
        self.rows = self.late = self.replaced = self.there = self.differ = 0
        self._asked = {(q.text, q.opens.first): q for q in base.questions}
        self._told = {(f.question, f.forecaster, f.date.last): f.id for f in base.forecasts}
        self._missing: set[str] = set()
        for key in settings.source:
            if key not in base.sources.by_key:
                self.problem(Where("--source"), "LG173", f"there is no source {key!r} in the case", near(key, base.sources.by_key))

    def problem(self, where: Where, code: str, message: str, fix: str = "") -> None:
        """Note a problem."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(where, code, message, fix))

    def day(self, where: Where, name: str, text: str) -> Period | None:
        """Read the day of a time stamp; an empty one is None."""
        if not text.strip():
            return None
        match = _DAY.fullmatch(text.strip())
        try:
            if match is None:
                raise ValueError(f"{text[:40]!r} does not begin with a day such as 2023-05-01")
            return Period.parse(match[1])
        except ValueError as error:
            self.problem(where, "LG172", f"{name}: {error}")
            return None

    def share(self, where: Where, column: str, text: str) -> float | None:
        """Read a probability; None where it is none, which is noted."""
        try:
            found = float(text)
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1:
            self.problem(where, "LG172", f"{column}: {text[:40]!r} is not a number from 0 to 1")
            return None
        return found

    def question(self, where: Where, row: Mapping[str, str], fields: dict[str, Any]) -> Question | None:
        """Return a question, added once; one that the case has, by its id or by text and first day, stays as it is there.

        Parameters
        ----------
        where : Where
        row : mapping
            Of the export; its own columns say nature and domain, else the settings do.
        fields : dict
            Of the question.
        """
        self.rows += 1
        given = {name: self._said(where, name, row) for name in ("nature", "domain")}
        if not all(given.values()):
            return None
        shared = given | {"source": self.settings.source}
        made: Question | None = self._made(Question, where, shared | {k: v for k, v in fields.items() if v not in (None, "")})
        if made is None:
            return None
        own = self.base.questions.by_key.get(made.id) or self._asked.get((made.text, made.opens.first))
        return own if own is not None else self.questions.setdefault(made.id, made)

    def _said(self, where: Where, name: str, row: Mapping[str, str]) -> str:
        """Return the nature or the domain of a question; where nothing says it, that is a problem, told once."""
        said = row.get(name.capitalize(), "").strip() or str(getattr(self.settings, name))
        if not said and name not in self._missing:
            self._missing.add(name)
            fix = "add --nature event or --nature trend" if name == "nature" else "add --domain ID"
            self.problem(where, "LG172", f"nothing says of which {name} the questions are", fix)
        return said

    def resolution(self, where: Where, question: Question, fields: dict[str, Any]) -> None:
        """Add the resolution of a question once, known on its day; one that the case has or finds by itself stays."""
        if self.base.questions.by_key.get(question.id) is question:
            own = [r for r in self.base.resolutions if r.question == question.id]
            if own or question.rule or question.if_ is not None:
                self.differ += bool(own) and fields["answer"] not in {r.answer for r in own} | {"void"}
                return
        on = fields["date"]
        if on.last < question.opens.first:
            fix = "correct one of the two, or leave the answer out"
            self.problem(where, "LG172", f"the question was decided on {on}, before it was put, {question.opens}", fix)
            return
        shared = {
            "id": f"R-{question.id}", "question": question.id, "source": self.settings.source, "known": fields.get("date"),
            "reason": f"As resolved on {self.platform}.",
        }  # fmt: skip
        made = self._made(Resolution, where, shared | fields)
        if made is not None:
            self.resolved.setdefault(question.id, made)

    def forecast(self, where: Where, question: Question, who: str, when: Period, fields: dict[str, Any]) -> None:
        """Add a forecast; of several by one forecaster on one day the last one counts."""
        key, name = (question.id, who, when.first), f"F-{question.id}-{short_hash(who)}-{when.first:%Y%m%d}"
        if self._told.get((question.id, who, when.last), name) != name:
            self.there += 1
            return
        self.replaced += key in self.forecasts
        shared = {
            "id": name, "question": question.id, "forecaster": who,
            "date": when, "source": self.settings.source, "says": f"Given on {self.platform}.",
        }  # fmt: skip
        made = self._made(Forecast, where, shared | fields)
        if made is not None:
            self.forecasts[key] = made

    def forecaster(self, name: str) -> str:
        """Return the id of a thesis or an actor with this name, else of an analyst that is added; a model keeps its own."""
        wanted = name.strip() or "unnamed"
        if wanted.startswith(MODEL):
            return model(wanted.removeprefix(MODEL))
        if wanted in self.base.theses.by_key:
            return wanted
        for actor in self.base.actors:
            if wanted.casefold() in (actor.id.casefold(), actor.name.casefold(), *(a.casefold() for a in actor.aliases)):
                return actor.id
        slug = re.sub(r"[^\w]+", "-", wanted.casefold()).strip("-_")[:60] or "unnamed"
        slug = slug if slug not in self.base.actors.by_key else f"{slug}-{short_hash(wanted)}"
        self.actors.setdefault(slug, Actor(id=slug, name=wanted[:200], kind="analyst", note=f"Forecaster on {self.platform}."))
        return slug

    def done(self) -> ImportedRows:
        """Return the rows.

        Raises
        ------
        CaseError
            With every problem found.
        """
        if self.problems:
            raise CaseError(self.problems)
        out = ImportedRows()
        rows: dict[str, list[Record]] = {
            "actors": list(self.actors.values()),
            "questions": list(self.questions.values()),
            "resolutions": list(self.resolved.values()),
            "forecasts": [f for f in self.forecasts.values() if not self._too_late(f)],
        }
        out.rows = {name: listed for name, listed in rows.items() if listed}
        forecasts = partial(many, noun="forecast")
        if not (self.rows or self.problems):
            self._note(out, "no question", "was found in the file")
        self._note(out, forecasts(self.late), "made after the question was decided, left out")
        self._note(out, forecasts(self.replaced), "replaced by a later one of the same forecaster on the same day")
        self._note(out, forecasts(self.there), "left out: the case has one of the same forecaster and day on that question already")
        self._note(out, many(self.differ, "question"), f"answered otherwise on {self.platform} than in the case; its answer stays")
        return out

    def _too_late(self, forecast: Forecast) -> bool:
        resolved = self.resolved.get(forecast.question)
        late = resolved is not None and resolved.date.last < forecast.date.first
        self.late += late
        return late

    def _note(self, out: ImportedRows, number: str, text: str) -> None:
        if not number.startswith("0 "):
            out.notes.append(Problem(Where(self.platform), "LG172", f"{number} {text}", "", Severity.WARNING))

    def _made(self, record: type[Any], where: Where, fields: dict[str, Any]) -> Any:
        try:
            return record.model_validate(fields)
        except ValidationError as error:
            for item in error.errors(include_url=False)[:5]:
                name = ".".join(str(part) for part in item["loc"])
                message = item["msg"].removeprefix("Value error, ")
                self.problem(where, "LG172", f"{name + ': ' if name else ''}{message}")
            return None


def parsed_of(path: Path, needed: Sequence[str], platform: str) -> CsvText:
    """Read a file of an export.

    Raises
    ------
    CaseError
        LG171 if it is empty or a column is missing.
    """
    parsed = parse_csv(read_text(path), shown(path))
    fix = f"export from {platform} as CSV"
    if not parsed.header:
        raise CaseError([Problem(parsed.where(()), "LG171", "the file is empty", fix)])
    missing = [name for name in needed if name not in parsed.header]
    if missing:
        raise CaseError([Problem(parsed.where(()), "LG171", f"the column {name!r} is missing", fix) for name in missing])
    return parsed


def model(name: str) -> str:
    """Return the id of a model with this name."""
    return MODEL + re.sub(r"[^\w.\-]", "-", name)[:80]


def plain(text: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def short_hash(text: str) -> str:
    """Return eight letters that stand for a text, so that the same file gives the same ids."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
