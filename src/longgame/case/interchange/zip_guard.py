"""Look at a zip archive of XML files before a parser does, so that it cannot take all memory or time."""

from __future__ import annotations

import zipfile
from pathlib import Path

from longgame.core.errors import CaseError, Problem
from longgame.core.files import shown
from longgame.core.where import Where

MAX_FILE = 64_000_000
MAX_PARTS = 2_000
MAX_WHOLE = 384_000_000
MAX_RATIO = 150
SMALL = 4_000_000
MAX_TAGS = 24_000_000
_CHUNK = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_workbook(path: Path) -> None:
    """Refuse a file that is no .xlsx, or one that would unfold into too much.

    The size of each part is bounded by what the archive says, which Python's reader enforces; the
    number of tags is counted, since each becomes an object; a document type, which could define
    entities, is refused.

    Raises
    ------
    CaseError
        LG170, saying which.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise _no(path, f"cannot read the file: {error.strerror}") from None
    if size > MAX_FILE:
        raise _no(path, f"the file has {size / 1e6:.0f} MB; at most {MAX_FILE / 1e6:.0f} MB are read")
    if start == _OLE:
        raise _no(path, "the file is encrypted, or an old .xls", "save it as .xlsx without a password")
    if not start.startswith(b"PK"):
        raise _no(path, "the file is not an .xlsx workbook")
    try:
        with zipfile.ZipFile(path) as archive:
            _parts(path, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _no(path, f"the file is damaged: {error}") from None
    except Exception as error:
        if isinstance(error, CaseError):
            raise
        raise _no(path, f"the file is damaged: {type(error).__name__}") from None


def _parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise _no(path, f"the file has {len(parts):,} parts; at most {MAX_PARTS:,} are read")
    if "xl/workbook.xml" not in archive.namelist():
        what = "a text document" if "word/document.xml" in archive.namelist() else "not an .xlsx workbook"
        raise _no(path, f"the file is {what}", "an OpenDocument sheet can be saved as .xlsx")
    if any(part.flag_bits & 1 for part in parts):
        raise _no(path, "the file is encrypted", "save it without a password")
    whole = sum(part.file_size for part in parts)
    dense = [p for p in parts if p.file_size > SMALL and p.file_size > MAX_RATIO * max(p.compress_size, 1)]
    if whole > MAX_WHOLE or dense:
        raise _no(path, f"the file would unfold to {whole / 1e6:.0f} MB", "this is not a workbook made by a spreadsheet program")
    tags = 0
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            tags += _tags(path, archive, part)
            if tags > MAX_TAGS:
                raise _no(path, f"the file has more than {MAX_TAGS:,} cells and tags")


def _tags(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    found, before = 0, b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            if not before and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:16]):
                raise _no(path, f"{part.filename} is not in UTF-8")
            if b"<!DOCTYPE" in before[-16:] + chunk or b"<!ENTITY" in before[-16:] + chunk:
                raise _no(path, f"{part.filename} defines a document type", "no spreadsheet program writes this")
            found += chunk.count(b"<")
            before = chunk
    return found


def _no(path: Path, message: str, fix: str = "") -> CaseError:
    return CaseError([Problem(Where(shown(path)), "LG170", message, fix)])
