"""Where all issues would settle, on one view."""

from __future__ import annotations

from statistics import median as middle
from typing import Any

from longgame.report.charts.chart import Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import (
    BAR,
    CROSS,
    MODEL,
    SOURCE,
    UNCALIBRATED,
    band,
    dot,
    median,
    party_colours,
    points,
    span,
    spread,
    whole,
    within,
    x,
)
from longgame.report.context import Context
from longgame.settle.study.result import IssueForecast

CENTRE, OTHERS, REVERSION = "calibrated median", "other models", "no agreement"
LEADERS = ("diamond", "square")


def charts(context: Context) -> list[Chart]:
    """Return the view of all issues, or nothing where nothing can be bargained."""
    made = context.bargained
    return [_chart(context)] if any(spread(made, i) is not None for i in made.issues) else []


def _chart(context: Context) -> Chart:
    made = context.bargained
    names = [i.title for i in made.issues]
    wide, narrow = (_layers(context, names, letters) for letters in (None, LETTERS))
    leaders = [within(context.actor(a)) for a in made.leaders]
    return Chart(
        id="settle-overview",
        headline=_headline(context, leaders),
        subtitle="Points on each issue's scale, 0 the least and 100 the most that anybody has asked for; thick bar: 50 % interval, "
        "thin bar: 80 % interval of the calibrated distribution",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=(
            "issue", "no agreement", *(f"position of {a}" for a in leaders), CENTRE, "50 % interval", "80 % interval",
            "models with a point", "lowest", "highest",
        ),
        rows=[_row(context, i) for i in made.issues],
        source=f"{SOURCE}; {made.draws} draws of the judgements",
        note=f"{UNCALIBRATED} Whole points; the ends of an interval are no more precise than the judgements behind them. Other "
        "models: one small bar for each model's point at the best judgements.",
    )  # fmt: skip


def _headline(context: Context, leaders: list[str]) -> str:
    made = context.bargained
    width = middle(s.interval["80"][1] - s.interval["80"][0] for i in made.issues if (s := spread(made, i)) is not None)
    wide = f"half of the 80 % intervals are {width:.0f} points wide or wider"
    near = [0, 0]
    for issue in made.issues:
        at, place = median(made, issue), _positions(context, issue)
        if at is not None and len(place) == 2 and None not in place:
            first, second = (abs(at - p) for p in place if p is not None)
            if first != second:
                near[first > second] += 1
    if len(leaders) < 2 or not sum(near):
        return f"{wide[0].upper()}{wide[1:]}."
    more = 0 if near[0] >= near[1] else 1
    return (
        f"The calibrated median lies nearer to {leaders[more]} than to {leaders[1 - more]} on {near[more]} of {sum(near)} issues "
        f"on which both have a position; {wide}."
    )


def _positions(context: Context, issue: IssueForecast) -> list[float | None]:
    held = {a.actor: a.position[1] for a in issue.actors}
    return [held.get(a) for a in context.bargained.leaders]


def _layers(context: Context, names: list[str], letters: int | None) -> list[dict[str, Any]]:
    made, n = context.bargained, len(names)
    colours = party_colours(context)
    kinds = {CENTRE: (MODEL, "circle"), OTHERS: ("$other", BAR), REVERSION: ("$unsure", CROSS)}
    kinds |= {context.actor(a): (colours[a], shape) for a, shape in zip(made.leaders, LEADERS, strict=False)}
    legend = {"title": None, "orient": "top", "direction": "horizontal", "columns": 5}
    domain = list(kinds)
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": domain, "range": [kinds[k][0] for k in domain]},
        "legend": legend,
    }
    shape = {**colour, "scale": {"domain": domain, "range": [kinds[k][1] for k in domain]}}
    at, rows = x(), y("row", n)
    bands: dict[str, list[dict[str, Any]]] = {"80": [], "50": []}
    marks: list[dict[str, Any]] = []
    for r, issue in enumerate(made.issues):
        marks += _marks(context, issue, r)
        if (found := spread(made, issue)) is not None:
            for level, listed in bands.items():
                low, high = found.interval[level]
                listed.append({"row": r, "low": low, "high": high})
    size = {"field": "size", "type": "quantitative", "scale": None, "legend": None}
    tip = [{"field": f, "type": "nominal"} for f in ("issue", "kind", "point")]
    return [
        band(bands["80"], at, rows, MODEL, 3, 0.4),
        band(bands["50"], at, rows, MODEL, 8, 0.4),
        {
            "data": values(marks),
            "mark": dot(60),
            "encoding": {"x": at, "y": rows, "color": colour, "shape": shape, "size": size, "tooltip": tip},
        },
        *labels(names, 0, x("x"), rows, letters),
    ]


def _marks(context: Context, issue: IssueForecast, row: int) -> list[dict[str, Any]]:
    made = context.bargained
    listed: list[tuple[str, float | None, float, int]] = [(OTHERS, m.best, 0.24, 60) for m in points(issue)]
    listed.append((REVERSION, issue.reversion, 0.0, 60))
    listed += [(context.actor(a), p, 0.0, 75) for a, p in zip(made.leaders, _positions(context, issue), strict=True)]
    listed.append((CENTRE, median(made, issue), 0.0, 90))
    return [
        {"row": row + down, "at": at, "kind": kind, "size": size, "issue": issue.title, "point": whole(at)}
        for kind, at, down, size in listed
        if at is not None
    ]


def _row(context: Context, issue: IssueForecast) -> tuple[object, ...]:
    made = context.bargained
    found, at = spread(made, issue), [m.best for m in points(issue) if m.best is not None]
    return (
        issue.title,
        whole(issue.reversion),
        *(whole(p) for p in _positions(context, issue)),
        whole(median(made, issue)),
        span(found.interval["50"] if found else None),
        span(found.interval["80"] if found else None),
        len(at),
        whole(min(at, default=None)),
        whole(max(at, default=None)),
    )
