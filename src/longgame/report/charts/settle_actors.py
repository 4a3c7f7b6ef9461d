"""Who stands where on an issue, and with what weight."""

from __future__ import annotations

from typing import Any

from longgame.report.charts.chart import Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import SOURCE, band, dashes, dot, median, party_colours, weights, whole, within, x
from longgame.report.context import Context
from longgame.settle.study.result import ActorOn, IssueForecast


def charts(context: Context) -> list[Chart]:
    """Return one chart for each issue that is bargained."""
    return [_chart(context, i) for i in context.bargained.issues]


def _chart(context: Context, issue: IssueForecast) -> Chart:
    actors = sorted(issue.actors, key=lambda a: (-a.position[1], a.actor))
    shares = weights(actors)
    names = [f"{a.name}: {whole(a.position[1])}, {100 * w:.0f} % of the weight" for a, w in zip(actors, shares, strict=True)]
    wide, narrow = (_layers(context, issue, actors, shares, names, letters) for letters in (None, LETTERS))
    ranked = sorted(zip(shares, actors, strict=True), key=lambda pair: -pair[0])
    top = [f"{within(a.name)} ({whole(a.position[1])})" for _, a in ranked[:2]]
    return Chart(
        id=f"settle-actors-{issue.id}",
        headline=f"{issue.title}: most weight lies with {' and '.join(top)}, {100 * sum(w for w, _ in ranked[:2]):.0f} % of it "
        "together.",
        subtitle="Position (dot; line: low to high as coded); size of the dot: weight, that is capability times "
        "salience; dashes: calibrated median",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=(
            "actor",
            "position",
            "low to high",
            "salience",
            "low to high of salience",
            "capability",
            "low to high of capability",
            "weight",
        ),
        rows=[
            (
                a.name,
                *(cell for t in (a.position, a.salience, a.capability) for cell in (whole(t[1]), f"{t[0]:.0f} to {t[2]:.0f}")),
                f"{100 * w:.0f} %",
            )
            for a, w in zip(actors, shares, strict=True)
        ],
        source=f"{SOURCE}; positions, saliences and capabilities are the coders' judgement",
        note="Salience, 0 to 100: how much of its other wishes an actor would give up for this one. Capability: how far it could "
        "bring its position about. Reasons and sources stand on the page of actors.",
    )


def _layers(
    context: Context, issue: IssueForecast, actors: list[ActorOn], shares: list[float], names: list[str], letters: int | None
) -> list[dict[str, Any]]:
    n, colours = len(actors), party_colours(context)
    parties = {p.id: p.name for p in context.case.about.parties}
    party = {a.id: parties.get(a.party or "", "others") for a in context.case.actors}
    data = [
        {
            "row": r,
            "at": a.position[1],
            "low": a.position[0],
            "high": a.position[2],
            "side": party[a.actor],
            "weight": w,
            "name": names[r],
        }
        for r, (a, w) in enumerate(zip(actors, shares, strict=True))
    ]
    sides = {party[a.actor]: colours[a.actor] for a in actors}
    colour = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": list(sides), "range": list(sides.values())},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    at, rows = x(ticks=[p.at for p in issue.scale]), y("row", n)
    size = {"field": "weight", "type": "quantitative", "scale": {"domain": [0, 0.6], "range": [20, 420]}, "legend": None}
    centre = median(context.bargained, issue)
    mark = {k: v for k, v in dot(60).items() if k != "size"}
    tip = [{"field": "name", "type": "nominal"}]
    return [
        *([dashes([(r, centre) for r in range(n)], at, n, 0.75)] if centre is not None else []),
        band(data, at, rows, colour, 3, 0.45),
        {"data": values(data), "mark": mark, "encoding": {"x": at, "y": rows, "color": colour, "size": size, "tooltip": tip}},
        *labels(names, 0, x("x"), rows, letters),
    ]
