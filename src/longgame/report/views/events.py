"""Events: turning points drawn, all of them listed."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.events import Event
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context


@dataclass(frozen=True)
class Events:
    """Data of the page."""

    charts: tuple[Chart, ...]
    rows: tuple[Event, ...]
    domains: tuple[str, ...]


def view(context: Context) -> Events:
    """Return the chart and the events, latest first."""
    rows = sorted(context.case.events, key=lambda e: e.date, reverse=True)
    return Events(tuple(CHARTS["event_strip"](context)), tuple(rows), tuple(sorted({e.domain for e in rows})))
