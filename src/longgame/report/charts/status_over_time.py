"""The completion level of every commitment of a package, month by month."""

from __future__ import annotations

from typing import Any

from longgame.report.charts.chart import Chart, spec, time, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.context import Context
from longgame.track.result import PackageState

STATES = ("nothing found", "none", "minimum", "intermediate", "full")
_COLOURS = ["$level_unknown", "$level0", "$level1", "$level2", "$level3"]


def charts(context: Context) -> list[Chart]:
    """Return one chart for each package that has commitments in the case."""
    return [_chart(context, p) for p in context.result.packages if p.coded and 2 * p.coded >= (p.size or 0)]


def _chart(context: Context, package: PackageState) -> Chart:
    ids = [s.id for s in context.result.commitments if s.package == package.id and s.parent is None]
    ids.sort(key=lambda i: (-context.states[i].completion.level, not context.states[i].completion.reported))
    runs = [run for row, i in enumerate(ids) for run in _runs(context, i, row)]
    start = min((r["from"] for r in runs), default=context.day.isoformat())
    domain = (start, context.day.isoformat())
    names = [f"{i}  {context.states[i].title}" for i in ids]
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": list(STATES), "range": _COLOURS},
        "legend": {"title": None, "orient": "top", "direction": "horizontal", "symbolType": "stroke", "symbolStrokeWidth": 9},
    }
    rows, x = y("row", len(ids)), time("from", domain=domain)
    bars = {
        "data": values(runs),
        "mark": {"type": "rule", "strokeWidth": 9, "strokeCap": "butt"},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": rows,
            "color": colour,
            "tooltip": [
                {"field": "label", "type": "nominal", "title": "commitment"},
                {"field": "state", "type": "nominal", "title": "completion"},
                {"field": "from", "type": "nominal", "title": "known from"},
                {"field": "evidence", "type": "nominal", "title": "evidence"},
            ],
        },
    }
    unknown = sum(not context.states[i].completion.reported for i in ids)
    full = sum(context.states[i].completion.level == 3 for i in ids)
    return Chart(
        id=f"status-{package.id}",
        headline=f"{full} of {len(ids)} commitments are named as done in full; on {unknown} nothing was found either way.",
        subtitle=f"{package.title}: completion of each commitment by the month in which it became known",
        spec=spec(
            [*labels(names, start, x, rows), bars],
            height(names),
            narrow={"layer": [*labels(names, start, x, rows, LETTERS), bars], "height": height(names, LETTERS)},
        ),
        columns=("commitment", "title", "completion", "known from", "to", "evidence"),
        rows=[(r["id"], r["label"], r["state"], r["from"], r["to"], r["evidence"]) for r in runs],
        source="Derived by rule from the dated status events of the case.",
        note="Nothing found is not the same as not done: officials counted programmes as done without naming them.",
    )


def _runs(context: Context, commitment: str, row: int) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    for result in context.history:
        state = next((s for s in result.commitments if s.id == commitment), None)
        if state is None:
            continue
        word = state.completion.label if state.completion.reported else STATES[0]
        day = result.as_of.isoformat()
        if runs:
            runs[-1]["to"] = day
        if not runs or runs[-1]["state"] != word:
            runs.append(
                {
                    "row": row,
                    "id": commitment,
                    "label": state.title,
                    "state": word,
                    "from": day,
                    "to": day,
                    "evidence": state.evidence.grade.replace("_", " "),
                }
            )
    return [r for r in runs if r["from"] < r["to"]] or runs[-1:]
