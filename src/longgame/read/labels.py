"""Labelled articles: which stretches of a text a person has marked as claims, in the form of the guide to labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from longgame.case.codes import problem
from longgame.case.text.csv_text import CsvText, parse_csv
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, near, short
from longgame.core.files import read_text, shown
from longgame.read.measure import Claim
from longgame.read.proposal import KINDS

NEEDED = ("seed_file", "date", "char_start", "char_end", "kind")
# A remark of the coder, not words of the text.
_REMARK = re.compile(r"\([^)]*\)")


class Labelled(NamedTuple):
    """The labels of one article.

    Attributes
    ----------
    file : str
        Name of the text.
    date : Period
    claims : tuple of Claim
    """

    file: str
    date: Period
    claims: tuple[Claim, ...]


def read_labels(path: Path) -> list[Labelled]:
    """Return the labels of a file, by article, in the order of the file.

    Parameters
    ----------
    path : Path
        Columns as in the guide to labels; `hedge` and `deadline_or_horizon` may be missing. A deadline that is no date in the
        project's notation counts as none, a hedge in brackets as a remark.

    Raises
    ------
    CaseError
        LG171 for missing columns, LG172 for values; all of them.
    """
    table = parse_csv(read_text(path), shown(path))
    missing = [name for name in NEEDED if name not in table.header]
    if missing:
        where = table.where(())
        raise CaseError([problem("LG171", where, f"there is no column {', '.join(missing)}", f"needed are {', '.join(NEEDED)}")])
    problems: list[Problem] = []
    found: dict[str, tuple[Period, list[Claim]]] = {}
    for number, row in enumerate(table.data):
        read = _row(table, number, row, problems)
        if read is not None:
            file, date, claim = read
            found.setdefault(file, (date, []))[1].append(claim)
    if problems:
        raise CaseError(problems)
    if not found:
        raise CaseError([problem("LG171", table.where(()), "there are no labels in the file")])
    return [Labelled(file, date, tuple(claims)) for file, (date, claims) in found.items()]


def _row(table: CsvText, number: int, row: Mapping[str, str], problems: list[Problem]) -> tuple[str, Period, Claim] | None:
    def wrong(column: str, message: str, fix: str = "") -> None:
        problems.append(problem("LG172", table.where((number, column)), message, fix))

    before = len(problems)
    file, kind = row.get("seed_file", ""), row.get("kind", "")
    if not file or Path(file).name != file:
        wrong("seed_file", f"{short(file)} is no name of a file", "the name alone, without a folder")
    if kind not in KINDS:
        wrong("kind", f"there is no kind {short(kind)}", near(kind, KINDS))
    places = [row.get(c, "") for c in ("char_start", "char_end")]
    if not all(p.isascii() and p.isdigit() for p in places) or int(places[0]) >= int(places[1]):
        wrong("char_start", f"{short('-'.join(places))} is no stretch of a text", "two whole numbers, the first smaller")
    date = _period(row.get("date", ""))
    if date is None:
        wrong("date", f"{short(row.get('date', ''))} is no date", "the day of publication, as 2024-03-12")
    if len(problems) > before or date is None:
        return None
    hedges = [h.strip() for h in _REMARK.sub("", row.get("hedge", "")).split(";")]
    claim = Claim(int(places[0]), int(places[1]), kind, tuple(h for h in hedges if h), _period(row.get("deadline_or_horizon", "")))
    return file, date, claim


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
