"""A digest by which the same words are known again, in another copy of a document or in another format."""

from __future__ import annotations

import hashlib
import unicodedata

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-"})


def fragment_digest(words: str) -> str:
    """Return the SHA-256 of a fragment as it is read, in hexadecimal.

    Compatible characters are made one (NFKC), quotation marks and hyphens plain, white space single spaces.
    """
    plain = " ".join(unicodedata.normalize("NFKC", words).translate(_PLAIN).split())
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()
