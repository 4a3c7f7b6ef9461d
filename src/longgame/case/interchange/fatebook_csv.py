"""Forecasts as Fatebook exports them: a row for each forecast, with its question and how that came out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from longgame.case.case import Case
from longgame.case.interchange.coded import ImportedRows
from longgame.case.interchange.forecast_rows import OWN_COLUMNS, ForecastRows, PlatformSettings, parsed_of, plain, short_hash
from longgame.case.questions import Question
from longgame.core.where import Where

TITLE, OPTION, WHO, CHANCE = "Question title", "Multiple choice option", "Forecast created by", "Forecast (scale = 0-1)"
MADE, ASKED_BY, ASKED, BY = "Forecast created at", "Question created by", "Question created at", "Question resolve by"
ANSWER, RESOLVED, OWN, NOTES = "Resolution", "Resolved at", "Your Brier score for this question", "Question notes"
# All columns of an export, in its order; those not named above are about who may see it.
COLUMNS = (
    TITLE, OPTION, WHO, CHANCE, MADE, ASKED_BY, ASKED, BY, ANSWER, RESOLVED, OWN, "Your relative Brier score for this question",
    NOTES, "Question shared with", "Question shared publicly", "Question comments",
)  # fmt: skip
NEEDED = (TITLE, WHO, CHANCE, MADE)
ANSWERS = {"YES": "yes", "NO": "no", "AMBIGUOUS": "void"}
PLATFORM = "Fatebook"


def from_fatebook_csv(path: Path | str, base: Case, settings: PlatformSettings) -> ImportedRows:
    """Return the questions, resolutions and forecasts of an export as rows of a case.

    Each option of a multiple choice is a question after yes or no. The same file gives the same ids. Times become days.

    Raises
    ------
    CaseError
        LG171 if a column is missing, LG172 for values, LG173 for a source that the case does not have; all of them.
    """
    parsed = parsed_of(Path(path), NEEDED, PLATFORM)
    rows = ForecastRows(base, settings, PLATFORM)
    for index, row in enumerate(parsed.data):
        _row(rows, parsed.where((index,)), {name: plain(str(row.get(name, "")).strip()) for name in (*COLUMNS, *OWN_COLUMNS)})
    return rows.done()


def _row(rows: ForecastRows, where: Where, row: Mapping[str, str]) -> None:
    made = rows.day(where, MADE, row[MADE])
    if made is None:
        rows.problem(where, "LG172", f"{MADE}: the row has no day")
        return
    question = _question(rows, where, row)
    if question is None:
        return
    _resolution(rows, where, row, question)
    chance = rows.share(where, CHANCE, row[CHANCE])
    if chance is None:
        return
    rows.forecast(where, question, rows.forecaster(row[WHO]), made, {"answer": "yes", "probability": chance})


def _question(rows: ForecastRows, where: Where, row: Mapping[str, str]) -> Question | None:
    text = row[TITLE] + (f" {row[OPTION]}" if row[OPTION] else "")
    opens = rows.day(where, ASKED, row[ASKED]) or rows.day(where, MADE, row[MADE])
    by = rows.day(where, BY, row[BY])
    fields = {
        "id": f"fatebook-{short_hash('|'.join((row[TITLE], row[OPTION], row[ASKED])))}",
        "text": text,
        "criteria": row[NOTES] or "As its author on Fatebook judges; no criteria were written down.",
        "opens": opens,
        "by": by if by is not None and opens is not None and by.last >= opens.first else None,
    }
    return rows.question(where, row, fields)


def _resolution(rows: ForecastRows, where: Where, row: Mapping[str, str], question: Question) -> None:
    if not row[ANSWER]:
        return
    answer, on = ANSWERS.get(row[ANSWER].upper()), rows.day(where, RESOLVED, row[RESOLVED])
    if answer is None:
        rows.problem(where, "LG172", f"{ANSWER}: {row[ANSWER]!r} is none of {', '.join(ANSWERS)}")
    elif on is None:
        rows.problem(where, "LG172", f"{RESOLVED}: a question that is resolved needs the day")
    else:
        rows.resolution(where, question, {"answer": answer, "date": on})
