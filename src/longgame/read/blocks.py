"""What a parser of a format makes of a file: its blocks in order, and what the file says of itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

from longgame.read.trace import Run

BlockKind = Literal["title", "heading", "paragraph", "item", "quote", "table"]


class RawBlock(NamedTuple):
    """A paragraph, heading, list item or the like, before anything is left out.

    Attributes
    ----------
    kind : str
    runs : tuple of Run
        Its text in pieces, each with its place in the original.
    links : int
        How many characters of it stand in links.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    links: int = 0

    @property
    def text(self) -> str:
        """Its text with single spaces."""
        return " ".join("".join(run.text for run in self.runs).split())


class Parsed(NamedTuple):
    """A file taken apart.

    Attributes
    ----------
    original : str
        What places are counted in: the decoded file or, where the file is no text, what was extracted from it.
    blocks : tuple of RawBlock
    title : str
        As the file's own data give it; may be empty.
    dates : tuple of str
        Days of publication that the file's own data give, the most reliable first.
    language : str
        Code that the file gives; may be empty.
    encoding : str or None
        How the original is encoded in the file; None if the original was extracted.
    """

    original: str
    blocks: tuple[RawBlock, ...]
    title: str = ""
    dates: tuple[str, ...] = ()
    language: str = ""
    encoding: str | None = None
