"""What the record made of the theses: the weight of each after every period."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from longgame.core.dates import Period
from longgame.core.words import when
from longgame.play.result import FEW, PlayResult, ThesisPlay
from longgame.report.charts._play_parts import MAIN, calendar
from longgame.report.charts.chart import FAINT, INK, MUTED, PAPER, Chart, spec, values
from longgame.report.context import Context
from longgame.report.played.words import band, chance, spread, the

PANEL = 74  # pixels of a thesis, of which so much is its plot
PLOT = 0.66


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where no theses were weighed."""
    result = context.played.result
    return [_chart(result)] if result is not None and result.theses else []


def ranked(theses: Sequence[ThesisPlay]) -> list[ThesisPlay]:
    """Return theses by their weight at the end, the heaviest first."""
    return sorted(theses, key=lambda one: -one.weights[-1].weight.mean)


def _chart(result: PlayResult) -> Chart:
    theses = ranked(result.theses)
    last = the(theses[0].weights[-1].period)
    layers = [_layers(theses, narrow=narrow) for narrow in (False, True)]
    return Chart(
        id="play-weights",
        headline=_headline(theses),
        subtitle=f"Weight of each thesis after each period to the end of {last}, each panel from 0 to {chance(_top(theses))}; "
        f"dotted: where all began; bands: nine tenths of the sampling error of the draws; rings: effective sample size below {FEW}",
        spec=spec(layers[0], PANEL * len(theses) + 24, narrow={"layer": layers[1]}),
        columns=("thesis", "after", "weight", "nine tenths", "effective sample size"),
        rows=[
            (
                one.short, when(w.period), chance(w.weight.mean), spread(w.weight),
                f"{w.effective:.0f}{', few' if w.effective < FEW else ''}",
            )
            for one in theses
            for w in one.weights
        ],
        source=f"The theses of the case, each a prior of {theses[0].solved.draws} draws, weighed by the coded history",
        note="The bands say how far other draws from the same priors might move a weight. That the history might have "
        "gone otherwise, or "
        "been coded otherwise, is not in them.",
    )  # fmt: skip


def _headline(theses: Sequence[ThesisPlay]) -> str:
    first, even = theses[0], 1 / len(theses)
    weight = band(first.weights[-1].weight)
    says = f"“{first.short}” ends with the highest weight, {weight}, having begun with {chance(even)} as all did"
    if len(theses) < 2:
        return f"{says}."
    second = theses[1]
    if second.weights[-1].weight.high >= first.weights[-1].weight.low:
        return f"{says}; its range and that of “{second.short}” overlap, so the draws do not tell them apart."
    return f"{says}; “{second.short}” follows with {band(second.weights[-1].weight)}."


def _layers(theses: Sequence[ThesisPlay], *, narrow: bool) -> list[dict[str, Any]]:
    n, top = len(theses), _top(theses)
    data = [
        {
            "day": Period.parse(w.period).last.isoformat(), "at": _place(i, w.weight.mean, top),
            "low": _place(i, w.weight.low, top), "high": _place(i, w.weight.high, top), "thesis": one.short,
            "says": band(w.weight), "period": when(w.period),
            "few": w.effective < FEW, "effective": f"{w.effective:.0f}",
        }
        for i, one in enumerate(theses)
        for w in one.weights
    ]  # fmt: skip
    days = sorted({str(d["day"]) for d in data})
    x = calendar((days[0], days[-1]), narrow=narrow)
    scale = {"domain": [-0.02, n], "reverse": True, "nice": False}
    y = {"field": "at", "type": "quantitative", "axis": None, "scale": scale}
    series = {"field": "thesis", "type": "nominal"}
    tip = [{"field": f, "type": "nominal"} for f in ("thesis", "period", "says", "effective")]
    lines = [{"at": _place(i, v, top)} for i in range(n) for v in (0, top)]
    ring = {"type": "point", "filled": True, "fill": PAPER, "stroke": MAIN, "strokeWidth": 1.5, "size": 26, "opacity": 1}
    return [
        {"data": values(lines), "mark": {"type": "rule", "color": FAINT}, "encoding": {"y": y}},
        {
            "data": values([{"at": _place(i, 1 / n, top)} for i in range(n)]),
            "mark": {"type": "rule", "color": MUTED, "strokeDash": [2, 3]},
            "encoding": {"y": y},
        },
        {
            "data": values(data),
            "mark": {"type": "area", "color": MAIN, "opacity": 0.22},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": series},
        },
        {
            "data": values(data),
            "mark": {"type": "line", "color": MAIN, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "detail": series},
        },
        {"data": values([d for d in data if d["few"]]), "mark": ring, "encoding": {"x": x, "y": y, "tooltip": tip}},
        *_titles(theses, days, x, y),
    ]


def _top(theses: Sequence[ThesisPlay]) -> float:
    """Return where the panels end: the next tenth above all weights and their ranges."""
    most = max(max(w.weight.high, w.weight.mean) for one in theses for w in one.weights)
    return min(1.0, ceil(10 * most - 1e-9) / 10) or 1.0


def _place(row: int, weight: float, top: float) -> float:
    """Return where a weight stands in the panel of a thesis; panels count from 0, the first on top."""
    return row + 1 - PLOT * min(max(weight / top, 0.0), 1.0) - 0.06


def _titles(theses: Sequence[ThesisPlay], days: Sequence[str], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    layers = []
    sides = (
        ("left", days[0], [f"{one.short} ({when(one.day)})" for one in theses]),
        ("right", days[-1], [f"{chance(one.weights[-1].weight.mean)}" for one in theses]),
    )
    for align, day, texts in sides:
        rows = [{"day": day, "at": i + 0.13, "label": text} for i, text in enumerate(texts)]
        mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": 12, "color": INK}
        mark |= {"fontWeight": 600} if align == "right" else {"limit": {"expr": "width - 60"}}
        encoding = {"x": x, "y": y, "text": {"field": "label"}}
        layers += [
            {"data": values(rows), "mark": m, "encoding": encoding} for m in ({**mark, "stroke": PAPER, "strokeWidth": 3}, mark)
        ]
    return layers
