"""Read a report as strictly as a validator: every tag closed, every attribute once, nothing left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "input", "img", "hr"}
# Elements of which no two may nest, by the HTML standard.
NOT_INSIDE = {"a": {"a", "button"}, "button": {"a", "button"}, "p": {"p"}, "form": {"form"}, "label": {"label"}}
BLOCKS = {
    "p",
    "ul",
    "ol",
    "dl",
    "div",
    "table",
    "section",
    "article",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "details",
    "header",
    "nav",
    "main",
}
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd"}, "tr": {"th", "td"}, "thead": {"tr"}, "tbody": {"tr"},
    "table": {"thead", "tbody"}, "select": {"option"},
}  # fmt: skip


@dataclass(repr=False, eq=False)
class Element:
    """A tag with its attributes, its text with that of all below it, and what it stands in."""

    tag: str
    attributes: dict[str, str]
    above: Element | None
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def __repr__(self) -> str:
        """Return the tag and its attributes alone: above and below would repeat the document."""
        return f"<{self.tag} {self.attributes}> line {self.line}"

    def inside(self, tag: str) -> Element | None:
        """Return the nearest element of a kind around this one."""
        at = self.above
        while at is not None and at.tag != tag:
            at = at.above
        return at


class Strict(HTMLParser):
    """Collects the elements of a document, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.problems: list[str] = []

    def problem(self, what: str) -> None:
        self.problems.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problem(f"<{tag}> has an attribute twice: {names}")
        above = self.open[-1] if self.open else None
        self._placed(tag, above)
        element = Element(tag, {n: v or "" for n, v in attrs}, above, self.getpos()[0])
        self.elements.append(element)
        if above is not None:
            above.children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def _placed(self, tag: str, above: Element | None) -> None:
        for outer in self.open:
            if outer.tag in NOT_INSIDE.get(tag, set()) or (outer.tag == "p" and tag in BLOCKS):
                self.problem(f"<{tag}> stands in <{outer.tag}> of line {outer.line}")
        if above is not None and tag not in CHILDREN.get(above.tag, {tag}):
            self.problem(f"<{tag}> directly in <{above.tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.problem(f"<{tag}/> closes itself")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.problem(f"</{tag}> where <{self.open[-1].tag if self.open else 'nothing'}> is open")
            return
        done = self.open.pop()
        if self.open:
            self.open[-1].text += done.text

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data
            if self.open[-1].tag in CHILDREN and data.strip():
                self.problem(f"text directly in <{self.open[-1].tag}>: {data.strip()[:40]!r}")

    def handle_comment(self, data: str) -> None:
        self.problem(f"a comment: {data[:40]!r}")

    def unknown_decl(self, data: str) -> None:
        self.problem(f"a declaration: {data[:40]!r}")

    def handle_pi(self, data: str) -> None:
        self.problem(f"an instruction: {data[:40]!r}")


@dataclass(repr=False, eq=False)
class Document:
    """A report as elements."""

    html: str
    elements: list[Element]
    problems: list[str]

    def __repr__(self) -> str:
        """Return how many elements there are."""
        return f"<document of {len(self.elements)} elements>"

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a kind with these attributes (``class_`` for one word of class)."""
        word = attributes.pop("class_", None)
        return [
            e
            for e in self.elements
            if e.tag == tag
            and all(e.attributes.get(k) == v for k, v in attributes.items())
            and (word is None or word in e.attributes.get("class", "").split())
        ]

    @cached_property
    def ids(self) -> list[str]:
        """Ids in the order of the document."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def visible(self) -> str:
        """All text but that of scripts and styles."""
        parts = [e.text for e in self.elements if e.tag in ("section", "header", "title")]
        return " ".join(parts)


def read(html: str) -> Document:
    """Return a report as elements, with what is wrong in its markup."""
    parser = Strict()
    parser.feed(html)
    parser.close()
    left = [f"<{e.tag}> of line {e.line} is never closed" for e in parser.open]
    return Document(html, parser.elements, parser.problems + left)
