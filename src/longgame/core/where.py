"""Where a value stands in a file."""

from __future__ import annotations

from typing import NamedTuple


class Where(NamedTuple):
    """A place in a text file.

    Attributes
    ----------
    file : str
        Path as it is shown to the user, relative to where the command was run.
    line, column : int
        Counted from 1; 0 when the place is the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, leaving out what is not known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{max(self.column, 1)}"
