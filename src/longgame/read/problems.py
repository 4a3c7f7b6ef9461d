"""Why a document is not read."""

from __future__ import annotations

import math
from pathlib import Path

from longgame.case.codes import problem
from longgame.core.errors import CaseError
from longgame.core.files import shown
from longgame.core.where import Where


class Refused(Exception):  # noqa: N818 - what it is, not how bad
    """A document cannot be read; raised by what does not know the file's name.

    Attributes
    ----------
    code, message, fix : str
    line, column : int
        From 1; 0 for the file as a whole.
    """

    def __init__(self, code: str, message: str, fix: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.fix, self.line, self.column = code, message, fix, line, column

    def of(self, path: Path) -> CaseError:
        """Return the error that a user sees."""
        return CaseError([problem(self.code, Where(shown(path), self.line, self.column), self.message, self.fix)])


def megabytes(size: int) -> str:
    """Return a size in megabytes (a million bytes each), rounded up, so that what is over a limit is seen to be."""
    return f"{math.ceil(size / 1e6):,} MB"
