"""What the case already has of a claim: rows from the same words, and rows that say something alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from longgame.case.case import Case
from longgame.core.dates import Period
from longgame.read.digest import fragment_digest
from longgame.read.document import Document
from longgame.read.proposal import Proposal

# Words are compared by how they begin, which takes the endings of both languages off.
STEM, SHORTEST = 6, 4
# Rows are alike if they share so many content words, and such a part of the fewer. Less is enough with the same time
# or with somebody who is in both.
SHARED, PART = 3, 0.5
SHARED_SAME, PART_SAME = 2, 0.34
MOST = 3
_COMMON = {
    "about", "after", "again", "also", "among", "been", "before", "being", "between", "both", "could", "does", "done",
    "during", "each", "either", "every", "first", "from", "have", "having", "into", "itself", "just", "less", "like", "made",
    "make", "many", "more", "most", "much", "must", "next", "only", "other", "over", "same", "shall", "should", "since",
    "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through",
    "time", "under", "until", "very", "well", "were", "what", "when", "where", "whether", "which", "while", "whom", "will",
    "with", "within", "without", "would", "year", "years", "yet", "более", "было", "были", "быть", "весь", "всех", "года",
    "году", "ещё", "если", "есть", "для", "как", "когда", "которая", "которые", "который", "между", "может", "могут", "него",
    "она", "они", "очень", "после", "при", "просто", "раз", "также", "там", "тогда", "того", "тоже", "только", "том", "уже",
    "чего", "чем", "что", "чтобы", "эта", "эти", "этого", "этой", "этом", "этот",
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
        shared: dict[int, int] = defaultdict(int)
        for stem in own:
            for i in self.by_stem.get(stem, ()):
                shared[i] += 1
        scored = []
        for i, n in shared.items():
            row = self.rows[i]
            part = n / max(min(len(own), len(row.stems)), 1)
            near = (time is not None and row.time is not None and time.last == row.time.last) or bool(who & row.who)
            if (n >= SHARED and part >= PART) or (near and n >= SHARED_SAME and part >= PART_SAME):
                scored.append((-part - (0.2 if near else 0.0), row.name))
        return [name for _, name in sorted(scored)[:MOST]]


def stems(words: str) -> frozenset[str]:
    """Return how the content words of a text begin."""
    found = (w for w in re.findall(r"[^\W\d_]+", words.casefold()) if len(w) >= SHORTEST and w not in _COMMON)
    return frozenset(w[:STEM] for w in found)


def _rows(case: Case) -> Iterator[_Row]:
    for question in case.questions:
        yield _Row(f"questions {question.id}", stems(question.text), question.by, frozenset())
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
