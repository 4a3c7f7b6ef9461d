"""Reading files that may be hostile, and writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from longgame.core.errors import CaseError, Problem
from longgame.core.where import Where

MAX_BYTES = 64_000_000


def shown(path: Path) -> str:
    """Return a path as a message shows it: relative to the working directory if it lies below.

    Bytes that are not UTF-8 and control characters in names are shown as escapes.
    """
    try:
        text = str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        text = str(path)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """Return the text of a UTF-8 file, line ends as they are, a byte-order mark kept.

    Parameters
    ----------
    path : Path
    limit : int
        Largest size in bytes that is read.

    Raises
    ------
    CaseError
        With one problem (LG101 to LG104) when the file is missing, no regular file, too large,
        holds NUL bytes or is not UTF-8; the last names the line and column of the first bad byte.
    """
    where = Where(shown(path))
    try:
        if not path.is_file():
            what = "is not a regular file" if path.exists() else "does not exist"
            raise CaseError([Problem(where, "LG101", f"the file {what}")])
        size = path.stat().st_size
        if size > limit:
            message = f"the file has {size / 1e6:.0f} MB; at most {limit / 1e6:.0f} MB are read"
            raise CaseError([Problem(where, "LG102", message, "split the case or check that this is the right file")])
        data = path.read_bytes()
    except OSError as error:
        raise CaseError([Problem(where, "LG101", f"cannot read the file: {error.strerror}")]) from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CaseError([Problem(where, "LG103", "the file is UTF-16, not UTF-8", "save it as UTF-8")])
    if b"\x00" in data:
        raise CaseError([_at(where, data, data.index(b"\x00"), "LG104", "NUL byte: this is not a text file")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise CaseError([_at(where, data, error.start, "LG103", message, "save the file as UTF-8")]) from None


def _at(where: Where, data: bytes, offset: int, code: str, message: str, fix: str = "") -> Problem:
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Problem(Where(where.file, line, column), code, message, fix)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    The content goes to a temporary file in the same folder, is flushed to disk and renamed.

    Raises
    ------
    OSError
        If the folder does not exist or cannot be written; nothing is left behind.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
