"""The head of fields that notes and articles from site generators begin with, between two lines of dashes."""

from __future__ import annotations

import re
from typing import NamedTuple

_FRONT = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(.{0,20000}?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[^\W\d][\w -]{0,40}):(?:[ \t]+(?P<value>.*)|$)")
# What goes on with the field before: indented lines, items, remarks.
_GOES_ON = re.compile(r"[ \t]|-[ \t]|-$|#|$")


class Front(NamedTuple):
    """The fields at the head of a file.

    Attributes
    ----------
    fields : dict of str to str
        By name, in small letters; only those on a line of their own.
    end : int
        Where the text behind them begins; 0 if there are none.
    """

    fields: dict[str, str]
    end: int

    @property
    def dates(self) -> tuple[str, ...]:
        """Days of publication, the most reliable first."""
        return tuple(self.fields[k] for k in ("date", "published", "issued", "дата") if k in self.fields)

    @property
    def title(self) -> str:
        """The title, empty if there is none."""
        return self.fields.get("title") or self.fields.get("заголовок") or ""

    @property
    def language(self) -> str:
        """The code of the language, empty if there is none."""
        return self.fields.get("lang") or self.fields.get("language") or ""


def front(text: str) -> Front:
    """Return the fields at the head of a text.

    The head is not taken for YAML, so that nothing in it can do more than be read. Prose between two rules is no head.

    Parameters
    ----------
    text : str
    """
    match = _FRONT.match(text)
    lines = match[1].splitlines() if match else []
    found = [_FIELD.fullmatch(line.rstrip()) for line in lines]
    if match is None or not any(found) or any(not f and not _GOES_ON.match(x) for f, x in zip(found, lines, strict=True)):
        return Front({}, 0)
    fields: dict[str, str] = {}
    for field in found:
        value = (field["value"] or "").strip().strip("\"'") if field is not None else ""
        if field is not None and value not in ("", ">", "|", ">-", "|-"):
            fields.setdefault(field["name"].strip().lower(), value)
    return Front(fields, match.end())
