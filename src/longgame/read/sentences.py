"""Where sentences end, in English and Russian: by marks, abbreviations and what follows; no model, so that it can be explained."""

from __future__ import annotations

import re
from functools import cache

from longgame.read.words import lines

# One character for one, so that places stay what they are.
PLAIN = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\t": " ", "\n": " ", "\r": " ",
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "–": "-", "‐": "-", "‑": "-", "−": "-", "…": ".",
    }
)  # fmt: skip
_END = re.compile(r"[.!?]+[\"')\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'(\[]*([^\W_])")
_WORD_BEFORE = re.compile(r"[\w.'&-]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# What opens a sentence and is not part of a name.
_OPENS = re.compile(
    r"\s+[\"'(\[]*(?:the|an?|this|that|these|those|its?|he|she|they|we|i|you|his|her|their|our|there|here|one|both|each|some|many|most|"
    r"in|on|at|by|for|from|with|without|under|over|after|before|since|during|as|if|unless|when|while|although|though|because|once|until|"
    r"and|but|or|yet|so|nor|not|no|however|moreover|meanwhile|instead|still|also|then|thus|even|only|such|what|why|how|who|where|"
    r"despite|given|according|yesterday|today|last|next|to)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*•·–—▪]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S))")
_LABEL = re.compile(r"\s*(?:[^\W\d_a-zа-я][^\W\d_a-zа-я \-/&]{3,}|(?:[^\W\d_a-zа-я][\w.'-]*)(?: [^\W\d_a-zа-я][\w.'-]*){0,2}):\s+")


def plain(text: str) -> str:
    """Return a text with straight quotation marks, simple dashes and spaces, as long as it was."""
    return text.translate(PLAIN)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(lines("abbreviations.txt"))


def head_length(text: str) -> int:
    """Return how much at the head of a block is a bullet, a number, or the name of who speaks."""
    length = 0
    if bullet := _BULLET.match(text):
        length = bullet.end()
    if label := _LABEL.match(text, length):
        length = label.end()
    return length


def split(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a block starts and ends.

    Parameters
    ----------
    text : str
        As ``plain`` returns it.
    """
    start = head_length(text)
    found = []
    for mark in _END.finditer(text, start):
        if _ends(text, mark):
            found.append((start, mark.end()))
            start = mark.end()
    found.append((start, len(text)))
    stripped = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in found)
    return [(a, b) for a, b in stripped if b > a]


def _ends(text: str, mark: re.Match[str]) -> bool:
    follows = _NEXT.match(text, mark.end())
    if follows is not None and follows[1].islower():
        return False
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text[max(0, mark.start() - 24) : mark.start()])
    word = before[0] if before else ""
    if word.casefold() in _abbreviations():
        return False
    if len(word) > 1 and "." in word and _INITIALS.fullmatch(word) and not _OPENS.match(text, mark.end()):
        return follows is None  # `U.S. President`
    return not _INITIALS.fullmatch(word) or word.casefold() in ("i", "я") or len(word) > 1
