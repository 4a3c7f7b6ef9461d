"""Who does what under which conditions: shares of moves by grip and door for each rivalry, and of replies to pressure and bids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from longgame.case.game import level_of
from longgame.play.result import Band, Cell, PlayResult
from longgame.report.charts._play_parts import percent_axis, source, weak
from longgame.report.charts.chart import INK, Chart, spec, values
from longgame.report.charts.rows import LETTERS, height, labels, y
from longgame.report.context import Context
from longgame.report.played.words import MOVES, REPLIES, band, chance, sides

COLOURS = ("$series5", "$series1", "$series2", "$series3", "$series4")
ANSWERED = ("press", "bid")
ALIKE = 0.1  # chances that differ by less among the conditions are said not to depend on them
DOES = {"wait": "waits", "bid": "bids", "press": "presses", "swap": "offers an exchange", "seize": "uses force"}
ANSWERS = {"accept": "accepts", "stall": "stalls", "refuse": "refuses", "hedge": "courts others", "carry_on": "carries on"}
NOTE = (
    "What is chosen freely: habit, by which a side goes on with what it did last and which counts in what comes next, is left out. "
    "Most of these conditions were never seen, so the choices follow from the beliefs."
)


NONE = Band(mean=0.0, low=0.0, high=0.0)


class Shares(NamedTuple):
    """What is chosen under one of the conditions, with its chances."""

    grip: str
    door: str
    of: dict[str, Band]

    def chance(self, kind: str) -> Band:
        """Return the chance of a kind of choice."""
        return self.of.get(kind, NONE)


class Words(NamedTuple):
    """How a chart says whose choices it shows, and which."""

    who: str
    subtitle: str
    short: dict[str, str]
    long: dict[str, str]


def charts(context: Context) -> list[Chart]:
    """Return a chart of moves for each level of rivalry, and of replies under today's; nothing where the game was not solved."""
    result = context.played.result
    if result is None or not result.play.policy:
        return []
    game, made = context.case.game[0], []
    patron, client = sides(context.case)
    for i, level in enumerate(game.rivalry):
        moves = [Shares(c.grip, c.door, {k.move: k.chance for k in c.kinds}) for c in _cells(result, level.label)]
        if moves:
            words = Words(f"With rivalry {level.label}, {patron}", f"Chance of each kind of move by {patron}", MOVES, DOES)
            made.append(_chart(result, f"play-policy-{i}", moves, words))
    today = _today(context)
    for kind in ANSWERED:
        found = [Shares(c.grip, c.door, _replies(c, kind)) for c in _cells(result, today)]
        replies = [one for one in found if one.of]
        if replies:
            subtitle = f"Chance of each reply by {client}, rivalry {today},"
            words = Words(f"When {patron} {DOES[kind]}, {client}", subtitle, REPLIES, ANSWERS)
            made.append(_chart(result, f"play-policy-{kind}", replies, words))
    return made


def _cells(result: PlayResult, rivalry: str) -> list[Cell]:
    return [cell for cell in result.play.policy if cell.rivalry == rivalry]


def _today(context: Context) -> str:
    """Return the level of rivalry that was coded last, the highest where none was."""
    game = context.case.game[0]
    rows = [row for row in context.case.history if row.of == "rivalry"]
    newest = max(rows, key=lambda row: row.date.last, default=None)
    found = level_of(game, "rivalry", newest.value) if newest is not None else None
    return game.rivalry[-1 if found is None else found].label


def _replies(cell: Cell, kind: str) -> dict[str, Band]:
    return {r.reply: r.chance for k in cell.kinds if k.move == kind for r in k.replies}


def _chart(result: PlayResult, name: str, rows: Sequence[Shares], words: Words) -> Chart:
    titles = [f"grip {row.grip}, door {row.door}" for row in rows]
    kinds = _kinds(rows)
    wide, narrow = (_layers(rows, titles, words.short, letters) for letters in (None, LETTERS))
    return Chart(
        id=name,
        headline=f"{words.who} {_finding(rows, words.long)}.",
        subtitle=f"{words.subtitle} where the ladders stand today, by grip and door",
        spec=spec(wide, height(titles), narrow={"layer": narrow, "height": height(titles, LETTERS)}),
        columns=("grip", "door", *(words.short.get(k, k) for k in kinds)),
        rows=[(row.grip, row.door, *(band(row.chance(k)) for k in kinds)) for row in rows],
        source=source(result),
        note=f"{weak(result)}{NOTE}",
    )


def _kinds(rows: Sequence[Shares]) -> list[str]:
    return list(dict.fromkeys(kind for row in rows for kind in row.of))


def _finding(rows: Sequence[Shares], words: dict[str, str]) -> str:
    """Return in a clause what is chosen, and which condition makes the largest difference."""
    mean = {k: sum(row.chance(k).mean for row in rows) / len(rows) for k in _kinds(rows)}
    often = sorted(mean, key=lambda k: -mean[k])[:2]
    said = " and ".join(f"{words.get(k, k)} with a chance of {_range(rows, k)}" for k in often)
    moved = max(mean, key=lambda k: _width(rows, k))
    if _width(rows, moved) < ALIKE:
        return f"{said}; grip and door hardly matter"
    top = max(rows, key=lambda row: row.chance(moved).mean)
    most = f"{words.get(moved, moved)} most often, {chance(top.chance(moved).mean)}"
    return f"{said}; {most}, with grip {top.grip} and door {top.door}"


def _width(rows: Sequence[Shares], kind: str) -> float:
    found = [row.chance(kind).mean for row in rows]
    return max(found) - min(found)


def _range(rows: Sequence[Shares], kind: str) -> str:
    found = [row.chance(kind).mean for row in rows]
    low, high = chance(min(found)), chance(max(found))
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def _layers(rows: Sequence[Shares], titles: list[str], words: dict[str, str], letters: int | None) -> list[dict[str, Any]]:
    kinds = _kinds(rows)
    data, named = [], []
    for i, row in enumerate(rows):
        begin = 0.0
        for kind in kinds:
            share = 100 * row.chance(kind).mean
            what = words.get(kind, kind)
            says = f"{what} {band(row.chance(kind))}"
            data.append({"row": i, "from": begin, "to": begin + share, "what": what, "title": titles[i], "says": says})
            if share >= 9:
                named.append({"row": i, "at": begin + share / 2, "label": f"{share:.0f}"})
            begin += share
    at, vertical = {"field": "from", **percent_axis(domain=(0, 100))}, y("row", len(rows))
    names = [words.get(kind, kind) for kind in kinds]
    range_ = [COLOURS[i % len(COLOURS)] for i in range(len(names))]
    colour = {
        "field": "what", "type": "nominal", "scale": {"domain": names, "range": range_},
        "legend": {"title": None, "orient": "top", "direction": "horizontal", "symbolType": "stroke", "symbolStrokeWidth": 9},
    }  # fmt: skip
    tip = [{"field": "title", "type": "nominal"}, {"field": "says", "type": "nominal"}]
    text = {"type": "text", "fontSize": 11, "color": INK, "baseline": "middle"}
    return [
        {
            "data": values(data),
            "mark": {"type": "rule", "strokeWidth": 12, "opacity": 0.55},
            "encoding": {"x": at, "x2": {"field": "to"}, "y": vertical, "color": colour, "tooltip": tip},
        },
        {"data": values(named), "mark": text, "encoding": {"x": {**at, "field": "at"}, "y": vertical, "text": {"field": "label"}}},
        *labels(titles, 0, {**at, "field": "x"}, vertical, letters),
    ]
