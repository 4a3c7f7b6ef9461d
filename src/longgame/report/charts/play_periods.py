"""How likely what was seen had been, period by period."""

from __future__ import annotations

from math import exp
from typing import Any

from longgame.core.dates import Period
from longgame.core.words import when
from longgame.play.result import PlayResult
from longgame.report.charts._play_parts import MAIN, SECOND, calendar, source
from longgame.report.charts.chart import INK, MUTED, PAPER, Chart, spec, values
from longgame.report.context import Context
from longgame.report.played.scores import beside, scored, surprises
from longgame.report.played.words import brief, chance, the

HEIGHT, NAMED = 260, 3
ROOM = 0.28  # share of the width that a label and its neighbour have between them
GAME = "the game"


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where the game was not solved or no choice was seen."""
    result = context.played.result
    return [_chart(result)] if result is not None and len(scored(result)) > 1 and len(result.scores) > 1 else []


def _chart(result: PlayResult) -> Chart:
    best = beside(result)[0]
    name = next(n for n in result.scores if n != "play" and result.scores[n] == best.score)
    rows = scored(result)
    surer = sum(one.score > one.baselines[name] for one in rows)
    worst = surprises(result)[0]
    wide, narrow = (_layers(result, name, best.name, narrow=n) for n in (False, True))
    return Chart(
        id="play-periods",
        headline=f"What was seen surprised the game most in {the(worst.period)}, when it had given it "
        f"{chance(exp(worst.score))}; in {surer} "
        f"of {len(rows)} periods it gave more than “{best.name}” did.",
        subtitle=f"Chance given beforehand to what was seen (logarithmic): by the game, and by “{best.name}”, the best guess that "
        "knows no game",
        spec=spec(wide, HEIGHT, narrow={"layer": narrow}),
        columns=("period", "seen", "chance by the game", f"chance by “{best.name}”", "expected most", "its chance"),
        rows=[
            (
                when(one.period), " or ".join(brief(c) for c in one.seen), chance(exp(one.score)), chance(exp(one.baselines[name])),
                brief(one.expected[0]) if one.expected else "", chance(one.expected[0].chance.mean) if one.expected else "",
            )
            for one in rows
        ],
        source=f"{source(result)}; each period predicted from those before it",
        note="Where only a part was seen, the chance is that of all moves with replies that agree with it, so the "
        "figures of two periods do "
        "not compare; those of one period do.",
    )  # fmt: skip


def _layers(result: PlayResult, name: str, other: str, *, narrow: bool) -> list[dict[str, Any]]:
    rows = scored(result)
    guess = f"“{other}”"
    data = [
        {"day": Period.parse(one.period).last.isoformat(), "at": 100 * exp(max(score, -16)), "by": who, "period": when(one.period),
         "says": chance(exp(score)), "seen": " or ".join(brief(c) for c in one.seen)}
        for one in rows
        for who, score in ((GAME, one.score), (guess, one.baselines[name]))
    ]  # fmt: skip
    days = sorted({str(d["day"]) for d in data})
    x = calendar((days[0], days[-1]), narrow=narrow)
    low = min(float(str(d["at"])) for d in data)
    scale = {"type": "log", "domain": [low / 1.8, 100], "nice": False, "clamp": True}
    ticks = [v for v in (0.0001, 0.001, 0.01, 0.1, 1, 10, 100) if v >= low / 1.8]
    axis = {"grid": True, "values": ticks, "labelExpr": "format(datum.value, '~g') + ' %'"}
    y = {"field": "at", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    legend = {"title": None, "orient": "top", "direction": "horizontal"}
    look = {"field": "by", "type": "nominal", "legend": legend}
    colour = {**look, "scale": {"domain": [GAME, guess], "range": [MAIN, SECOND]}}
    shape = {**look, "scale": {"domain": [GAME, guess], "range": ["circle", "triangle-up"]}}
    tip = [{"field": f, "type": "nominal"} for f in ("period", "seen", "by", "says")]
    sticks = [
        {
            "day": Period.parse(o.period).last.isoformat(),
            "at": 100 * exp(max(o.score, -16)),
            "to": 100 * exp(max(o.baselines[name], -16)),
        }
        for o in rows
    ]
    return [
        {
            "data": values(sticks),
            "mark": {"type": "rule", "color": MUTED, "opacity": 0.6},
            "encoding": {"x": x, "y": y, "y2": {"field": "to"}},
        },
        {
            "data": values(data),
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "stroke": PAPER, "strokeWidth": 0.6},
            "encoding": {"x": x, "y": y, "color": colour, "shape": shape, "tooltip": tip},
        },
        *_worst(result, x, y, days, narrow=narrow),
    ]


def _worst(result: PlayResult, x: dict[str, Any], y: dict[str, Any], days: list[str], *, narrow: bool) -> list[dict[str, Any]]:
    """Return the labels of the periods that surprised most: below their dots, and towards the middle near an edge."""
    layers: list[dict[str, Any]] = []
    taken: list[float] = []
    for one in surprises(result):
        day = Period.parse(one.period).last.isoformat()
        place = days.index(day) / max(len(days) - 1, 1)
        if len(taken) >= (1 if narrow else NAMED) or any(abs(place - other) < ROOM for other in taken):
            continue
        taken.append(place)
        align = "left" if place < 0.25 else "right" if place > 0.75 else "center"
        row = {"day": day, "at": 100 * exp(max(one.score, -16)), "label": " or ".join(brief(c) for c in one.seen[:2])}
        mark = {"type": "text", "align": align, "dy": 14, "fontSize": 12, "color": INK, "limit": 200 if narrow else 300}
        encoding = {"x": x, "y": y, "text": {"field": "label"}}
        layers += [
            {"data": values([row]), "mark": m, "encoding": encoding} for m in ({**mark, "stroke": PAPER, "strokeWidth": 3}, mark)
        ]
    return layers
