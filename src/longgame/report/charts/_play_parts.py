"""What the charts of the long game share: where their figures come from, their scales, and rows of chances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from longgame.play.result import FEW, Band, PlayResult
from longgame.report.charts.chart import MUTED, time
from longgame.report.charts.chart import values as inline
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import band, dot
from longgame.report.played.words import band as said
from longgame.report.played.words import the

MAIN, SECOND = "$series1", "$series2"
NINE = "Bands hold nine tenths of the weighted draws"


def source(result: PlayResult) -> str:
    """Return the source line."""
    solved = result.play.solved
    return (
        f"The long game as coded in the case, solved for {solved.draws} draws of its parameters and learnt from the history to "
        f"the end of {the(result.play.odds[0].period)}"
    )


def weak(result: PlayResult) -> str:
    """Return a mark where few draws count, nothing else."""
    effective = result.play.solved.effective
    return f"Effective sample size {effective:.0f}, below {FEW}: a rough guide. " if effective < FEW else ""


def percent_axis(title: str | None = None, domain: tuple[float, float] = (0, 100)) -> dict[str, Any]:
    """Return what a channel of percentages has besides its field."""
    return {
        "type": "quantitative",
        "title": title,
        "scale": {"domain": list(domain), "nice": False},
        "axis": {"grid": True, "tickCount": 5, "labelExpr": "datum.label + ' %'"},
    }


class Row(NamedTuple):
    """A row of a chart of chances: its label, a chance with its range, and perhaps an earlier one."""

    name: str
    value: Band
    before: Band | None = None


def rows_of(rows: Sequence[Row], top: float | None = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[int, int]]:
    """Return the layers, those of a narrow page, and the two heights.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.
    top : float or None
        Where the axis ends, from 0 to 1; None for the highest value.
    """
    names = [row.name for row in rows]
    end = top or max(0.05, *(v.high for r in rows for v in (r.value, r.before or r.value)), *(r.value.mean for r in rows))
    wide, narrow = (_layers(rows, names, min(100.0, 104 * end), letters) for letters in (None, LETTERS))
    return wide, narrow, (height(names), height(names, LETTERS))


def _layers(rows: Sequence[Row], names: list[str], end: float, letters: int | None) -> list[dict[str, Any]]:
    at = {"field": "at", **percent_axis(domain=(0, end))}
    vertical = y("row", len(rows))
    now = [{"row": i, "name": r.name, "says": said(r.value), **_three(r.value)} for i, r in enumerate(rows)]
    before = [{"row": i, "name": r.name, "says": said(r.before), **_three(r.before)} for i, r in enumerate(rows) if r.before]
    tip = [{"field": "name", "type": "nominal"}, {"field": "says", "type": "nominal"}]
    layers = [band(now, at, vertical, MAIN, 4, 0.45)]
    if before:
        hollow = {"type": "point", "filled": False, "size": 60, "stroke": MUTED, "strokeWidth": 1.5, "opacity": 1}
        layers.append({"data": inline(before), "mark": hollow, "encoding": {"x": at, "y": vertical, "tooltip": tip}})
    layers.append({"data": inline(now), "mark": {**dot(80), "color": MAIN}, "encoding": {"x": at, "y": vertical, "tooltip": tip}})
    return [*layers, *labels(names, 0, {**at, "field": "x"}, vertical, letters)]


def _three(value: Band) -> dict[str, float]:
    return {"at": 100 * value.mean, "low": 100 * value.low, "high": 100 * value.high}


def calendar(domain: tuple[str, str], *, narrow: bool) -> dict[str, Any]:
    """Return the channel of time: a label every year, on a narrow page every second year."""
    return time("day", domain=domain, tickCount={"interval": "year", "step": 2 if narrow else 1})
