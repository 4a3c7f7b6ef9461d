"""Problems found in what a user wrote, and the exceptions that carry them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from longgame.core.where import Where

# Longer words are no misspelt names, and comparing them takes long.
LONGEST_WORD = 200
LISTED = 30  # choices that a message names


class Severity(StrEnum):
    """How bad a problem is; only an error makes a command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(NamedTuple):
    """One thing that is wrong, in a form that a person can act on.

    Attributes
    ----------
    where : Where
        Place in the user's file.
    code : str
        Stable code, ``LG`` and three digits; never reused for something else.
    message : str
        What is wrong and what was found there.
    fix : str
        What to do about it; may be empty when the message says it.
    severity : Severity
    """

    where: Where
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the one-line form, ``file:line:column CODE message (fix)``."""
        tail = f" ({self.fix})" if self.fix else ""
        return f"{self.where} {self.code} {self.message}{tail}"


class LonggameError(Exception):
    """Base of everything that is reported to the user without a traceback."""


class UsageError(LonggameError):
    """A command was asked for something that it cannot do; the message says what to ask for."""


class CaseError(LonggameError):
    """A case could not be used; carries every problem found, not only the first.

    Attributes
    ----------
    problems : tuple of Problem
        In order of file and line; at least one of them is an error.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=lambda p: (p.where, p.code)))
        super().__init__("\n".join(str(p) for p in self.problems))


def short(word: object, most: int = 60) -> str:
    """Return a value as a message quotes it: text in quotes, control characters escaped, shortened."""
    text = repr(word[: most + 1]) if isinstance(word, str) else str(word)
    return text if len(text) <= most else text[: most - 3] + "…" + ("'" if isinstance(word, str) else "")


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the known words most like ``word``.

    Parameters
    ----------
    word : str
        What the user wrote.
    known : iterable of str
        What could have been meant.

    Returns
    -------
    str
        ``"did you mean 'x' or 'y'?"``; without a near match, the choices when they are few, or
        an empty string.
    """
    choices = sorted(set(known))
    if len(word) > LONGEST_WORD:
        return ""
    matches = difflib.get_close_matches(word, choices, n=2, cutoff=0.6)
    if not matches:
        folded = {c.casefold(): c for c in choices}
        found = folded.get(word.casefold())
        matches = [found] if found else []
    if matches:
        return "did you mean " + " or ".join(repr(m) for m in matches) + "?"
    if 0 < len(choices) <= 16:
        return "allowed: " + ", ".join(choices)
    return ""


def listed(word: str, known: Iterable[str]) -> str:
    """Return the hint of `near`, or else the choices, the first thirty of them."""
    choices = sorted(set(known))
    rest = f" … ({len(choices)} in all)" if len(choices) > LISTED else ""
    return near(word, choices) or ("there are " + ", ".join(choices[:LISTED]) + rest if choices else "there are none")
