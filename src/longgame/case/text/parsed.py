"""What the three text parsers have in common."""

from __future__ import annotations

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
