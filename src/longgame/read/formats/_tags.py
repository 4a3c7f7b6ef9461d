"""Cut a page into tags and text, in one pass whose time grows with its length only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from longgame.read.problems import Refused

MAX_TAGS = 200_000
MAX_TAG = 64_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:-]{0,60}")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,80})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?""")
# Elements whose content is not tags.
_RAW_NAMES = ("script", "style", "textarea", "title", "xmp", "noembed")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW_NAMES}


class Text(NamedTuple):
    """A stretch between tags."""

    start: int
    end: int


@dataclass(frozen=True)
class Tag:
    """A tag.

    Attributes
    ----------
    name : str
        In lower case.
    closing, empty : bool
        Whether it ends an element, and whether it ends with a stroke.
    start, end : int
        From its first character to behind its last.
    inner_end : int
        Where the content of an element ends whose content is not tags, such as ``script``; else ``end``.
    source : str
        What stands between name and end.
    """

    name: str
    closing: bool
    empty: bool
    start: int
    end: int
    inner_end: int
    source: str

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Attributes by name, in lower case; the first counts where a name stands twice."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source[:MAX_TAG]):
            value = next((g for g in match.groups()[1:] if g is not None), "")
            found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
        return found


def tokens(text: str) -> Iterator[Tag | Text]:
    """Yield the tags and the text between them; comments, declarations and the inside of scripts are left out.

    Raises
    ------
    Refused
        LG186 if there are too many tags.
    """
    at, count = 0, 0
    while at < len(text):
        opened = text.find("<", at)
        if opened < 0:
            yield Text(at, len(text))
            return
        count += 1
        if count > MAX_TAGS:
            raise Refused("LG186", f"the page has more than {MAX_TAGS:,} tags", "copy the article into a .txt file")
        end, tag = _markup(text, opened)
        if end == opened:  # a plain "<"
            following = text.find("<", opened + 1)
            stop = following if following >= 0 else len(text)
            yield Text(at, stop)
            at = stop
            continue
        if opened > at:
            yield Text(at, opened)
        if tag is not None:
            yield tag
        at = end


def _markup(text: str, start: int) -> tuple[int, Tag | None]:
    """Return where what begins with ``<`` ends and its tag; the start itself if it is no markup."""
    following = text[start + 1 : start + 2]
    if following == "!":
        if text.startswith("<!--", start):
            return _behind(text, "-->", start + 4), None
        if text.startswith("<![CDATA[", start):
            return _behind(text, "]]>", start), None
        return _behind(text, ">", start), None
    if following == "?":
        return _behind(text, ">", start), None
    closing = following == "/"
    name = _NAME.match(text, start + 1 + closing)
    if name is None:
        return start, None
    end = _tag_end(text, name.end())
    source = text[name.end() : end - 1]
    low = name[0].lower()
    inner = end
    if low in _RAW and not closing:
        match = _RAW[low].search(text, end)
        inner = match.start() if match else len(text)
    return inner, Tag(low, closing, source.endswith("/"), start, end, inner, source)


def _behind(text: str, sign: str, start: int) -> int:
    found = text.find(sign, start)
    return found + len(sign) if found >= 0 else len(text)


def _tag_end(text: str, at: int) -> int:
    """Return the place behind a tag's ``>``; one in quotes does not count, unless the quotes are never closed."""
    limit = min(len(text), at + MAX_TAG)
    i = at
    while i < limit:
        close = text.find(">", i, limit)
        if close < 0:
            break
        quote = min((q for q in (text.find('"', i, close), text.find("'", i, close)) if q >= 0), default=-1)
        if quote < 0:
            return close + 1
        ended = text.find(text[quote], quote + 1, limit)
        if ended < 0:
            return close + 1
        i = ended + 1
    return min(_behind(text, ">", at), len(text))
