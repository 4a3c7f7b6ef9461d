"""The program's own engines beside those who forecast the same questions as of the same days."""

from __future__ import annotations

from typing import Any

from longgame.core.words import many
from longgame.report.charts.chart import INK, MUTED, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import band, dot
from longgame.report.context import Context
from longgame.report.scored.words import interval
from longgame.score.result import FEW, Paired
from longgame.score.words import NATURES, engine

ROOM = 1.3  # above the first row, for what the two sides mean


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where no engine forecast what somebody else did."""
    rows = [p for p in context.scored.paired if p.source == "all"]
    return [_chart(sorted(rows, key=lambda p: (p.nature, -p.n)))] if rows else []


def _chart(rows: list[Paired]) -> Chart:
    names = [
        f"{engine(p.model)} on {many(p.n, p.nature)}: theirs {p.source_loss:.2f}, its own {p.model_loss:.2f}" for p in rows
    ]
    wide, narrow = (_layers(rows, names, letters) for letters in (None, LETTERS))
    return Chart(
        id="score-models",
        headline=headline(rows),
        subtitle="Brier score of the sources less that of the engine, on the same questions as of the same days; bands: 95 %, "
        f"questions drawn again, none for fewer than five; below {FEW} pairs they may lie by chance",
        spec=spec(wide, height(names, None, ROOM), narrow={"layer": narrow, "height": height(names, LETTERS, ROOM)}),
        columns=(
            "engine", "of", "pairs", "questions", "their Brier score", "its own", "ahead by", "theirs on the right side of 50 %",
            "its own on the right side",
        ),
        rows=[
            (
                engine(p.model), NATURES[p.nature], p.n, p.questions, f"{p.source_loss:.2f}", f"{p.model_loss:.2f}", ahead(p),
                f"{p.source_right} of {p.source_sides}", f"{p.model_right} of {p.model_sides}",
            )
            for p in rows
        ],
        source="Forecasts of the case and of longgame forecast, each engine from what was known on the day of the forecast "
        "beside it",
        note="The engines answer a small part of the questions, those that their rows or a coder's proxies can decide: that "
        "part says "
        "nothing of the others. An engine that answers what is easy looks better than one that answers what is hard.",
    )  # fmt: skip


def ahead(p: Paired) -> str:
    """Return by how much an engine is ahead, with its interval."""
    return f"{p.ahead.value:+.2f}{interval(p.ahead.low, p.ahead.high, 2, '+')}"


def headline(rows: list[Paired]) -> str:
    """Return on what an engine is ahead or behind beyond what the questions drawn again would show; of few pairs nothing."""
    judged = [p for p in rows if not p.few and p.ahead.low is not None and p.ahead.high is not None]
    better = [p for p in judged if (p.ahead.low or 0) > 0]
    worse = [p for p in judged if (p.ahead.high or 0) < 0]
    if not better and not worse:
        most = max(rows, key=lambda p: p.n)
        return (
            f"On the same questions no engine is shown to be ahead of the sources or behind them: {_judged(judged)}; most, "
            f"{_size(most)}, has {engine(most.model)} on {NATURES[most.nature]}."
        )
    says = []
    for word, some in (("ahead of", better), ("behind", worse)):
        if some:
            named = " and ".join(
                f"{engine(p.model)} on {NATURES[p.nature]} (by {abs(p.ahead.value):.2f}, {_size(p)})" for p in some
            )
            says.append(f"{named} {'is' if len(some) == 1 else 'are'} {word} the sources")
    rest = len(judged) - len(better) - len(worse)
    others = "the other comparison" if rest == 1 else f"the other {rest} comparisons"
    tail = f"; {others} with an interval and {FEW} pairs or more {'shows' if rest == 1 else 'show'} nothing beyond chance"
    return f"On the same questions {', and '.join(says)}{tail if rest else ''}."


def _judged(judged: list[Paired]) -> str:
    """Return what a sentence about no difference rests on."""
    if not judged:
        return f"no comparison with an interval has {FEW} pairs"
    n = len(judged)
    return f"{many(n, 'comparison')} with an interval and {FEW} pairs or more {'is' if n == 1 else 'are'} within chance"


def _size(p: Paired) -> str:
    return f"{many(p.n, 'pair')} on {many(p.questions, 'question')}"


def _layers(rows: list[Paired], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    data = [
        {"row": i, "name": name, "at": p.ahead.value, "low": p.ahead.low, "high": p.ahead.high, "says": ahead(p)}
        for i, (p, name) in enumerate(zip(rows, names, strict=True))
    ]
    ends = [d for d in data if d["low"] is not None and d["high"] is not None]
    reach = 1.05 * max(0.1, *(abs(float(v)) for d in data for k in ("at", "low", "high") if isinstance(v := d[k], float)))
    axis = {"grid": True, "tickCount": 6, "format": "+.1f"}
    at = {"field": "at", "type": "quantitative", "title": None, "scale": {"domain": [-reach, reach], "nice": False}, "axis": axis}
    vertical = y("row", len(rows), ROOM)
    tip = [{"field": "name", "type": "nominal", "title": "engine"}, {"field": "says", "type": "nominal", "title": "ahead by"}]
    sides = [
        {"at": 0, "row": -ROOM + 0.02, "label": label, "align": align}
        for label, align in (("sources better", "right"), ("engine better", "left"))
    ]
    text = {"type": "text", "baseline": "top", "fontSize": 12, "color": MUTED, "fontStyle": "italic"}
    return [
        {"data": values([{"at": 0}]), "mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"x": at}},
        band(ends, at, vertical, "$series1", 6, 0.45),
        {"data": values(data), "mark": {**dot(90), "color": "$series1"}, "encoding": {"x": at, "y": vertical, "tooltip": tip}},
        *(
            {
                "data": values([s]),
                "mark": {**text, "align": s["align"], "dx": 8 if s["align"] == "left" else -8},
                "encoding": {"x": at, "y": vertical, "text": {"field": "label"}},
            }
            for s in sides
        ),
        *labels(names, -reach, {**at, "field": "x"}, vertical, letters),
    ]
