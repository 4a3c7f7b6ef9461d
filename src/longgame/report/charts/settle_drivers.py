"""What drives an outcome: one judgement at a time at its low and its high."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from longgame.report.bargain.record import MEAN, Driver
from longgame.report.charts.chart import Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import SOURCE, dashes, x
from longgame.report.context import Context
from longgame.settle.study.result import IssueForecast

LOW, HIGH = "judgement at its low", "judgement at its high"


def charts(context: Context) -> list[Chart]:
    """Return one chart for each issue on which a judgement moves the weighted mean."""
    made = context.bargained
    return [c for i in made.issues if (c := _chart(context, i)) is not None]


def _chart(context: Context, issue: IssueForecast) -> Chart | None:
    found = context.bargained.drivers.get(issue.id, ())
    base = getattr(context.bargained.named(issue, MEAN), "best", None)
    if not found or base is None:
        return None
    names = [f"{context.actor(d.actor)}: {d.kind} {d.low:.0f} to {d.high:.0f}" for d in found]
    wide, narrow = (_layers(found, base, names, letters) for letters in (None, LETTERS))
    first = found[0]
    ends = sorted(v for v in (first.at_low, first.at_high) if v is not None)
    return Chart(
        id=f"settle-drivers-{issue.id}",
        headline=f"{issue.title}: what is least sure and matters most is the {first.kind} of {_within(context, first.actor)}; its "
        f"interval alone moves the weighted mean from {ends[0]:.0f} to {ends[-1]:.0f}.",
        subtitle=f"Mean of positions weighted by capability times salience, {base:.0f} at the best judgements (dashes), with one "
        "judgement at a time at its low and its high; mind that the axis is a part of the scale",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=("actor", "judgement", "low", "best", "high", "mean at its low", "mean at its high", "swing"),
        rows=[
            (
                context.actor(d.actor),
                d.kind,
                f"{d.low:.0f}",
                f"{d.best:.0f}",
                f"{d.high:.0f}",
                *("–" if v is None else f"{v:.1f}" for v in (d.at_low, d.at_high, d.swing)),
            )
            for d in found
        ],
        source=f"{SOURCE}; the {len(found)} judgements that move the mean most",
        note="One at a time shows no interplay. The model itself may be wrong by far more than any judgement moves it.",
    )


def _within(context: Context, actor: str) -> str:
    name = context.actor(actor)
    return f"the {name[4:]}" if name.startswith("The ") else name


def _layers(found: tuple[Driver, ...], base: float, names: list[str], letters: int | None) -> list[dict[str, Any]]:
    n = len(found)
    ends = [v for d in found for v in (d.at_low, d.at_high) if v is not None]
    domain = (max(0, floor(min([*ends, base]) - 1)), min(100, ceil(max([*ends, base]) + 1)))
    data = [
        {"row": r, "low": min(v, base), "high": max(v, base), "end": end, "name": names[r], "mean": f"{v:.1f}"}
        for r, d in enumerate(found)
        for end, v in ((LOW, d.at_low), (HIGH, d.at_high))
        if v is not None
    ]
    colour = {
        "field": "end",
        "type": "nominal",
        "scale": {"domain": [LOW, HIGH], "range": ["$series2", "$series1"]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    at, rows = x(domain=domain), y("row", n)
    tip = [{"field": f, "type": "nominal"} for f in ("name", "end", "mean")]
    return [
        {
            "data": values(data),
            "mark": {"type": "rule", "strokeWidth": 9},
            "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}, "y": rows, "color": colour, "tooltip": tip},
        },
        dashes([(r, base) for r in range(n)], at, n, 0.75, "$ink"),
        *labels(names, domain[0], x("x", domain=domain), rows, letters),
    ]
