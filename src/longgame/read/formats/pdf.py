"""PDF: the text that pypdf extracts, page by page, put together again into paragraphs.

What places are counted in is that text, as it comes, pages joined by a form feed. A picture of a page has no text and is not read.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from longgame.read.blocks import Parsed, RawBlock
from longgame.read.formats.txt import blocks, with_numbered_headings
from longgame.read.problems import Refused
from longgame.read.trace import Run

SECONDS = 75
PAGE = "\f"
# Lines at the edge of a page are its head or foot if they come again on so many pages.
EDGE, REPEATED = 2, 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010][ \t]*$")
_FOLIO = re.compile(r"(?:page|p\.|стр\.)?\W*#\W*(?:(?:of|/|из)\W*#)?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def parse(data: bytes, encoding: str = "") -> Parsed:  # noqa: ARG001 - as of every format
    """Take a PDF apart.

    Raises
    ------
    Refused
        LG184 if it is none or damaged, LG185 if it has no text, LG186 if it is too large, LG187 if it is encrypted, LG188 if it
        takes too long.
    """
    if b"%PDF-" not in data[:1024]:
        raise Refused("LG184", "the document is no PDF: it does not begin with %PDF-")
    found = _extracted(data)
    pages: list[str] = [_whole(page) for page in found["pages"]]
    original = PAGE.join(pages)
    if not original.strip():
        raise Refused("LG185", "the PDF holds pictures of pages and no text", "run a text recognition over it, or copy the text")
    made = with_numbered_headings(list(blocks(original, skip=_edges(pages))))
    title = found.get("title", "")
    # Programs write the name of the file there.
    useless = re.search(r"\.\w{2,4}$|^Microsoft|^untitled|^[\W\d_]*$", title, re.IGNORECASE)
    return Parsed(original, tuple(_joined(made, original)), "" if useless else " ".join(title.split())[:300])


def _extracted(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "longgame.read.formats._pdf_child"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Refused("LG188", f"the document was not read within {SECONDS} seconds", "save it anew from a PDF reader") from None
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        if b"pypdf" in done.stderr and b"No module" in done.stderr:
            raise Refused("LG182", "PDFs are read by pypdf, which is not installed", "pip install pypdf") from None
        raise Refused("LG188", "reading the document was stopped: it took too much time or memory", "save it anew") from None
    if "code" in found:
        raise Refused(found["code"], found["message"], found["fix"])
    return found


def _whole(page: str) -> str:
    """Return a page's text without halves of characters, which cannot be written, and without form feeds."""
    return page.encode("utf-8", "replace").decode("utf-8").replace(PAGE, "\n")


def _edges(pages: Sequence[str]) -> frozenset[int]:
    """Return where lines start, in all pages joined, that are heads, feet and numbers of pages, or empty beside them."""
    edges: list[tuple[int, str, Sequence[int]]] = []
    at = 0
    for page in pages:
        places, place = [], at
        for line in page.split("\n"):
            places.append((place, _NUMBER.sub("#", line.strip())))
            place += len(line) + 1
        edges += _near(places, first=at == 0)
        edges += _near(places[::-1], first=False)
        at += len(page) + len(PAGE)
    seen = Counter(form for _, form, _ in edges if form)
    skip: set[int] = set()
    for place, form, empty in edges:
        if not form or seen[form] >= REPEATED or _FOLIO.fullmatch(form):
            skip.update((place, *empty))
    return frozenset(skip)


def _near(places: Sequence[tuple[int, str]], *, first: bool) -> Iterator[tuple[int, str, Sequence[int]]]:
    """Yield the lines nearest to one edge of a page, from the edge on, each with the empty lines behind it."""
    empty: list[int] = []
    found: list[tuple[int, str, list[int]]] = []
    for place, form in places:
        if form and len(found) == EDGE:
            break
        if form:
            found.append((place, form, []))
        elif found:
            found[-1][2].append(place)
        else:
            empty.append(place)
    if not first:
        yield from ((place, "", ()) for place in empty)
    yield from found


def _joined(made: Iterator[RawBlock], original: str) -> Iterator[RawBlock]:
    """Yield blocks in which words that were broken at the end of a line are whole."""
    whole = Counter(word.casefold() for word in _WORD.findall(original))
    for block in made:
        yield block._replace(runs=tuple(_unbroken(block.runs, whole)))


def _unbroken(runs: Sequence[Run], whole: Counter[str]) -> Iterator[Run]:
    """Yield runs of lines, with those between them, without the hyphens at which words were broken, and without the breaks."""
    i = 0
    while i < len(runs):
        run = runs[i]
        broken = _BROKEN.search(run.text) if i + 2 < len(runs) else None
        after = _WORD.match(runs[i + 2].text) if broken else None
        if broken is None or after is None:
            yield run
            i += 1
            continue
        one, two = broken[1].casefold(), after[0].casefold()
        # "long-" and "term" keep their hyphen if the text writes it elsewhere, or if the second begins with a capital.
        keep = whole[f"{one}-{two}"] > whole[one + two] or after[0][0].isupper()
        cut = broken.end(1) + keep
        yield Run(run.text[:cut], run.start, run.start + cut)
        i += 2
