"""Stances from plain CSV tables, whatever they call their columns.

Long form: a row for each actor and issue, with columns for actor, issue, position and salience.
Wide form: a row for each actor, with columns such as ``gas position`` and ``gas salience``. Either
may have a column for capability (power, influence, weight, resources), and ``low`` and ``high``
beside any number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.interchange.coded import CodedRows, Coding, ImportedRows, number
from longgame.case.text.csv_text import CsvText, parse_csv
from longgame.core.errors import CaseError, Problem, UsageError
from longgame.core.files import read_text, shown
from longgame.core.where import Where

WORDS = {
    "actor": ("actor", "player", "party", "stakeholder", "group", "country", "state", "member"),
    "name": ("name", "description"),
    "issue": ("issue", "dimension", "question", "topic"),
    "position": ("position", "pos", "pstn", "stance", "preference", "ideal"),
    "salience": ("salience", "sal", "importance", "priority"),
    "capability": ("capability", "capabilities", "power", "influence", "weight", "resources", "cap"),
}
ENDS = {"low": ("low", "min", "lower"), "high": ("high", "max", "upper"), "best": ("best", "mid", "value")}


class _Column(NamedTuple):
    header: str
    what: str
    end: str
    issue: str


def from_stances_csv(path: Path | str, base: Case, coding: Coding, issues: Sequence[str] = ()) -> ImportedRows:
    """Return the stances and capabilities of a plain table as rows of a case.

    Parameters
    ----------
    path : Path or str
    base : Case
    coding : Coding
    issues : sequence of str
        The issue of a table that names none; of a wide table nothing.

    Raises
    ------
    CaseError
        LG171 if the columns cannot be understood, LG172 for values, LG173 for unknown names; all of them.
    """
    path = Path(path)
    parsed = parse_csv(_commas(read_text(path)), shown(path))
    columns = [_column(name) for name in parsed.header]
    _check(parsed, columns, issues)
    made = CodedRows(base, coding, f"Read from the table {path.name}.")
    for index, row in enumerate(parsed.data):
        _row(made, parsed, index, {c.header: row.get(c.header, "").strip() for c in columns}, columns, issues)
    return made.done()


def _commas(text: str) -> str:
    """Return a table separated by semicolons or tabs with commas, if that is plain to see."""
    header = text.partition("\n")[0]
    for sign in (";", "\t"):
        if sign in header and "," not in header and '"' not in text and "," not in text:
            return text.replace(sign, ",")
    return text


def _column(header: str) -> _Column:
    words = re.findall(r"[^\W_]+", header.casefold())
    end = next((e for e, names in ENDS.items() if any(w in names for w in words)), "best")
    rest = [w for w in words if not any(w in names for names in ENDS.values())]
    for what, names in WORDS.items():
        if any(w in names for w in rest):
            kept = [w for w in re.findall(r"[^\s_]+", header) if not _is_word(w, names) and not _is_end(w)]
            issue = "-".join(kept) if what in ("position", "salience", "capability") else ""
            return _Column(header, what, end, issue)
    return _Column(header, "", end, "")


def _rank(column: _Column) -> int:
    """Order columns so that of two that could hold the actor the one with the plainer name comes last."""
    words = re.findall(r"[^\W_]+", column.header.casefold())
    return -next((i for i, name in enumerate(WORDS.get(column.what, ())) if name in words), 99)


def _is_word(word: str, names: Sequence[str]) -> bool:
    return word.casefold() in names


def _is_end(word: str) -> bool:
    return any(word.casefold() in names for names in ENDS.values())


def _check(parsed: CsvText, columns: Sequence[_Column], issues: Sequence[str]) -> None:
    problems = []
    kinds = [c.what for c in columns]
    for what in ("actor", "position", "salience"):
        if what not in kinds:
            fix = "name it one of: " + ", ".join(WORDS[what])
            problems.append(Problem(parsed.where(()), "LG171", f"no column of the table is the {what}", fix))
    if problems:
        raise CaseError(problems)
    if "issue" not in kinds and not any(c.issue for c in columns) and len(issues) != 1:
        raise UsageError("the table names no issue; say which one it is about: --issue ID")


def _row(
    made: CodedRows, parsed: CsvText, index: int, row: Mapping[str, str], columns: Sequence[_Column], issues: Sequence[str]
) -> None:
    where = parsed.where((index,))
    texts = {c.what: row[c.header] for c in sorted(columns, key=_rank) if c.what in ("actor", "name", "issue")}
    if not texts.get("actor"):
        made.problem(where, "LG172", "the row has no actor")
        return
    actor = made.actor(texts["actor"], texts.get("name", ""), where)
    named = texts.get("issue") or (issues[0] if len(issues) == 1 else "")
    for name in dict.fromkeys(c.issue for c in columns if c.what in ("position", "salience")):
        label = name or named
        if not label:
            made.problem(where, "LG172", "the row has no issue")
            continue
        issue = made.issue(label, where)
        position = _triple(made, parsed, index, row, columns, "position", name)
        salience = _triple(made, parsed, index, row, columns, "salience", name)
        if issue is not None and position is not None and salience is not None:
            made.stance(actor, issue, position, salience, where)
        elif (position is None) != (salience is None):
            made.warn(where, f"{actor} has only one of position and salience on {label}; left out")
    _capabilities(made, parsed, index, row, columns, actor, texts.get("issue", ""))


def _capabilities(
    made: CodedRows, parsed: CsvText, index: int, row: Mapping[str, str], columns: Sequence[_Column], actor: str, named: str
) -> None:
    where = parsed.where((index,))
    for name in dict.fromkeys(c.issue for c in columns if c.what == "capability"):
        value = _triple(made, parsed, index, row, columns, "capability", name)
        label = name or named
        issue = made.issue(label, where) if label else "*"
        if value is not None and issue is not None:
            made.capability(actor, issue, value, where)


def _triple(
    made: CodedRows, parsed: CsvText, index: int, row: Mapping[str, str], columns: Sequence[_Column], what: str, issue: str
) -> tuple[float, float, float] | None:
    found: dict[str, float] = {}
    for column in columns:
        if column.what == what and column.issue == issue and row[column.header]:
            try:
                found[column.end] = number(row[column.header])
            except ValueError as error:
                made.problem(_at(parsed, index, column), "LG172", f"{column.header}: {error}")
    if not found:
        return None
    best = found.get("best", (found["low"] + found["high"]) / 2 if {"low", "high"} <= set(found) else next(iter(found.values())))
    return found.get("low", best), best, found.get("high", best)


def _at(parsed: CsvText, index: int, column: _Column) -> Where:
    return parsed.where((index, column.header))
