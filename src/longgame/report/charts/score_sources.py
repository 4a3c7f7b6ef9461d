"""Who was right: the Brier score of each source, with what the words allow, beside guesses that know nothing."""

from __future__ import annotations

from typing import Any

from longgame.core.words import many
from longgame.report.charts.chart import INK, MUTED, PAPER, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.charts.settle_parts import CROSS, band, dot
from longgame.report.context import Context
from longgame.report.scored.words import figure, right, skill, skill_of, span, who
from longgame.score.result import FEW, Group
from longgame.score.words import NATURES, best_first

COIN = 0.25  # loss of saying 50 % each time
MAIN = "$series1"
ROOM = 0.9  # above the first row, for the labels of it


def charts(context: Context) -> list[Chart]:
    """Return the chart of events and that of trends, where any forecast of them was scored."""
    groups = context.scored.groups
    made = []
    for nature in ("event", "trend"):
        whole = next((g for g in groups if g.by == "all" and g.nature == nature and g.scored), None)
        some = best_first(g for g in groups if g.by == "source" and g.nature == nature)
        if whole is not None:
            made.append(_chart(context, whole, some))
    return made


def _chart(context: Context, whole: Group, some: list[Group]) -> Chart:
    rows = [*some, whole] if len(some) > 1 else some
    names = [f"{_name(context, g)}: {g.scored} of {g.forecasts} scored" for g in rows]
    wide, narrow = (_layers(context, rows, names, letters) for letters in (None, LETTERS))
    what = NATURES[whole.nature]
    return Chart(
        id=f"score-sources-{whole.nature}",
        headline=_headline(whole, some, context),
        subtitle=f"Brier score of forecasts of {what}, 0 is perfect: dot with its 95 % interval; thin line: what the words "
        "allow; cross: "
        "saying that nothing changes, on the same questions; dashed: 50 % each time",
        spec=spec(wide, height(names, None, ROOM), narrow={"layer": narrow, "height": height(names, LETTERS, ROOM)}),
        columns=(
            "source", "scored", "of", "right side of 50 %", "Brier score", "best to worst of the words",
            "skill against nothing changes",
            "against base rate", "against 50 %", "open", "void", "not scored",
        ),
        rows=[
            (
                _name(context, g), g.scored, g.forecasts, right(g), figure(g.scores["brier"]), span(g.scores["brier"]),
                skill(g, "status_quo"), skill(g, "base_rate"), skill(g, "fifty"), g.open, g.void, sum(g.not_scored.values()),
            )
            for g in rows
        ],
        source=f"Questions, forecasts and answers of the case; words by the scale {context.scored.scale.title}",
        note="Intervals: clusters of forecasts drawn again, none for fewer than five; where all came out alike they show no "
        "spread, which is not "
        "certainty. Skill is the share of a guess's score that is "
        "saved, below 0 it is worse than the guess. The guesses know how the other questions came out, which no forecaster did.",
    )  # fmt: skip


def _name(context: Context, group: Group) -> str:
    return "All" if group.by == "all" else who(context.case, group.value)


def _headline(whole: Group, some: list[Group], context: Context) -> str:
    brier = whole.scores["brier"]
    what = NATURES[whole.nature].capitalize()
    says = f"{what}: {whole.right} of {many(whole.right + whole.wrong, 'forecast')} lay on the right side of 50 %"
    if not whole.right + whole.wrong:
        says = f"{what}: none of {many(whole.scored, 'forecast')} lay on a side of 50 % that could be judged"
    beats = [g for g in some if (s := skill_of(g, "status_quo")) is not None and s.value > 0]
    # Of few forecasts that all came out alike, drawing them again shows no chance.
    sure = [g for g in beats if not g.few and (s := skill_of(g, "status_quo")) is not None and (s.low or 0) > 0]
    beside = _beside(brier.low, brier.high, brier.value)
    return f"{says}, with a Brier score of {brier.value:.2f} {beside}; {_beaten(beats, sure, some, context)}."


def _beside(low: float | None, high: float | None, value: float) -> str:
    """Return how a score stands beside that of a coin, as far as its interval tells."""
    if value == COIN:
        return "as that of a coin"
    word = "better" if value < COIN else "worse"
    if low is None or high is None or low <= COIN <= high:
        return f"({word} than a coin's {COIN}, within chance)"
    return f"({word} than a coin's {COIN})"


def _beaten(beats: list[Group], sure: list[Group], some: list[Group], context: Context) -> str:
    if not beats:
        return "no source did better than saying that nothing changes"
    if len(some) == 1:
        return "it did better than saying that nothing changes" + ("" if sure else ", within chance")
    n = len(sure)
    if len(beats) == 1:
        tail = "beyond chance" if n else "within chance"
        return f"only {_name(context, beats[0])} (n {beats[0].scored}) did better than saying that nothing changes, {tail}"
    tail = f"{n} of them beyond chance" if n else f"none of them beyond chance (fewer than {FEW} forecasts each)"
    if not n and not all(g.few for g in beats):
        tail = "none of them beyond chance"
    return f"{len(beats)} of {len(some)} sources did better than saying that nothing changes, {tail}"


def _layers(context: Context, rows: list[Group], names: list[str], letters: int | None) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = []
    for i, group in enumerate(rows):
        brier, still = group.scores["brier"], skill_of(group, "status_quo")
        data.append(
            {
                "row": i, "name": _name(context, group), "says": figure(brier), "words": span(brier), "at": brier.value,
                "low": brier.best, "high": brier.worst, "from": brier.low, "to": brier.high, "right": right(group),
                "quo": None if still is None else still.baseline_loss,
            }
        )  # fmt: skip
    most = max([0.3, *(d["high"] for d in data), *(d["to"] or 0 for d in data), *(d["quo"] or 0 for d in data)])
    axis = {"grid": True, "tickCount": 6, "format": ".1f"}
    scale = {"domain": [0, min(1.0, 1.04 * most)], "nice": False}
    at = {"field": "at", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    vertical = y("row", len(rows), ROOM)
    tip = [
        {"field": f, "type": "nominal", "title": t}
        for f, t in (("name", "source"), ("says", "Brier"), ("words", "words allow"), ("right", "right"))
    ]
    ends = [{"row": d["row"], "low": d["from"], "high": d["to"]} for d in data if d["from"] is not None and d["to"] is not None]
    quo = [{"row": d["row"], "at": d["quo"]} for d in data if d["quo"] is not None]
    return [
        {"data": values([{"at": COIN}]), "mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 3]}, "encoding": {"x": at}},
        band(data, at, vertical, MUTED, 1.5, 1),
        band(ends, at, vertical, MAIN, 6, 0.45),
        {
            "data": values(quo),
            "mark": {**dot(70), "color": INK, "shape": CROSS, "stroke": PAPER},
            "encoding": {"x": at, "y": vertical},
        },
        {"data": values(data), "mark": {**dot(90), "color": MAIN}, "encoding": {"x": at, "y": vertical, "tooltip": tip}},
        *labels(names, 0, {**at, "field": "x"}, vertical, letters),
    ]
