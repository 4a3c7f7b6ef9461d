"""Indicators: the series that can be drawn, and every value with its source."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.indicators import Observation, Series
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context


@dataclass(frozen=True)
class Indicators:
    """Data of the page."""

    charts: tuple[Chart, ...]
    rows: tuple[tuple[Series, Observation], ...]


def view(context: Context) -> Indicators:
    """Return the charts, and all observations by series and date."""
    rows = [(s, o) for s in context.case.series for o in sorted(context.case.indicators, key=lambda o: o.date) if o.series == s.id]
    return Indicators(tuple(CHARTS["indicator_lines"](context)), tuple(rows))
