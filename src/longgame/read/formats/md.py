"""Markdown: its marks are left out of what is read, and counted in the places."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from longgame.read.blocks import BlockKind, Parsed, RawBlock
from longgame.read.decode import decode
from longgame.read.formats._front import front
from longgame.read.formats.txt import looks_like_heading
from longgame.read.trace import Run

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")
# A stretch of code has at most so many characters.
CODE = 2_000
_TICKS = re.compile("`+")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
# A tag has a name of HTML and, if anything, attributes with values: `<treaty>` and `a <b and c>` are words.
_NAMES = (
    "a|abbr|address|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|data|dd|del|details|dfn"
    "|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link"
    "|main|map|mark|meta|nav|noscript|object|ol|option|p|param|picture|pre|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike"
    "|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|[a-z]:[a-z]+"
)
_VALUE = (
    r"\s+(?:hidden|open|controls|reversed|allowfullscreen|checked|disabled|nowrap|itemscope"
    r"|[A-Za-z_:][\w:.-]{0,60}\s*=\s*(?:\"[^\"<]{0,500}\"|'[^'<]{0,500}'|[^\s\"'<>=`]{1,500}))"
)
# What stands for nothing or for something else: comments, tags, images, links, references, escapes, entities, emphasis.
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<tick>`+)"
    rf"|(?P<comment><!--[^<]{{0,2000}}?-->)|(?P<tag></?(?:{_NAMES})(?:{_VALUE}){{0,20}}\s*/?>)"
    r"|(?P<auto><(?:[A-Za-z][\w+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>)"
    r"|(?P<image>!\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<open>\[)(?=[^\[\]\n]*\]\()|(?P<close>\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\))|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<stars>\*{1,3})|(?P<bars>_{1,3})|(?P<strike>~~)",
    re.IGNORECASE,
)


def parse(data: bytes, encoding: str = "") -> Parsed:
    """Take a Markdown file apart.

    Raises
    ------
    Refused
        LG183, LG184 if it cannot be decoded.
    """
    text, used = decode(data, asked=encoding)
    head = front(text)
    return Parsed(text, tuple(_blocks(text, head.end)), head.title, head.dates, head.language, used)


def _blocks(text: str, at: int) -> Iterator[RawBlock]:
    group: list[tuple[int, int]] = []
    kind: BlockKind = "paragraph"
    fence = ""
    for start, end in _lines(text, at):
        line = text[start:end]
        opened = _FENCE.match(line)
        if fence or opened:
            yield from _made(text, kind, group)
            group = []
            if opened:
                fence = "" if fence and line.strip().startswith(fence) else fence or opened[1]
            continue
        if group and kind == "paragraph" and _UNDERLINE.match(line) and not _ITEM.match(line):
            yield from _made(text, "heading", group)
            group = []
            continue
        mark, begun = _begun(line)
        if mark is None or begun is not None or (group and kind in ("quote", "table", "heading")):
            yield from _made(text, kind, group)
            group, kind = [], begun or "paragraph"
        if mark is not None:
            group.append((start + mark, end))
    yield from _made(text, kind, group)


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None
        yield at, at + len(match[0].rstrip("\r\n"))
        at = match.end()


def _begun(line: str) -> tuple[int | None, BlockKind | None]:
    """Return where a line's text starts, None if it has none, and what it begins, None if it goes on."""
    if not line.strip("\ufeff \t") or _RULE.match(line):
        return None, None
    if match := _HEADING.match(line):
        return match.end(), "heading"
    if _TABLE.match(line):
        return 0, "table"
    if match := _QUOTE.match(line):
        inner = _ITEM.match(line, match.end())
        return (inner or match).end(), "quote"
    if match := _ITEM.match(line):
        return match.end(), "item"
    return 0, None


def _made(text: str, kind: BlockKind, lines: list[tuple[int, int]]) -> Iterator[RawBlock]:
    """Yield one block; lines are joined by what stands between them, quotation marks of Markdown left out."""
    if not lines:
        return
    stretches = [(a, b - _breaks(text[a:b])) for a, b in lines[:-1]] + lines[-1:]
    runs: list[Run] = []
    links = 0
    for i, (start, end) in enumerate(stretches):
        if i:
            runs.append(Run(" ", stretches[i - 1][1], start))
        if kind == "heading":
            end = start + len(text[start:end].rstrip("# \t"))
        found, linked = _inline(text, start, end)
        runs += found
        links += linked
    if (
        kind == "paragraph"
        and _is_bold(text[stretches[0][0] : stretches[-1][1]])
        and looks_like_heading("".join(r.text for r in runs))
    ):
        kind = "heading"
    yield RawBlock(kind, tuple(runs), links)


def _breaks(line: str) -> bool:
    """Whether a line ends with a backslash that says no more than that it ends there."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _is_bold(content: str) -> bool:
    """Whether a paragraph is in bold as a whole, as headings sometimes are."""
    content = content.strip()
    return (
        len(content) > 4 and content[:2] == content[-2:] and content[:2] in ("**", "__") and content[2:-2].count(content[:2]) == 0
    )


def _inline(text: str, start: int, end: int) -> tuple[list[Run], int]:
    """Return the runs of a line without its marks, and how many characters are links."""
    runs: list[Run] = []
    at, free, links, opened = start, start, 0, None
    for match in _INLINE.finditer(text, start, end):
        if match.start() < free or not _is_mark(text, match, start, end):
            continue
        if match.start() > at:
            runs.append(Run(text[at : match.start()], at, match.start()))
        at = free = match.end()
        if match.lastgroup == "entity":
            runs.append(Run(html.unescape(match[0]), match.start(), match.end()))
        elif match.lastgroup == "escape":  # what is escaped is a character like any other
            at = match.start() + 1
        elif match.lastgroup == "auto":
            runs.append(Run(match[0][1:-1], match.start() + 1, match.end() - 1))
            links += len(match[0]) - 2
        elif match.lastgroup == "tick" and (closing := _closing(text, match, end)) is not None:
            runs.append(Run(text[at : closing[0]], at, closing[0]))
            at = free = closing[1]
        elif match.lastgroup == "open":
            opened = match.end()
        elif match.lastgroup == "close" and opened is not None:
            links, opened = links + match.start() - opened, None
    if end > at:
        runs.append(Run(text[at:end], at, end))
    return runs, links


def _closing(text: str, opening: re.Match[str], end: int) -> tuple[int, int] | None:
    """Return the place of the backticks that end a stretch of code, as many as began it; inside it nothing is a mark."""
    found = next(
        (m for m in _TICKS.finditer(text, opening.end(), min(end, opening.end() + CODE)) if len(m[0]) == len(opening[0])), None
    )
    return found.span() if found is not None else None


def _is_mark(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether what looks like emphasis is: it touches a word on one side only, or the edge of the line."""
    if match.lastgroup not in ("stars", "bars"):
        return True
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if match.lastgroup == "bars" and (before.isalnum() and after.isalnum()):
        return False
    return not (before.isspace() and after.isspace())
