"""Official claims of completion against each counting rule, over time."""

from __future__ import annotations

from typing import Any

from longgame.core.dates import Period
from longgame.core.words import percent, when
from longgame.report.charts.chart import MUTED, PAPER, Chart, Spec, spec, time, values
from longgame.report.charts.claim_labels import FINISHED, SIZES, TOP, WORK, apart, turn_labels
from longgame.report.context import Context
from longgame.track.counting import RULES
from longgame.track.result import ClaimPoint, PackageState

DRAWN = {
    "measures": "Measures counted",
    "matrix": "Matrix points",
    "strict": "Named as done in full",
    "in_force": "In force, partly done",
}
OPEN_END = 4.0
LOOKS_BACK = 60  # days; a claim about an earlier day is drawn but not labelled
_STYLE = {"measures": [1, 0], "matrix": [6, 3], "strict": [2, 2], "in_force": [8, 3, 2, 3]}
_RULE_COLOUR = {"measures": "$rule1", "matrix": "$rule2", "strict": "$rule3", "in_force": "$rule4"}


def charts(context: Context) -> list[Chart]:
    """Return one chart for each package with claims of completion."""
    return [_chart(context, p) for p in context.result.packages if p.claims]


def _chart(context: Context, package: PackageState) -> Chart:
    points = [_point(context, c) for c in package.claims]
    lines = _lines(context, package.id, min(c.said_last for c in package.claims).isoformat())
    start = min([p["date"] for p in points] + [r["date"] for r in lines])
    domain = (start, context.day.isoformat())
    return Chart(
        id=f"claims-{package.id}",
        headline=_headline(package),
        subtitle=f"{package.title}: share done in percent, as claimed (dots, by who claims) and by each counting rule (lines)",
        spec=_spec(context, points, lines, domain),
        columns=("said on", "claimant", "share", "from", "to", "unit", "out of", "known since", "claim"),
        rows=[
            (
                c.said_on,
                c.claimant_name,
                percent(c.value, 1),
                percent(c.low, 1),
                percent(c.high, 1),
                c.unit or "not said",
                "" if c.denominator is None else f"{c.denominator:g}",
                c.fact.known.isoformat(),
                c.what,
            )
            for c in package.claims
        ],
        source=f"{len(package.claims)} claims of the case; rules derived from its status events as known at each date.",
        note="A claim's bar runs from its low to its high reading. Lines count what nothing was found on as not done; "
        "the table of counting rules gives the upper ends.",
    )


def _headline(package: PackageState) -> str:
    claimed, strict = package.counting["claimed"], package.counting["strict"]
    if claimed.value is None:
        return "No official has named a share done by this day, others have."
    said = f"Officials put the share done at {percent(claimed.value)}"
    if strict.value is None or strict.numerator is None:
        return f"{said}; the case cannot count this package itself."
    own = " by the parties' own word" if set(strict.evidence) == {"claimant"} else ""
    return f"{said}; {strict.numerator:.0f} of {strict.n} commitments are named as done in full{own}."


def _point(context: Context, claim: ClaimPoint) -> dict[str, Any]:
    party = next((p for p in context.case.about.parties if p.id == claim.party), None)
    actor = context.case.actors.by_key.get(claim.claimant)
    person = actor is not None and actor.kind == "person"
    value = 100 * claim.value
    # An open end is drawn as a short stroke: "over 50" does not mean anything up to 100.
    low = max(value - OPEN_END, 100 * claim.low) if claim.relation == "under" else 100 * claim.low
    high = min(value + OPEN_END, 100 * claim.high) if claim.relation == "over" else 100 * claim.high
    return {
        "date": claim.said_last.isoformat(),
        "value": value,
        "low": low,
        "high": high,
        "who": claim.claimant_name,
        "side": party.name if party is not None else "others",
        "unit": claim.unit or "unit not said",
        "said": when(claim.said_on),
        "what": claim.what,
        "label": f"{claim.claimant_name.split()[-1]} {value:.0f}"
        if person
        else f"{party.name if party else ''} {value:.0f}".strip(),
        "kind": FINISHED if claim.finished_only else WORK,
        "told": party is not None and (claim.said_last - Period.parse(claim.counted_on).last).days <= LOOKS_BACK,
    }


