"""Rows with their label above the mark, so that long names read on a phone too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from longgame.report.charts.chart import INK, PAPER, values

ROW, LINE = 34, 14
# Letters that fit in one line of a telephone.
LETTERS = 54
ABOVE, BELOW = 0.75, 0.35


def y(field: str, n: int, above: float = ABOVE) -> dict[str, Any]:
    """Return the vertical channel of ``n`` rows counted from 0, first on top, without an axis."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-above, n - BELOW], "reverse": True, "nice": False},
    }


def labels(
    names: Sequence[str], left: object, x: Mapping[str, Any], vertical: Mapping[str, Any], letters: int | None = None
) -> list[dict[str, Any]]:
    """Return the layers of row labels, one for each number of lines.

    Parameters
    ----------
    names : sequence of str
        From the first row to the last.
    left : object
        Where they begin, on the horizontal scale.
    x, vertical : mapping
        Channels of the chart; the vertical one of the field ``row``.
    letters : int or None
        Longer names are broken into lines; None for one line each, cut at the width of the picture.
    """
    texts = [broken(name, letters) for name in names]
    layers = []
    for lines in sorted({len(text) for text in texts}):
        mark = {"type": "text", "align": "left", "baseline": "top", "dy": -6 - LINE * lines, "lineHeight": LINE, "fontSize": 12}
        mark |= {"color": INK, "limit": {"expr": "width"}}
        data = values([{"row": i, "x": left, "label": text} for i, text in enumerate(texts) if len(text) == lines])
        at = {"x": {**x, "field": "x"}, "y": vertical, "text": {"field": "label"}}
        halo = {**mark, "stroke": PAPER, "strokeWidth": 4}
        layers += [{"data": data, "mark": m, "encoding": at} for m in (halo, mark)]
    return layers


def height(names: Sequence[str], letters: int | None = None, above: float = ABOVE) -> int:
    """Return the height in pixels of a chart whose rows have these names."""
    return max(90, round(pitch(names, letters) * (len(names) + above - BELOW) + 10))


def pitch(names: Sequence[str], letters: int | None = None) -> int:
    """Return the pixels from one row to the next."""
    lines = max((len(broken(name, letters)) for name in names), default=1)
    return ROW + LINE * (lines - 1)


def broken(name: str, letters: int | None) -> list[str]:
    """Return a name in lines of some letters, three at most."""
    return wrap(name, letters, max_lines=3, placeholder=" …") or [name] if letters else [name]
