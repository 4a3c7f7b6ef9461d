"""How series are drawn: broken where values are missing, named at their ends, their extremes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import wrap
from typing import Any

from longgame.case.indicators import Observation, Series
from longgame.core.words import when
from longgame.report.charts import finding, gaps
from longgame.report.charts.chart import MUTED, PAPER, Spec, spec, time, values
from longgame.report.charts.placing import LINE, Dot, Wanted, place

COLOURS = ("$series1", "$series2", "$series3", "$series4", "$series5")
HEIGHT = 300
# Pixels between the axis and the right edge, on a desk and on a telephone.
WIDTHS = (470, 285)
SHAPES = {1: "triangle-up", 0: "circle", -1: "triangle-down"}


@dataclass(frozen=True)
class Line:
    """A series with its usable values by date, as of a day."""

    series: Series
    observations: list[Observation]
    day: date

    @cached_property
    def past(self) -> list[Observation]:
        """Values of periods that had begun by the day; the others were said in advance."""
        return [o for o in self.observations if o.date.first <= self.day]

    @cached_property
    def runs(self) -> list[int]:
        """For each value the number of its unbroken line; what was said in advance is on a line of its own."""
        made = gaps.runs([o.date for o in self.observations])
        return [r if o.date.first <= self.day else 1000 + r for r, o in zip(made, self.observations, strict=True)]

    @cached_property
    def points(self) -> list[dict[str, Any]]:
        """What is drawn of each value."""
        return [self._point(o, run) for o, run in zip(self.observations, self.runs, strict=True)]

    @property
    def unbroken(self) -> list[list[dict[str, Any]]]:
        """The points of each unbroken line."""
        return [[p for p in self.points if p["run"] == run] for run in dict.fromkeys(self.runs)]

    def _point(self, o: Observation, run: int) -> dict[str, Any]:
        return {
            "series": self.series.title,
            "date": date.fromordinal(gaps.middle(o.date)).isoformat(),
            "period": when(o.date),
            "value": o.middle(),
            "low": o.low if o.low is not None else o.middle(),
            "high": o.high if o.high is not None else o.middle(),
            "said": finding.figure(self.series, o, unit=True),
            "note": o.note,
            "run": run,
            "side": finding.side(o),
            "ahead": o.date.first > self.day,
        }


@dataclass(frozen=True)
class Frame:
    """The limits of a picture, and where a point of it lies in pixels."""

    first: int
    last: int
    low: float
    high: float

    def at(self, point: dict[str, Any], width: float) -> Dot:
        """Return the pixels of a point from the left and the top."""
        x = (date.fromisoformat(point["date"]).toordinal() - self.first) / max(1, self.last - self.first)
        return x * width, HEIGHT * (self.high - point["value"]) / (self.high - self.low)


def draw(lines: Sequence[Line], main: Line) -> Spec:
    """Return the spec of some series; the extremes of the main one are marked."""
    points = [p for line in lines for p in line.points]
    frame = _frame(points, 0.18 if len(lines) == 1 else 0.28)
    x, y = _channels(lines, frame)
    titles = [line.series.title for line in lines]
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": titles, "range": list(COLOURS[: len(titles)])},
        "legend": None,
    }
    marks = _marks(points, {"x": x, "y": y, "color": colour})
    wide, narrow = ([*marks, *_labels(lines, main, frame, width, x, y, colour)] for width in WIDTHS)
    return spec(wide, HEIGHT, narrow={"layer": narrow})


def _frame(points: list[dict[str, Any]], share: float) -> Frame:
    lowest, highest = min(0.0, *(p["low"] for p in points)), max(0.0, *(p["high"] for p in points))
    room = share * (highest - lowest) or 1.0
    low, high = (lowest - room if lowest < 0 else 0.0), (highest + room if highest > 0 or not lowest else 0.0)
    days = [date.fromisoformat(p["date"]).toordinal() for p in points]
    return Frame(min(days), max(days), low, high)


def _channels(lines: Sequence[Line], frame: Frame) -> tuple[Spec, Spec]:
    years = (frame.last - frame.first) / 365.25
    axis = (
        {"tickCount": {"interval": "year", "step": max(1, int(years / 7))}} if years >= 2 else {"format": "%b %Y", "tickCount": 5}
    )
    x = time("date", **axis)
    x["scale"]["domain"] = [_moment(frame.first), _moment(frame.last)]
    y: Spec = {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [frame.low, frame.high], "nice": False}}
    y["axis"] = {"tickCount": 6}
    if all(finding.shares(line.series) for line in lines):
        y["axis"]["labelExpr"] = "datum.label + ' %'"
    return x, y


def _moment(day: int) -> int:
    return (day - date(1970, 1, 1).toordinal()) * 86_400_000


def _marks(points: list[dict[str, Any]], at: Spec) -> list[Spec]:
    tip = [
        {"field": f, "type": "nominal", "title": t}
        for f, t in (("series", "series"), ("period", "period"), ("said", "value"), ("note", "note"))
    ]
    bars = {**at, "y": {**at["y"], "field": "low"}, "y2": {"field": "high"}}
    shape = {"field": "side", "type": "nominal", "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())}, "legend": None}
    hollow = {"condition": {"test": "datum.ahead", "value": 0}, "value": 1}
    data = values(points)
    dashes = {"condition": {"test": "datum.ahead", "value": [4, 3]}, "value": [1, 0]}
    return [
        {
            "data": data,
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {**at, "detail": {"field": "run"}, "strokeDash": dashes},
        },
        {"data": data, "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.4}, "encoding": bars},
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 48, "opacity": 1, "strokeWidth": 1.5},
            "encoding": {**at, "shape": shape, "fillOpacity": hollow, "tooltip": tip},
        },
    ]


def _labels(lines: Sequence[Line], main: Line, frame: Frame, width: int, x: Spec, y: Spec, colour: Spec) -> list[Spec]:
    """Return the names at the ends of lines and the extremes, each where nothing is in its way."""
    said = list(_said(lines, main, 26 if width > 400 else 19))
    titles = [line.series.title for line in lines]
    wanted = [Wanted(tuple(text), *frame.at(point, width), titles.index(point["series"])) for point, text, _ in said]
    drawn = [(i, [frame.at(p, width) for p in run]) for i, line in enumerate(lines) for run in line.unbroken]
    layers = []
    for (point, text, name), found in zip(said, place(wanted, drawn, width, HEIGHT), strict=True):
        row = {"series": point["series"], "date": point["date"], "value": point["value"], "label": text}
        mark = {
            "type": "text",
            "baseline": "top",
            "lineHeight": LINE,
            "fontSize": 12,
            "align": found.align,
            "dx": found.dx,
            "dy": found.dy,
        }
        mark["fontWeight"] = 600 if name else 400
        at = {"x": x, "y": y, "text": {"field": "label"}}
        inked = {**at, "color": colour} if name or len(lines) > 1 else at
        halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "strokeOpacity": 0.85, "color": MUTED}
        layers += [{"data": values([row]), "mark": halo, "encoding": at}, {"data": values([row]), "mark": mark, "encoding": inked}]
    return layers


def _said(lines: Sequence[Line], main: Line, letters: int) -> Iterator[tuple[dict[str, Any], list[str], bool]]:
    """Go through the labels: the point, the lines of text, and whether it names a series."""
    names = short([line.series.title for line in lines])
    for line, name in zip(lines, names, strict=True):
        end = line.points[-1]
        value = finding.figure(line.series, line.observations[-1])
        text = [*wrap(name, letters), value] if len(lines) > 1 else [value, end["period"]]
        yield end, text, True
    past = [p for p in main.points if not p["ahead"]]
    lowest, highest = min(past, key=lambda p: p["value"]), max(past, key=lambda p: p["value"])
    for point, word in ((highest, "highest"), (lowest, "lowest")):
        if point is not main.points[-1] and highest["value"] > lowest["value"]:
            value = finding.figure(main.series, main.observations[main.points.index(point)])
            yield point, [f"{word}: {value}", point["period"]], False


def short(titles: Sequence[str]) -> list[str]:
    """Return titles without the words with which all of them begin."""
    words = [t.split() for t in titles]
    same = 0
    while len(titles) > 1 and all(len(w) > same + 1 and w[same] == words[0][same] for w in words):
        same += 1
    return [" ".join(w[same:]) for w in words]
