"""Sentences cut where two statements are only put side by side: at semicolons, dashes and some colons, before they are parsed."""

from __future__ import annotations

import re

_CUT = re.compile(r";(?=\s)|\s?—\s?|\s-\s|:(?=\s)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|may|might|can|could|shall|should|must)\b|n't\b|\w'll\b|\w'd\b|\w'(?:re|ve)\b|\b(?:it|that|there|he|she|what|who)'s\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|won't|may|might|could|shall|likely|unlikely|probably|if|unless|bound to|expected?|chances?|going to)\b|'ll\b",
    re.IGNORECASE,
)
# What has no subject of its own hangs on what stands before the dash: `- and will want to sign`, `- raising fears that they may`.
_HANGS = re.compile(
    r"\s?(?:(?:or|and) (?:both|neither|so on)|(?:and|or|but|yet) (?:will|would|may|might|could|can|must)|"
    r"(?:and |thus |thereby )?(?:raising|leaving|making|meaning|forcing|giving|turning|allowing|creating|suggesting|adding|causing|"
    r"leading|prompting|helping|pushing|putting|opening|ending|bringing|setting|showing|increasing|reducing|fuelling|stoking))\b"
)
# Fewer words than this make no statement of their own.
SHORT = 4


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pieces of a sentence that can be read alone.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    start, end : int
        Place of the sentence.
    """
    pieces = []
    left = start
    for mark in _CUT.finditer(text, start, end):
        if _parts(mark[0].strip(), text[left : mark.start()], text[mark.end() : end]):
            pieces.append((left, mark.start()))
            left = mark.end()
    pieces.append((left, end))
    return pieces


def _parts(mark: str, before: str, after: str) -> bool:
    if min(len(before.split()), len(after.split())) < SHORT or _open(before):
        return False
    if mark == ";":
        return True
    if not (_VERB.search(before) and _VERB.search(after)):
        return False
    if mark == ":":
        if re.match(r" ?(?:to|that|which|who|\w+ing)\b", after):
            return False
        return (_AHEAD.search(after) is None) != (_AHEAD.search(before) is None)
    return _HANGS.match(after) is None


def _open(before: str) -> bool:
    """Whether a bracket or a quotation is open."""
    return before.count("(") > before.count(")") or before.count('"') % 2 == 1
