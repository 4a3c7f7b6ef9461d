"""What the case already has of a claim: rows from the same words, and rows that say something alike."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from longgame.case.case import Case
from longgame.core.dates import Period
from longgame.read.digest import fragment_digest
from longgame.read.document import Document
from longgame.read.proposal import Proposal

# Words are compared by how they begin, which takes the endings of both languages off.
STEM, SHORTEST = 6, 3
# Rows are alike by the cosine of their words, rare words counting more; the same last day and somebody who is in both add to it.
# The bounds were chosen on the claims of three articles that the Union State has questions on.
ALIKE, SAME_DAY, SAME_ACTOR, SHARED = 0.22, 0.1, 0.05, 2
MOST = 3
_COMMON = {
    "about", "after", "again", "all", "also", "among", "and", "any", "are", "been", "before", "being", "between", "both",
    "but", "can", "could", "did", "does", "done", "during", "each", "either", "every", "first", "for", "from", "get", "got",
    "had", "has", "have", "having", "her", "him", "his", "how", "into", "its", "itself", "just", "less", "let", "like", "made",
    "make", "many", "may", "more", "most", "much", "must", "new", "next", "not", "now", "off", "old", "one", "only", "other",
    "our", "out", "over", "own", "per", "said", "same", "say", "says", "set", "shall", "she", "should", "since", "some",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through",
    "time", "too", "two", "under", "until", "use", "very", "via", "was", "way", "well", "were", "what", "when", "where",
    "whether", "which", "while", "who", "whom", "why", "will", "with", "within", "without", "would", "year", "years", "yet",
    "you", "без", "более", "был", "были", "было", "быть", "весь", "все", "всех", "год", "года", "году", "для", "его", "ему",
    "если", "есть", "ещё", "или", "как", "когда", "которая", "которые", "который", "лет", "между", "мог", "могут", "может",
    "над", "него", "нет", "них", "она", "они", "очень", "под", "после", "при", "просто", "раз", "так", "также", "там", "тогда",
    "того", "тоже", "только", "том", "тут", "уже", "чего", "чем", "что", "чтобы", "эта", "эти", "это", "этого", "этой", "этом",
    "этот",
}  # fmt: skip


class _Row(NamedTuple):
    name: str
    stems: frozenset[str]
    time: Period | None
    who: frozenset[str]


class Links:
    """Looks for rows of a case that a proposal repeats.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case) -> None:
        self.words: dict[str, list[str]] = defaultdict(list)
        for passage in case.passages:
            self.words[passage.fragment].append(f"{passage.table} {passage.row}")
        self.rows = list(_rows(case))
        seen = Counter(stem for row in self.rows for stem in row.stems)
        self.weights = {stem: math.log(1 + len(self.rows) / (1 + n)) ** 2 for stem, n in seen.items()}
        self.unseen = math.log(1 + len(self.rows)) ** 2
        self.sizes = [self._size(row.stems) for row in self.rows]
        self.by_stem: dict[str, list[int]] = defaultdict(list)
        for i, row in enumerate(self.rows):
            for stem in row.stems:
                self.by_stem[stem].append(i)

    def of(self, document: Document, proposals: Sequence[Proposal]) -> dict[int, tuple[list[str], list[str]]]:
        """Return, by the index of a proposal, the rows from the same words and the rows that are alike."""
        found = {}
        for i, proposal in enumerate(proposals):
            words = document.text[proposal.start : proposal.end]
            same = self.words.get(fragment_digest(words), [])
            who = frozenset(m.id for m in proposal.actors if m.id)
            like = [name for name in self.alike(words, proposal.period, who) if name not in same]
            if same or like:
                found[i] = (list(dict.fromkeys(same)), like)
        return found

    def alike(self, words: str, time: Period | None, who: frozenset[str]) -> list[str]:
        """Return the names of the rows most like some words, the likest first."""
        own = stems(words)
        size = self._size(own)
        shared: dict[int, list[str]] = defaultdict(list)
        for stem in sorted(own):
            for i in self.by_stem.get(stem, ()):
                shared[i].append(stem)
        scored = []
        for i, both in shared.items():
            row = self.rows[i]
            score = sum(self.weights[stem] for stem in both) / (size * self.sizes[i])
            score += SAME_DAY if time is not None and row.time is not None and time.last == row.time.last else 0.0
            score += SAME_ACTOR if who & row.who else 0.0
            if len(both) >= SHARED and score >= ALIKE:
                scored.append((-score, row.name))
        return [name for _, name in sorted(scored)[:MOST]]

    def _size(self, of: frozenset[str]) -> float:
        return math.sqrt(sum(self.weights.get(stem, self.unseen) for stem in of)) or 1.0


def stems(words: str) -> frozenset[str]:
    """Return how the content words of a text begin."""
    found = (w for w in re.findall(r"[^\W\d_]+", words.casefold()) if len(w) >= SHORTEST and w not in _COMMON)
    return frozenset(w[:STEM] for w in found)


def _rows(case: Case) -> Iterator[_Row]:
    says: dict[str, str] = defaultdict(str)
    for forecast in case.forecasts:
        says[forecast.question] += " " + forecast.says
    for question in case.questions:
        yield _Row(f"questions {question.id}", stems(question.text + says[question.id]), question.by, frozenset())
    promised = {c.id: c for c in case.commitments}
    for commitment in case.commitments:
        yield _Row(f"commitments {commitment.id}", stems(commitment.title), None, frozenset(commitment.promised_by))
    for deadline in case.deadlines:
        of = promised.get(deadline.commitment)
        who = frozenset((*(of.promised_by if of else ()), *((deadline.set_by,) if deadline.set_by else ())))
        yield _Row(f"deadlines {deadline.id}", stems(deadline.what), deadline.due, who)
    for claim in case.claims:
        yield _Row(f"claims {claim.id}", stems(claim.what), claim.date, frozenset((claim.claimant,)))
    for statement in case.statements:
        yield _Row(f"statements {statement.id}", stems(statement.what), statement.date, frozenset((statement.actor,)))
