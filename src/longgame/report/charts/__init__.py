"""Charts of the report. One file a chart; registering one is one line below."""

from __future__ import annotations

from collections.abc import Callable

from longgame.report.charts import (
    actor_map,
    claims_and_rules,
    deadline_timeline,
    event_strip,
    indicator_lines,
    play_drivers,
    play_ladders,
    play_next,
    play_odds,
    play_periods,
    play_policy,
    play_scores,
    play_weights,
    play_whatifs,
    score_calibration,
    score_hedges,
    score_hypotheses,
    score_models,
    score_sources,
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
    "play_ladders": play_ladders.charts,
    "play_odds": play_odds.charts,
    "play_next": play_next.charts,
    "play_policy": play_policy.charts,
    "play_scores": play_scores.charts,
    "play_periods": play_periods.charts,
    "play_weights": play_weights.charts,
    "play_whatifs": play_whatifs.charts,
    "play_drivers": play_drivers.charts,
    "score_sources": score_sources.charts,
    "score_calibration": score_calibration.charts,
    "score_hedges": score_hedges.charts,
    "score_hypotheses": score_hypotheses.charts,
    "score_models": score_models.charts,
}
