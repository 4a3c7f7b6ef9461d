"""Word documents: a zip of XML of which three parts are read, under limits, by a parser that takes no entities.

What places are counted in is the text extracted here: the paragraphs of the body in order, each ended by a newline; a tab
and a line break are a tab and a newline. Deleted and hidden text, field codes, text boxes, headers, footers and notes are
left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from longgame.read.blocks import BlockKind, Parsed, RawBlock
from longgame.read.formats.txt import looks_like_heading
from longgame.read.problems import Refused, megabytes
from longgame.read.trace import Run

MAX_PART, MAX_PARTS, MAX_RATIO, SMALL = 48_000_000, 4_000, 300, 1_000_000
MAX_ELEMENTS, MAX_DEPTH = 3_000_000, 400
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DC = "http://purl.org/dc/elements/1.1/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Elements whose content is not read: deleted and moved text, field codes, text boxes, what older programs fall back to.
_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "txbxContent", "Fallback", "pict", "footnote", "endnote"))
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)


def parse(data: bytes, encoding: str = "") -> Parsed:  # noqa: ARG001 - as of every format
    """Take a Word document apart.

    Raises
    ------
    Refused
        LG184 if it is none or damaged, LG186 if it would unfold into too much, LG187 if it is encrypted.
    """
    if data.startswith(_OLE):
        raise Refused("LG187", "the document is encrypted, or an old .doc", "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml") if "word/styles.xml" in archive.namelist() else b""
            core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in archive.namelist() else b""
    except _DAMAGED as error:
        what = "is no .docx: it has no word/document.xml" if isinstance(error, KeyError) else f"is damaged: {error}"
        raise Refused("LG184", f"the document {what}"[:200]) from None
    names = _Styles()
    _run(styles, names.start, names.end, lambda _: None)
    title = _Title()
    _run(core, title.start, title.end, title.text)
    reader = _Body(names.found)
    _run(body, reader.start, reader.end, reader.text)
    return Parsed("".join(reader.parts), tuple(reader.blocks), " ".join(title.found.split())[:300])


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if len(archive.infolist()) > MAX_PARTS:
        raise Refused("LG186", f"the document has more than {MAX_PARTS:,} parts")
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise Refused("LG187", "the document is encrypted", "save it without a password")
    if info.file_size > MAX_PART or (info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)):
        raise Refused("LG186", f"{name} would unfold to {megabytes(info.file_size)}", "no word processor writes this")
    with archive.open(info) as file:
        # What the archive says of a size is not believed.
        content = file.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Refused("LG186", f"{name} unfolds to more than {megabytes(MAX_PART)}", "no word processor writes this")
    return content


def _run(
    data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Callable[[str], None]
) -> None:
    """Parse XML without document types, so that there are no entities and nothing outside is named."""
    if not data:
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = depth = 0

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise Refused(
                "LG186", f"the document has more than {MAX_ELEMENTS:,} elements, or more than {MAX_DEPTH} inside each other"
            )
        start(name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse(*_: object) -> None:
        raise Refused("LG184", "the document defines a document type, which no word processor writes")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begun, ended, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused("LG184", f"the document is damaged: {expat.ErrorString(error.code)} in its XML") from None


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition(" ")
    return space, local


def _value(attributes: dict[str, str], name: str) -> str | None:
    return next((v for k, v in attributes.items() if _split(k)[1] == name), None)


class _Styles:
    """Names of the paragraph styles by id; ids are in the language of the program, names are not."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element."""
        local = _split(name)[1]
        if local == "style":
            self.current = _value(attributes, "styleId") or ""
        elif local == "name" and self.current:
            self.found.setdefault(self.current, (_value(attributes, "val") or "").lower())

    def end(self, name: str) -> None:
        """Leave an element."""
        if _split(name)[1] == "style":
            self.current = ""


class _Title:
    """The title among the properties of a document."""

    def __init__(self) -> None:
        self.found = ""
        self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - as of every handler
        """Take an element."""
        self.inside = _split(name) == (_DC, "title")

    def end(self, name: str) -> None:  # noqa: ARG002 - as of every handler
        """Leave an element."""
        self.inside = False

    def text(self, data: str) -> None:
        """Take text."""
        if self.inside and len(self.found) < 1000:
            self.found += data


class _Body:
    """Collects the paragraphs."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[RawBlock] = []
        self.out = 0
        self.tables = 0
        self.style, self.numbered, self.hidden, self.in_text, self.links, self.link = "", False, False, False, 0, 0
        self.begun = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element."""
        space, local = _split(name)
        if local in _OUT or self.out:
            self.out += 1
            return
        if space not in (_W, _STRICT):
            return
        if local == "p":
            self.style, self.numbered, self.links, self.begun = "", False, 0, self.length
        elif local == "pStyle":
            ident = _value(attributes, "val") or ""
            self.style = self.styles.get(ident, ident.lower())
        elif local == "numPr":
            self.numbered = True
        elif local == "r":
            self.hidden = False
        elif local == "vanish":
            self.hidden = _value(attributes, "val") not in ("0", "false", "off")
        elif local == "tbl":
            self.tables += 1
        elif local == "hyperlink":
            self.link += 1
        elif local == "t":
            self.in_text = True
        elif local in _SIGNS:
            self.add(_SIGNS[local])

    def end(self, name: str) -> None:
        """Leave an element."""
        if self.out:
            self.out -= 1
            return
        space, local = _split(name)
        if space not in (_W, _STRICT):
            return
        if local == "t":
            self.in_text = False
        elif local == "tbl":
            self.tables -= 1
        elif local == "hyperlink":
            self.link -= 1
        elif local == "p":
            self.paragraph()

    def text(self, data: str) -> None:
        """Take text."""
        if self.in_text and not self.out:
            self.add(data)

    def add(self, data: str) -> None:
        """Add text to what is extracted."""
        if not self.hidden:
            self.parts.append(data)
            self.length += len(data)
            self.links += len(data) if self.link else 0

    def paragraph(self) -> None:
        """End a paragraph."""
        pieces, size = [], self.length
        for part in reversed(self.parts):
            if size <= self.begun:
                break
            pieces.append(part)
            size -= len(part)
        content = "".join(reversed(pieces))
        if content.strip():
            self.blocks.append(RawBlock(self.kind(content), (Run(content, self.begun, self.length),), self.links))
        self.hidden = False
        self.add("\n")

    def kind(self, content: str) -> BlockKind:
        """Return what a paragraph is by its style and its look."""
        if self.tables:
            return "table"
        if self.style == "title":
            return "title"
        if self.style.startswith(("heading", "subtitle", "toc", "caption")):
            return "heading"
        if self.numbered or self.style.startswith("list"):
            return "item"
        if "quote" in self.style:
            return "quote"
        return "heading" if looks_like_heading(content) else "paragraph"


_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
