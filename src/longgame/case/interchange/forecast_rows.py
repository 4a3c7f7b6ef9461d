"""What the readers of forecasting platforms share: questions, resolutions and forecasts as rows of a case."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from longgame.case.actors import Actor
from longgame.case.case import Case
from longgame.case.forecasts import Forecast
from longgame.case.interchange.coded import MAX_PROBLEMS, ImportedRows
from longgame.case.questions import Question
from longgame.case.record import Record
from longgame.case.resolutions import Resolution
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, Severity, near
from longgame.core.where import Where

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)


@dataclass(frozen=True)
class PlatformSettings:
    """What an export of a platform does not say.

    Attributes
    ----------
    source : tuple of str
        Keys of sources in the case.
    domain : str
        Of the questions.
    nature : str
        ``event`` or ``trend``.
    """

    source: tuple[str, ...]
    domain: str
    nature: str = "event"


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
        self.late = self.replaced = 0
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

    def question(self, where: Where, fields: dict[str, Any]) -> Question | None:
        """Add a question once; fields that every one shares are filled in."""
        shared = {"nature": self.settings.nature, "domain": self.settings.domain, "source": self.settings.source}
        made = self._made(Question, where, shared | {k: v for k, v in fields.items() if v not in (None, "")})
        if made is not None:
            self.questions.setdefault(made.id, made)
        return None if made is None else self.questions[made.id]

    def resolution(self, where: Where, question: Question, fields: dict[str, Any]) -> None:
        """Add the resolution of a question once, known on its day."""
        shared = {
            "id": f"R-{question.id}", "question": question.id, "source": self.settings.source, "known": fields.get("date"),
            "reason": f"As resolved on {self.platform}.",
        }  # fmt: skip
        made = self._made(Resolution, where, shared | fields)
        if made is not None:
            self.resolved.setdefault(question.id, made)

    def forecast(self, where: Where, question: Question, who: str, when: Period, fields: dict[str, Any]) -> None:
        """Add a forecast; of several by one forecaster on one day the last one counts."""
        key = (question.id, who, when.first)
        self.replaced += key in self.forecasts
        shared = {
            "id": f"F-{question.id}-{short_hash(who)}-{when.first:%Y%m%d}", "question": question.id, "forecaster": who,
            "date": when, "source": self.settings.source, "says": f"Given on {self.platform}.",
        }  # fmt: skip
        made = self._made(Forecast, where, shared | fields)
        if made is not None:
            self.forecasts[key] = made

    def forecaster(self, name: str) -> str:
        """Return the id of an actor with this name, added as an analyst if the case has none."""
        wanted = name.strip() or "unnamed"
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
        self._note(out, self.late, "forecasts made after their question was decided were left out")
        self._note(out, self.replaced, "forecasts were replaced by a later one of the same forecaster on the same day")
        return out

    def _too_late(self, forecast: Forecast) -> bool:
        resolved = self.resolved.get(forecast.question)
        late = resolved is not None and resolved.date.last < forecast.date.first
        self.late += late
        return late

    def _note(self, out: ImportedRows, number: int, text: str) -> None:
        if number:
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


def short_hash(text: str) -> str:
    """Return eight letters that stand for a text, so that the same file gives the same ids."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
