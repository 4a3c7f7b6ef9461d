"""Files that begin with a byte-order mark."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem
from longgame.core.where import Where


def find(case: Case) -> Iterator[Problem]:
    """Look at the first character of each file."""
    for parsed in case.files.values():
        if parsed.text.startswith("\ufeff"):
            message = "the file begins with a byte-order mark"
            yield problem("LG266", Where(parsed.file, 1, 1), message, "save it as UTF-8 without BOM; it is read all the same")
