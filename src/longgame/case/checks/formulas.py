"""Cells that a spreadsheet would run when the table is opened in it."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.text.csv_text import CsvText
from longgame.core.errors import Problem

SIGNS = ("=", "+", "-", "@", "\t")


def find(case: Case) -> Iterator[Problem]:
    """Look at the first character of each cell that is no number."""
    for parsed in case.files.values():
        if not isinstance(parsed, CsvText):
            continue
        for row, cells in enumerate(parsed.data):
            for name, cell in cells.items():
                if cell.startswith(SIGNS) and not _is_number(cell):
                    message = f"{name} begins with {cell[0]!r}; a spreadsheet that opens the table would run it"
                    yield problem("LG267", parsed.where((row, name)), message, "begin the text with another character")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
