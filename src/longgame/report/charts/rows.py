"""Rows with their label above the mark, so that long names read on a phone too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from longgame.report.charts.chart import INK, time, values

ROW = 34


def y(field: str, n: int) -> dict[str, Any]:
    """Return the vertical channel of ``n`` rows counted from 0, first on top, without an axis."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.75, n - 0.35], "reverse": True, "nice": False},
    }


def labels(rows: Sequence[Mapping[str, Any]], n: int, domain: tuple[str, str]) -> dict[str, Any]:
    """Return the layer of row labels: ``row`` and ``label`` of each, left at the beginning of the time axis."""
    return {
        "data": values([{"row": r["row"], "label": r["label"], "x": domain[0]} for r in rows]),
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "bottom",
            "dy": -7,
            "dx": 0,
            "fontSize": 12,
            "color": INK,
            "limit": {"expr": "width"},
        },
        "encoding": {
            "x": time("x", domain=domain),
            "y": y("row", n),
            "text": {"field": "label"},
        },
    }


def height(n: int) -> int:
    """Return the height in pixels of a chart with ``n`` rows."""
    return max(90, ROW * n + 24)
