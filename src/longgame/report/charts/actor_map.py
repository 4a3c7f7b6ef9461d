"""Where the actors stand on each issue, how much they care, and how sure the coding is."""

from __future__ import annotations

from typing import Any

from longgame.case.issues import Issue
from longgame.case.stances import Stance
from longgame.report.charts.chart import MUTED, PAPER, Chart, spec, values
from longgame.report.charts.rows import LINE, ROW, height, labels, y
from longgame.report.context import Context

# Fewer stances on an issue make no picture.
FEWEST = 2


def charts(context: Context) -> list[Chart]:
    """Return one chart for each issue on which at least two actors have a stance on the day."""
    return [_chart(context, i, found) for i in context.case.issues if len(found := stances(context, i.id)) >= FEWEST]


def stances(context: Context, issue: str) -> list[Stance]:
    """Return the stances on an issue that hold on the day: of each actor the one that began last."""
    held: dict[str, Stance] = {}
    for s in context.case.stances:
        if s.issue != issue or s.from_.first > context.day or (s.until is not None and s.until.last < context.day):
            continue
        if s.actor not in held or s.from_.first >= held[s.actor].from_.first:
            held[s.actor] = s
    return sorted(held.values(), key=lambda s: -s.position)


def _chart(context: Context, issue: Issue, found: list[Stance]) -> Chart:
    parties = {a.id: a.party for a in context.case.actors}
    names = {p.id: p.name for p in context.case.about.parties}
    colours = {p.name: (p.colour or "$other") for p in context.case.about.parties}
    rows = [
        {
            "row": i,
            "actor": context.actor(s.actor),
            "position": s.position,
            "low": s.position_low,
            "high": s.position_high,
            "salience": s.salience,
            "side": names.get(parties.get(s.actor) or "", "others"),
            "reason": s.reason,
        }
        for i, s in enumerate(found)
    ]
    sides = list(dict.fromkeys(str(r["side"]) for r in rows))
    n = len(rows)
    side = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": sides, "range": [colours.get(s, "$other") for s in sides]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    x = {
        "field": "position",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"values": [p.at for p in issue.scale], "grid": True, "labels": True},
    }
    size = {"field": "salience", "type": "quantitative", "scale": {"domain": [0, 100], "range": [20, 320]}, "legend": None}
    tip = [
        {"field": "actor", "type": "nominal"},
        *({"field": f, "type": "quantitative"} for f in ("position", "low", "high", "salience")),
        {"field": "reason", "type": "nominal"},
    ]
    layers: list[dict[str, Any]] = [
        {
            "data": values([{"at": issue.reversion.at, "from": i - 5 / ROW, "to": i + (ROW - LINE - 7) / ROW} for i in range(n)]),
            "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1.5},
            "encoding": {"x": {**x, "field": "at"}, "y": {**y("from", n)}, "y2": {"field": "to"}},
        },
        {
            "data": values(rows),
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.4},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y("row", n), "color": side},
        },
        {
            "data": values(rows),
            "mark": {"type": "point", "filled": True, "stroke": PAPER, "strokeWidth": 1},
            "encoding": {"x": x, "y": y("row", n), "color": side, "size": size, "tooltip": tip},
        },
        *labels([str(r["actor"]) for r in rows], 0, x, y("row", n)),
    ]
    high, low = found[0], found[-1]
    points = "; ".join(f"{p.at:g} {p.label}" for p in issue.scale)
    return Chart(
        id=f"issue-{issue.id}",
        headline=f"{issue.title}: {_within(context.actor(high.actor))} and {_within(context.actor(low.actor))} stand "
        f"{high.position - low.position:.0f} points apart.",
        subtitle="Position from 0 to 100 (dot; bar: low to high), size of the dot: salience; dashed line: what holds with no "
        "agreement",
        spec=spec(layers, height([str(r["actor"]) for r in rows])),
        columns=("actor", "position", "low", "high", "salience", "from", "until", "coder", "known since", "reason"),
        rows=[
            (
                context.actor(s.actor),
                f"{s.position:g}",
                f"{s.position_low:g}",
                f"{s.position_high:g}",
                f"{s.salience:g}",
                str(s.from_),
                str(s.until or ""),
                s.coder,
                context.known(s),
                s.reason,
            )
            for s in found
        ],
        source="Positions are the coders' judgement from the sources in the table, not measurements.",
        note=f"Scale: {points}. No agreement: {issue.reversion.at:g}, {issue.reversion.reason}",
    )


def _within(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name
