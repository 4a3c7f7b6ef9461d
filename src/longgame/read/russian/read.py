"""Russian documents, read with natasha, which is an extra."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from longgame.core.errors import LonggameError
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Proposal

if TYPE_CHECKING:
    from longgame.read.readable import Readable


def read_all(documents: Sequence[Readable], days: Sequence[date], gazetteer: Gazetteer, scale: str) -> list[list[Proposal]]:  # noqa: ARG001
    """Return the proposals of each document.

    Raises
    ------
    LonggameError
        If natasha is not installed.
    """
    raise LonggameError("Russian is read with natasha, which is not installed; pip install 'longgame[russian]'")
