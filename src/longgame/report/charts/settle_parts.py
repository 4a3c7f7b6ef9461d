"""What the charts of bargaining share: the scale, its marks, and how numbers are said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from longgame.report.bargain.record import CALIBRATED, Bargained
from longgame.report.charts.chart import MUTED, PAPER, values
from longgame.report.charts.rows import LINE, ROW, y
from longgame.report.context import Context
from longgame.settle.study.result import ActorOn, IssueForecast, ModelForecast, Spread

MODEL = "$series1"
# A thin upright bar, which a rule cannot be in a legend, and an oblique cross.
BAR = "M-0.3,-1L0.3,-1L0.3,1L-0.3,1Z"
CROSS = "M-1,-0.6L-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0Z"
SOURCE = "Coded stances and capabilities of the case, put to published bargaining models"
UNCALIBRATED = (
    "The intervals were fitted to decisions of the Council of the European Union; for bargaining of another kind, as here, nobody "
    "has tested how often they hold."
)


def x(field: str = "at", ticks: Sequence[float] | None = None, domain: tuple[float, float] = (0, 100)) -> dict[str, Any]:
    """Return the horizontal channel: points of an issue's scale."""
    axis: dict[str, Any] = {"grid": True, "labels": True, "format": "d", "tickMinStep": 1, "tickCount": 10}
    if ticks is not None:
        axis["values"] = list(ticks)
    scale = {"domain": list(domain), "nice": False}
    return {"field": field, "type": "quantitative", "title": None, "scale": scale, "axis": axis}


def band(
    rows: Sequence[dict[str, Any]], at: dict[str, Any], vertical: dict[str, Any], colour: Any, width: float, opacity: float
) -> Any:
    """Return a layer of level lines from ``low`` to ``high``."""
    channel = {"value": colour} if isinstance(colour, str) else colour
    return {
        "data": values(rows),
        "mark": {"type": "rule", "strokeWidth": width, "opacity": opacity, "strokeCap": "butt"},
        "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}, "y": vertical, "color": channel},
    }


def dashes(places: Sequence[tuple[float, float]], at: dict[str, Any], n: int, above: float, colour: str = MUTED) -> Any:
    """Return a layer of short upright lines (row, place), beside the marks of a row and through no label."""
    data = [{"at": place, "from": row - 5 / ROW, "to": row + (ROW - LINE - 7) / ROW} for row, place in places]
    return {
        "data": values(data),
        "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5},
        "encoding": {"x": {**at, "field": "at"}, "y": {**y("from", n, above)}, "y2": {"field": "to"}},
    }


def dot(size: int) -> dict[str, Any]:
    """Return a filled mark with a rim of paper."""
    return {"type": "point", "filled": True, "opacity": 1, "size": size, "stroke": PAPER, "strokeWidth": 0.8}


def spread(made: Bargained, issue: IssueForecast) -> Spread | None:
    """Return the calibrated distribution of an issue, where there is one."""
    found = made.named(issue, CALIBRATED)
    return found.spread if found is not None and found.spread is not None and found.spread.quantiles else None


def median(made: Bargained, issue: IssueForecast) -> float | None:
    """Return the median of the calibrated distribution at the best judgements."""
    found = made.named(issue, CALIBRATED)
    return found.best if found is not None else None


def points(issue: IssueForecast) -> list[ModelForecast]:
    """Return the models, the calibrated one and baselines that know nothing of the stances aside, that give a point."""
    return [m for m in issue.models if m.best is not None and m.model not in (CALIBRATED, *BASELINES)]


# They are shown, and do not count as what models make of an issue: one says the middle, one that nothing changes.
BASELINES = ("climatology", "reversion")


def weights(actors: Sequence[ActorOn]) -> list[float]:
    """Return each actor's share of all capability times salience."""
    all_ = [a.capability[1] * a.salience[1] for a in actors]
    total = sum(all_)
    return [w / total if total > 0 else 0.0 for w in all_]


def whole(value: float | None) -> str:
    """Return a point of a scale as it may be read: whole."""
    return "–" if value is None else f"{value:.0f}"


def span(pair: tuple[float, float] | None) -> str:
    """Return an interval in whole points."""
    return "–" if pair is None else f"{pair[0]:.0f} to {pair[1]:.0f}"


def within(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def party_colours(context: Context) -> dict[str, str]:
    """Return the colour of each actor's party."""
    colours = {p.id: p.colour or "$other" for p in context.case.about.parties}
    return {a.id: colours.get(a.party or "", "$other") for a in context.case.actors}
