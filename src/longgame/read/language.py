"""In which language a text is: which of those that are read, or plainly another; by its letters and its small words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from longgame.read.words import classes

Reader = Literal["en", "ru"]
READERS: dict[str, Reader] = {"en": "en", "ru": "ru"}
NAMES = {
    "en": "English", "ru": "Russian", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "cs": "Czech", "lt": "Lithuanian", "ro": "Romanian", "pt": "Portuguese", "tr": "Turkish", "uk": "Ukrainian",
    "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian",
}  # fmt: skip
UNKNOWN = "und"
# Which others are written in the letters of each.
_OTHERS: dict[Reader, tuple[str, ...]] = {
    "en": ("de", "fr", "es", "it", "nl", "pl", "cs", "lt", "ro", "pt", "tr"),
    "ru": ("uk", "be", "bg", "sr"),
}
SAMPLE = 20_000
_LIST = "languages.csv"
_CYRILLIC, _LATIN = re.compile("[\u0400-\u052f]"), re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)
_LETTER, _WORD = re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]+")
# Letters of Cyrillic that Russian does not have, and two that of its neighbours only Belarusian has, in every other sentence.
_FOREIGN, _OWN = re.compile("[іїєґўјљњћђџѓќѕәғқңөұүһ]"), re.compile("[ыэ]")
# Texts with fewer words are taken as their letters say; with fewer than the second no doubt is told, nothing refused unnamed.
FEW, SOME = 20, 60
# Shares of small words. Of 39 English articles 0.39 to 0.52 were such words, in forty words running hardly ever under 0.2; of
# texts in ten other languages at most 0.06. Of two Russian articles 0.26 and 0.28, in any forty words at least 0.12.
SURE: dict[Reader, float] = {"en": 0.20, "ru": 0.12}
OTHER, NONE, NAMED = 0.12, 0.06, 0.13
# Of the letters of a Ukrainian or Belarusian text 6 to 9 in a hundred are not Russian; names in a Russian one bring hardly any.
FOREIGN = 0.01


class Tongue(NamedTuple):
    """What a text is in, as far as it can be told.

    Attributes
    ----------
    reader : {'en', 'ru'}
        By whose rules it would be read.
    found : str
        Code of the language (ISO 639), ``und`` if it cannot be told.
    verdict : {'same', 'short', 'doubt', 'other'}
        Whether it is what would be read, has too few words to tell, perhaps is, or plainly is not.
    """

    reader: Reader
    found: str
    verdict: Literal["same", "short", "doubt", "other"]

    @property
    def name(self) -> str:
        """The language in words."""
        return NAMES.get(self.found, "a language that is not known here")


def tongue(text: str) -> Tongue:
    """Return in which language a text is.

    No statistics of letters and no model: the share of the commonest small words tells English from what is none by a wide margin,
    and the letters tell Russian from its neighbours. Texts of fewer than twenty words are believed to be what their script says;
    where they have no small word of that language, or more of another, that is told.

    Parameters
    ----------
    text : str
        Its first 20,000 characters are looked at.
    """
    sample = text[:SAMPLE].lower()
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    reader: Reader = "ru" if cyrillic > latin else "en"
    words = _WORD.findall(sample)
    if len(words) < FEW:
        # Of a script without spaces a whole sentence is one word.
        strange = len(_LETTER.findall(sample)) > 2 * max(cyrillic + latin, FEW)
        return Tongue(reader, UNKNOWN, "other") if strange else _short(words, reader)
    if cyrillic + latin < len(_LETTER.findall(sample)) / 2:
        return Tongue(reader, UNKNOWN, "other")
    return _cyrillic(words, sample, cyrillic) if reader == "ru" else _latin(words)


def _short(words: list[str], reader: Reader) -> Tongue:
    shares = _shares(words, _OTHERS[reader])
    own = _shares(words, (reader,))[reader]
    other = max(shares, key=lambda code: shares[code])
    if shares[other] > own:
        return Tongue(reader, other, "short")
    return Tongue(reader, reader, "same" if own else "short")


def _latin(words: list[str]) -> Tongue:
    shares = _shares(words, ("en", *_OTHERS["en"]))
    english = shares.pop("en")
    other = max(shares, key=lambda code: shares[code])
    if english < OTHER and shares[other] >= NAMED:
        return Tongue("en", other, "other")
    if english < NONE and len(words) >= SOME:
        return Tongue("en", UNKNOWN, "other")
    if english < SURE["en"] and len(words) >= SOME:
        return Tongue("en", other if shares[other] > english else UNKNOWN, "doubt")
    return Tongue("en", "en", "same")


def _cyrillic(words: list[str], sample: str, letters: int) -> Tongue:
    shares = _shares(words, ("ru", *_OTHERS["ru"]))
    russian = shares.pop("ru")
    other = max(shares, key=lambda code: shares[code])
    strange = len(_FOREIGN.findall(sample)) >= max(FOREIGN * letters, 2)
    if strange:
        own = "be" if "ў" in sample else "uk" if re.search("[їє]", sample) else ""
        return Tongue("ru", own or (other if shares[other] >= NAMED else UNKNOWN), "other")
    if len(words) >= 2 * FEW and not _OWN.search(sample) and shares[other] > russian:
        return Tongue("ru", other, "other")
    if russian < SURE["ru"] and len(words) >= SOME:
        return Tongue("ru", UNKNOWN, "doubt")
    return Tongue("ru", "ru", "same")


def _shares(words: list[str], codes: tuple[str, ...]) -> dict[str, float]:
    lists, counted, every = classes(_LIST), Counter(words), max(len(words), 1)
    return {code: sum(n for word, n in counted.items() if word in lists[code]) / every for code in codes}
