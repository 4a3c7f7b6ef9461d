"""Documents that cannot be read are refused in words, soon, and without much memory."""

# One kind a line, however long, so that the table can be read down its columns.
# ruff: noqa: E501

from __future__ import annotations

import socket
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.codes import CODES
from longgame.core.errors import CaseError
from longgame.read.document import Document, document, open_document
from longgame.read.problems import Refused
from tests.read.make import PROLOGUE, W, docx, pdf

PROSE = "The two governments will sign the agreement by the end of next year, as both of them said on Tuesday in the capital."
SECONDS, MEMORY = 20.0, 150e6
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


class Bad(NamedTuple):
    """A kind of bad document: the name of its file, what makes it, the code, and what is said."""

    what: str
    name: str
    make: Callable[[Path], bytes | None]
    code: str
    says: str


def data(content: bytes) -> Callable[[Path], bytes]:
    return lambda _: content


def sparse(megabytes: int, start: bytes = b"") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(start)
            file.truncate(megabytes * 1_000_000)

    return make


def body(xml: str, prologue: str = PROLOGUE) -> bytes:
    return docx([], document=f'{prologue}<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'.encode())


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zip_with(name: str, content: bytes) -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def flagged(made: bytes) -> bytes:
    """Return a zip whose parts say that they are encrypted."""
    changed = bytearray(made)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(sign)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(sign, place + 4)
    return bytes(changed)


def lying(made: bytes) -> bytes:
    """Return a zip that says of its parts that they unfold into a hundred bytes."""
    changed = bytearray(made)
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = changed.find(sign)
        while place >= 0:
            changed[place + at : place + at + 4] = (100).to_bytes(4, "little")
            place = changed.find(sign, place + 4)
    return bytes(changed)


