"""Which character of a text that was cleaned stands for which of the file it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from longgame.read.visible import STEERS

# Not seen on a page, and in the way of a reader: soft hyphen, zero-width characters, direction marks, byte order mark, tags.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
# White space and what goes: the above, control characters, and with them what a terminal would do.
_PLAIN = rf"[\s\x00-\x1a\x1c-\x1f\x7f-\x9a\x9c\x9e\x9f{INVISIBLE}]"
_COMMAND = re.compile(rf"{STEERS}|[\x1b\x9b\x9d]")
_SPECIAL = re.compile(rf"{_PLAIN}+(?:(?:{_COMMAND.pattern}){_PLAIN}*)*|(?:(?:{_COMMAND.pattern}){_PLAIN}*)+")


class Run(NamedTuple):
    """A piece of text and the stretch of the original that it stands for.

    Attributes
    ----------
    text : str
    start, end : int
        In the original. If the stretch is as long as the text, they agree character by character; otherwise the
        text stands for the stretch as a whole, such as ``&`` for ``&amp;``.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Where each character of a text stands in its original.

    Attributes
    ----------
    starts : tuple of int
        Where each piece starts in the text, ascending; the last entry is the length of the text.
    origins, ends : tuple of int
        Where the stretch of each piece starts and ends in the original.
    """

    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]

    def where(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original for which a stretch of the text stands.

        Parameters
        ----------
        start, end : int
            In the text; ``0 <= start <= end``, not behind the end of the text.

        Returns
        -------
        start, end : int
            In the original, from where the first character comes from to where the last ends; for an empty
            stretch an empty one.

        Raises
        ------
        ValueError
            If the stretch does not lie in the text.
        """
        if not 0 <= start <= end <= self.starts[-1]:
            raise ValueError(f"{start}-{end} does not lie in a text of {self.starts[-1]} characters")
        if start == end:
            place = self._origin(start) if start < self.starts[-1] else (self.ends[-1] if self.ends else 0)
            return place, place
        i = bisect_right(self.starts, end - 1) - 1
        offset = end - self.starts[i]
        return self._origin(start), self.origins[i] + offset if self._even(i) else self.ends[i]

    def back(self, place: int) -> int:
        """Return where in the text a place of the original is found, or the next place after it that is in the text."""
        i = bisect_right(self.origins, place) - 1
        if i >= 0 and place < self.ends[i]:
            return self.starts[i] + (place - self.origins[i] if self._even(i) else 0)
        return self.starts[i + 1]

    def _origin(self, place: int) -> int:
        i = bisect_right(self.starts, place) - 1
        return self.origins[i] + (place - self.starts[i] if self._even(i) else 0)

    def _even(self, i: int) -> bool:
        return self.starts[i + 1] - self.starts[i] == self.ends[i] - self.origins[i]


@dataclass
class Builder:
    """A text in the making, and where its pieces come from."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pieces: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Add text that stands for a stretch of the original."""
        if not text:
            return
        even = len(text) == end - start
        if self.pieces and even:
            begun, origin, upto = self.pieces[-1]
            if upto == start and self.length - begun == upto - origin:
                self.pieces[-1] = (begun, origin, end)
                self._grow(text)
                return
        self.pieces.append((self.length, start, end))
        self._grow(text)

    def add_block(self, runs: Iterable[Run]) -> tuple[int, int]:
        """Add runs as one line: white space becomes single spaces, what cannot be seen goes, letters are composed.

        Returns
        -------
        start, end : int
            Where it stands in the text; equal if nothing was left.
        """
        begun, waiting = self.length, None
        for text, start, end in _clean(runs):
            if text == " ":
                waiting = (start, end) if waiting is None else (waiting[0], end)
                continue
            if waiting is not None and self.length > begun:
                self.add(" ", *waiting)
            waiting = None
            self.add(text, start, end)
        return begun, self.length

    def drop(self, length: int) -> None:
        """Take back the last pieces, down to a length that the text had before a piece was begun."""
        while self.pieces and self.pieces[-1][0] >= length:
            self.pieces.pop()
        whole = "".join(self.parts)[:length]
        self.parts, self.length = [whole], length

    def made(self) -> tuple[str, Trace]:
        """Return the text and its trace."""
        starts, origins, ends = zip(*self.pieces, strict=True) if self.pieces else ((), (), ())
        return "".join(self.parts), Trace((*starts, self.length), origins, ends)

    def _grow(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _clean(runs: Iterable[Run]) -> Iterable[Run]:
    for run in runs:
        if len(run.text) != run.end - run.start:
            text = unicodedata.normalize("NFC", _SPECIAL.sub(lambda m: " " if _is_space(m[0]) else "", run.text))
            if text.strip():
                yield Run(text.strip(), run.start, run.end)
            elif text:
                yield Run(" ", run.start, run.end)
            continue
        at = 0
        for match in _SPECIAL.finditer(run.text):
            yield from _composed(run.text[at : match.start()], run.start + at)
            if _is_space(match[0]):
                yield Run(" ", run.start + match.start(), run.start + match.end())
            at = match.end()
        yield from _composed(run.text[at:], run.start + at)


def _is_space(text: str) -> bool:
    """Whether there is white space in what goes, a space in the name of a window aside."""
    return text.isspace() or any(c.isspace() for c in _COMMAND.sub("", text))


def _composed(text: str, start: int) -> Iterable[Run]:
    """Yield a text with letters and their accents composed, each composed letter as a run of its own."""
    if not text:
        return
    if unicodedata.is_normalized("NFC", text):
        yield Run(text, start, start + len(text))
        return
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield Run(unicodedata.normalize("NFC", text[at:end]), start + at, start + end)
        at = end
