"""Who most likely does what, by the conditions: a grid of grip and door for each level of rivalry."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from longgame.play.result import Cell, PlayResult
from longgame.report.charts._play_parts import MAIN, source, weak
from longgame.report.charts.chart import INK, PAPER, Chart, spec, values
from longgame.report.context import Context
from longgame.report.played.words import band, chance, move_as, reply_as, sides

CELL, LINE = 74, 15
WIDE, NARROW = 40, 14  # letters in a line of a cell


def charts(context: Context) -> list[Chart]:
    """Return a chart for each level of rivalry, or nothing where the game was not solved."""
    result = context.played.result
    if result is None or not result.play.policy:
        return []
    game = context.case.game[0]
    grids = [(i, level.label, [c for c in result.play.policy if c.rivalry == level.label]) for i, level in enumerate(game.rivalry)]
    return [_chart(context, result, i, label, cells) for i, label, cells in grids if cells and all(c.moves for c in cells)]


def _chart(context: Context, result: PlayResult, number: int, rivalry: str, cells: Sequence[Cell]) -> Chart:
    patron, client = sides(context.case)
    kinds = [move_as(cell.moves[0]) for cell in cells]
    most = max(dict.fromkeys(kinds), key=kinds.count)
    often, of = kinds.count(most), len(cells)
    where = f"under all {of} conditions" if often == of else f"under {often} of {of} conditions"
    wide, narrow = (_layers(context, cells, letters) for letters in (WIDE, NARROW))
    tall = [CELL * 4 + 40, CELL * 4 + 150]
    return Chart(
        id=f"play-policy-{number}",
        headline=f"Rivalry {rivalry}: “{most}” is what {patron} most likely does {where}.",
        subtitle=f"Likeliest move of {patron} where the ladders stand today, its chance, and below it the likeliest reply of "
        f"{client}; by grip and door; the stronger the colour, the surer the move",
        spec=spec(wide, tall[0], narrow={"layer": narrow, "height": tall[1]}),
        columns=("grip", "door", "likeliest moves", "replies to the first"),
        rows=[_row(cell) for cell in cells],
        source=source(result),
        note=f"{weak(result)}What is chosen freely: habit, by which a side goes on with what it did last and which "
        "counts in what comes next, "
        "is left out. Most of these conditions were never seen, so the choices follow from the beliefs.",
    )


def _row(cell: Cell) -> tuple[str, str, str, str]:
    moves = "; ".join(f"{move_as(m)} {band(m.chance)}" for m in cell.moves)
    replies = "; ".join(f"{reply_as(r)} {band(r.chance)}" for r in cell.replies)
    return cell.grip, cell.door, moves, replies


def _layers(context: Context, cells: Sequence[Cell], letters: int) -> list[dict[str, Any]]:
    game = context.case.game[0]
    doors, grips = [one.label for one in game.door], [one.label for one in reversed(game.grip)]
    x = {"field": "door", "type": "nominal", "title": "door", "sort": doors, "scale": {"domain": doors, "paddingInner": 0.04}}
    x["axis"] = {"orient": "top", "labelAngle": 0, "ticks": False, "labelLimit": 110}
    y = {"field": "grip", "type": "nominal", "title": "grip", "sort": grips, "scale": {"domain": grips, "paddingInner": 0.05}}
    y["axis"] = {"labelLimit": 60 if letters == NARROW else 160, "titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -14}
    rows = [_cell(cell, letters) for cell in cells]
    tip = [{"field": f, "type": "nominal"} for f in ("grip", "door", "move", "reply")]
    shade = {
        "field": "at",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 1], "range": [0.05, 0.6], "clamp": True},
    }
    squares = {"data": values(rows), "mark": {"type": "rect", "color": MAIN},
               "encoding": {"x": x, "y": y, "opacity": shade, "tooltip": tip}}  # fmt: skip
    mark = {"type": "text", "fontSize": 12, "lineHeight": LINE, "color": INK, "baseline": "middle"}
    layers = [squares]
    for lines in sorted({len(row["text"]) for row in rows}):
        some = values([row for row in rows if len(row["text"]) == lines])
        encoding = {"x": x, "y": y, "text": {"field": "text"}}
        centred = {**mark, "dy": -LINE * (lines - 1) / 2}
        layers += [
            {"data": some, "mark": m, "encoding": encoding}
            for m in ({**centred, "stroke": PAPER, "strokeWidth": 3, "opacity": 0.5}, centred)
        ]
    return layers


def _unparted(text: str) -> str:
    """Return a text in which a number and its sign of per cent stay on one line."""
    return text.replace(" %", "\u00a0%")


def _cell(cell: Cell, letters: int) -> dict[str, Any]:
    first = cell.moves[0]
    move = _unparted(f"{move_as(first)} {chance(first.chance.mean)}")
    best = max(cell.replies, key=lambda r: r.chance.mean, default=None)
    reply = _unparted(f"{reply_as(best)} {chance(best.chance.mean)}") if best is not None else ""
    text = [*wrap(move, letters), *wrap(f"({reply})" if reply else "", letters)]
    return {"grip": cell.grip, "door": cell.door, "at": first.chance.mean, "move": move, "reply": reply, "text": text}
