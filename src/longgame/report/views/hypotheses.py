"""Rival readings side by side: what speaks against each, where they contradict each other, and what would tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from longgame.case.contradictions import Contradiction, Seen
from longgame.core.words import percent, word
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.report.scored.words import DASH, who
from longgame.score.result import Against, Opposed, Weighed
from longgame.score.result import Hypotheses as Matrix

NOTHING = "Nobody has set theses of this case side by side by this day: no evidence is weighed against them, none contradict."


@dataclass(frozen=True)
class Ranked:
    """A thesis in the order of what speaks against it; a baseline has no ranks."""

    weighed: Against
    short: str
    name: str
    told: bool
    fits: int
    neutral: int
    share: str
    rank: str
    ranks: str
    by_share: str


@dataclass(frozen=True)
class Left:
    """A piece of evidence, and what leaving it out does to the order."""

    evidence: str
    what: str
    weight: float
    moved: int
    leaders: str
    changed: bool


@dataclass(frozen=True)
class Apart:
    """A contradiction that the case lists: who says what, what would tell, what was seen and for whom each piece speaks."""

    row: Contradiction
    sides: tuple[tuple[str, str], ...]
    seen: tuple[tuple[Seen, str], ...]
    leans: str
    found: bool


@dataclass(frozen=True)
class Pair:
    """Two theses with opposite signs for the same cause and effect."""

    cause: str
    effect: str
    sides: tuple[tuple[str, str, str], ...]
    listed: tuple[str, ...]


@dataclass(frozen=True)
class Hypotheses:
    """Data of the page."""

    why_not: str
    chart: Chart | None
    ranking: tuple[Ranked, ...]
    baselines: tuple[Ranked, ...]
    left: tuple[Left, ...]
    steady: int
    apart: tuple[Apart, ...]
    pairs: tuple[Pair, ...]
    found: int


def view(context: Context) -> Hypotheses:
    """Return the data of the page."""
    result, matrix = context.scored, context.scored.hypotheses
    charts = CHARTS["score_hypotheses"](context)
    left = _left(context, matrix) if matrix is not None else ()
    apart = tuple(_apart(context, c) for c in context.case.contradictions)
    return Hypotheses(
        why_not="" if matrix is not None or apart or result.opposed else NOTHING,
        chart=charts[0] if charts else None,
        ranking=tuple(_ranked(context, matrix, w) for w in matrix.ranking) if matrix is not None else (),
        baselines=tuple(_ranked(context, matrix, w) for w in matrix.baselines) if matrix is not None else (),
        left=tuple(one for one in left if one.moved or one.changed),
        steady=sum(not (one.moved or one.changed) for one in left),
        apart=apart,
        pairs=tuple(_pair(context, o) for o in result.opposed),
        found=sum(a.found for a in apart),
    )


def _short(context: Context, thesis: str) -> str:
    found = context.case.theses.by_key.get(thesis)
    return thesis if found is None else found.short


def _ranked(context: Context, matrix: Matrix, one: Against) -> Ranked:
    ranks = (one.rank, one.best_rank, one.worst_rank) if isinstance(one, Weighed) else None
    fits = Counter(c.fit for c in matrix.matrix if c.thesis == one.thesis)
    return Ranked(
        weighed=one,
        short=_short(context, one.thesis),
        name=who(context.case, one.thesis) if ranks is not None else "a baseline, which nobody holds: outside of the ranking",
        told=any(f.forecaster == one.thesis for f in context.case.forecasts),
        fits=fits["consistent"],
        neutral=fits["neutral"],
        share=percent(one.share),
        rank=DASH if ranks is None else str(ranks[0]),
        ranks=DASH if ranks is None else str(ranks[1]) if ranks[1] == ranks[2] else f"{ranks[1]} to {ranks[2]}",
        by_share=DASH if ranks is None else str(matrix.by_share.index(one.thesis) + 1),
    )


def _left(context: Context, matrix: Matrix) -> tuple[Left, ...]:
    rows = (
        Left(
            evidence=s.evidence,
            what=matrix.evidence[s.evidence],
            weight=matrix.weights[s.evidence],
            moved=s.moved,
            leaders=" and ".join(_short(context, t) for t in s.leaders),
            changed=s.changed,
        )
        for s in matrix.sensitivity
    )
    return tuple(sorted(rows, key=lambda r: (not r.changed, -r.moved, r.evidence)))


def _apart(context: Context, row: Contradiction) -> Apart:
    listed = next(c for c in context.scored.contradictions if c.id == row.id)
    sides = tuple((", ".join(_short(context, t) for t in side.theses), side.says) for side in row.sides)
    seen = tuple((one, _names(context, one.leans_to)) for one in row.seen)
    return Apart(row, sides, seen, _leaning(context, row), listed.found)


def _names(context: Context, theses: Iterable[str]) -> str:
    return ", ".join(_short(context, t) for t in theses)


def _leaning(context: Context, row: Contradiction) -> str:
    """Return for whom all that leans speaks; where pieces speak for different sides none is in front."""
    leans = dict.fromkeys(t for one in row.seen for t in one.leans_to)
    if not leans:
        return ""
    whole = any(leans.keys() <= set(side.theses) for side in row.sides)
    return f"so far it speaks for {_names(context, leans)}" if whole else "it speaks for more than one side"


def _pair(context: Context, one: Opposed) -> Pair:
    said = {"+": "raises", "-": "lowers", "0": "does not move"}
    sides = tuple(
        (_short(context, thesis), said[sign], " → ".join(map(word, path)))
        for thesis, sign, path in ((one.one, one.one_sign, one.one_path), (one.other, one.other_sign, one.other_path))
    )
    return Pair(_factor(one.cause), _factor(one.effect), sides, one.listed)


def _factor(name: str) -> str:
    """Return the title of a factor, or a plain name as words."""
    head, bracket, title = name.partition(" (")
    return title.rstrip(")") if bracket else word(head)
