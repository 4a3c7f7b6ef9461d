"""What was said before: on which day, who is who, whether an official spoke, whether the past was told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


# `Jonas Feld of the Migration Observatory`: a person at a place that is no office.
_OF = re.compile(r",? (?:of|at|from|with) (?:the )?[A-Z][\w-]+ (?:(?:for|on|of) )?[A-Z]\w+")


@dataclass
class Context:
    """What a unit is read in.

    Attributes
    ----------
    now : datetime.date
        Day of the article.
    roles : dict of str to bool
        Surnames of those whom the article introduces, and whether they are officials.
    spoke : bool
        Whether the sentence before, in the same paragraph, is what an official says.
    told : bool
        Whether the clause before told of the past.
    who : bool
        Whether the person named last, in the same paragraph, is an official: for `he` and `she`.
    outsider : bool
        Whether that person is one whom the article has introduced as none.
    before : str or None
        Kind of the claim before.
    """

    now: date
    roles: dict[str, bool] = field(default_factory=dict)
    spoke: bool = False
    told: bool = False
    who: bool = False
    outsider: bool = False
    before: str | None = None

    def meet(self, doc: Doc) -> None:
        """Remember the person whom a sentence names last, if it says or the article has said who that is."""
        for entity in doc.ents:
            if entity.label_ == "PERSON":
                role = self.roles.get(_surname(entity))
                self.who, self.outsider = role is True, role is False


def roles(docs: Iterable[Doc]) -> dict[str, bool]:
    """Return who is introduced as an official, or as somebody who is none, by surname.

    Parameters
    ----------
    docs : iterable of Doc
        The sentences of one article.
    """
    lists = classes("claims_en.csv")
    found: dict[str, bool] = {}
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ != "PERSON":
                continue
            root = entity.root
            top = root.head if root.dep_ in ("compound", "appos", "poss") else root
            near = {t.lower_ for t in (*top.subtree, *root.subtree)} - {t.lower_ for t in entity}
            near |= {t.lemma_.lower() for t in doc[max(0, entity.start - 4) : entity.start]}
            name = _surname(entity)
            placed = len(entity) > 1 and not near & lists["official"] and _OF.match(doc.text, entity.end_char)
            if placed or near & lists["outsider"]:
                found.setdefault(name, False)
            elif near & lists["official"]:
                found.setdefault(name, True)
    return found


def _surname(entity: Span) -> str:
    last = entity[-1].text
    return str(entity[-2].text if last in ("'s", "’s") and len(entity) > 1 else last)
