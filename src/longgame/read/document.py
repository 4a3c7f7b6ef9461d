"""A document as it is read: its prose, and for every character of it the place in the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from longgame.core.dates import Period
from longgame.core.files import shown
from longgame.read.blocks import BlockKind, Parsed
from longgame.read.formats import FORMATS
from longgame.read.head import bounds, dateline
from longgame.read.language import NAMES, UNKNOWN, Reader, Tongue, tongue
from longgame.read.notices import is_notice
from longgame.read.problems import Refused, megabytes
from longgame.read.published import own_date
from longgame.read.trace import Builder, Run, Trace

MAX_BYTES = 32_000_000
# An article has some thousands of words; a book is read chapter by chapter, and what has no paragraphs is no prose.
MAX_TEXT, MAX_BLOCK = 2_000_000, 100_000
# Blocks that are read; headings, titles and tables are not claims.
READ = ("paragraph", "item", "quote")


class Block(NamedTuple):
    """A paragraph, list item or quotation in the text of a document, and the heading under which it stands."""

    start: int
    end: int
    kind: BlockKind
    under: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its prose cleaned and traced.

    Attributes
    ----------
    name : str
        Name of the file, without its folder; control characters as escapes.
    format : str
        ``txt``, ``md``, ``html``, ``pdf`` or ``docx``.
    original : str
        What places are counted in: the file decoded, with its byte order mark and its line ends, or, for ``pdf`` and
        ``docx``, the text extracted from it.
    encoding : str or None
        ``original.encode(encoding)`` are the file's bytes; None if the text was extracted.
    digest : str
        SHA-256 of the file's bytes, in hexadecimal.
    text : str
        What is read: one line a block, blocks separated by an empty line. Titles, headings, by-lines, tables, menus and
        notices are out; white space is single spaces, soft hyphens, control characters and the like are gone, accents are
        composed (NFC).
        Quotation marks and dashes are as they were.
    title : str
        As it may be shown: one line without control characters; empty if none was found.
    date : Period or None
        When it was published; None if it does not say.
    language : {"en", "ru"}
        By whose rules it is read.
    blocks : tuple of Block
        The lines of the text, each a paragraph, a list item or a quotation.
    trace : Trace
    found : str
        Code of the language that it is in, ``und`` if that cannot be told; another than ``language`` only if somebody insisted,
        or there is a doubt.
    doubt : str
        What to tell about the language; mostly empty.
    """

    name: str
    format: str
    original: str
    encoding: str | None
    digest: str
    text: str
    title: str
    date: Period | None
    language: Reader
    blocks: tuple[Block, ...]
    trace: Trace
    found: str = ""
    doubt: str = ""

    def where(self, start: int, end: int) -> tuple[int, int]:
        """Return the places in ``original`` of a stretch of ``text``: of its first character, and behind its last."""
        return self.trace.where(start, end)

    def where_bytes(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the places in the file's bytes of a stretch of ``text``, None if the text was extracted."""
        if self.encoding is None:
            return None
        first, last = self.where(start, end)
        before = len(self.original[:first].encode(self.encoding))
        return before, before + len(self.original[first:last].encode(self.encoding))

    def fragment(self, start: int, end: int) -> str:
        """Return what stands in ``original`` for a stretch of ``text``, marks and tags inside it included."""
        first, last = self.where(start, end)
        return self.original[first:last]


def open_document(path: Path, date: Period | None = None, encoding: str = "", language: Reader | None = None) -> Document:
    """Read a document.

    Parameters
    ----------
    path : Path
        Its ending says the format.
    date : Period or None
        When it was published, if that is known better than the document says it.
    encoding : str
        Of a text file that is not UTF-8.
    language : {"en", "ru"} or None
        By whose rules it is to be read, whatever it seems to be in.

    Returns
    -------
    Document

    Raises
    ------
    CaseError
        LG180 to LG189: why the file is not read.
    """
    try:
        form = form_of(path)
        return document(_bytes(path), path.name, form, date, encoding, language)
    except Refused as refused:
        raise refused.of(path) from None


def form_of(path: Path) -> str:
    """Return the format that the ending of a name says.

    Raises
    ------
    Refused
        LG182 if none that is read does.
    """
    suffix = path.suffix.lower()
    for name, form in FORMATS.items():
        if suffix in form.suffixes:
            return name
    endings = ", ".join(s for form in FORMATS.values() for s in form.suffixes)
    raise Refused(
        "LG182",
        f"documents ending in {suffix[:20]!r} are not read" if suffix else "a document needs an ending",
        f"read are {endings}",
    )


def document(
    data: bytes, name: str, form: str, date: Period | None = None, encoding: str = "", language: Reader | None = None
) -> Document:
    """Return the document that some bytes hold; ``open_document`` for what is not in a file.

    Raises
    ------
    Refused
        LG181 to LG189: why it is not read.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused("LG181", "the file is empty")
    parsed = FORMATS[form].parse(data, encoding)
    head = bounds(parsed.blocks, parsed.title)
    text, blocks, trace = _joined(parsed, head.first, head.last)
    if not text:
        raise Refused("LG185", "no prose was found", "is the text a picture, or loaded by a script? Copy it into a .txt file")
    told = tongue(text)
    return Document(
        # A name is kept as far as it can be shown; what cannot be is written as an escape.
        name=shown(Path(name)),
        format=form,
        original=parsed.original,
        encoding=parsed.encoding,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        title=head.title,
        date=date or own_date(parsed.dates) or head.date,
        language=language or told.reader,
        blocks=blocks,
        trace=trace,
        found=told.found,
        doubt="" if language else _doubt(told),
    )


def _doubt(told: Tongue) -> str:
    """Return what to tell about the language of a document.

    Raises
    ------
    Refused
        LG182 if it is plainly none that is read.
    """
    fix = f"if it is {NAMES[told.reader]} all the same: --language {told.reader}"
    if told.verdict == "other":
        raise Refused("LG182", f"the document seems to be in {told.name}; read are English and Russian", fix)
    seems = "" if told.found in (UNKNOWN, told.reader) else f", perhaps {told.name}"
    if told.verdict == "short":
        return f"it has too few words to tell its language{seems}; it is read as {NAMES[told.reader]}"
    return f"it is read as {NAMES[told.reader]}, of which it has few words{seems}" if told.verdict == "doubt" else ""


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refused("LG180", "the document " + ("is not a regular file" if path.exists() else "does not exist"))
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Refused("LG186", f"the document has {megabytes(size)}; at most {megabytes(MAX_BYTES)} are read", "split it")
        return path.read_bytes()
    except OSError as error:
        raise Refused("LG180", f"cannot read {shown(path)}: {error.strerror}") from None


def _joined(parsed: Parsed, first: int, last: int) -> tuple[str, tuple[Block, ...], Trace]:
    builder, blocks = Builder(), []
    chosen, heads, head = [], [], ""
    for block in parsed.blocks[first:last]:
        if block.kind in READ and not is_notice(block.text):
            chosen.append(block)
            heads.append(head)
        elif block.kind == "heading":
            head = block.text

    for i, block in enumerate(chosen):
        runs = list(block.runs)
        if sum(len(run.text) for run in runs) > MAX_BLOCK:
            raise Refused(
                "LG186", f"a paragraph has more than {MAX_BLOCK:,} characters", "this is no article; or break it into paragraphs"
            )
        if i == 0:
            runs = _without_dateline(runs)
        place = builder.length
        if builder.length and runs:
            origin = builder.pieces[-1][2]
            builder.add("\n\n", origin, max(origin, runs[0].start))
        start, end = builder.add_block(runs)
        if start == end:
            builder.drop(place)
        else:
            blocks.append(Block(start, end, block.kind, heads[i]))
        if builder.length > MAX_TEXT:
            raise Refused("LG186", f"the document has more than {MAX_TEXT:,} characters of prose", "split it")
    text, trace = builder.made()
    return text, tuple(blocks), trace


def _without_dateline(runs: list[Run]) -> list[Run]:
    """Return the runs of the first paragraph without its date-line."""
    cut = dateline("".join(run.text for run in runs))
    for i, (text, start, end) in enumerate(runs):
        if cut < len(text):
            rest = Run(text[cut:], start + cut, end) if len(text) == end - start else Run(text[cut:], start, end)
            return [rest, *runs[i + 1 :]]
        cut -= len(text)
    return []
