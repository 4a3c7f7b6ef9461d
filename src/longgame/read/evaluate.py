"""How well articles are read, measured against labels, with the word list that it has to beat beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

import longgame
from longgame.case.codes import problem
from longgame.core.errors import CaseError, LonggameError, Problem
from longgame.read.baseline import word_list
from longgame.read.document import Document, open_document
from longgame.read.gazetteer import Gazetteer
from longgame.read.labels import Labelled, checked_labels
from longgame.read.measure import WORD, Claim, Share, Tallies, Tally, tally
from longgame.read.proposal import KINDS, Kind, Proposal
from longgame.read.propose import propose

SCHEMA: Literal["longgame.read-evaluation/1"] = "longgame.read-evaluation/1"
DIGITS = 4


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Score(_Frozen):
    """Precision, recall and their harmonic mean; null where there is nothing to divide by."""

    precision: float | None = Field(description="Of what was proposed, the share that meets a label.")
    recall: float | None = Field(description="Of what is labelled, the share that is met.")
    f1: float | None
    n: int = Field(description="Number of labels.")
    found: int = Field(description="Number of proposals.")


class Scores(_Frozen):
    """The four figures by one way to match."""

    spans: Score = Field(description="All claims.")
    forecasts: Score = Field(description="Forecasts, conditionals and commitments, matched among themselves.")
    hedges: Score = Field(description="Hedging words in matched claims.")
    deadlines: Score = Field(description="Deadlines, to the day, in matched claims whose label looks ahead.")


class Baseline(Scores):
    """The figures of the word list: of its own those by intersection over union, and those by coverage."""

    coverage: Scores


class Kinds(_Frozen):
    """How often the kind is right among matched claims."""

    n: int = Field(description="Number of matched claims.")
    right: int
    share: float | None
    table: dict[Kind, dict[Kind, int]] = Field(description="By the label's kind, how many were proposed as which.")
    each: dict[Kind, Score] = Field(
        description="By kind, over all labels and proposals of it: right is what is matched and of the same kind."
    )


class Measured(_Frozen):
    """What was measured on one article, or on all of them."""

    iou: Scores = Field(description="Matched one to one, half of the words that either has shared.")
    coverage: Scores = Field(description="Half of the label's words covered; each side counted for itself.")
    baseline: Baseline = Field(description="The same for a plain list of modal and time words, sentence by sentence.")
    kinds: Kinds


class Evaluation(Measured):
    """What `read --evaluate` returns: all articles together, and one by one."""

    schema_id: Literal["longgame.read-evaluation/1"] = Field(default=SCHEMA, alias="schema")
    made_by: str = Field(default=f"longgame {longgame.__version__}", description="Program and version.")
    articles: dict[str, Measured] = Field(description="By file.")
    left_out: dict[str, str] = Field(default_factory=dict, description="Files that were not measured, and why.")

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class _Counts:
    """The counts behind the figures of one or more articles."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, Share], Tallies] = {}

    def add(self, who: str, by: Share, counted: Tallies) -> None:
        self.of.setdefault((who, by), Tallies()).add(counted)

    def measured(self) -> Measured:
        iou, coverage = (_scores(self.of["read", by]) for by in ("iou", "coverage"))
        plain, wide = (_scores(self.of["words", by]) for by in ("iou", "coverage"))
        kinds = _kinds(self.of["read", "iou"])
        return Measured(iou=iou, coverage=coverage, baseline=Baseline(**dict(plain), coverage=wide), kinds=kinds)


def evaluate(
    labels: Path,
    texts: Path,
    gazetteer: Gazetteer | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Read labelled articles and measure what was found.

    Parameters
    ----------
    labels : Path
        File in the form of the guide to labels.
    texts : Path
        Folder of the articles.
    gazetteer : Gazetteer or None
    tell : callable
        Told the name of each article before it is read.

    Raises
    ------
    CaseError
        What is wrong with the labels, or with any of the articles; all of it.
    """
    total, each, left_out = _Counts(), {}, {}
    for labelled, document in _open(labels, texts):
        tell(labelled.file)
        try:
            found = propose(document, gazetteer or Gazetteer())
        except LonggameError as error:  # a language whose reader is not installed
            left_out[labelled.file] = str(error)
            continue
        counts = _count(labelled, document, found)
        each[labelled.file] = counts.measured()
        for (who, by), counted in counts.of.items():
            total.add(who, by, counted)
    if not each:
        raise LonggameError("none of the articles can be read: " + "; ".join(sorted(set(left_out.values()))))
    return Evaluation(**dict(total.measured()), articles=each, left_out=left_out)


def _open(labels: Path, texts: Path) -> list[tuple[Labelled, Document]]:
    """Return the labels of each article with it; what is wrong with either is said together."""
    labelled, problems = checked_labels(labels)
    found: list[tuple[Labelled, Document]] = []
    for one in labelled:
        try:
            document = open_document(texts / one.file, date=one.date)
        except CaseError as error:
            problems += error.problems
            continue
        problems += _beyond(one, document)
        found.append((one, document))
    if problems:
        raise CaseError(problems)
    return found


def _beyond(labelled: Labelled, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with labels that hold no word of their text."""
    length = len(document.original)
    for start, end, where in labelled.places:
        fix = "places are counted in the decoded file, from 0"
        if end > length:
            yield problem("LG172", where, f"{labelled.file} has {length:,} characters, and the label ends at {end:,}", fix)
        elif WORD.search(document.original, start, end) is None:
            yield problem("LG172", where, f"there is no word from {start} to {end} of {labelled.file}", fix)


def _count(labelled: Labelled, document: Document, found: Sequence[Proposal]) -> _Counts:
    text = document.original
    proposed = [claim(p, document) for p in found]
    words = word_list(text)
    counts = _Counts()
    for by in ("iou", "coverage"):
        counts.add("read", by, tally(text, labelled.claims, proposed, by))
        counts.add("words", by, tally(text, labelled.claims, words, by))
    return counts


def claim(proposal: Proposal, document: Document) -> Claim:
    """Return a proposal as it is compared with labels: with its place in the file."""
    start, end = document.where(proposal.start, proposal.end)
    return Claim(start, end, proposal.kind, tuple(h.words for h in proposal.hedges), proposal.period if proposal.forward else None)


def _scores(counted: Tallies) -> Scores:
    return Scores(**{name: _score(getattr(counted, name)) for name in ("spans", "forecasts", "hedges", "deadlines")})


def _score(counted: Tally) -> Score:
    precision, recall = _share(counted.right, counted.found), _share(counted.met, counted.labelled)
    f1 = None
    if precision is not None and recall is not None:
        f1 = round(2 * precision * recall / (precision + recall), DIGITS) if precision + recall else 0.0
    return Score(precision=precision, recall=recall, f1=f1, n=counted.labelled, found=counted.found)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, DIGITS) if whole else None


def _kinds(counted: Tallies) -> Kinds:
    n = sum(counted.kinds.values())
    right = sum(count for (one, other), count in counted.kinds.items() if one == other)
    each = {kind: _score(counted.each[kind]) for kind in KINDS if kind in counted.each}
    return Kinds(n=n, right=right, share=_share(right, n), table=_table(counted.kinds), each=each)


def _table(pairs: Mapping[tuple[str, str], int]) -> dict[Kind, dict[Kind, int]]:
    rows = {kind: {other: pairs.get((kind, other), 0) for other in KINDS} for kind in KINDS}
    return {kind: {o: n for o, n in row.items() if n} for kind, row in rows.items() if any(row.values())}
