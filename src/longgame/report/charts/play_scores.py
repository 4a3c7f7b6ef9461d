"""The game beside guesses that know no game, period after period."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from longgame.core.dates import Period
from longgame.core.words import when
from longgame.play.result import PlayResult
from longgame.report.charts._play_parts import calendar, source
from longgame.report.charts.chart import MUTED, Chart, spec, values
from longgame.report.context import Context
from longgame.report.played.scores import beside, scored, verdict
from longgame.report.played.words import BASELINES, nats

COLOURS = ("$series1", "$series2", "$series3", "$series4")
SHAPES = ("circle", "square", "diamond", "triangle-up")
HEIGHT = 240


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where the game was not solved or no choice was seen."""
    result = context.played.result
    return [_chart(result)] if result is not None and len(scored(result)) > 1 and len(result.scores) > 1 else []


def _chart(result: PlayResult) -> Chart:
    ways = [name for name in BASELINES if name in result.scores] + [n for n in result.scores if n not in BASELINES and n != "play"]
    rows = scored(result)
    sums = {name: list(accumulate(one.score - one.baselines[name] for one in rows)) for name in ways}
    named = [BASELINES.get(n, n) for n in ways]
    layers = [_layers(result, sums, narrow=narrow) for narrow in (False, True)]
    return Chart(
        id="play-scores",
        headline=verdict(result),
        subtitle="Sum of the log scores of the game less that of each guess, in nats, up to each period: above 0 the "
        "game is ahead so far",
        spec=spec(layers[0], HEIGHT, narrow={"layer": layers[1]}),
        columns=("period", "game", *named, *(f"game ahead of “{name}” so far" for name in named)),
        rows=[
            (
                when(one.period), nats(one.score), *(nats(one.baselines[n]) for n in ways),
                *(nats(sums[n][i], signed=True) for n in ways),
            )
            for i, one in enumerate(rows)
        ],
        source=f"{source(result)}; each period predicted from those before it",
        note="A nat is a factor of 2.7 in the chance given to what was seen. Guesses learn from the same past periods "
        "as the game does; "
        + "; ".join(f"{b.name}: {nats(b.score)} in all" for b in beside(result))
        + f"; the game: {nats(result.scores['play'])}.",
    )  # fmt: skip


def _layers(result: PlayResult, sums: dict[str, list[float]], *, narrow: bool) -> list[dict[str, Any]]:
    names = [f"beside “{BASELINES.get(n, n)}”" for n in sums]
    data = [
        {"day": Period.parse(one.period).last.isoformat(), "at": sums[n][i], "way": name, "period": when(one.period),
         "says": nats(sums[n][i], signed=True)}
        for n, name in zip(sums, names, strict=True)
        for i, one in enumerate(scored(result))
    ]  # fmt: skip
    days = sorted({str(d["day"]) for d in data})
    x = calendar((days[0], days[-1]), narrow=narrow)
    axis = {"grid": True, "tickCount": 5, "format": "+d"}
    y = {"field": "at", "type": "quantitative", "title": None, "scale": {"nice": True, "zero": True}, "axis": axis}
    legend = {"title": None, "orient": "top", "direction": "horizontal"}
    colour = {"field": "way", "type": "nominal", "scale": {"domain": names, "range": list(COLOURS[: len(names)])}, "legend": legend}
    shape = {"field": "way", "type": "nominal", "scale": {"domain": names, "range": list(SHAPES[: len(names)])}, "legend": legend}
    tip = [{"field": f, "type": "nominal"} for f in ("period", "way", "says")]
    return [
        {"data": values([{"at": 0}]), "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1.5}, "encoding": {"y": y}},
        {"data": values(data), "mark": {"type": "line", "strokeWidth": 2}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "data": values(data),
            "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "shape": shape, "tooltip": tip},
        },
    ]
