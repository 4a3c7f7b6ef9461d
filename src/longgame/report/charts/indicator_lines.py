"""Indicator series, those of one group in one picture; two counters are never joined."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from longgame.case.indicators import Observation, Series
from longgame.core.dates import Period
from longgame.core.words import when
from longgame.report.charts.chart import PAPER, Chart, Spec, spec, time, values
from longgame.report.context import Context

_COLOURS = ["$series1", "$series2", "$series3", "$series4", "$series5"]
_LEGEND = {"title": None, "orient": "top", "direction": "horizontal", "columns": 2, "labelLimit": 400}


def charts(context: Context) -> list[Chart]:
    """Return one chart for each group of series that can be drawn and has two values or more."""
    groups: dict[str, list[Series]] = {}
    for series in context.case.series:
        if series.chart:
            groups.setdefault(series.group or series.id, []).append(series)
    made = [_chart(context, name, members) for name, members in groups.items()]
    return [c for c in made if c is not None]


def observations(context: Context, series: Series) -> list[Observation]:
    """Return the usable values of a series by date."""
    return sorted((o for o in context.case.indicators if o.series == series.id and o.usable), key=lambda o: o.date)


def _chart(context: Context, group: str, members: list[Series]) -> Chart | None:
    data = {s.id: observations(context, s) for s in members}
    members = [s for s in members if data[s.id]]
    if not any(len(data[s.id]) >= 2 for s in members):
        return None
    points = [_point(s, o) for s in members for o in data[s.id]]
    main = max(members, key=lambda s: len(data[s.id]))
    first, last = data[main.id][0], data[main.id][-1]
    units = list(dict.fromkeys(s.unit for s in members))
    return Chart(
        id=f"indicator-{group}",
        headline=f"{main.title}: from {_number(first.middle())} ({when(first.date)}) to "
        f"{_number(last.middle())} ({when(last.date)}).",
        subtitle=f"{' / '.join(units)}; counted by {'; '.join(dict.fromkeys(s.counted_by for s in members))}",
        spec=_spec(points, members),
        columns=("series", "period", "low", "value", "high", "unit", "known since", "publisher", "note"),
        rows=[
            (
                s.title,
                str(o.date),
                _text(o.low),
                _text(o.value),
                _text(o.high),
                s.unit,
                context.known(o),
                context.publishers(o.source),
                o.note,
            )
            for s in members
            for o in data[s.id]
        ],
        source=", ".join(dict.fromkeys(context.publishers(o.source) for s in members for o in data[s.id] if o.source)),
        note=" ".join(dict.fromkeys(s.note for s in members if s.note)),
    )


def _point(series: Series, o: Observation) -> dict[str, Any]:
    middle = _middle(o.date)
    return {
        "series": series.title,
        "date": middle,
        "period": str(o.date),
        "value": o.middle(),
        "low": o.low if o.low is not None else o.middle(),
        "high": o.high if o.high is not None else o.middle(),
        "note": o.note,
    }


def _middle(period: Period) -> str:
    return (period.first + timedelta(days=(period.last - period.first).days // 2)).isoformat()


def _spec(points: list[dict[str, Any]], members: list[Series]) -> dict[str, Any]:
    titles = [s.title for s in members]
    colour = {"field": "series", "type": "nominal", "scale": {"domain": titles, "range": _COLOURS[: len(titles)]}, "legend": None}
    dates = sorted(p["date"] for p in points)
    years = int(dates[-1][:4]) - int(dates[0][:4])
    axis = {"tickCount": {"interval": "year", "step": max(1, years // 8)}} if years >= 2 else {"format": "%b %Y", "tickCount": 6}
    x = time("date", **axis)
    lowest, highest = min(0.0, *(p["low"] for p in points)), max(0.0, *(p["high"] for p in points))
    room = 0.12 * (highest - lowest) or 1.0
    limits = [lowest - room if lowest < 0 else 0, highest + room if highest > 0 or not lowest else 0]
    y = {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": limits, "nice": False}}
    tip = [
        {"field": "series", "type": "nominal"},
        {"field": "period", "type": "nominal"},
        {"field": "value", "type": "quantitative"},
        {"field": "note", "type": "nominal"},
    ]
    labels = _direct_labels(points, titles, x, y, colour)
    if not labels:
        return spec(_marks(points, x, y, colour, tip), 300)
    # Two long names do not fit at the ends of lines on a telephone.
    named = {**colour, "legend": _LEGEND}
    return spec([*_marks(points, x, y, colour, tip), *labels], 300, narrow={"layer": _marks(points, x, y, named, tip)})


def _marks(points: list[dict[str, Any]], x: Spec, y: Spec, colour: Spec, tip: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = {"x": x, "y": y, "color": colour}
    bars = {**at, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    data = values(points)
    return [
        {"data": data, "mark": {"type": "line", "strokeWidth": 2}, "encoding": at},
        {"data": data, "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.4}, "encoding": bars},
        {"data": data, "mark": {"type": "point", "filled": True, "size": 45}, "encoding": {**at, "tooltip": tip}},
    ]


def _direct_labels(points: list[dict[str, Any]], titles: list[str], x: Spec, y: Spec, colour: Spec) -> list[dict[str, Any]]:
    """Name each of two series at its end, the higher one above and the lower one below; more get a legend."""
    if len(titles) != 2:
        if len(titles) > 2:
            colour["legend"] = _LEGEND
        return []
    last = [max((p for p in points if p["series"] == t), key=lambda p: p["date"]) for t in titles]
    higher = max(last, key=lambda p: p["value"])
    base = {"type": "text", "align": "right", "fontSize": 12, "fontWeight": 600}
    layers = []
    for row in last:
        at = {"x": x, "y": y, "text": {"field": "series"}}
        mark = {**base, "dy": -12 if row is higher else 17}
        halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "strokeOpacity": 0.9}
        layers += [
            {"data": values([row]), "mark": halo, "encoding": at},
            {"data": values([row]), "mark": mark, "encoding": {**at, "color": colour}},
        ]
    return layers


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def _text(value: float | None) -> str:
    return "" if value is None else _number(value)
