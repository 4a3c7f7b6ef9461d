"""Forecasts as Metaculus exports them: ``question_data.csv`` and, beside it, ``forecast_data.csv``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.forecasts import MODEL
from longgame.case.interchange.coded import ImportedRows
from longgame.case.interchange.forecast_rows import OWN_COLUMNS, ForecastRows, PlatformSettings, model, parsed_of, plain
from longgame.case.questions import NONE, Question
from longgame.case.record import ID_PATTERN
from longgame.core.errors import UsageError
from longgame.core.where import Where

QUESTIONS, FORECASTS = "question_data.csv", "forecast_data.csv"
QUESTION_COLUMNS = (
    "Question ID", "Question URL", "Question Title", "Post ID", "Post Curation Status", "Post Published Time", "Default Project",
    "Default Project ID", "Label", "Question Type", "MC Options", "Lower Bound", "Open Lower Bound", "Upper Bound",
    "Open Upper Bound", "Continuous Range", "Open Time", "CP Reveal Time", "Scheduled Close Time", "Actual Close Time",
    "Resolution", "Resolution Known Time", "Include Bots in Aggregates", "Question Weight",
)  # fmt: skip
FORECAST_COLUMNS = (
    "Question ID", "Forecaster ID", "Forecaster Username", "Start Time", "End Time", "Forecaster Count", "Probability Yes",
    "Probability Yes Per Category", "Continuous CDF", "Probability Below Lower Bound", "Probability Above Upper Bound",
    "5th Percentile", "25th Percentile", "Median", "75th Percentile", "95th Percentile", "Probability of Resolution",
    "PDF at Resolution",
)  # fmt: skip
PERCENTILES = {5: "5th Percentile", 25: "25th Percentile", 50: "Median", 75: "75th Percentile", 95: "95th Percentile"}
KINDS = {"binary": "binary", "multiple_choice": "category", "numeric": "number", "discrete": "number", "date": "date"}
VOID = ("ambiguous", "annulled")
PLATFORM = "Metaculus"
PREFIX = "metaculus-"  # of ids in a case
NEEDED = {
    QUESTIONS: ("Question ID", "Question Title", "Question Type", "Open Time", "Resolution"),
    FORECASTS: ("Question ID", "Forecaster Username", "Start Time"),
}


class _Asked(NamedTuple):
    question: Question
    options: tuple[str, ...]  # as the export has them, in the order of its probabilities


def from_metaculus_csv(path: Path | str, base: Case, settings: PlatformSettings) -> ImportedRows:
    """Return the questions, resolutions and forecasts of an export as rows of a case.

    Parameters
    ----------
    path : Path or str
        ``question_data.csv`` of an unpacked export; ``forecast_data.csv`` is looked for beside it.
    base : Case
    settings : PlatformSettings

    Raises
    ------
    CaseError
        LG171 if a column is missing, LG172 for values, LG173 for a source that the case does not have; all of them.
    UsageError
        If there is no file of forecasts.
    """
    path = Path(path)
    beside = path.with_name(FORECASTS)
    if path.name == FORECASTS or not beside.is_file():
        raise UsageError(f"name {QUESTIONS} of an unpacked export, with {FORECASTS} beside it")
    questions, forecasts = (parsed_of(p, NEEDED[name], PLATFORM) for p, name in ((path, QUESTIONS), (beside, FORECASTS)))
    rows = ForecastRows(base, settings, PLATFORM)
    asked: dict[str, _Asked] = {}
    for index, row in enumerate(questions.data):
        found = _question(rows, questions.where((index,)), _texts(row))
        if found is not None:
            asked[_texts(row)["Question ID"]] = found
    for index, row in enumerate(forecasts.data):
        _forecast(rows, forecasts.where((index,)), _texts(row), asked)
    return rows.done()


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    names = (*QUESTION_COLUMNS, *FORECAST_COLUMNS, *OWN_COLUMNS)
    return {name: plain(str(row.get(name) or "").strip()) for name in names}


def _question(rows: ForecastRows, where: Where, row: Mapping[str, str]) -> _Asked | None:
    kind = KINDS.get(row["Question Type"])
    opens = rows.day(where, "Open Time", row["Open Time"])
    if kind is None or opens is None:
        what = (
            "Open Time: it is empty"
            if kind is not None
            else f"Question Type: {row['Question Type']!r} is none of {', '.join(KINDS)}"
        )
        rows.problem(where, "LG172", what)
        return None
    options = tuple(str(option) for option in _list(rows, where, "MC Options", row["MC Options"])) if kind == "category" else ()
    closes = rows.day(where, "Scheduled Close Time", row["Scheduled Close Time"])
    question = rows.question(
        where,
        row,
        {
            "id": _id(rows, row),
            "text": row["Question Title"] + (f" ({row['Label']})" if row["Label"] else ""),
            "criteria": f"As written on Metaculus{': ' + row['Question URL'] if row['Question URL'] else ''}.",
            "kind": kind,
            "opens": opens,
            "categories": tuple(_name(option) for option in options),
            "low": row["Lower Bound"] if kind == "number" and row["Open Lower Bound"] == "False" else None,
            "high": row["Upper Bound"] if kind == "number" and row["Open Upper Bound"] == "False" else None,
            "note": "" if closes is None else f"Closed for forecasts on {closes}; the export does not say by when it is decided.",
        },
    )
    if question is not None and row["Resolution"]:
        _resolution(rows, where, row, question)
    return None if question is None else _Asked(question, options)


def _id(rows: ForecastRows, row: Mapping[str, str]) -> str:
    """Return the id of a question: numbers are Metaculus's, others come from a case and stay, if no other question has them."""
    name, title = row["Question ID"], row["Question Title"]
    other = rows.base.questions.by_key.get(name)
    own = re.fullmatch(ID_PATTERN, name) and not name.isdecimal() and (other is None or other.text == title)
    return name if own else f"{PREFIX}{name}"


