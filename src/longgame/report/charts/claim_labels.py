"""Labels of the chart of claims: the lines at their ends, and the claims at which the record turns."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from longgame.report.charts.chart import INK, PAPER, values
from longgame.report.charts.placing import LETTER, Dot, Placed, Wanted, place

WORK, FINISHED = "share of the work", "counted as finished"
# The highest share on the axis in percent, and width and height in pixels on a desk and on a telephone.
TOP, SIZES = 105, ((1050, 430), (285, 400))
# A claim is labelled if it is higher than all before by so many points, or lower than the one before by so many.
RISE, FALL = 12, 8
# What a label may cost; one that hides more is left out, its claim is in the table.
BEARABLE = 60.0


def apart(last: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return end labels moved apart where their lines end close together."""
    placed: list[dict[str, Any]] = []
    for row in sorted(last, key=lambda r: r["value"]):
        at = max(row["value"], placed[-1]["label_y"] + 5.5 if placed else 0.0)
        placed.append({**row, "label_y": at, "text": f"{row['rule']} {row['value']:.0f} %"})
    return placed


def turn_labels(
    points: list[dict[str, Any]],
    drawn: list[list[dict[str, Any]]],
    domain: tuple[str, str],
    share: dict[str, Any],
    size: tuple[int, int],
) -> list[dict[str, Any]]:
    """Return the layers that label the turns of the record, each where there is room.

    Parameters
    ----------
    points : list of dict
        The claims as they are drawn.
    drawn : list of list of dict
        The lines of the counting rules, each by date.
    domain : (str, str)
        First and last day of the axis.
    share : dict
        Vertical channel.
    size : (int, int)
        Width and height of the plot in pixels.
    """
    turns = _turns(points)
    x = {"field": "date", "type": "temporal", "scale": {"type": "utc"}}
    layers = []
    for point, found in zip(turns, _places(turns, points, drawn, domain, size), strict=True):
        if found.cost >= BEARABLE:
            continue
        mark = {"type": "text", "baseline": "top", "fontSize": 11.5, "align": found.align, "dx": found.dx, "dy": found.dy}
        halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "strokeOpacity": 0.85}
        encoding = {"x": x, "y": share, "text": {"field": "label"}}
        layers += [{"data": values([point]), "mark": m, "encoding": encoding} for m in (halo, {**mark, "color": INK})]
    return layers


def _turns(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the claims that are the highest so far by some points, the last one, and the sharpest fall."""
    chosen: list[dict[str, Any]] = []
    best = -100.0
    points = sorted((p for p in points if p["kind"] == WORK and p["told"]), key=lambda p: p["date"])
    for p in points:
        if p["value"] >= best + RISE:
            chosen.append(p)
            best = p["value"]
    if points and points[-1] not in chosen and points[-1]["label"] != chosen[-1]["label"]:
        chosen.append(points[-1])
    falls = [(a["value"] - b["value"], b) for a, b in pairwise(points)]
    worst = max(falls, key=lambda f: f[0], default=None)
    if worst is not None and worst[0] >= FALL and worst[1] not in chosen:
        chosen.append(worst[1])
    return chosen


def _places(
    turns: list[dict[str, Any]],
    points: list[dict[str, Any]],
    drawn: list[list[dict[str, Any]]],
    domain: tuple[str, str],
    size: tuple[int, int],
) -> list[Placed]:
    start, end = (date.fromisoformat(d).toordinal() for d in domain)

    def at(day: str, value: float) -> Dot:
        return (date.fromisoformat(day).toordinal() - start) / max(1, end - start) * size[0], (1 - value / TOP) * size[1]

    steps = [
        [d for a, b in pairwise(s) for d in (at(a["date"], a["value"]), at(b["date"], a["value"]))]
        + [at(s[-1]["date"], s[-1]["value"])]
        for s in drawn
    ]
    ends = [(r, at(r["date"], r["label_y"])) for r in apart([s[-1] for s in drawn])]
    names = [[(x - LETTER * len(r["text"]), y - up), (x, y - up)] for r, (x, y) in ends for up in (8.0, 17.0)]
    # A mark counts three times: a label on it hides a claim.
    dots = [[at(p["date"], v)] * 3 for p in points for v in (p["low"], p["value"], p["high"])]
    wanted = [Wanted((p["label"],), *at(p["date"], p["value"]), -1) for p in turns]
    return place(wanted, [(i, line) for i, line in enumerate((*steps, *names, *dots))], *size)
