"""What-ifs beside the game as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from longgame.play.result import Difference, PlayResult, WhatIfPlay
from longgame.report.charts._play_parts import MAIN, SECOND, percent_axis, source
from longgame.report.charts.chart import MUTED, Chart, spec, values
from longgame.report.charts.play_odds import awaited
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import band as bar
from longgame.report.charts.settle_parts import dot
from longgame.report.context import Context
from longgame.report.played.words import band, change, the

MOST, LEAST = 8, 0.005  # rows drawn; what counts as a change
STILL = "no chance changes by as much as half a point."


def charts(context: Context) -> list[Chart]:
    """Return a chart for each what-if, or nothing where none was compared."""
    result = context.played.result
    return [_chart(result, one) for one in result.whatifs if one.differences] if result is not None else []


def largest(whatif: WhatIfPlay) -> list[Difference]:
    """Return the differences, the largest first."""
    return sorted(whatif.differences, key=lambda one: -abs(one.change.mean))


def drawn(result: PlayResult, whatif: WhatIfPlay) -> list[Difference]:
    """Return the largest differences in what has not happened yet; a rung already reached only tells that the game goes on."""
    every, ahead = largest(whatif), {name for name, _ in awaited(result, result.play.years[-1])}
    return [one for one in every if one.what in ahead][:MOST] or every[:MOST]


def _chart(result: PlayResult, whatif: WhatIfPlay) -> Chart:
    every, shown = largest(whatif), drawn(result, whatif)
    first = shown[0]
    names = [f"{one.what}: {change(one.change)}" for one in shown]
    wide, narrow = (_layers(shown, names, letters) for letters in (None, LETTERS))
    moved = f"the largest change is of “{first.what}”, by {change(first.change)}"
    moved += ", and the draws do not agree on its direction." if first.change.low < 0 < first.change.high else "."
    return Chart(
        id=f"play-whatif-{whatif.id}",
        headline=f"“{whatif.title}”: {moved if abs(first.change.mean) >= LEAST else STILL}",
        subtitle=f"Chance at the end of {the(result.play.odds[-1].period)} as it is (ring) and as supposed (dot); the bar is the "
        "range of the difference, laid at the ring: nine tenths of the draws",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=("what", "as it is", "as supposed", "difference"),
        rows=[(one.what, band(one.base), band(one.supposed), change(one.change)) for one in every],
        source=f"{source(result)}; {whatif.converged} of {whatif.draws} draws, the same with and without the supposition",
        note=f"{len(shown)} of {len(every)} differences, rungs already reached left out; all are in the table. While a "
        "condition is held, both sides expect it to be held for good. A supposition is not a forecast.",
    )  # fmt: skip


def _layers(shown: Sequence[Difference], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    data = [
        {
            "row": i, "name": one.what, "says": change(one.change), "base": 100 * one.base.mean, "at": 100 * one.supposed.mean,
            "low": _inside(one.base.mean + one.change.low), "high": _inside(one.base.mean + one.change.high),
        }
        for i, one in enumerate(shown)
    ]  # fmt: skip
    end = min(100.0, 1.04 * max(5.0, *(float(str(d[k])) for d in data for k in ("base", "at", "high"))))
    at, rows = {"field": "at", **percent_axis(domain=(0, end))}, y("row", len(shown))
    tip = [{"field": "name", "type": "nominal"}, {"field": "says", "type": "nominal"}]
    ring = {"type": "point", "filled": False, "size": 70, "stroke": MUTED, "strokeWidth": 2, "opacity": 1}
    return [
        bar(data, at, rows, SECOND, 9, 0.3),
        {
            "data": values(data),
            "mark": {"type": "rule", "color": MAIN, "strokeWidth": 2},
            "encoding": {"x": {**at, "field": "base"}, "x2": {"field": "at"}, "y": rows},
        },
        {"data": values(data), "mark": ring, "encoding": {"x": {**at, "field": "base"}, "y": rows, "tooltip": tip}},
        {"data": values(data), "mark": {**dot(80), "color": MAIN}, "encoding": {"x": at, "y": rows, "tooltip": tip}},
        *labels(names, 0, {**at, "field": "x"}, rows, letters),
    ]


def _inside(value: float) -> float:
    return 100 * min(max(value, 0.0), 1.0)
