"""Who is named in a claim: the case's actors first, then names that the parser's recogniser finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def named(doc: Doc, words: str, offset: int, gazetteer: Gazetteer) -> list[Mention]:
    """Return who is named in a sentence, in the order of the text, with places in the document's text.

    Parameters
    ----------
    doc : Doc
    words : str
        The sentence as it stands in the text, as long as the parsed one.
    offset : int
        Where it starts in the text.
    gazetteer : Gazetteer
    """
    found = gazetteer.find(words)
    for entity in doc.ents:
        if entity.label_ not in _NAMED:
            continue
        start, end = entity.start_char, entity.end_char
        if words[start : start + 4].lower() == "the ":
            start += 4
        if words[end - 2 : end] in ("'s", "’s"):
            end -= 2
        if end > start and not any(start < f.end and f.start < end for f in found):
            found.append(Mention(start=start, end=end, name=words[start:end]))
    return [f.model_copy(update={"start": f.start + offset, "end": f.end + offset}) for f in sorted(found, key=lambda f: f.start)]


def inside(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions that lie in a stretch, each actor once."""
    kept: dict[str, Mention] = {}
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            kept.setdefault(mention.id or mention.name, mention)
    return tuple(kept.values())
