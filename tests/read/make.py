"""Documents made for tests: Word documents and PDFs from nothing, with the characters that break offsets."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def docx(paragraphs: Sequence[str], *, body: str = "", style: str = "", prologue: str = PROLOGUE, **parts: bytes) -> bytes:
    """Return a Word document of some paragraphs, or with a body of its own."""
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    made = "".join(f'<w:p>{marked}<w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in paragraphs)
    content = f'{prologue}<w:document xmlns:w="{W}"><w:body>{body or made}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", parts.pop("document", content.encode("utf-8")))
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return buffer.getvalue()


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", extra: bytes = b"", compress: bool = True) -> bytes:
    """Return a PDF whose pages have some lines, in a font that has every character."""
    letters = sorted({c for page in pages for line in page for c in line})
    code = {c: f"{i + 1:04x}" for i, c in enumerate(letters)}
    n = len(pages)
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {n} /Kids [{' '.join(f'{8 + 2 * i} 0 R' for i in range(n))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /FontDescriptor 6 0 R /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_unicode(code), compress=False),
        b"<< /Type /FontDescriptor /FontName /T /Flags 4 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0"
        b" /CapHeight 1 /StemV 1 >>",
        b"<< /Title <" + ("\ufeff" + title).encode("utf-16-be").hex().encode() + b"> >>",
    ]
    for i, page in enumerate(pages):
        shown = "".join(f"<{''.join(code[c] for c in line)}> Tj T*\n" for line in page)
        font = "/Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {9 + 2 * i} 0 R {font} >>".encode())
        objects.append(_stream(f"BT /F 11 Tf 14 TL 60 740 Td\n{shown}ET".encode(), compress=compress))
    out, places = b"%PDF-1.7\n", []
    for i, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{i} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return (
        out
        + f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R ".encode()
        + extra
        + f">>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def _unicode(code: dict[str, str]) -> bytes:
    pairs = [f"<{k}> <{c.encode('utf-16-be').hex()}>" for c, k in code.items()]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    chars = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    head += "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    return (head + chars + "\nendcmap end end").encode()


def _stream(data: bytes, *, compress: bool) -> bytes:
    packed = zlib.compress(data) if compress else data
    filtered = b"/Filter /FlateDecode " if compress else b""
    return b"<< " + filtered + f"/Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"
