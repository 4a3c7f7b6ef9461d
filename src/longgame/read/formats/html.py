"""Web pages: the article without the page around it, every character with its place among the tags.

Own rules rather than a library: a parser that gives the place of every character is needed, and those that clean pages give none.
Nothing that a page names is fetched, and no script is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from longgame.read.blocks import BlockKind, Parsed, RawBlock
from longgame.read.decode import decode
from longgame.read.formats._tags import Tag, tokens
from longgame.read.formats.txt import looks_like_heading
from longgame.read.trace import Run

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Words in the class or id of an element that is around an article, not of it.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|cookies?|consent|gdpr|banner|advert\w*|ads?|promo|share|sharing|social"
    r"|related|recommended|newsletter|subscri\w+|signup|comments?|disqus|caption|credits?|tags?|pagination|popup|modal|paywall|skip"
    r"|pull-?quote|teasers?|ticker|trending|popular|outbrain|taboola|recirc\w*|byline|author-bio|about-authors?|bio|more-work|recent-work"
    r"|most-read|read-more|recent-posts?|jp-relatedposts|sharedaddy|post-navigation|toolbar|subscription-wall|cookie-\w+|onetrust\S*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_NAMES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "citation_publication_date", "citation_date", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "og:article:published_time",
)  # fmt: skip
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_BREAKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_OUT = {
    "aside", "audio", "button", "canvas", "dialog", "figcaption", "figure", "footer", "form", "iframe", "map", "menu", "nav",
    "noscript", "object", "select", "svg", "template", "video",
}  # fmt: skip
# An end tag of the second kind never closes an element of the first.
_HOLD = frozenset(("table", "td", "article", "main", "body"))
_WITHIN = frozenset(("p", "li", "a", "b", "i", "em", "span", "strong"))
_MAIN = frozenset(("article", "main"))
_KINDS: dict[str, BlockKind] = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "li": "item", "dd": "item",
    "blockquote": "quote", "td": "table", "th": "table", "caption": "table", "dt": "heading",
}  # fmt: skip
# A block that is mostly links, unless it is long, is a menu.
LINKED, LONG = 0.5, 300
# The main element is believed if it holds this share of the prose.
MAIN_SHARE = 0.4
# What is named like a part around an article is left out if this share of the prose is elsewhere.
DOUBT_SHARE = 0.4
# So long a cell holds prose, not a value.
CELL = 160


class _Open(NamedTuple):
    """An element that has begun: whether it is out for sure, whether its class makes it doubtful, in which main element it is."""

    name: str
    out: bool
    doubt: bool
    main: int


class _Found(NamedTuple):
    """A block, whether its place is doubtful, in which main element it stands, and whether it is prose in the cell of a table."""

    block: RawBlock
    doubt: bool
    main: int
    cell: bool = False


class _Reader:
    """Goes through a page once and collects its blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[_Open] = []
        self.runs: list[Run] = []
        self.links = 0
        self.breaks = 0
        self.blocks: list[_Found] = []
        self.mains = 0
        self.titles: dict[str, str] = {}
        self.dates: dict[int, str] = {}
        self.language = ""

    def read(self) -> None:
        """Read the whole page."""
        for token in tokens(self.text):
            if isinstance(token, Tag):
                self.tag(token)
            else:
                self.words(token.start, token.end)
        self.close_block()

    def tag(self, tag: Tag) -> None:
        """Take an element's beginning or end."""
        if tag.name in _BREAKS:
            self.close_block()
        if tag.closing:
            self.end(tag.name)
            return
        self.head(tag)
        if tag.name == "br":
            self.breaks += 1
            if self.breaks > 1:
                self.close_block()
            elif self.runs:
                self.runs.append(Run(" ", tag.start, tag.end))
        elif tag.name not in _VOID and not tag.empty:
            self.begin(tag)

    def begin(self, tag: Tag) -> None:
        """Put an element on the stack."""
        above = self.stack[-1] if self.stack else _Open("", False, False, 0)
        main = above.main
        if tag.name in _MAIN or tag.attributes.get("role") == "main" or tag.attributes.get("itemprop") == "articleBody":
            self.mains += 1
            main = self.mains
        self.stack.append(_Open(tag.name, above.out or self.is_out(tag), above.doubt or self.is_doubtful(tag), main))

    def is_out(self, tag: Tag) -> bool:
        """Whether what stands in an element is no part of an article."""
        attributes = tag.attributes
        if tag.name in _OUT or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        return _HIDDEN.search(attributes.get("style", "")) is not None

    def is_doubtful(self, tag: Tag) -> bool:
        """Whether an element is named like what is around an article."""
        named = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}"
        return tag.name not in ("html", "body", "article", "main", "p") and _AROUND.search(named) is not None

    def end(self, name: str) -> None:
        """Take an element off the stack, with those in it that were not ended."""
        for depth in range(len(self.stack) - 1, max(len(self.stack) - 60, -1), -1):
            if self.stack[depth].name == name:
                del self.stack[depth:]
                return
            # A paragraph does not end the cell or the article around it.
            if self.stack[depth].name in _HOLD and name in _WITHIN:
                return

    def words(self, start: int, end: int) -> None:
        """Take a stretch of text."""
        if self.stack and self.stack[-1].out:
            return
        content = self.text[start:end]
        if content.strip():
            self.breaks = 0
            if any(e.name == "a" for e in self.stack[-4:]):
                self.links += len(content.strip())
        at = start
        for match in _ENTITY.finditer(self.text, start, end):
            plain = unescape(match[0])
            if plain != match[0]:
                if match.start() > at:
                    self.runs.append(Run(self.text[at : match.start()], at, match.start()))
                self.runs.append(Run(plain, match.start(), match.end()))
                at = match.end()
        if end > at:
            self.runs.append(Run(self.text[at:end], at, end))

    def close_block(self) -> None:
        """End the block that is being read."""
        runs, links = tuple(self.runs), self.links
        self.runs, self.links, self.breaks = [], 0, 0
        if not any(run.text.strip() for run in runs):
            return
        inside = [e.name for e in reversed(self.stack[-40:])]
        kind: BlockKind = next((_KINDS[name] for name in inside if name in _KINDS), "paragraph")
        block = RawBlock(kind, runs, links)
        # The head of a page or an article has its title and date, and no prose.
        if (kind == "paragraph" and looks_like_heading(block.text)) or (kind != "title" and "header" in inside):
            block = block._replace(kind="heading")
        within = self.stack[-1] if self.stack else _Open("", False, False, 0)
        cell = kind == "table" and ("p" in inside[: inside.index("td")] if "td" in inside else False)
        cell = cell or (kind == "table" and len(block.text) >= CELL)
        self.blocks.append(_Found(block, within.doubt, within.main, cell))

    def head(self, tag: Tag) -> None:
        """Note what the page says of itself."""
        attributes = tag.attributes
        if tag.name == "html":
            self.language = attributes.get("lang", "")[:20]
        elif tag.name == "title" and not self.stack_has("svg"):
            self.titles.setdefault("title", unescape(self.text[tag.end : tag.inner_end]))
        elif tag.name == "script" and "json" in attributes.get("type", ""):
            if match := _JSON_DATE.search(self.text, tag.end, tag.inner_end):
                self.dates.setdefault(1, match[1])
        elif tag.name == "meta":
            name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if name == "og:title":
                self.titles["og"] = unescape(attributes.get("content", ""))
            elif name in _DATE_NAMES:
                self.dates.setdefault(10 + _DATE_NAMES.index(name), attributes.get("content", ""))
        elif tag.name == "time" and "datetime" in attributes and not (self.stack and self.stack[-1].out):
            rank = 5 if attributes.get("itemprop") == "datePublished" or "pubdate" in attributes else 40
            self.dates.setdefault(rank, attributes["datetime"])

    def stack_has(self, name: str) -> bool:
        """Whether one of the innermost elements has a name."""
        return any(e.name == name for e in self.stack[-20:])


