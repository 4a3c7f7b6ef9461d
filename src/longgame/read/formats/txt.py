"""Plain text: paragraphs between empty lines, wrapped or not, with lists and headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from longgame.read.blocks import BlockKind, Parsed, RawBlock
from longgame.read.decode import decode
from longgame.read.formats._front import front
from longgame.read.trace import Run

ITEM = re.compile(r"\s*(?:[-*•‣▪◦–—+]|\(?(?:\d{1,3}|[a-zа-я]|[ivxIVX]{1,4})[.)])[ \t\u00a0]+(?=\S)")
_FIELD = re.compile(r"\s*[A-ZА-ЯЁ][A-ZА-ЯЁ ]{0,30}:\s")
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]*")
_END = re.compile(r"""[.!?…:;]["'”’»)\]*]*$""")
# Lines shorter than the narrowest column, or longer than the widest, were not broken to fit one.
NARROWEST, WIDEST = 50, 130


def parse(data: bytes, encoding: str = "") -> Parsed:
    """Take a text file apart.

    Raises
    ------
    Refused
        LG183, LG184 if it cannot be decoded.
    """
    text, used = decode(data, asked=encoding)
    head = front(text)
    found = tuple(with_numbered_headings(list(blocks(text, at=head.end))))
    return Parsed(text, found, head.title, head.dates, head.language, used)


def with_numbered_headings(found: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Yield blocks in which an item that stands alone and looks like a heading is one."""
    for i, block in enumerate(found):
        alone = block.kind == "item" and not any(b.kind == "item" for b in (*found[max(i - 1, 0) : i], *found[i + 1 : i + 2]))
        yield block._replace(kind="heading") if alone and len(block.text.split()) <= 8 and looks_like_heading(block.text) else block


def blocks(text: str, skip: Container[int] = (), at: int = 0) -> Iterator[RawBlock]:
    """Yield the blocks of a plain text.

    Parameters
    ----------
    text : str
    skip : container of int
        Where lines start that are no part of it, such as the heads of pages.
    at : int
        Where it begins.
    """
    lines = [line for line in _lines(text, at, len(text)) if line[0] not in skip]
    width = _width(text, lines)
    group: list[tuple[int, int]] = []
    for line in lines:
        a, b = line
        if not text[a:b].strip():
            yield from _made(text, group)
            group = []
            continue
        if group and _begins(text, group[-1], line, width):
            yield from _made(text, group)
            group = []
        group.append(line)
    yield from _made(text, group)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where lines start and end, whatever ends them."""
    at = start
    while at < end:
        match = _LINE.match(text, at, end)
        stop = match.end() if match else at
        yield at, stop
        at = stop + (2 if text[stop : stop + 2] == "\r\n" else 1)


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """Return the width to which the lines were broken, 0 if every line stands for itself."""
    followed = [b - a for (a, b), (c, d) in pairwise(lines) if text[a:b].strip() and text[c:d].strip()]
    if len(followed) < 3:
        return 0
    width = sorted(followed)[int(0.9 * (len(followed) - 1))]
    full = sum(n >= 0.75 * width for n in followed)
    return width if NARROWEST <= width <= WIDEST and full >= 0.5 * len(followed) else 0


def _begins(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line begins a block of its own rather than going on with the line before."""
    content = text[slice(*line)]
    if ITEM.match(content) or _FIELD.match(content):
        return True
    # Whatever the width, a sentence that is not over goes on in small letters.
    if content.lstrip()[0].islower() and not _END.search(text[slice(*before)].rstrip()):
        return False
    if not width:
        return True
    # A break before a word that would still have fitted was meant.
    first = len(content.split(None, 1)[0])
    return before[1] - before[0] + 1 + first <= 0.85 * width


def _made(text: str, group: list[tuple[int, int]]) -> Iterator[RawBlock]:
    if not group:
        return
    start, end = group[0]
    item = ITEM.match(text, start, end)
    if item is not None:
        start = item.end()
    runs = [Run(text[start:end], start, end)]
    for before, (a, b) in pairwise(group):
        runs += [Run(" ", before[1], a), Run(text[a:b], a, b)]
    content = "".join(run.text for run in runs)
    kind: BlockKind = "item" if item is not None else "heading" if looks_like_heading(content) else "paragraph"
    yield RawBlock(kind, tuple(runs))


def looks_like_heading(content: str) -> bool:
    """Whether a line is a heading by its look: short, and not ended as a sentence is."""
    words = content.split()
    return len(words) <= 14 and len(content) <= 110 and not _END.search(content.strip())
