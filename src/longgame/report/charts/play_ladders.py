"""A ladder: the rungs on which it stood, then the chances of each rung ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from longgame.case.game import Ladder, index_of, rung_of
from longgame.core.dates import Period
from longgame.core.words import when
from longgame.play.result import Band, LadderAhead, PlayResult
from longgame.report.charts._play_parts import MAIN, SECOND, calendar, percent_axis, source, weak
from longgame.report.charts.chart import INK, PAPER, Chart, spec, values
from longgame.report.context import Context
from longgame.report.played.words import band, chance, the

HEIGHT, LETTER = 250, 17  # pixels: of the picture, and of a line of text
FAINTEST, STRONGEST = 0.1, 0.5
SURE = 0.995  # from which on a rung of today is not said with its chance
ABSORBED = "$series4"
FEWEST = 0.14  # share of the width from which on a stretch of the past is labelled


class Stretch(NamedTuple):
    """A stretch of the past in which a ladder stood on one rung."""

    first: date
    last: date
    rung: int


def charts(context: Context) -> list[Chart]:
    """Return one chart for each ladder, nothing where the game was not solved."""
    result = context.played.result
    if result is None:
        return []
    ladders = {one.id: one for one in context.case.ladders}
    return [_chart(context, result, ladders[one.id], one) for one in result.play.ladders]


def coded(context: Context, ladder: Ladder) -> list[tuple[Period, int]]:
    """Return where a ladder was coded to stand, by period."""
    rows = [(row.date, rung_of(ladder, row.value)) for row in context.case.history if row.of == "rung" and row.on == ladder.id]
    return sorted(rows)


def past(context: Context, ladder: Ladder) -> list[Stretch]:
    """Return the stretches of the past in which it is known where a ladder stood.

    A ladder only rises, so between two codings on the same rung it stood there; between two on different rungs nothing is known
    unless they are of periods that follow each other.
    """
    rows, game, made = coded(context, ladder), context.case.game[0], list[Stretch]()
    for (before, low), (after, high) in pairwise(rows):
        if low != high and index_of(game, after) - index_of(game, before) > 1:
            continue
        if made and made[-1].rung == low and made[-1].last == before.last:
            made[-1] = made[-1]._replace(last=after.last)
        else:
            made.append(Stretch(before.last, after.last, low))
    return made


def _chart(context: Context, result: PlayResult, ladder: Ladder, ahead: LadderAhead) -> Chart:
    odds, stands = result.play.odds, result.play.stands[ladder.id]
    stretches = past(context, ladder)
    layers = [_layers(result, ahead, stretches, odds[0].day, narrow=narrow) for narrow in (False, True)]
    return Chart(
        id=f"play-ladder-{ladder.id}",
        headline=_headline(result, ahead, stands),
        subtitle="Left of the line: the rung as coded, blank where it may have risen unseen. Right of it: the chance of each rung, "
        f"to the end of {the(odds[-1].period)}",
        spec=spec(layers[0], HEIGHT, narrow={"layer": layers[1]}),
        columns=("period", *(f"{r} {rung.label}" for r, rung in enumerate(ahead.rungs)), "broken away", "absorbed"),
        rows=[*_past_rows(context, ladder), *_rows(result, ahead)],
        source=source(result),
        note=f"{weak(result)}The upper edge of a band is the chance that the rung or a higher one was reached with the "
        "game going on. "
        "The table has, in brackets, between what nine tenths of the draws lie. Ladders do not fall in this game.",
        alt=f"{ladder.title}: rungs so far and chances ahead.",
    )


def _headline(result: PlayResult, ahead: LadderAhead, stands: int) -> str:
    title, end = ahead.title, the(result.play.odds[-1].period)
    sure = ahead.rungs[stands].on[0].mean
    here = f"{title}: “{ahead.rungs[stands].label}” today" + ("" if sure >= SURE else f" ({chance(sure)})")
    if stands == len(ahead.rungs) - 1:
        return f"{here}, the highest rung; ladders of the game do not fall."
    higher = ahead.rungs[stands + 1]
    says = f"{here}; “{higher.label}” or more has a chance of {band(higher.reached[-1])} by the end of {end}"
    top = ahead.rungs[-1]
    return f"{says}." if top is higher else f"{says}, “{top.label}” one of {chance(top.reached[-1].mean)}."


def _past_rows(context: Context, ladder: Ladder) -> list[tuple[object, ...]]:
    blank = ("",) * (len(ladder.rungs) + 2)
    return [(f"{when(period)}, coded", *_marked(blank, rung)) for period, rung in coded(context, ladder)]


def _marked(blank: Sequence[str], rung: int) -> tuple[str, ...]:
    return tuple("stands here" if i == rung else cell for i, cell in enumerate(blank))


def _rows(result: PlayResult, ahead: LadderAhead) -> list[tuple[object, ...]]:
    return [
        (when(one.period), *(band(rung.on[h]) for rung in ahead.rungs), band(one.broken_away), band(one.absorbed))
        for h, one in enumerate(result.play.odds)
    ]


def strength(rung: int, rungs: int) -> float:
    """Return how strong the colour of a rung is: the higher, the stronger."""
    return FAINTEST + (STRONGEST - FAINTEST) * rung / (rungs - 1)


def _layers(
    result: PlayResult, ahead: LadderAhead, stretches: Sequence[Stretch], today: date, *, narrow: bool
) -> list[dict[str, Any]]:
    odds, n = result.play.odds, len(ahead.rungs)
    begin = min([s.first for s in stretches], default=today)
    domain = (begin.isoformat(), odds[-1].day.isoformat())
    x = calendar(domain, narrow=narrow)
    share = (odds[-1].day - today).days / max((odds[-1].day - begin).days, 1)
    vertical = {"field": "high", **percent_axis()}
    made = [_block(s, n, x, vertical) for s in stretches]
    for rung in range(n):
        above = ahead.rungs[rung + 1].reached if rung + 1 < n else None
        made.append(_area(odds, ahead.rungs[rung].reached, above, (MAIN, strength(rung, n)), x, vertical, ahead.rungs[rung].label))
    made += _ends(result, x, vertical)
    made.append(
        {
            "data": values([{"day": today.isoformat()}]),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
            "encoding": {"x": x},
        }
    )
    made += _named(result, ahead, x, vertical, 1.0 if narrow else share)
    return made if narrow else [*made, *_labelled(stretches, ahead, x, vertical, domain)]


def _block(stretch: Stretch, rungs: int, x: dict[str, Any], vertical: dict[str, Any]) -> dict[str, Any]:
    row = {"day": stretch.first.isoformat(), "end": stretch.last.isoformat(), "high": 100, "low": 0}
    mark = {"type": "rect", "color": MAIN, "opacity": strength(stretch.rung, rungs)}
    return {
        "data": values([row]),
        "mark": mark,
        "encoding": {"x": x, "x2": {"field": "end"}, "y": vertical, "y2": {"field": "low"}},
    }


def _area(
    odds: Sequence[Any], upper: Sequence[Band], lower: Sequence[Band] | None, look: tuple[str, float], x: dict[str, Any],
    vertical: dict[str, Any], name: str,
) -> dict[str, Any]:  # fmt: skip
    rows = [
        {
            "day": one.day.isoformat(), "high": 100 * upper[h].mean, "low": 100 * lower[h].mean if lower else 0.0, "name": name,
            "edge": f"{chance(upper[h].mean)}", "period": when(one.period),
        }
        for h, one in enumerate(odds)
    ]  # fmt: skip
    line = {"color": PAPER, "strokeWidth": 1}
    mark = {"type": "area", "color": look[0], "opacity": look[1], "line": line}
    tip = [{"field": "name", "type": "nominal", "title": "rung"}, {"field": "edge", "type": "nominal", "title": "this or higher"}]
    return {"data": values(rows), "mark": mark, "encoding": {"x": x, "y": vertical, "y2": {"field": "low"}, "tooltip": tip}}


def _ends(result: PlayResult, x: dict[str, Any], vertical: dict[str, Any]) -> list[dict[str, Any]]:
    odds = result.play.odds
    layers = []
    for colour, name in ((SECOND, "broken away"), (ABSORBED, "absorbed")):
        rows = []
        for one in odds:
            first = one.goes_on.mean + (one.broken_away.mean if name == "absorbed" else 0.0)
            last = first + (one.absorbed.mean if name == "absorbed" else one.broken_away.mean)
            rows.append({"day": one.day.isoformat(), "low": 100 * first, "high": 100 * min(last, 1.0), "name": name})
        encoding = {"x": x, "y": vertical, "y2": {"field": "low"}, "tooltip": [{"field": "name", "type": "nominal"}]}
        layers.append({"data": values(rows), "mark": {"type": "area", "color": colour, "opacity": 0.45}, "encoding": encoding})
    return layers


def _named(
    result: PlayResult, ahead: LadderAhead, x: dict[str, Any], vertical: dict[str, Any], share: float
) -> list[dict[str, Any]]:
    """Return the labels at the right edge: rungs that can still be, and the two ends, none on another."""
    last = result.play.odds[-1]
    found = []
    for r, rung in enumerate(ahead.rungs):
        low = ahead.rungs[r + 1].reached[-1].mean if r + 1 < len(ahead.rungs) else 0.0
        if rung.on[-1].mean > 0:
            found.append(((low + rung.reached[-1].mean) / 2, f"{r} {rung.label}", chance(rung.on[-1].mean)))
    middle = last.goes_on.mean + last.broken_away.mean / 2
    found.append((middle, "broken away", chance(last.broken_away.mean)))
    found.append((1 - last.absorbed.mean / 2, "absorbed", chance(last.absorbed.mean)))
    found.sort()
    places = apart([at for at, _, _ in found], LETTER / HEIGHT)
    rows = [
        {"day": last.day.isoformat(), "high": 100 * p, "label": f"{name}: {says}"}
        for p, (_, name, says) in zip(places, found, strict=True)
    ]
    mark = {"type": "text", "align": "right", "baseline": "middle", "dx": -4, "fontSize": 12, "color": INK}
    mark["limit"] = {"expr": f"width * {share:.3f} - 8"}
    encoding = {"x": x, "y": vertical, "text": {"field": "label"}}
    halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "opacity": 0.6}
    return [{"data": values(rows), "mark": m, "encoding": encoding} for m in (halo, mark)]


def apart(places: Sequence[float], least: float) -> list[float]:
    """Return places in ascending order moved so that none is nearer to the next than ``least``, all inside 0 to 1."""
    moved = [max(p, least / 2 + i * least) for i, p in enumerate(places)]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + least)
    ceiling = 1 - least / 2
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - least
    return moved


def _labelled(
    stretches: Sequence[Stretch], ahead: LadderAhead, x: dict[str, Any], vertical: dict[str, Any], domain: tuple[str, str]
) -> list[dict[str, Any]]:
    whole = max((date.fromisoformat(domain[1]) - date.fromisoformat(domain[0])).days, 1)
    layers = []
    for one in stretches:
        share = (one.last - one.first).days / whole
        if share < FEWEST:
            continue
        row = {
            "day": one.first.isoformat(),
            "high": 100 * (one.rung + 0.5) / len(ahead.rungs),
            "label": f"{one.rung} {ahead.rungs[one.rung].label}",
        }
        mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 12, "color": INK}
        mark["limit"] = {"expr": f"width * {share:.3f} - 12"}
        encoding = {"x": x, "y": vertical, "text": {"field": "label"}}
        halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "opacity": 0.6}
        layers += [{"data": values([row]), "mark": m, "encoding": encoding} for m in (halo, mark)]
    return layers
