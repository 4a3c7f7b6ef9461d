"""How far each dated promise slipped, counted from the date first named."""

from __future__ import annotations

from typing import Any

from longgame.report.charts.chart import INK, Chart, spec, values
from longgame.report.charts.deadline_timeline import WORDS
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.context import Context
from longgame.track.deadlines import DAYS_PER_MONTH, Chain, chains


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where no promise has an outcome."""
    rows = [r for c in chains(context.result.deadlines) if (r := _row(context, c)) is not None]
    rows.sort(key=lambda r: -r["months"])
    return [_chart(context, rows)] if len(rows) >= 3 else []


def _row(context: Context, chain: Chain) -> dict[str, Any] | None:
    state = chain.first
    if chain.outcome not in ("on_time", "late", "overdue") or state.days_late is None:
        return None
    kept = chain.outcome != "overdue"
    months = sum(state.days_late) / 2 / DAYS_PER_MONTH if kept else chain.months_open
    dropped = "dropped" in context.states[chain.last.commitment].flags
    return {
        "title": context.states[chain.last.commitment].title,
        "months": months,
        "state": WORDS[chain.outcome],
        "domain": state.domain,
        "end_at": max(0.0, months),
        "end": _end(months, kept=kept, dropped=dropped),
        "due": state.due,
        "done": state.done_on or ("dropped" if dropped else "not known to be kept"),
    }


def _end(months: float, *, kept: bool, dropped: bool) -> str:
    if dropped and not kept:
        return f"dropped after {months:.0f}"
    if not kept:
        return f"at least {months:.0f}" if months >= 0.5 else "not kept"
    return f"{months:+.0f}".replace("-", "−") if abs(months) >= 0.5 else "to the month"


def _chart(context: Context, rows: list[dict[str, Any]]) -> Chart:
    for i, row in enumerate(rows):
        row["row"] = i
    n = len(rows)
    stat = next(s for s in context.result.slippage if s.group == "all")
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": ["kept on time", "kept late", "not kept"], "range": ["$good", "$late", "$bad"]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    most = max(12.0, max(r["months"] for r in rows))
    low = min(0.0, min(r["months"] for r in rows))
    x = {
        "field": "months",
        "type": "quantitative",
        "title": "months after the date first named",
        "scale": {"domain": [low * 1.1, most * 1.22], "nice": False},
    }
    names = [r["title"] for r in rows]
    bars: list[dict[str, Any]] = [
        {
            "data": values(rows),
            "mark": {"type": "bar", "height": 9},
            "encoding": {"x": x, "x2": {"datum": 0}, "y": y("row", n), "color": colour},
        },
        {
            "data": values(rows),
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11.5, "color": INK},
            "encoding": {"x": {**x, "field": "end_at"}, "y": y("row", n), "text": {"field": "end"}},
        },
    ]
    median = "" if stat.median_slip_months is None else f"; the median promise slipped by {stat.median_slip_months:.0f} months"
    return Chart(
        id="slips",
        headline=f"{stat.on_time} of {stat.n} promises were kept by the date first named{median}.",
        subtitle="Months from the date first named to the day it was kept or, where it was not, to the last report of that",
        spec=spec(
            [*bars, *labels(names, 1.1 * low, x, y("row", n))],
            height(names),
            narrow={"layer": [*bars, *labels(names, 1.1 * low, x, y("row", n), LETTERS)], "height": height(names, LETTERS)},
        ),
        columns=("promise", "domain", "first due", "kept on", "months", "outcome"),
        rows=[(r["title"], r["domain"], r["due"], r["done"], f"{r['months']:.1f}", r["state"]) for r in rows],
        source="Derived from deadlines and status events of the case; median by Kaplan-Meier, those not kept as lower bounds.",
        note=f"Left out: {stat.left_out} more, not verified either way, date unclear, not due yet, or dropped.",
    )