def _resolution(rows: ForecastRows, where: Where, row: Mapping[str, str], question: Question) -> None:
    said = row["Resolution"]
    on = rows.day(where, "Resolution Known Time", row["Resolution Known Time"])
    if on is None:
        rows.problem(where, "LG172", "Resolution Known Time: a question that is resolved needs the day")
        return
    more = {}
    if said in VOID:
        answer = "void"
    elif said in ("above_upper_bound", "below_lower_bound"):
        beyond = question.kind == "date" and said.startswith("above")
        answer = NONE if beyond else "void"
        more = {"reason": f"Resolved on Metaculus as {said.replace('_', ' ')}; the export does not say what it was."}
    else:
        answer = said[:10] if question.kind == "date" else _name(said) if question.kind == "category" else said
    try:
        if answer != "void":
            question.read(answer)
    except ValueError as error:
        rows.problem(where, "LG172", f"Resolution: {error}")
        return
    rows.resolution(where, question, {"answer": answer, "date": on} | more)


def _forecast(rows: ForecastRows, where: Where, row: Mapping[str, str], asked: Mapping[str, _Asked]) -> None:
    found = asked.get(row["Question ID"])
    if found is None:
        if not rows.problems:
            rows.problem(where, "LG173", f"there is no question {row['Question ID']!r} in {QUESTIONS}")
        return
    made = rows.day(where, "Start Time", row["Start Time"])
    who = row["Forecaster Username"]
    if made is None or not who:
        rows.problem(where, "LG172", "a forecast needs a start time and a forecaster")
        return
    # Aggregates have a method where people have an id.
    forecaster = rows.forecaster(who) if row["Forecaster ID"] or who.startswith(MODEL) else model(f"metaculus-{who}")
    said = _said(rows, where, row, found)
    if said:
        rows.forecast(where, found.question, forecaster, made, said)


def _said(rows: ForecastRows, where: Where, row: Mapping[str, str], asked: _Asked) -> dict[str, object]:
    if asked.question.kind == "binary":
        chance = rows.share(where, "Probability Yes", row["Probability Yes"])
        return {} if chance is None else {"answer": "yes", "probability": chance}
    if asked.question.kind == "category":
        shares = _list(rows, where, "Probability Yes Per Category", row["Probability Yes Per Category"])
        if len(shares) != len(asked.options):
            rows.problem(where, "LG172", f"{len(shares)} probabilities for {len(asked.options)} options")
            return {}
        return {"chances": "; ".join(f"{_name(o)}:{float(str(p)):.6f}" for o, p in zip(asked.options, shares, strict=True))}
    given = {level: row[name] for level, name in PERCENTILES.items() if row[name]}
    if not given:
        rows.problem(where, "LG172", "a forecast of a number or a date without percentiles")
        return {}
    return {"quantiles": "; ".join(f"{level}:{value}" for level, value in given.items())}


def _list(rows: ForecastRows, where: Where, column: str, text: str) -> list[object]:
    """Read a list as the export writes it, a Python literal."""
    try:
        found = ast.literal_eval(text) if len(text) < 100_000 else None
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        found = None
    if not isinstance(found, list | tuple) or not all(isinstance(x, str | int | float) for x in found):
        rows.problem(where, "LG172", f"{column}: {text[:40]!r} is not a list")
        return []
    return list(found)


def _name(option: str) -> str:
    """Return an option as a category of a case, which has neither colon nor semicolon."""
    return option.replace(":", " -").replace(";", ",").strip()
