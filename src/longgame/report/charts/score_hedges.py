"""What words were worth: how often what was said with a word came true, beside what the word is taken to mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from longgame.core.wilson import wilson
from longgame.core.words import percent
from longgame.report.charts.chart import MUTED, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import band, dot
from longgame.report.context import Context
from longgame.score.result import Nature, Receipt
from longgame.score.words import NATURES, bare

MAIN = "$series1"
LEAST = 2  # forecasts with a word, below which it is not drawn
ENOUGH = 5  # for a headline


@dataclass(frozen=True)
class Word:
    """A word with how what was said by it came out; what came true in part counts by its share."""

    word: str
    nature: Nature
    n: int
    low: float
    mid: float
    high: float
    true: float
    least: float
    most: float


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where no word was used twice."""
    told = [w for w in said(context) if w.n >= LEAST]
    return [_chart(context, told)] if told else []


def said(context: Context) -> tuple[Word, ...]:
    """Return every word by which a scored forecast said how likely, trends and events apart, the surest first."""
    share = {q.id: q.share for q in context.scored.questions}
    found: dict[tuple[str, Nature], list[tuple[Receipt, float]]] = defaultdict(list)
    for one in context.scored.receipts:
        yes = share[one.question]
        if one.state == "scored" and one.hedge and one.basis != "stated" and one.mid is not None and yes is not None:
            found[one.group_hedge, one.nature].append((one, 1 - yes if one.speaks_of == "no" else yes))
    return tuple(sorted((_word(key, rows) for key, rows in found.items()), key=lambda w: (-w.mid, w.word, w.nature)))


def _word(key: tuple[str, Nature], rows: list[tuple[Receipt, float]]) -> Word:
    n, true = len(rows), sum(came for _, came in rows)
    least, most = wilson(true, n)
    lows, mids, highs = zip(*((r.low or 0.0, r.mid or 0.0, r.high or 0.0) for r, _ in rows), strict=True)
    return Word(key[0], key[1], n, min(lows), sum(mids) / n, max(highs), true / n, least or 0.0, most or 0.0)


def _chart(context: Context, told: list[Word]) -> Chart:
    names = [f"“{w.word}”, {NATURES[w.nature]}: {percent(w.true)} came true, n {w.n}" for w in told]
    wide, narrow = (_layers(told, names, letters) for letters in (None, LETTERS))
    return Chart(
        id="score-hedges",
        headline=_headline(told),
        subtitle="Grey: probability that the word is taken to mean, from low to high; dot: share that came true, with its 95 "
        "% interval",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=("word", "of", "forecasts", "taken to mean", "from", "to", "came true", "95 % interval"),
        rows=[
            (
                w.word, NATURES[w.nature], w.n, percent(w.mid), percent(w.low), percent(w.high), percent(w.true),
                f"{bare(w.least)} to {percent(w.most)}",
            )
            for w in told
        ],
        source=f"Questions, forecasts and answers of the case; words by the scale {context.scored.scale.title}",
        note=f"Words used at least {LEAST} times. Wilson's intervals, which take forecasts for independent. What came true in "
        "part counts "
        "by its share.",
    )  # fmt: skip


def _headline(told: list[Word]) -> str:
    enough = [w for w in told if w.n >= ENOUGH]
    wrong = [w for w in enough if w.most < w.low or w.least > w.high]
    if wrong:
        worst = max(wrong, key=lambda w: w.n * abs(w.true - w.mid))
        return (
            f"What was said with “{worst.word}” of {NATURES[worst.nature]} came true {percent(worst.true)} of {worst.n} times, "
            "outside "
            f"the {bare(worst.low)} to {percent(worst.high)} that it is taken to mean."
        )
    if not enough:
        return f"No word was used of events or of trends {ENOUGH} times, too few to tell what it was worth."
    far = max(enough, key=lambda w: abs(w.true - w.mid))
    return (
        f"No word used {ENOUGH} times or more came out beyond what it is taken to mean; farthest off is “{far.word}” of "
        f"{NATURES[far.nature]}, taken for {percent(far.mid)}, true {percent(far.true)} of {far.n} times."
    )


def _layers(told: list[Word], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    data = [
        {
            "row": i, "name": name, "at": 100 * w.true, "low": 100 * w.low, "high": 100 * w.high,
            "says": f"{percent(w.mid)} ({bare(w.low)} to {bare(w.high)})",
        }
        for i, (w, name) in enumerate(zip(told, names, strict=True))
    ]  # fmt: skip
    ends = [{"row": i, "low": 100 * w.least, "high": 100 * w.most} for i, w in enumerate(told)]
    axis = {"grid": True, "values": [0, 25, 50, 75, 100], "labelExpr": "datum.label + ' %'"}
    at = {"field": "at", "type": "quantitative", "title": None, "scale": {"domain": [0, 100], "nice": False}, "axis": axis}
    vertical = y("row", len(told))
    tip = [{"field": "name", "type": "nominal", "title": "word"}, {"field": "says", "type": "nominal", "title": "taken to mean"}]
    return [
        band(data, at, vertical, MUTED, 11, 0.35),
        band(ends, at, vertical, MAIN, 2, 1),
        {"data": values(data), "mark": {**dot(90), "color": MAIN}, "encoding": {"x": at, "y": vertical, "tooltip": tip}},
        *labels(names, 0, {**at, "field": "x"}, vertical, letters),
    ]
