"""What drives the odds of the long game: each chance with one parameter at a time at its low and at its high."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from longgame.play.result import Driven, Driver, PlayResult
from longgame.report.charts._play_parts import MAIN, SECOND, percent_axis, source
from longgame.report.charts.chart import MUTED, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import dashes, dot
from longgame.report.context import Context
from longgame.report.played.words import band, chance, change, the

MOST, LEAST = 6, 0.02  # parameters drawn; the largest change that makes a chance worth a chart


def charts(context: Context) -> list[Chart]:
    """Return a chart for each chance that some parameter moves, those that are moved most first."""
    result = context.played.result
    if result is None:
        return []
    moved = [one for one in result.driven if one.drivers and abs(one.drivers[0].change.mean) >= LEAST]
    return [_chart(result, one) for one in sorted(moved, key=lambda one: -abs(one.drivers[0].change.mean))]


def chart_id(driven: Driven) -> str:
    """Return the id of the chart of a chance."""
    return "play-drivers-" + "-".join(re.findall(r"\w+", driven.what.lower()))


def number(value: float) -> str:
    """Return a parameter with three figures."""
    return f"{value:.3g}"


def _chart(result: PlayResult, driven: Driven) -> Chart:
    shown, first = driven.drivers[:MOST], driven.drivers[0]
    names = [f"{d.parameter}, {number(d.low)} to {number(d.high)}: {d.says}" for d in shown]
    wide, narrow = (_layers(driven, shown, names, letters) for letters in (None, LETTERS))
    end = the(result.play.odds[-1].period)
    return Chart(
        id=chart_id(driven),
        headline=f"“{driven.what}” most depends on {first.says} ({first.parameter}): {chance(first.at_low.mean)} with it at "
        f"{number(first.low)}, {chance(first.at_high.mean)} at {number(first.high)}.",
        subtitle=f"Chance by the end of {end} with one parameter at its low (ring) and at its high (dot), all others as the "
        f"history leaves them; dashes: as it is at these {first.draws} draws, {band(driven.base)}",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=("parameter", "what it is", "low", "high", "chance at its low", "chance at its high", "difference"),
        rows=[
            (d.parameter, d.says, number(d.low), number(d.high), band(d.at_low), band(d.at_high), change(d.change))
            for d in driven.drivers
        ],
        source=f"{source(result)}; each parameter moved at {first.draws} of these draws, the game solved again each time",
        note=f"Low and high: between what the history leaves nine tenths of the weight. {len(shown)} of {driven.parameters} "
        f"parameters are drawn, {len(driven.drivers)} are in the table. One at a time shows no interplay. With so few draws the "
        "differences count; the odds are above.",
    )


def _layers(driven: Driven, shown: Sequence[Driver], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    data = [
        {
            "row": i, "name": d.parameter, "says": f"{chance(d.at_low.mean)} at {number(d.low)}, {chance(d.at_high.mean)} at "
            f"{number(d.high)}", "from": 100 * d.at_low.mean, "at": 100 * d.at_high.mean,
        }
        for i, d in enumerate(shown)
    ]  # fmt: skip
    end = min(100.0, 1.05 * max(2.0, *(float(str(d[k])) for d in data for k in ("from", "at"))))
    at, rows = {"field": "at", **percent_axis(domain=(0, end))}, y("row", len(shown))
    tip = [{"field": "name", "type": "nominal"}, {"field": "says", "type": "nominal"}]
    ring = {"type": "point", "filled": False, "size": 70, "stroke": MAIN, "strokeWidth": 2, "opacity": 1}
    return [
        {
            "data": values(data),
            "mark": {"type": "rule", "color": SECOND, "strokeWidth": 5, "opacity": 0.45},
            "encoding": {"x": {**at, "field": "from"}, "x2": {"field": "at"}, "y": rows},
        },
        {"data": values(data), "mark": ring, "encoding": {"x": {**at, "field": "from"}, "y": rows, "tooltip": tip}},
        {"data": values(data), "mark": {**dot(80), "color": MAIN}, "encoding": {"x": at, "y": rows, "tooltip": tip}},
        dashes([(i, 100 * driven.base.mean) for i in range(len(shown))], at, len(shown), 0.75, MUTED),
        *labels(names, 0, {**at, "field": "x"}, rows, letters),
    ]
