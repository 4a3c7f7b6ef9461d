"""The actors of a case, found in a text by their names, aliases and other spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from longgame.case.actors import Actor
from longgame.read.proposal import Mention
from longgame.read.spelling import key

# A surname of fewer letters is too often a word.
SURNAME = 4
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_EDGES = "\"'“”‘’«».,;:!?()"


class Known(NamedTuple):
    """An actor under which a name is found."""

    id: str
    name: str


class Gazetteer:
    """Names and who bears them.

    Parameters
    ----------
    actors : iterable of Actor
        Of a case; none for a gazetteer that knows nobody.
    """

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._exact: dict[str, Known] = {}
        self._spelled: dict[str, Known] = {}
        for actor in actors:
            known = Known(actor.id, actor.name)
            for name in (actor.name, *actor.aliases):
                self._exact.setdefault(name, known)
            if actor.kind == "person":
                self._person(actor, known)
        names = sorted(self._exact, key=lambda n: (-len(n), n))
        # Most places of a text are passed over by the first letter alone.
        first = "".join(sorted({re.escape(n[0]) for n in names}))
        every = "|".join(map(re.escape, names))
        self._pattern = re.compile(rf"(?<!\w)(?=[{first}])(?:{every})(?!\w)") if names else None

    def _person(self, actor: Actor, known: Known) -> None:
        for name in (actor.name, *actor.aliases):
            words = name.split()
            self._spelled.setdefault(key(name), known)
            if len(words[-1]) >= SURNAME:
                self._spelled.setdefault(key(words[-1]), known)

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self._exact)

    def find(self, text: str) -> list[Mention]:
        """Return the actors of the case that a text names, in order; longer names before those inside them."""
        found: list[Mention] = []
        if self._pattern is not None:
            for m in self._pattern.finditer(text):
                known = self._exact[m[0]]
                found.append(Mention(start=m.start(), end=m.end(), name=known.name, id=known.id))
        for start, end, known in self._spellings(text):
            if not any(start < f.end and f.start < end for f in found):
                found.append(Mention(start=start, end=end, name=known.name, id=known.id))
        return sorted(found, key=lambda f: (f.start, f.end))

    def _spellings(self, text: str) -> Iterator[tuple[int, int, Known]]:
        if not self._spelled:
            return
        for m in _WORD.finditer(text):
            if not any(c.isupper() for c in m[0]):
                continue
            word = re.sub(r"['’]s$", "", m[0].rstrip(_EDGES))
            known = self._spelled.get(key(word))
            if known is not None:
                yield m.start(), m.start() + len(word), known
