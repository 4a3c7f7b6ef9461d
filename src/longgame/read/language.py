"""In which language a text is, of those that are read."""

from __future__ import annotations

import re

_CYRILLIC, _LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
SAMPLE = 50_000


def language(text: str) -> str:
    """Return ``ru`` if most letters of a text are Cyrillic, else ``en``."""
    sample = text[:SAMPLE]
    return "ru" if len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample)) else "en"
