"""Every stretch of a document's text is found again in the file that it came from, character by character and byte by byte."""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.read.document import Document, document, open_document
from longgame.read.formats import FORMATS
from longgame.read.trace import Builder, Run
from tests.read.make import docx, pdf

HERE = Path(__file__).parent
# Curly quotes, an accent that composes and one that does not, soft hyphen, zero-width space, Cyrillic with a combining breve,
# a sign outside the basic plane, a ligature.
WORDS = (
    "“will", "sign”", "treaty", "l’accord", "cafe\u0301", "Mur\u0326ani", "co\u00adoperate", "zero\u200bwidth", "До", "кои\u0306ка",
    "Łukaszenka", "€1.9–2.1", "R&D", "𝔘nion", "may", "well", "ﬁnal", "naïve",
)  # fmt: skip
FIRST = "It has rained on both sides of the river since the ministers met in spring and nothing that they said has been kept."


class Made(NamedTuple):
    """A document and how the text that it holds is got from a stretch of what places are counted in."""

    document: Document
    data: bytes


@st.composite
def paragraphs(draw: st.DrawFn) -> list[list[str]]:
    """Paragraphs as words and, between them, what separates them."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=15, max_size=25))
        made.append(["The", *words, "now."])
    return made


def cleaned(text: str) -> str:
    """Return a stretch of plain text as it is read, said in the plainest way."""
    seen = re.sub("[\u00ad\u200b\ufeff]", "", text)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", seen))


def check(made: Made, plain: object, spans: st.DataObject) -> None:
    """Draw stretches inside paragraphs and look each up in the file."""
    found = made.document
    assert len(found.blocks) > 1
    for _ in range(6):
        block = spans.draw(st.sampled_from(found.blocks))
        start = spans.draw(st.integers(block.start, block.end - 1))
        end = spans.draw(st.integers(start + 1, block.end))
        first, last = found.where(start, end)
        fragment = found.original[first:last]
        assert callable(plain)
        assert plain(fragment) == found.text[start:end]
        assert found.fragment(start, end) == fragment
        place = found.where_bytes(start, end)
        if found.encoding is None:
            assert place is None
        else:
            assert place is not None
            assert made.data[slice(*place)] == fragment.encode(found.encoding)
            assert made.data.decode(found.encoding)[first:last] == fragment


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(given_=paragraphs(), gap=st.sampled_from([" ", "\u00a0", "  ", " \u00a0"]), spans=st.data())
def test_text(encoding: str, end: str, given_: list[list[str]], gap: str, spans: st.DataObject) -> None:
    text = (end * 2).join([FIRST, *(gap.join(words) for words in given_)]) + end
    data = text.encode(encoding)
    check(Made(document(data, "a.txt", "txt"), data), cleaned, spans)


@given(given_=paragraphs(), spans=st.data())
def test_text_that_was_wrapped(given_: list[list[str]], spans: st.DataObject) -> None:
    lines = (
        FIRST.replace(" since", "\r\nsince").replace(" and", "\r\nand")
        + "\r\n\r\n"
        + "\r\n\r\n".join("\r\n   ".join(w) for w in given_)
    )
    data = ("\ufeff" + lines).encode()
    check(Made(document(data, "a.txt", "txt"), data), cleaned, spans)


@given(given_=paragraphs(), marks=st.sampled_from(["**", "*", "_"]), spans=st.data())
def test_markdown(given_: list[list[str]], marks: str, spans: st.DataObject) -> None:
    def marked(words: list[str]) -> str:
        words = [w.replace("&", "&amp;") for w in words]
        return f"{words[0]} {marks}{words[1]}{marks} [{words[2]}](https://example.org/x_y) \\& {' '.join(words[3:])}"

    data = ("# Title of it\n\n" + FIRST + "\n\n" + "\n\n".join(marked(w) for w in given_)).encode()
    made = Made(document(data, "a.md", "md"), data)

    def plain(fragment: str) -> str:
        bare = re.sub(r"\]\(https://example\.org/x_y\)", "", fragment)
        return cleaned(html.unescape(re.sub(r"[\[\]*_\\]", "", bare)))

    assert "example.org" not in made.document.text
    check(made, plain, spans)


@given(given_=paragraphs(), name=st.sampled_from(["em", "b", 'a href="x?a=1&b=2"', "span title='a > b'"]), spans=st.data())
def test_pages(given_: list[list[str]], name: str, spans: st.DataObject) -> None:
    def marked(words: list[str]) -> str:
        words = [html.escape(w) for w in words]
        inside = f"<{name}>{words[1]}</{name.split()[0]}><!-- no --> {words[2]}&nbsp;&#8211;&#x2014;&hellip;"
        return f"{words[0]} {inside} {' '.join(words[3:])}"

    body = "".join(f"<p>{marked(w)}</p>\r\n" for w in given_)
    data = f"<html><head><title>T</title><script>if (a<b) 'p'</script></head><body><p>{FIRST}</p>{body}</body></html>".encode()
    tag = re.compile(r"<!--.*?-->|<(?:[^>'\"]|'[^']*'|\"[^\"]*\")*>")
    check(Made(document(data, "a.html", "html"), data), lambda f: cleaned(html.unescape(tag.sub("", f))), spans)


@given(given_=paragraphs(), spans=st.data())
def test_word_documents(given_: list[list[str]], spans: st.DataObject) -> None:
    data = docx([FIRST, *(" ".join(w) for w in given_)])
    made = Made(document(data, "a.docx", "docx"), data)
    assert made.document.original == "".join(p + "\n" for p in [FIRST, *(" ".join(w) for w in given_)])
    check(made, cleaned, spans)


def test_pdf() -> None:
    lines = [
        "The minister said that the «draft» would be ready, and that l’accord in the café",
        "may well be signed in Минск by the end of the year, which nobody who was there be-",
        "lieved. It did not rain.",
    ]
    data = pdf([[*lines, "1"], [FIRST[:70], FIRST[71:], "2"]])
    found = document(data, "a.pdf", "pdf")
    assert found.encoding is None
    assert "nobody who was there believed. It did not rain." in found.text
    start = found.text.index("believed")
    assert found.fragment(start, start + 8) == "be-\nlieved"
    for block in found.blocks:
        for at in range(block.start, block.end - 1, 7):
            assert (
                re.sub("e- l|- l", lambda m: m[0].replace("- ", ""), cleaned(found.fragment(at, block.end)))
                == found.text[at : block.end]
            )
    assert not re.search(r"\b[12]\b", found.text)


@given(st.lists(st.tuples(st.text(max_size=6), st.integers(0, 4)), max_size=12))
def test_traces_hold_for_any_text(pieces: list[tuple[str, int]]) -> None:
    builder, at, runs = Builder(), 0, []
    for text, more in pieces:
        runs.append(Run(text, at, at + len(text) + (more if more else 0)))
        at = runs[-1].end
    builder.add_block(runs)
    text, trace = builder.made()
    assert text == text.strip()
    for start in range(len(text)):
        first, last = trace.where(start, start + 1)
        assert 0 <= first < last <= at
        assert trace.back(first) <= start
    with pytest.raises(ValueError, match="does not lie"):
        trace.where(0, len(text) + 1)


def rows() -> list[dict[str, str]]:
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FILES = sorted({row["seed_file"] for row in rows()})


@pytest.mark.parametrize("file", FILES)
def test_every_label_is_in_the_text_that_is_read(file: str) -> None:
    found = open_document(HERE / "texts" / file)
    for row in rows():
        if row["seed_file"] == file:
            start, end = int(row["char_start"]), int(row["char_end"])
            place = found.trace.back(start), found.trace.back(end - 1) + 1
            assert found.where(*place) == (start, end), row["id"]
            assert any(b.start <= place[0] and place[1] <= b.end for b in found.blocks), row["id"]


@pytest.mark.parametrize("file", FILES)
def test_title_date_and_language_are_found(file: str) -> None:
    row = next(r for r in rows() if r["seed_file"] == file)
    found = open_document(HERE / "texts" / file)
    assert found.title.casefold().strip('"').startswith(row["article"].casefold().strip('"'))
    assert str(found.date) == row["date"]
    assert found.language == ("ru" if file[:2] in ("11", "12") else "en")


def test_formats_are_registered_under_their_names() -> None:
    files = {p.stem for p in (HERE.parents[1] / "src/longgame/read/formats").glob("*.py") if not p.stem.startswith("_")}
    assert files == set(FORMATS)
    endings = [s for form in FORMATS.values() for s in form.suffixes]
    assert len(set(endings)) == len(endings)
