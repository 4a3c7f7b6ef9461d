"""Words of a document as they may be shown to a person: in a terminal, a review file, a list of sources."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
# What tells a terminal to do something (ECMA-48): colours and the place of writing, titles of windows, and other commands.
STEERS = r"(?:\x1b\[|\x9b)[0-?]{0,60}[ -/]{0,9}[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,300}(?:\x07|\x1b\\|\x9c)"
_STEERS = re.compile(STEERS)
_JOINER = "\u034f"


def visible(text: str) -> str:
    """Return a text on one line, without what steers a terminal, what cannot be seen, and what turns the direction of writing.

    Control and format characters go (Unicode categories Cc, Cf, Cs: among them byte order marks, zero-width characters, marks and
    overrides of direction, tags), white space becomes single spaces. For what is shown, such as a title: in the text of a document
    every character keeps its place.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        At most 300 characters.
    """
    if not text.isprintable():
        text = "".join(_seen(c) for c in _STEERS.sub("", text))
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _seen(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char == _JOINER or unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
