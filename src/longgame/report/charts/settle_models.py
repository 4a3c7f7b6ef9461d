"""What every model makes of an issue, on the issue's own scale."""

from __future__ import annotations

from typing import Any

from longgame.report.charts.chart import Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import (
    MODEL,
    SOURCE,
    UNCALIBRATED,
    band,
    dashes,
    dot,
    median,
    points,
    span,
    spread,
    whole,
    x,
)
from longgame.report.context import Context
from longgame.settle.study.result import IssueForecast, ModelForecast, Spread

# The bars of the distribution stand in the second row, which has no label.
BASE, TALL = 1.36, 1.0


def charts(context: Context) -> list[Chart]:
    """Return one chart for each issue with a calibrated distribution."""
    made = context.bargained
    return [_chart(context, i, s) for i in made.issues if (s := spread(made, i)) is not None]


def _chart(context: Context, issue: IssueForecast, calibrated: Spread) -> Chart:
    made = context.bargained
    titles = {m.name: m.title for m in made.models}
    others = _sorted(issue)
    at = [m.best for m in points(issue) if m.best is not None]
    low, high = calibrated.interval["80"]
    says = f"{issue.title}: the calibrated median is {whole(median(made, issue))}, the 80 % interval {low:.0f} to {high:.0f}"
    names = [f"Calibrated distribution: {whole(median(made, issue))}, 80 % interval {low:.0f} to {high:.0f}", ""]
    names += [f"{titles[m.model]}: {_says(m)}" for m in others]
    wide, narrow = (_layers(issue, calibrated, others, names, letters) for letters in (None, LETTERS))
    return Chart(
        id=f"settle-models-{issue.id}",
        headline=f"{says}; the models' points reach from {whole(min(at))} to {whole(max(at))}." if at else f"{says}.",
        subtitle="Dot: point at the best judgements; thin line: 80 % of the draws of the judgements; small bars: probability of "
        "each whole point, the judgements varying too; shaded: 80 % interval of the calibrated distribution; dashes: no agreement",
        spec=spec(wide, height(names), narrow={"layer": narrow, "height": height(names, LETTERS)}),
        columns=(
            "model",
            "point",
            "50 % of draws",
            "80 % of draws",
            "mean",
            "no agreement",
            "still moving",
            "draws",
            "how it ended",
        ),
        rows=[_row(titles, m) for m in issue.models],
        source=SOURCE,
        note=f"{UNCALIBRATED} The interval is that of the best judgements, the form in which it was tested; with the judgements "
        "varying, as the small bars have it, it is wider. The lines of the other models show only what the judgements leave open, "
        "not how wrong a model is.",
    )


def _sorted(issue: IssueForecast) -> list[ModelForecast]:
    others = [m for m in issue.models if m.spread is None or not m.spread.calibrated]
    return sorted(others, key=lambda m: (m.best is None, -(m.best or 0), m.model))


def _says(model: ModelForecast) -> str:
    if model.best is not None:
        return f"{model.best:.0f}" + (", still moving" if model.result == "not_converged" else "")
    return "no agreement" if model.result == "no_agreement" else "no point"


def _layers(
    issue: IssueForecast, calibrated: Spread, others: list[ModelForecast], names: list[str], letters: int | None
) -> list[dict[str, Any]]:
    n = len(names)
    at, rows = x(ticks=[p.at for p in issue.scale]), y("row", n)
    low, high = calibrated.interval["80"]
    most = max(calibrated.histogram) or 1
    bars = [
        {"at": k, "from": BASE, "to": BASE - TALL * p / most, "percent": f"{100 * p:.1f} %"}
        for k, p in enumerate(calibrated.histogram)
        if p > most / 200
    ]
    shade = [{"low": low, "high": high, "from": -0.15, "to": n - 0.4}]
    lines = [
        {"row": r, "low": m.spread.interval["80"][0], "high": m.spread.interval["80"][1]}
        for r, m in enumerate(others, 2)
        if m.spread is not None and m.spread.interval
    ]
    dots = [
        {"row": r, "at": m.best, "model": names[r], "settled": "" if m.spread is None else span(m.spread.interval.get("80"))}
        for r, m in enumerate(others, 2)
        if m.best is not None
    ]
    centre = next((m.best for m in issue.models if m.spread is calibrated), None)
    middle = [{"row": 0, "at": centre, "model": names[0], "settled": span((low, high))}]
    tip = [{"field": "model", "type": "nominal"}, {"field": "settled", "type": "nominal", "title": "80 % of draws"}]
    return [
        {
            "data": values(shade),
            "mark": {"type": "rect", "color": MODEL, "opacity": 0.1},
            "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}, "y": y("from", n), "y2": {"field": "to"}},
        },
        {
            "data": values(bars),
            "mark": {"type": "rule", "color": MODEL, "strokeWidth": 2.2},
            "encoding": {
                "x": at, "y": y("from", n), "y2": {"field": "to"},
                "tooltip": [{"field": "at", "type": "quantitative"}, {"field": "percent", "type": "nominal"}],
            },
        },
        dashes([(r, issue.reversion) for r in range(n) if r != 1], at, n, 0.75),
        band([{"row": 0, "low": low, "high": high}], at, rows, MODEL, 3, 0.6),
        band([{"row": 0, "low": calibrated.interval["50"][0], "high": calibrated.interval["50"][1]}], at, rows, MODEL, 8, 0.6),
        band(lines, at, rows, "$other", 2, 0.7),
        _dots(middle, at, rows, MODEL, tip),
        _dots(dots, at, rows, "$ink", tip),
        *labels(names, 0, x("x"), rows, letters),
    ]  # fmt: skip


def _dots(
    data: list[dict[str, Any]], at: dict[str, Any], rows: dict[str, Any], colour: str, tip: list[dict[str, Any]]
) -> dict[str, Any]:
    return {"data": values(data), "mark": {**dot(65), "color": colour}, "encoding": {"x": at, "y": rows, "tooltip": tip}}


def _row(titles: dict[str, str], model: ModelForecast) -> tuple[object, ...]:
    s = model.spread
    return (
        titles[model.model],
        whole(model.best),
        span(s.interval.get("50")) if s else "not run",
        span(s.interval.get("80")) if s else "not run",
        whole(s.mean) if s else "",
        f"{100 * s.no_agreement:.0f} %" if s else "",
        f"{100 * s.not_converged:.0f} %" if s else "",
        s.draws if s else 0,
        model.sentence,
    )