def parse(data: bytes, encoding: str = "") -> Parsed:
    """Take a web page apart.

    Raises
    ------
    Refused
        LG183, LG184 if it cannot be decoded, LG186 if it has too many tags.
    """
    declared = _CHARSET.search(data[:4096])
    text, used = decode(data, declared[1].decode("ascii") if declared else "", encoding)
    reader = _Reader(text)
    reader.read()
    title = " ".join((reader.titles.get("og") or reader.titles.get("title") or "").split())
    dates = tuple(reader.dates[rank] for rank in sorted(reader.dates))
    return Parsed(text, tuple(_chosen(reader.blocks)), title, dates, reader.language, used)


def _chosen(found: Sequence[_Found]) -> Iterator[RawBlock]:
    """Yield the blocks of the main element, or all if there is none to be believed, without menus."""
    kept = _unframed([f for f in found if not _is_menu(f.block)])
    sure = [f for f in kept if not f.doubt]
    # A page whose frame is named "has-sidebar" is not all sidebar.
    if _prose(sure) >= DOUBT_SHARE * _prose(kept):
        kept = sure
    mains: dict[int, list[_Found]] = {}
    for f in kept:
        mains.setdefault(f.main, []).append(f)
    best = max((m for m in mains if m), key=lambda m: _prose(mains[m]), default=0)
    believed = bool(best) and _prose(mains[best]) >= MAIN_SHARE * _prose(kept)
    first = next((i for i, f in enumerate(kept) if f.main == best), 0)
    for i, f in enumerate(kept):
        # A title may stand before the element that holds the text.
        if not believed or f.main == best or (f.block.kind == "title" and i < first):
            yield f.block


def _unframed(found: list[_Found]) -> list[_Found]:
    """Return blocks with those in cells as paragraphs, if tables are the frame of the page and hold its prose."""
    cells = sum(len(f.block.text) for f in found if f.cell)
    if _prose(found) >= DOUBT_SHARE * (_prose(found) + cells):
        return found
    return [f._replace(block=f.block._replace(kind="paragraph")) if f.cell else f for f in found]


def _prose(found: Sequence[_Found]) -> int:
    return sum(len(f.block.text) for f in found if f.block.kind in ("paragraph", "item", "quote"))


def _is_menu(block: RawBlock) -> bool:
    length = len(block.text)
    return length < LONG and block.links > LINKED * length
