"""Pieces of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Data(NamedTuple):
    """Where the data that cannot be shipped are."""

    folder: Path

    def file(self, *parts: str) -> Path:
        """Return a file of it.

        Raises
        ------
        SystemExit
            If it is not there.
        """
        path = self.folder.joinpath(*parts)
        if not path.is_file():
            raise SystemExit(f"the page cannot be made without {'/'.join(parts)}; say where the data are with --data DIR")
        return path


def table(header: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """Return a Markdown table; the first ``left`` columns to the left, the others to the right."""
    lines = [header, ["---"] * left + ["---:"] * (len(header) - left), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def paragraphs(*parts: str) -> str:
    """Return parts with an empty line between them."""
    return "\n\n".join(part.strip() for part in parts)
