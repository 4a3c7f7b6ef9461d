"""Charts of the report. One file a chart; registering one is one line below."""

from __future__ import annotations

from collections.abc import Callable

from longgame.report.charts import (
    actor_map,
    claims_and_rules,
    deadline_timeline,
    event_strip,
    indicator_lines,
    settle_actors,
    settle_drivers,
    settle_models,
    settle_overview,
    settle_scenarios,
    settle_then,
    slip_by_promise,
    status_over_time,
)
from longgame.report.charts.chart import Chart
from longgame.report.context import Context

# Each entry makes the charts of one kind, perhaps none, from a context.
CHARTS: dict[str, Callable[[Context], list[Chart]]] = {
    "claims_and_rules": claims_and_rules.charts,
    "status_over_time": status_over_time.charts,
    "deadline_timeline": deadline_timeline.charts,
    "slip_by_promise": slip_by_promise.charts,
    "indicator_lines": indicator_lines.charts,
    "event_strip": event_strip.charts,
    "actor_map": actor_map.charts,
    "settle_overview": settle_overview.charts,
    "settle_models": settle_models.charts,
    "settle_actors": settle_actors.charts,
    "settle_drivers": settle_drivers.charts,
    "settle_scenarios": settle_scenarios.charts,
    "settle_then": settle_then.charts,
}
