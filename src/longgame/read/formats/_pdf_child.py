"""Extract the text of a PDF from standard input, in a process of its own that has little memory and time.

A PDF is a program for a small machine; the parser is pure Python and can be led into work without end. So it runs where it can
be stopped. Writes one JSON object: ``pages`` and ``title``, or ``code``, ``message`` and ``fix``.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

MEMORY, SECONDS = 1_500_000_000, 60
MAX_PAGES, MAX_CHARACTERS = 400, 4_000_000


def main() -> None:
    """Read standard input and write what was found."""
    _limit()
    logging.disable(logging.CRITICAL)
    try:
        found = _extract(sys.stdin.buffer.read())
    except MemoryError:
        found = {
            "code": "LG186",
            "message": "the document needs more memory than it is given",
            "fix": "save it anew from a PDF reader",
        }
    except Exception as error:
        found = {
            "code": "LG184",
            "message": f"the document is damaged: {type(error).__name__}",
            "fix": "save it anew from a PDF reader",
        }
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; there only the time is limited, by the parent
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _extract(data: bytes) -> dict[str, Any]:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("") != PasswordType.NOT_DECRYPTED
        except Exception:  # a cipher that is not installed, or damage in the head
            opened = False
        if not opened:
            return {"code": "LG187", "message": "the document is encrypted", "fix": "save a copy without a password"}
    if len(reader.pages) > MAX_PAGES:
        return {
            "code": "LG186",
            "message": f"the document has {len(reader.pages):,} pages; at most {MAX_PAGES} are read",
            "fix": "split it",
        }
    pages, size = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MAX_CHARACTERS:
            return {"code": "LG186", "message": f"the document has more than {MAX_CHARACTERS:,} characters", "fix": "split it"}
    title = reader.metadata.title if reader.metadata is not None else None
    return {"pages": pages, "title": title if isinstance(title, str) else ""}


if __name__ == "__main__":
    main()
