"""Turning points on a time line, with every other event as a dot beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from longgame.case.events import Event
from longgame.core.words import when
from longgame.report.charts.chart import INK, MUTED, PAPER, Chart, spec, time, values
from longgame.report.charts.rows import height, y
from longgame.report.context import Context
from longgame.track.deadlines import DAYS_PER_MONTH


def charts(context: Context) -> list[Chart]:
    """Return the strip of the case's period, or nothing where there are no turning points."""
    inside = [e for e in context.case.events if e.date.last >= context.case.about.period.first]
    turning = sorted((e for e in inside if e.turning_point), key=lambda e: e.date)
    if not turning:
        return []
    start, end = context.case.about.period.first.isoformat(), context.day.isoformat()
    domain = (start, end)
    named = [
        {
            "row": i,
            "date": e.date.last.isoformat(),
            "label": f"{e.label or e.what}",
            "when": str(e.date),
            "what": e.what,
            "late": 2 * i >= len(turning),
        }
        for i, e in enumerate(turning)
    ]
    dots = [
        {"row": len(turning), "date": e.date.last.isoformat(), "when": str(e.date), "what": e.what}
        for e in inside
        if not e.turning_point
    ]
    n = len(turning) + 1
    tip = [{"field": "when", "type": "nominal", "title": "date"}, {"field": "what", "type": "nominal", "title": "event"}]
    text = {"type": "text", "fontSize": 12, "baseline": "middle", "color": INK}
    at = {"x": time("date", domain=domain), "y": y("row", n), "text": {"field": "label"}}
    layers: list[dict[str, Any]] = [
        {
            "data": values(named),
            "mark": {"type": "rule", "color": MUTED, "opacity": 0.35},
            "encoding": {"x": time("date", domain=domain), "y": y("row", n), "y2": {"datum": n - 1}},
        },
        {
            "data": values(named),
            "mark": {"type": "point", "filled": True, "size": 80, "color": "$accent", "stroke": PAPER},
            "encoding": {"x": time("date", domain=domain), "y": y("row", n), "tooltip": tip},
        },
        *_labels([d for d in named if not d["late"]], {**text, "align": "left", "dx": 9}, at),
        *_labels([d for d in named if d["late"]], {**text, "align": "right", "dx": -9}, at),
        {
            "data": values(dots),
            "mark": {"type": "point", "filled": True, "size": 30, "color": MUTED, "opacity": 0.55},
            "encoding": {"x": time("date", domain=domain), "y": y("row", n), "tooltip": tip},
        },
    ]
    return [
        Chart(
            id="events",
            headline=_headline(turning),
            subtitle=f"Turning points chosen by the coders, above; {len(dots)} other events of the case, the dots at the foot",
            spec=spec(layers, max(height([""] * n) * 2 // 3, 260)),
            columns=("date", "event", "turning point"),
            rows=[(str(e.date), e.what, "yes" if e.turning_point else "") for e in sorted(inside, key=lambda e: e.date)],
            source="Events of the case, each with its source in the table below.",
            note="The density of dots says how much was coded, not how much happened.",
        )
    ]


def _labels(rows: list[dict[str, Any]], mark: dict[str, Any], at: dict[str, Any]) -> list[dict[str, Any]]:
    """Return labels that the lines of other events do not strike through."""
    halo = {**mark, "stroke": PAPER, "strokeWidth": 4}
    return [{"data": values(rows), "mark": m, "encoding": at} for m in (halo, mark)]


def _headline(turning: list[Event]) -> str:
    """Return how many turning points there are, and where the longest pause between two of them was."""
    if len(turning) < 3:
        return f"{len(turning)} turning point{'s' * (len(turning) != 1)}, the last on {when(turning[-1].date)}."
    before, after = max(pairwise(turning), key=lambda pair: pair[1].date.first - pair[0].date.last)
    months = (after.date.first - before.date.last).days / DAYS_PER_MONTH
    return (
        f"{len(turning)} turning points; the longest pause between two was {months:.0f} months, from {when(before.date)} "
        f"to {when(after.date)}."
    )