def flate_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(b"0" * 300_000_000, 9), 9)
    made = pdf([[PROSE]], compress=False)
    head, _, tail = made.partition(b"9 0 obj\n")
    stream = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
    return head + b"9 0 obj\n" + stream + tail[tail.index(b"endobj\n") + 7 :]


ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>] " % (b"41" * 32, b"42" * 32)
BAD = (
    Bad("missing", "none.txt", lambda _: None, "LG180", "does not exist"),
    Bad("a folder", "folder.txt", lambda p: p.mkdir(), "LG180", "not a regular file"),
    Bad("empty", "a.txt", data(b""), "LG181", "empty"),
    Bad("a byte order mark alone", "a.md", data(b"\xef\xbb\xbf\r\n\r\n"), "LG181", "empty"),
    Bad("nothing but spaces", "a.html", data(b" \n\t\n "), "LG181", "empty"),
    Bad("a format that is not read", "a.odt", data(b"x"), "LG182", "'.odt' are not read"),
    Bad("an old Word document", "a.doc", data(b"\xd0\xcf\x11\xe0"), "LG182", "'.doc' are not read"),
    Bad("no ending", "article", data(PROSE.encode()), "LG182", "needs an ending"),
    Bad("binary", "a.txt", data(b"\x7fELF\x00\x01\x02\x03" * 50), "LG184", "NUL"),
    Bad("300 MB", "a.txt", sparse(300), "LG186", "300 MB; at most"),
    Bad("a PDF of 300 MB", "a.pdf", sparse(300, b"%PDF-1.7\n"), "LG186", "300 MB; at most"),
    Bad("Cyrillic in the encoding of Windows", "a.txt", data("Стороны подпишут соглашение до конца года.".encode("cp1251")), "LG183", "--encoding cp1251"),
    Bad("an accent in that of Western Europe", "a.txt", data(("Caf\u00e9. " + PROSE).encode("cp1252")), "LG183", "a.txt:1:4"),
    Bad("broken UTF-8", "a.md", data(PROSE.encode() + b"\n\n\xe2\x82 and on"), "LG183", "a.md:3:1"),
    Bad("half a character in UTF-16", "a.txt", data(b"\xff\xfeA\x00\x00\xd8"), "LG183", "UTF-16"),
    Bad("UTF-16 with half of a pair inside", "a.txt", data(("\ufeff" + PROSE).encode("utf-16-le") + b"\x00\xd8a\x00"), "LG183", "0xD800 is half of a surrogate pair"),
    Bad("UTF-16 with an odd number of bytes", "a.txt", data(("\ufeff" + PROSE).encode("utf-16-le") + b"x"), "LG183", "one is half (it is cut off)"),
    Bad("UTF-16 without its mark", "a.txt", data(PROSE.encode("utf-16-be")), "LG184", "add --encoding utf-16-be"),
    Bad("UTF-32", "a.txt", data(("\ufeff" + PROSE).encode("utf-32-le")), "LG184", "the file is UTF-32"),
    Bad("half of a pair in UTF-8", "a.txt", data(PROSE.encode() + b"\nSo \xed\xa0\xbd"), "LG183", "a.txt:2:4 LG183 0xed 0xa0 0xbd is half of a surrogate pair"),
    Bad("UTF-8 that is cut off", "a.txt", data((PROSE + "\nЗакон").encode()[:-1]), "LG183", "a.txt:2:5 LG183 the file ends in the middle"),
    Bad("UTF-8 with its mark and one odd byte", "a.txt", data(b"\xef\xbb\xbf" + PROSE.encode() + b"\nCaf\xe9 to"), "LG183", "all that is around it is"),
    Bad("a picture named as text", "a.txt", data(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "LG183", "not UTF-8"),
    Bad("a page without prose", "a.html", data(b"<html><body><script>var a='b';</script><nav>Home</nav></body></html>"), "LG185", "no prose"),
    Bad("a page of tags", "a.html", data(b"<i>" * 250_000), "LG186", "tags"),
    Bad("a page nested without end", "a.html", data(b"<div>" * 199_000), "LG185", "no prose"),
    Bad("a page of open brackets", "a.html", data(b"<" * 1_000_000), "LG186", "tags"),
    Bad("a page of quotes that never close", "a.html", data(b'<a b="' * 300_000), "LG185", "no prose"),
    Bad("a page of comments that never close", "a.html", data(b"<!--" * 500_000), "LG185", "no prose"),
    Bad("one line of a megabyte", "a.txt", data(b"talks " * 175_000 + b"."), "LG186", "characters"),
    Bad("Markdown of open brackets", "a.md", data(b"![" * 600_000 + b"a."), "LG186", "characters"),
    Bad("over two million characters", "a.txt", data((PROSE + "\n\n").encode() * 17_500), "LG186", "2,000,000"),
    Bad("no PDF", "a.pdf", data(PROSE.encode()), "LG184", "no PDF"),
    Bad("a damaged PDF", "a.pdf", data(pdf([[PROSE]])[:200] + b"\x00" * 50), "LG184", "damaged"),
    Bad("a PDF of pictures", "a.pdf", data(pdf([[""]])), "LG185", "pictures"),
    Bad("an encrypted PDF", "a.pdf", data(pdf([[PROSE]], extra=ENCRYPTED)), "LG187", "encrypted"),
    Bad("a PDF of too many pages", "a.pdf", data(pdf([["x"]] * 401)), "LG186", "401 pages"),
    Bad("a PDF that unfolds", "a.pdf", lambda _: flate_bomb(), "LG18", "document"),
    Bad("no Word document", "a.docx", data(PROSE.encode()), "LG184", "damaged"),
    Bad("an encrypted Word document", "a.docx", data(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600), "LG187", "encrypted"),
    Bad("a Word document with a password on its parts", "a.docx", data(flagged(docx([PROSE]))), "LG187", "encrypted"),
    Bad("a workbook", "a.docx", data(zip_with("xl/workbook.xml", b"<a/>")), "LG184", "no word/document.xml"),
    Bad("a Word document that unfolds", "a.docx", data(body(paragraph("0" * 40_000_000))), "LG186", "unfold"),
    Bad("one that unfolds without end", "a.docx", data(lying(body(paragraph("0" * 60_000_000)))), "LG18", "document"),
    Bad("entities within entities", "a.docx", data(body(paragraph("&l9;"), f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>')), "LG184", "document type"),
    Bad("an entity from outside", "a.docx", data(body(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), "LG184", "document type"),
    Bad("a document type from the network", "a.docx", data(body(paragraph("x"), '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d">')), "LG184", "document type"),
    Bad("XML that ends early", "a.docx", data(docx([], document=f'<w:document xmlns:w="{W}"><w:body>'.encode())), "LG184", "damaged"),
    Bad("XML nested too deeply", "a.docx", data(body("<w:sdt>" * 500)), "LG186", "inside each other"),
    Bad("a Word document without words", "a.docx", data(body("<w:p/>")), "LG185", "no prose"),
)  # fmt: skip


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whoever opens a connection or looks up a name."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_there_are_thirty_kinds() -> None:
    assert len({bad.what for bad in BAD}) == len(BAD) >= 30


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("bad", BAD, ids=lambda b: b.what)
def test_it_is_refused_in_words(bad: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(bad.name)
    content = bad.make(path)
    if content is not None:
        path.write_bytes(content)
    del content
    begun = monotonic()
    with pytest.raises(CaseError) as caught:
        open_document(path)
    took = monotonic() - begun
    (problem,) = caught.value.problems
    assert problem.code.startswith(bad.code)
    assert bad.says in str(problem)
    assert str(problem).startswith(bad.name)
    assert "\n" not in str(problem)
    assert len(str(problem)) < 400
    assert took < SECONDS


@pytest.mark.parametrize("bad", [b for b in BAD if "unfolds" in b.what or "300 MB" in b.what], ids=lambda b: b.what)
def test_it_takes_little_memory(bad: Bad, tmp_path: Path) -> None:
    path = tmp_path / bad.name
    content = bad.make(path)
    if content is not None:
        path.write_bytes(content)
    del content
    tracemalloc.start()
    try:
        with pytest.raises(CaseError):
            open_document(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MEMORY


@pytest.mark.parametrize(
    "text",
    [
        "Published on 1 January 0000\n\n" + PROSE,
        "0000-00-00\n\n" + PROSE,
        "99.99.9999\n\n" + PROSE,
        "31 February 2021\n\n" + PROSE,
        "03/04/2021\n\n" + PROSE,
    ],
    ids=["year 0", "all zeros", "all nines", "no such day", "either way round"],
)
def test_a_date_that_is_none_is_not_guessed(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert open_document(path).date is None


@pytest.mark.usefixtures("no_network")
def test_what_a_page_names_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    head = '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x"><html><head><base href="http://127.0.0.1:9/"><link rel="stylesheet" href="a.css">'
    path.write_text(
        f'{head}<script src="http://127.0.0.1:9/s.js"></script></head><body><img src="i.png"><p>{PROSE}</p></body></html>', "utf-8"
    )
    assert open_document(path).text == PROSE


PIECES = [
    b"<p>", b"</p>", b"<div ", b'class="nav">', b"<!--", b"-->", b"<script>", b"</script", b"&amp;", b"&#x110000;", b"&#0;", b"<", b">", b'"', b"'",
    b"# ", b"- ", b"> ", b"|a|", b"```", b"**", b"[", b"](", b")", b"\\", b"---\n", b"\n", b"\r\n", b"\r", b"\n\n", b"\f", b"\xc2\xa0", b"\xe2\x80\xa8", b"\xcc\x81",
    PROSE.encode(), b"12 March 2009", b"By Ann Lee", b"1. ", b"\xef\xbb\xbf", b"\x00", b"\xff", "\U0001d518".encode(), b"SUBJECT: x", b"ROME - ",
]  # fmt: skip


def read_or_refused(content: bytes, form: str) -> Document | None:
    """Return the document, None if it was refused with a code that there is."""
    try:
        return document(content, "a", form)
    except Refused as refused:
        code = refused.code
    assert code in CODES
    return None


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["txt", "md", "html"]))
def test_any_bytes_are_read_or_refused(pieces: list[bytes], form: str) -> None:
    content = b"".join(pieces)
    found = read_or_refused(content, form)
    if found is None:
        return
    assert found.encoding is not None
    assert found.original.encode(found.encoding) == content
    for block in found.blocks:
        assert found.text[block.start : block.end] == found.text[block.start : block.end].strip() != ""
        first, last = found.where(block.start, block.end)
        assert 0 <= first < last <= len(found.original)
    assert "\n\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 60))
def test_a_damaged_word_document_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(docx([PROSE, PROSE]))
    for at, value in changes:
        content[at % len(content)] = value
    found = read_or_refused(bytes(content[: len(content) - cut]), "docx")
    assert found is None or found.text


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Стороны подпишут соглашение о рынке газа не позднее 1 декабря следующего года, заявил министр."
    path.write_bytes(text.encode("koi8-r"))
    found = open_document(path, encoding="KOI8-R")
    assert found.text == text
    assert found.where_bytes(8, 16) == (8, 16)
    with pytest.raises(CaseError, match="LG183 the encoding 'klingon' is not known"):
        open_document(path, encoding="klingon")


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16-LE", "utf_16", "utf-8-sig", "UTF8"])
def test_other_names_of_an_encoding_are_known(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode(encoding))
    found = open_document(path, encoding=encoding)
    assert found.text == PROSE
    assert found.encoding is not None
    assert found.original.encode(found.encoding) == path.read_bytes()


def test_no_other_encoding_is_guessed_for_what_is_damaged(tmp_path: Path) -> None:
    for bad in BAD:
        if bad.code == "LG183" and ("pair" in bad.what or "odd" in bad.what or "cut" in bad.what):
            path = tmp_path / bad.name
            path.write_bytes(bad.make(path) or b"")
            with pytest.raises(CaseError) as caught:
                open_document(path)
            assert "cp1252" not in str(caught.value)


def test_what_is_over_a_limit_is_seen_to_be(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    sparse(32)(path)
    with path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(CaseError, match="has 33 MB; at most 32 MB are read"):
        open_document(path)


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = "Стороны подпишут соглашение о рынке газа не позднее 1 декабря следующего года, заявил министр."
    path.write_bytes(f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251"))
    found = open_document(path)
    assert (found.text, found.encoding, found.language) == (text, "cp1251", "ru")
