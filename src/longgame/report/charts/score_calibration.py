"""Calibration: of forecasts that said so, how many came true, with the band in which reliable ones would mostly lie."""

from __future__ import annotations

from typing import Any

from longgame.core.words import percent
from longgame.report.charts.chart import INK, MUTED, PAPER, Chart, spec, values
from longgame.report.charts.settle_parts import dot
from longgame.report.context import Context
from longgame.score.result import BinScore, Group
from longgame.score.words import NATURES, bare

MAIN = "$series1"
HEIGHT = 300


def charts(context: Context) -> list[Chart]:
    """Return the curve of events and that of trends, where any forecast of them was scored."""
    groups = [g for nature in ("event", "trend") for g in context.scored.groups if g.by == "all" and g.nature == nature]
    return [_chart(context, g) for g in groups if g.calibration]


def _chart(context: Context, group: Group) -> Chart:
    what = NATURES[group.nature]
    return Chart(
        id=f"score-calibration-{group.nature}",
        headline=_headline(group),
        subtitle=f"Forecasts of {what} by the probability that they gave: mean of a bin across, share that came true upwards, "
        "number "
        "beside it; bars: where nine tenths of samples lie if the probabilities are right; line: said and done agree",
        spec=spec(_layers(group.calibration), HEIGHT, narrow={"height": 280}),
        columns=("said", "forecasts", "mean said", "came true", "if right, between"),
        rows=[
            (
                f"{bare(b.low)} to {percent(b.high)}", f"{b.n:g}", percent(b.forecast), percent(b.came_true),
                f"{bare(b.band_low)} and {percent(b.band_high)}",
            )
            for b in group.calibration
        ],
        source=f"Questions, forecasts and answers of the case; words by the scale {context.scored.scale.title}",
        note="Bands take forecasts for independent, which those on one matter are not, and are too narrow where they are not. "
        "What came "
        "true in part counts by its share. A forecast of a no is counted by the probability of that no.",
    )  # fmt: skip


def _headline(group: Group) -> str:
    what = NATURES[group.nature]
    outside = [b for b in group.calibration if not b.band_low <= b.came_true <= b.band_high]
    if not outside:
        n = f"{max(b.n for b in group.calibration):g}"
        return f"{what.capitalize()}: every bin lies where reliable forecasts would, but the fullest has {n}, too few to show much."
    worst = max(outside, key=lambda b: (b.n * abs(b.came_true - b.forecast), b.low))
    fewer = worst.came_true < worst.forecast
    return (
        f"{what.capitalize()} forecast with {bare(worst.low)} to {percent(worst.high)} came true {percent(worst.came_true)} of the "
        f"time (n = {worst.n:g}), {'less' if fewer else 'more'} often than reliable forecasts would "
        f"({bare(worst.band_low)} to {percent(worst.band_high)})."
    )


def _layers(bins: tuple[BinScore, ...]) -> list[dict[str, Any]]:
    data = [
        {
            "x": 100 * b.forecast, "y": 100 * b.came_true, "low": 100 * b.band_low, "high": 100 * b.band_high, "n": f"n {b.n:g}",
            "said": f"{bare(b.low)} to {percent(b.high)}", "true": percent(b.came_true),
            "band": f"{bare(b.band_low)} to {percent(b.band_high)}",
        }
        for b in bins
    ]  # fmt: skip
    axis = {"grid": True, "values": [0, 25, 50, 75, 100], "labelExpr": "datum.label + ' %'"}
    scale = {"domain": [0, 100], "nice": False}
    x = {"field": "x", "type": "quantitative", "title": "said", "scale": {"domain": [0, 104], "nice": False}, "axis": axis}
    y = {"field": "y", "type": "quantitative", "title": "came true", "scale": scale, "axis": axis}
    tip = [
        {"field": f, "type": "nominal", "title": t}
        for f, t in (("said", "said"), ("n", "forecasts"), ("true", "came true"), ("band", "if right"))
    ]
    label = {"type": "text", "align": "right", "baseline": "middle", "dx": -9, "fontSize": 12, "color": INK}
    ends = [{"x": 0, "y": 0}, {"x": 100, "y": 100}]
    return [
        {"data": values(ends), "mark": {"type": "line", "color": MUTED, "strokeDash": [4, 3]}, "encoding": {"x": x, "y": y}},
        {
            "data": values(data),
            "mark": {"type": "rule", "strokeWidth": 9, "opacity": 0.22, "color": MAIN},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {"data": values(data), "mark": {**dot(90), "color": MAIN}, "encoding": {"x": x, "y": y, "tooltip": tip}},
        *(
            {"data": values(data), "mark": m, "encoding": {"x": x, "y": y, "text": {"field": "n"}}}
            for m in ({**label, "stroke": PAPER, "strokeWidth": 3}, label)
        ),
    ]