def _lines(context: Context, package: str, start: str) -> list[dict[str, Any]]:
    rows = []
    for result in context.history:
        state = next((p for p in result.packages if p.id == package), None)
        for rule in RULES:
            count = state.counting[rule.name] if state is not None else None
            if rule.name in DRAWN and count is not None and count.value is not None and result.as_of.isoformat() >= start:
                rows.append(
                    {"date": result.as_of.isoformat(), "value": 100 * count.value, "rule": DRAWN[rule.name], "key": rule.name}
                )
    return rows


def _spec(context: Context, points: list[dict[str, Any]], lines: list[dict[str, Any]], domain: tuple[str, str]) -> Spec:
    share = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, TOP]},
        "axis": {"values": [0, 25, 50, 75, 100], "labelExpr": "datum.value + ' %'"},
    }
    keys = [k for k in DRAWN if any(r["key"] == k for r in lines)]
    layers: list[dict[str, Any]] = []
    last: list[dict[str, Any]] = []
    if lines:
        last = [max((r for r in lines if r["key"] == k), key=lambda r: r["date"]) for k in keys]
        rule_colour = {
            "field": "key",
            "type": "nominal",
            "scale": {"domain": keys, "range": [_RULE_COLOUR[k] for k in keys]},
            "legend": None,
        }
        layers += [
            {
                "data": values(lines),
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
                "encoding": {
                    "x": time("date", domain=domain),
                    "y": share,
                    "color": rule_colour,
                    "strokeDash": {
                        "field": "key",
                        "type": "nominal",
                        "scale": {"domain": keys, "range": [_STYLE[k] for k in keys]},
                        "legend": None,
                    },
                },
            },
            {
                "data": values(apart(last)),
                "mark": {
                    "type": "text",
                    "align": "right",
                    "dy": -8,
                    "dx": -2,
                    "fontSize": 12,
                    "fontWeight": 600,
                    "stroke": PAPER,
                    "strokeWidth": 3,
                    "strokeOpacity": 0.85,
                },
                "encoding": {
                    "x": time("date", domain=domain),
                    "y": {"field": "label_y", "type": "quantitative"},
                    "text": {"field": "text"},
                },
            },
            {
                "data": values(apart(last)),
                "mark": {"type": "text", "align": "right", "dy": -8, "dx": -2, "fontSize": 12, "fontWeight": 600},
                "encoding": {
                    "x": time("date", domain=domain),
                    "y": {"field": "label_y", "type": "quantitative"},
                    "text": {"field": "text"},
                    "color": rule_colour,
                },
            },
        ]
    sides = list(dict.fromkeys(p["side"] for p in points))
    colours = {p.name: (p.colour or "$other") for p in context.case.about.parties}
    side = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": sides, "range": [colours.get(s, "$other") for s in sides]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    tip = [
        {"field": f, "type": "nominal", "title": t}
        for f, t in (("who", "claimant"), ("said", "said on"), ("unit", "unit"), ("what", "claim"))
    ]
    layers += [
        {
            "data": values(points),
            "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.45},
            "encoding": {
                "x": time("date", domain=domain),
                "y": {**share, "field": "low"},
                "y2": {"field": "high"},
                "color": {**side, "legend": None},
            },
        },
        {
            "data": values(points),
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 0.95, "stroke": PAPER, "strokeWidth": 0.7},
            "encoding": {
                "x": time("date", domain=domain),
                "y": share,
                "color": side,
                "shape": _shape(points),
                "tooltip": [*tip, {"field": "value", "type": "quantitative", "title": "share, %", "format": ".1f"}],
            },
        },
    ]
    drawn = [[r for r in lines if r["key"] == k] for k in keys]
    (wide, high), (narrow, low) = ((s, turn_labels(points, drawn, domain, share, s)) for s in SIZES)
    return spec(
        [*layers, *high],
        wide[1],
        narrow={"height": narrow[1], "layer": [*layers, *low]},
        resolve={"scale": {"color": "independent", "strokeDash": "independent"}},
    )


def _shape(points: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = [k for k in (WORK, FINISHED) if any(p["kind"] == k for p in points)]
    legend = (
        {"title": None, "orient": "top", "direction": "horizontal", "symbolFillColor": MUTED, "symbolStrokeWidth": 0}
        if len(kinds) > 1
        else None
    )
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": kinds, "range": ["circle", "triangle-up"][: len(kinds)]},
        "legend": legend,
    }
