"""The formats of documents: one file each, registered by one line below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from longgame.read.blocks import Parsed
from longgame.read.formats import docx, html, md, pdf, txt


class Format(NamedTuple):
    """A format of documents.

    Attributes
    ----------
    parse : callable
        From the bytes of a file and the encoding that the user names, empty for none, to its parts.
    suffixes : tuple of str
        Endings of names, in lower case.
    """

    parse: Callable[[bytes, str], Parsed]
    suffixes: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "txt": Format(txt.parse, (".txt", ".text")),
    "html": Format(html.parse, (".html", ".htm", ".xhtml")),
    "md": Format(md.parse, (".md", ".markdown")),
    "pdf": Format(pdf.parse, (".pdf",)),
    "docx": Format(docx.parse, (".docx",)),
}
