"""Deadlines with their moves, and how dates were kept."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.track.result import DeadlineState, SlippageStat


@dataclass(frozen=True)
class Deadlines:
    """Data of the page."""

    charts: tuple[Chart, ...]
    slippage: tuple[SlippageStat, ...]
    rows: tuple[tuple[DeadlineState, str], ...]


def view(context: Context) -> Deadlines:
    """Return the charts, the slippage table and every deadline with its commitment's title."""
    charts = (*CHARTS["deadline_timeline"](context), *CHARTS["slip_by_promise"](context))
    rows = tuple((d, context.states[d.commitment].title) for d in sorted(context.result.deadlines, key=lambda d: d.due_last))
    return Deadlines(charts, context.result.slippage, rows)
