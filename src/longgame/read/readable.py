"""What a reader needs of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from longgame.core.dates import Period


class Stretch(Protocol):
    """Part of a text."""

    @property
    def start(self) -> int:
        """Where it starts."""
        ...

    @property
    def end(self) -> int:
        """The place after its end."""
        ...

    @property
    def under(self) -> str:
        """The heading over it, empty if there is none."""
        ...


class Readable(Protocol):
    """What is read: a text in blocks, with its date and language."""

    @property
    def text(self) -> str:
        """The prose."""
        ...

    @property
    def date(self) -> Period | None:
        """Day of publication."""
        ...

    @property
    def language(self) -> str:
        """``en`` or ``ru``."""
        ...

    @property
    def blocks(self) -> Iterable[Stretch]:
        """Paragraphs, list items and quotations."""
        ...
