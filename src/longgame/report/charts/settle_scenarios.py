"""What the scenarios of a case change."""

from __future__ import annotations

from typing import Any

from longgame.report.bargain.record import MEAN, Compared, Scenario
from longgame.report.charts.chart import MUTED, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import MODEL, SOURCE, band, dot, x
from longgame.report.context import Context

MOST = 14


def charts(context: Context) -> list[Chart]:
    """Return the largest differences, or nothing where there are none."""
    found = [(s, r) for s in context.bargained.scenarios for r in s.rows if r.model == MEAN and r.difference is not None]
    found = [(s, r) for s, r in found if r.difference is not None and abs(r.difference.mean) >= 0.5]
    return [_chart(context, sorted(found, key=lambda f: -_by(f[1])))] if found else []


def _by(row: Compared) -> float:
    return abs(row.difference.mean) if row.difference is not None else 0.0


def _chart(context: Context, every: list[tuple[Scenario, Compared]]) -> Chart:
    titles = {i.id: i.title for i in context.case.issues}
    found = every[:MOST]
    names = [f"{titles[r.issue]}: {s.title}" for s, r in found]
    wide, narrow = (_layers(found, names, letters) for letters in (None, LETTERS))
    first, row = found[0]
    shift = row.difference
    assert shift is not None
    return Chart(
        id="settle-scenarios",
        headline=f"The largest change is {shift.mean:+.0f} points, on “{titles[row.issue]}”, in the scenario “{first.title}”.",
        subtitle="Scenario less case as coded, in points of the issue's scale: mean of positions weighted by capability times "
        "salience; dot: mean difference, line: 80 % of the draws",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=("issue", "scenario", "as coded", "in the scenario", "difference", "80 % of draws"),
        rows=[_row(titles, s, r) for s, r in every],
        source=f"{SOURCE}; {context.bargained.draws} draws, the same with and without the scenario",
        note=f"The {len(found)} largest of {len(every)} differences of half a point or more; all are in the table. A scenario is a "
        "supposition with numbers of its own, not a forecast.",
    )


def _row(titles: dict[str, str], scenario: Scenario, r: Compared) -> tuple[object, ...]:
    apart = r.difference
    return (
        titles[r.issue],
        scenario.title,
        "–" if r.base is None else f"{r.base.mean:.0f}",
        "–" if r.outcome is None else f"{r.outcome.mean:.0f}",
        "–" if apart is None else f"{apart.mean:+.1f}",
        "–" if apart is None else f"{apart.low:+.1f} to {apart.high:+.1f}",
    )


def _layers(found: list[tuple[Scenario, Compared]], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    n = len(found)
    data = [
        {"row": k, "at": r.difference.mean, "low": r.difference.low, "high": r.difference.high, "name": names[k]}
        for k, (_, r) in enumerate(found)
        if r.difference is not None
    ]
    ends = [v for d in data for v in (float(str(d["low"])), float(str(d["high"])), 0.0)]
    domain = (min(ends) - 1, max(ends) + 1)
    at, rows = x(domain=domain), y("row", n)
    return [
        {
            "data": values([{"at": 0, "from": k - 0.15, "to": k + 0.25} for k in range(n)]),
            "mark": {"type": "rule", "color": MUTED},
            "encoding": {"x": at, "y": y("from", n), "y2": {"field": "to"}},
        },
        band(data, at, rows, MODEL, 3, 0.5),
        {
            "data": values(data),
            "mark": {**dot(70), "color": MODEL},
            "encoding": {
                "x": at,
                "y": rows,
                "tooltip": [{"field": "name", "type": "nominal"}, {"field": "at", "type": "quantitative"}],
            },
        },
        *labels(names, domain[0], x("x", domain=domain), rows, letters),
    ]
