"""Word lists, as data: one file a list, with where the words are from; read once."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list of plain words; what follows ``#`` is a remark."""
    stripped = (line.partition("#")[0].strip() for line in _text(name).splitlines())
    return tuple(line for line in stripped if line)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of words; lines that start with ``#`` are remarks."""
    return tuple(csv.DictReader(line for line in _text(name).splitlines() if not line.startswith("#")))


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """Return the words of each class of a table with the columns ``class`` and ``words``."""
    return {row["class"]: frozenset(row["words"].split()) for row in rows(name)}


def _text(name: str) -> str:
    return files("longgame.read.words").joinpath(name).read_text("utf-8")


@cache
def pattern(name: str, before: str = r"(?<![\w'-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
    """Return a pattern for the lines of a list, each itself a regular expression over small letters.

    Parameters
    ----------
    name : str
    before, after : str
        What must stand around; whole words unless told otherwise.
    """
    return re.compile(before + "(?:" + "|".join(lines(name)) + ")" + after)
