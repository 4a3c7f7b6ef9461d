"""What the three text parsers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from longgame.core.where import Where

Path = tuple[str | int, ...]


class Parsed(Protocol):
    """A parsed file: plain values, and where each stands.

    A path names a value from the top: ``("actors", 2, "name")``. Where a path is not in the file,
    the place of its nearest parent is returned.
    """

    file: str
    text: str

    @property
    def data(self) -> object:
        """The values: mappings, lists and, for YAML and CSV, text."""

    def where(self, path: Path) -> Where:
        """Return the place of a value."""

    def where_key(self, path: Path) -> Where:
        """Return the place of the name of a field."""


@dataclass
class Unread:
    """Stands for a file that could not be parsed, so that what it may hold is not called missing."""

    file: str
    text: str = ""
    data: object = None

    def where(self, path: Path) -> Where:  # noqa: ARG002 - as of all parsed files
        """Return the file as a whole."""
        return Where(self.file)

    def where_key(self, path: Path) -> Where:  # noqa: ARG002
        """Return the file as a whole."""
        return Where(self.file)
