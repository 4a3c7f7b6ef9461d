"""Forecasts as of past days, each beside what happened since."""

from __future__ import annotations

from datetime import date
from typing import Any

from longgame.core.words import when
from longgame.report.bargain.hindsight import CAUTION, RULE, Beside, beside, tallies
from longgame.report.charts.chart import Chart, spec, values
from longgame.report.charts.rows import LETTERS, broken, labels
from longgame.report.charts.settle_parts import CROSS, dot, span, whole, x
from longgame.report.context import Context

# Pixels from one issue to the next, of which so many for the days.
PITCH, DAYS, LINE = 62, 40, 14
SHADES = ("$level1", "$level2", "$level3", "$ink")


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where there is no past day with an outcome."""
    rows = beside(context.case, context.day, context.bargained.then)
    told = [r for r in rows if r.inside is not None]
    return [_chart(context, told)] if told else []


def _chart(context: Context, told: list[Beside]) -> Chart:
    titles = {i.id: i.title for i in context.case.issues}
    issues = [i.id for i in context.case.issues if any(r.then.issue == i.id for r in told)]
    names = [titles[i] for i in issues]
    wide, narrow = (_layers(told, issues, names, letters) for letters in (None, LETTERS))
    whole_ = tallies(told)[-1]
    return Chart(
        id="settle-then",
        headline=f"{whole_.inside} of {whole_.n} comparisons, on {whole_.issues} issues, have what happened inside the 80 % "
        f"interval of the day; the median missed by {whole_.median:.0f} points on average, saying that nothing "
        f"changes by {whole_.still:.0f}.",
        subtitle="Each line is one issue as of one day, the oldest on top: 80 % interval and median then; cross and line below: "
        f"where the issue stands as known on {when(context.day)}",
        spec=spec(wide, _height(names, None), narrow={"layer": narrow, "height": _height(names, LETTERS)}),
        columns=(
            "issue", "as of", "actors", "stood then at", "median then", "80 % interval then", "weighted mean then", "happened",
            "low to high", "since", "distance of the median", "distance of the mean", "distance of no change",
            "inside the 80 % interval",
        ),
        rows=[_row(titles, r) for r in told],
        source="The calibrated distribution from what was known on each day; outcomes as coded in the case",
        note=f"{RULE} {CAUTION}",
    )  # fmt: skip


def _row(titles: dict[str, str], r: Beside) -> tuple[object, ...]:
    assert r.outcome is not None
    return (
        titles[r.then.issue], when(r.then.day), r.then.actors, whole(r.stood), whole(r.then.median), span(r.then.most),
        whole(r.then.mean), whole(r.outcome.at), span((r.outcome.low, r.outcome.high)), when(r.outcome.date), whole(r.distance),
        whole(r.mean_distance), whole(r.still_distance), "yes" if r.inside else "no",
    )  # fmt: skip


def _pitch(names: list[str], letters: int | None) -> int:
    return PITCH + LINE * (max((len(broken(n, letters)) for n in names), default=1) - 1)


def _height(names: list[str], letters: int | None) -> int:
    return max(120, _pitch(names, letters) * len(names) + 24)


def _layers(told: list[Beside], issues: list[str], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    pitch = _pitch(names, letters)
    days = sorted({r.then.day for r in told})
    step = (DAYS - 6) / len(days) / pitch

    def place(r: Beside) -> float:
        return issues.index(r.then.issue) + days.index(r.then.day) * step

    legend = {"title": None, "orient": "top", "direction": "horizontal", "columns": 5}
    kinds = {f"as of {when(d)}": _shade(d, days) for d in days}
    colour = {
        "field": "day",
        "type": "nominal",
        "scale": {"domain": list(kinds), "range": list(kinds.values())},
        "legend": {**legend, "symbolType": "circle"},
    }
    rows = {
        "field": "row",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-24 / pitch, len(issues) - 24 / pitch], "reverse": True, "nice": False},
    }
    data = [
        {
            "row": place(r), "low": (r.then.most or (0, 0))[0], "high": (r.then.most or (0, 0))[1], "at": r.then.median,
            "day": f"as of {when(r.then.day)}", "issue": names[issues.index(r.then.issue)],
            "says": f"{whole(r.then.median)} ({span(r.then.most)})",
        }
        for r in told
    ]  # fmt: skip
    ends = {r.then.issue: r.outcome for r in told}
    happened = [
        {"row": issues.index(i) + step * len(days), "at": o.at, "low": o.low, "high": o.high,
         "issue": names[issues.index(i)], "says": f"{whole(o.at)} ({span((o.low, o.high))}) since {when(o.date)}"}
        for i, o in ends.items() if o is not None
    ]  # fmt: skip
    tip = [{"field": f, "type": "nominal"} for f in ("issue", "day", "says")]
    at = x()
    return [
        {
            "data": values(data),
            "mark": {"type": "rule", "strokeWidth": 3},
            "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}, "y": rows, "color": colour},
        },
        {"data": values(data), "mark": dot(50), "encoding": {"x": at, "y": rows, "color": colour, "tooltip": tip}},
        {
            "data": values(happened),
            "mark": {"type": "rule", "color": "$accent", "strokeWidth": 1.5},
            "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}, "y": rows},
        },
        {
            "data": values(happened),
            "mark": {**dot(110), "color": "$accent", "shape": CROSS},
            "encoding": {"x": at, "y": rows, "tooltip": [tip[0], tip[2]]},
        },
        *labels(names, 0, x("x"), rows, letters),
    ]


def _shade(day: date, days: list[date]) -> str:
    return SHADES[-len(days) :][days.index(day)] if len(days) <= len(SHADES) else SHADES[min(days.index(day), len(SHADES) - 1)]
