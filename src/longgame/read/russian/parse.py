"""The Russian parser: natasha's taggers of forms and names, loaded when first needed."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from longgame.core.errors import LonggameError


class Word(NamedTuple):
    """A word of a sentence.

    Attributes
    ----------
    start, end : int
        In the sentence.
    text : str
    part : str
        Part of speech, as in Universal Dependencies.
    tense : str
        ``Past``, ``Pres``, ``Fut`` of a finite verb, else empty.
    """

    start: int
    end: int
    text: str
    part: str
    tense: str


class Sentence(NamedTuple):
    """A sentence as it was parsed.

    Attributes
    ----------
    text : str
    words : tuple of Word
    names : tuple of (int, int, str)
        Places and kinds (``PER``, ``ORG``, ``LOC``) of names.
    """

    text: str
    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...]


@cache
def _taggers() -> tuple[Any, ...]:
    try:
        import natasha
    except ImportError:
        raise LonggameError("Russian is read with natasha, which is not installed; pip install 'longgame[russian]'") from None
    words = natasha.NewsEmbedding()
    return natasha, natasha.Segmenter(), natasha.NewsMorphTagger(words), natasha.NewsNERTagger(words)


def parse(text: str) -> Sentence:
    """Parse a sentence.

    Raises
    ------
    LonggameError
        If natasha is not installed.
    """
    natasha, segmenter, forms, names = _taggers()
    doc = natasha.Doc(text)
    doc.segment(segmenter)
    if not doc.tokens:
        return Sentence(text, (), ())
    doc.tag_morph(forms)
    doc.tag_ner(names)
    words = tuple(Word(t.start, t.stop, t.text, t.pos or "", _tense(t.feats or {})) for t in doc.tokens)
    return Sentence(text, words, tuple((s.start, s.stop, s.type) for s in doc.spans))


def _tense(features: dict[str, str]) -> str:
    return features.get("Tense", "") if features.get("VerbForm") == "Fin" else ""
