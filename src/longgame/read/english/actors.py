"""Who is named in a claim: the case's actors first, then names that the parser's recogniser finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from longgame.read.english.grammar import MONTHS, WEEKDAYS
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Mention
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A name that recurs: so often, and of so many letters.
OFTEN, SHORTEST = 3, 4
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def recurring(docs: Iterable[Doc]) -> frozenset[str]:
    """Return the names that an article uses again and again, of states and parties that no list has; by the word.

    The recogniser sees one sentence at a time and misses an invented name here and there.
    """
    inside: Counter[str] = Counter()
    for doc in docs:
        # The first word of a sentence has a capital anyway.
        inside.update(
            t.text for t in doc[1:] if t.pos_ == "PROPN" and t.is_alpha and t.text[0].isupper() and len(t.text) >= SHORTEST
        )
    lists = classes("claims_en.csv")
    common = _CALENDAR | lists["official"] | lists["text"] | lists["event"] | lists["outsider"]
    return frozenset(name for name, count in inside.items() if count >= OFTEN and name.lower() not in common)


def named(doc: Doc, words: str, offset: int, gazetteer: Gazetteer, known: frozenset[str] = frozenset()) -> list[Mention]:
    """Return who is named in a sentence, in the order of the text, with places in the document's text.

    Parameters
    ----------
    doc : Doc
    words : str
        The sentence as it stands in the text, as long as the parsed one.
    offset : int
        Where it starts in the text.
    gazetteer : Gazetteer
    known : frozenset of str
        Names that recur in the article.
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
    for token in doc:
        start, end = token.idx, token.idx + len(token.text)
        if token.text in known and token.pos_ in ("PROPN", "NOUN") and not any(start < f.end and f.start < end for f in found):
            found.append(Mention(start=start, end=end, name=words[start:end]))
    return [f.model_copy(update={"start": f.start + offset, "end": f.end + offset}) for f in sorted(found, key=lambda f: f.start)]


def inside(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions that lie in a stretch, each actor once."""
    kept: dict[str, Mention] = {}
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            kept.setdefault(mention.id or mention.name, mention)
    return tuple(kept.values())
