"""Labelled articles: which stretches of a text a person has marked as claims, in the form of the guide to labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from longgame.case.codes import problem
from longgame.case.text.csv_text import CsvText, parse_csv
from longgame.core.dates import PATTERN, Period
from longgame.core.errors import CaseError, Problem, near, short
from longgame.core.files import read_text, shown
from longgame.core.where import Where
from longgame.read.measure import Claim
from longgame.read.proposal import KINDS

NEEDED = ("seed_file", "date", "char_start", "char_end", "kind")
# A remark of the coder, not words of the text.
_REMARK = re.compile(r"\([^)]*\)")
# What is in the project's notation must be a date that there is; other times may be in free words, such as `autumn 2021`.
_DATED = re.compile(f"{PATTERN} ?(?:/ ?{PATTERN})?")
_DIGITS = 12


class Place(NamedTuple):
    """Where a label starts and ends in its text, and where the file of labels says so."""

    start: int
    end: int
    where: Where


class Labelled(NamedTuple):
    """The labels of one article.

    Attributes
    ----------
    file : str
        Name of the text.
    date : Period
    claims : tuple of Claim
    places : tuple of Place
        Of every row, also of those that are wrong elsewhere.
    """

    file: str
    date: Period
    claims: tuple[Claim, ...]
    places: tuple[Place, ...]


def read_labels(path: Path) -> list[Labelled]:
    """Return the labels of a file, by article, in the order of the file.

    Parameters
    ----------
    path : Path
        Columns as in the guide to labels; `hedge` and `deadline_or_horizon` may be missing. A deadline in free words counts as
        none, a hedge in brackets as a remark.

    Raises
    ------
    CaseError
        LG171 for missing columns, LG172 for values; all of them.
    """
    found, problems = checked_labels(path)
    if problems:
        raise CaseError(problems)
    return found


def checked_labels(path: Path) -> tuple[list[Labelled], list[Problem]]:
    """Return the labels of a file that can be used, and what is wrong with the others.

    Raises
    ------
    CaseError
        LG171 if there are none, or columns are missing.
    """
    table = parse_csv(read_text(path), shown(path))
    missing = [name for name in NEEDED if name not in table.header]
    if missing:
        where = table.where(())
        raise CaseError([problem("LG171", where, f"there is no column {', '.join(missing)}", f"needed are {', '.join(NEEDED)}")])
    if not table.data:
        raise CaseError([problem("LG171", table.where(()), "there are no labels in the file")])
    rows = _Rows(table)
    for number, row in enumerate(table.data):
        rows.read(number, row)
    found = [Labelled(f, date, tuple(rows.claims.get(f, ())), tuple(rows.places.get(f, ()))) for f, (date, _) in rows.dates.items()]
    return found, rows.problems


class _Rows:
    """Reads the rows one by one, and remembers what a later one could contradict.

    Attributes
    ----------
    claims, places : dict
        By file, its claims, and the places of all its rows.
    dates : dict
        By file, its date and the row that gave it first.
    problems : list of Problem
    """

    def __init__(self, table: CsvText) -> None:
        self.table = table
        self.claims: dict[str, list[Claim]] = {}
        self.places: dict[str, list[Place]] = {}
        self.dates: dict[str, tuple[Period, int]] = {}
        self.problems: list[Problem] = []
        self.stretches: dict[tuple[str, int, int, str], int] = {}
        self.ids: dict[tuple[str, str], int] = {}

    def wrong(self, number: int, column: str, message: str, fix: str = "") -> None:
        """Note what is wrong in a cell."""
        self.problems.append(problem("LG172", self.table.where((number, column)), message, fix))

    def line(self, number: int) -> int:
        """Return the line of a row, from 1."""
        return self.table.spans[number][0] + 1

    def read(self, number: int, row: Mapping[str, str]) -> None:
        """Read a row; it is used if nothing in it is wrong."""
        before = len(self.problems)
        file, kind = row.get("seed_file", ""), row.get("kind", "")
        if not file or Path(file).name != file:
            self.wrong(number, "seed_file", f"{short(file)} is no name of a file", "the name alone, without a folder")
            file = ""
        if kind not in KINDS:
            self.wrong(number, "kind", f"there is no kind {short(kind)}", near(kind, KINDS))
        ident = row.get("id", "")
        if ident and (first := self.ids.setdefault((file, ident), number)) != number:
            self.wrong(number, "id", f"line {self.line(first)} has the id {short(ident)} as well", "each label has its own")
        place = self.place(number, row, file, kind)
        self.date(number, row.get("date", ""), file)
        period = self.deadline(number, row.get("deadline_or_horizon", "").strip())
        if len(self.problems) > before or place is None:
            return
        hedges = [h.strip() for h in _REMARK.sub("", row.get("hedge", "")).split(";")]
        claim = Claim(*place, kind, tuple(h for h in hedges if h), period)
        self.claims.setdefault(file, []).append(claim)

    def place(self, number: int, row: Mapping[str, str], file: str, kind: str) -> tuple[int, int] | None:
        """Return where a label starts and ends, None if it does not say so."""
        start, end = (row.get(c, "") for c in ("char_start", "char_end"))
        whole = all(p.isascii() and p.isdigit() and len(p) <= _DIGITS for p in (start, end))
        if not whole or int(start) >= int(end):
            fix = "two whole numbers, the first smaller: where it starts, and the place after its last character"
            self.wrong(number, "char_start", f"{short(f'{start}-{end}')} is no stretch of a text", fix)
            return None
        place = int(start), int(end)
        self.places.setdefault(file, []).append(Place(*place, self.table.where((number, "char_end"))))
        first = self.stretches.setdefault((file, *place, kind), number)
        if first != number:
            message = f"line {self.line(first)} labels the same stretch as the same kind, {start}-{end} of {short(file)}"
            self.wrong(number, "char_start", message, "remove one of them")
        return place

    def date(self, number: int, text: str, file: str) -> None:
        """Note the day of an article, which is the same in all its rows."""
        try:
            date = Period.parse(text)
        except ValueError as error:
            self.wrong(number, "date", f"{short(text)} is no date: {error}", "the day of publication, as 2024-03-12")
            return
        first, row = self.dates.setdefault(file, (date, number)) if file else (date, number)
        if first != date:
            self.wrong(
                number, "date", f"line {self.line(row)} dates {short(file)} {first}, this one {date}", "an article has one date"
            )

    def deadline(self, number: int, text: str) -> Period | None:
        """Return the time of a label as a date, None if it is in words."""
        if not _DATED.fullmatch(text):
            return None
        try:
            return Period.parse(text)
        except ValueError as error:
            self.wrong(number, "deadline_or_horizon", str(error), "or write undated, standing or past")
            return None
