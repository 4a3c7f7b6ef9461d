"""How well proposals meet labels: spans matched one to one, then what stands in the matched ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from longgame.core.dates import Period
from longgame.read.proposal import FORWARD

Share = Literal["iou", "coverage"]
HALF = 0.5
WORD = re.compile(r"\w+")
SPACE = re.compile(r"[\W_]+")


class Claim(NamedTuple):
    """A label or a proposal, as far as they are compared.

    Attributes
    ----------
    start, end : int
        In the file as decoded.
    kind : str
    hedges : tuple of str
        As they stand in the text.
    period : Period or None
        Last day, span or time; None if there is none that could be written as a date.
    """

    start: int
    end: int
    kind: str
    hedges: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def forward(self) -> bool:
        """Whether it is a forecast, a conditional or a commitment."""
        return self.kind in FORWARD


@dataclass
class Tally:
    """Counts from which precision and recall follow.

    Attributes
    ----------
    met, right, found, labelled : int
        Labels that are found, proposals that are right, proposals, labels. The first two differ only where one proposal may
        cover several labels.
    """

    met: int = 0
    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another text."""
        self.met += other.met
        self.right += other.right
        self.found += other.found
        self.labelled += other.labelled


@dataclass
class Tallies:
    """The counts of one text, or of several, by one way to share words.

    Attributes
    ----------
    spans, forecasts, hedges, deadlines : Tally
    kinds : Counter of (str, str)
        Of the matched claims, the kind of the label and that of the proposal.
    each : dict of str to Tally
        By kind: right is a proposal of this kind that is matched with a label of this kind.
    """

    spans: Tally = field(default_factory=Tally)
    forecasts: Tally = field(default_factory=Tally)
    hedges: Tally = field(default_factory=Tally)
    deadlines: Tally = field(default_factory=Tally)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    each: dict[str, Tally] = field(default_factory=dict)

    def add(self, other: Tallies) -> None:
        """Add the counts of another text."""
        for name in ("spans", "forecasts", "hedges", "deadlines"):
            getattr(self, name).add(getattr(other, name))
        self.kinds.update(other.kinds)
        for kind, counted in other.each.items():
            self.each.setdefault(kind, Tally()).add(counted)


def match(text: str, labels: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int]]:
    """Match labels and proposals one to one by the words that both have, of those that either has; the best first.

    Parameters
    ----------
    text : str
        The file as decoded.
    labels, found : sequence of Claim

    Returns
    -------
    list of (int, int)
        Places in ``labels`` and in ``found``, at least half of the words shared.
    """
    shares = sorted((-both / either, i, j) for i, j, both, either, _ in _shared(text, labels, found))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in shares:
        if -share >= HALF and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def cover(text: str, labels: Sequence[Claim], found: Sequence[Claim]) -> tuple[list[tuple[int, int]], int]:
    """Say which proposal covers each label best, at least half of its words; a proposal may cover several.

    Returns
    -------
    list of (int, int)
        Places in ``labels`` and in ``found``.
    int
        Number of proposals that cover half of some label.
    """
    best: dict[int, tuple[float, float, int]] = {}
    useful = set()
    for i, j, both, either, wanted in _shared(text, labels, found):
        if both / wanted >= HALF:
            useful.add(j)
            best[i] = min(best.get(i, (0.0, 0.0, 0)), (-both / wanted, -both / either, j))
    return [(i, j) for i, (_, _, j) in sorted(best.items())], len(useful)


def _shared(text: str, labels: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int, int, int, int]]:
    starts = [word.start() for word in WORD.finditer(text)]
    left, right = [_words(starts, x) for x in labels], [_words(starts, x) for x in found]
    every = ((i, j, len(a & b), len(a | b), len(a)) for i, a in enumerate(left) for j, b in enumerate(right))
    return [x for x in every if x[2]]


def _words(starts: Iterable[int], claim: Claim) -> set[int]:
    return {place for place in starts if claim.start <= place < claim.end}


def tally(text: str, labels: Sequence[Claim], found: Sequence[Claim], by: Share) -> Tallies:
    """Count what proposals get right in one text.

    Forecasts are matched among forecasts, conditionals and commitments alone. Hedges and deadlines are compared in the pairs of
    matched spans, deadlines only where the label looks forward: a time that only places a fact is not one.

    Parameters
    ----------
    text : str
        The file as decoded.
    labels, found : sequence of Claim
    by : Share
        ``iou``: one to one, half of the words that either has; ``coverage``: half of the words that the label has, each side
        counted for itself, so that one long proposal may cover two labels.
    """
    pairs, spans = _pairs(text, labels, found, by)
    _, forecasts = _pairs(text, [x for x in labels if x.forward], [x for x in found if x.forward], by)
    result = Tallies(spans, forecasts, each=_each(labels, found, pairs))
    for i, j in pairs:
        label, proposal = labels[i], found[j]
        result.kinds[label.kind, proposal.kind] += 1
        result.hedges.add(_hedges(label.hedges, proposal.hedges))
        if label.forward:
            same = int(label.period is not None and label.period == proposal.period)
            result.deadlines.add(Tally(same, same, int(proposal.period is not None), int(label.period is not None)))
    return result


def _each(labels: Sequence[Claim], found: Sequence[Claim], pairs: Sequence[tuple[int, int]]) -> dict[str, Tally]:
    """Count each kind for itself, over the pairs that were matched whatever their kinds."""
    labelled, proposed = Counter(x.kind for x in labels), Counter(x.kind for x in found)
    same = Counter(labels[i].kind for i, j in pairs if labels[i].kind == found[j].kind)
    right = Counter(found[j].kind for j in {j for i, j in pairs if labels[i].kind == found[j].kind})
    return {k: Tally(same[k], right[k], proposed[k], labelled[k]) for k in labelled.keys() | proposed.keys()}


def _pairs(text: str, labels: Sequence[Claim], found: Sequence[Claim], by: Share) -> tuple[list[tuple[int, int]], Tally]:
    if by == "iou":
        pairs = match(text, labels, found)
        return pairs, Tally(len(pairs), len(pairs), len(found), len(labels))
    pairs, useful = cover(text, labels, found)
    return pairs, Tally(len(pairs), useful, len(found), len(labels))


def _hedges(labelled: Iterable[str], found: Iterable[str]) -> Tally:
    wanted, seen = [plain(x) for x in labelled], [plain(x) for x in found]
    left = list(seen)
    right = 0
    for one in wanted:
        hit = next((x for x in left if within(x, one) or within(one, x)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Tally(right, right, len(seen), len(wanted))


def plain(words: str) -> str:
    """Return words in small letters with single spaces and nothing between."""
    return SPACE.sub(" ", words.replace("’", "'").replace("'", "").casefold()).strip()


def within(part: str, whole: str) -> bool:
    """Whether words stand as a run in others: `likely` in `it's likely`."""
    return f" {part} " in f" {whole} "
