"""The long game: what it is in this case, where it goes from here, and how well it expected what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import exp, nextafter

from longgame.case.game import CONDITIONS, Game, Ladder, Level, Rung, level_of, rung_of
from longgame.case.history import Observed
from longgame.case.whatifs import WhatIf
from longgame.core.dates import Period
from longgame.play.boxes import THRESHOLDS
from longgame.play.result import FEW, Band, PlayResult, Seen, WhatIfPlay, Year
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.charts.play_drivers import chart_id
from longgame.report.charts.play_odds import awaited
from longgame.report.charts.play_whatifs import LEAST, drawn
from longgame.report.context import Context
from longgame.report.played.find import Played
from longgame.report.played.scores import Beside, beside, scored, surprises, verdict
from longgame.report.played.words import band, brief, chance, change, nats, sides

UNSOLVED = "no equilibrium was found, so that nothing can be shown"
EXPECTED = 3  # likeliest choices that are shown of a period
CONDITION_WORDS = {
    "grip": "How firmly the ruler of {client} sits",
    "door": "How open the way to {other} is for {client}",
    "rivalry": "The rivalry of {patron} with others",
}


@dataclass(frozen=True)
class Step:
    """A rung of a ladder or a level of a condition, and whether things stand on it today."""

    number: int
    label: str
    rule: str
    here: bool


@dataclass(frozen=True)
class Scale:
    """A ladder or a condition: its steps from the lowest, the newest coding of it, and its chart if it has one."""

    id: str
    title: str
    asked_by: str
    reason: str
    steps: tuple[Step, ...]
    coded: Observed | None
    chart: Chart | None


@dataclass(frozen=True)
class Odd:
    """One thing that may happen, and its chance by the end of each year, in words."""

    what: str
    chances: tuple[str, ...]


@dataclass(frozen=True)
class Past:
    """A past period: what was coded in it, and what the game had expected."""

    period: str
    rows: tuple[Observed, ...]
    chance: str
    score: float
    best: str
    expected: tuple[tuple[str, str], ...]
    surprise: bool


@dataclass(frozen=True)
class Supposed:
    """A what-if: its row in the case if it has one there, what it changes most, and its chart."""

    id: str
    title: str
    row: WhatIf | None
    says: str
    chart: Chart | None


@dataclass(frozen=True)
class LongGame:
    """Data of the page."""

    found: Played
    game: Game | None
    patron: str
    client: str
    ladders: tuple[Scale, ...]
    conditions: tuple[Scale, ...]
    charts: dict[str, tuple[Chart, ...]]
    years: tuple[int, ...]
    odds: tuple[Odd, ...]
    past: tuple[Past, ...]
    whatifs: tuple[Supposed, ...]
    unmoved: tuple[str, ...]
    thresholds: str
    verdict: str
    beside: tuple[Beside, ...]
    own: str
    best: str
    few: bool


def view(context: Context) -> LongGame:
    """Return the data of the page; without figures where the game was not solved, without ladders where there is none."""
    found, case = context.played, context.case
    result = found.result
    game = case.game[0] if len(case.game) else None
    patron, client = sides(case) if game is not None else ("", "")
    names = [name for name in CHARTS if name.startswith("play_") and name != "play_weights"] if result is not None else []
    charts = {name.removeprefix("play_"): tuple(CHARTS[name](context)) for name in names}
    rows = beside(result) if result is not None and scored(result) else ()
    return LongGame(
        found=found,
        game=game,
        patron=patron,
        client=client,
        ladders=tuple(_ladder(context, one, charts.get("ladders", ())) for one in case.ladders),
        conditions=_conditions(context, game, patron, client) if game is not None else (),
        charts=charts,
        years=tuple(year.year for year in result.play.years) if result is not None else (),
        odds=_odds(result) if result is not None else (),
        past=_past(context, result, rows) if result is not None else (),
        whatifs=_whatifs(context, result, charts["whatifs"]) if result is not None else (),
        unmoved=_unmoved(result, charts["drivers"]) if result is not None else (),
        thresholds=f"{', '.join(f'{100 * t:.0f}' for t in reversed(THRESHOLDS))} %",
        verdict=verdict(result) if result is not None else "",
        beside=rows,
        own=nats(result.scores["play"]) if result is not None and "play" in result.scores else "",
        best=rows[0].name if rows else "",
        few=result is not None and result.play.solved.effective < FEW,
    )


def _unmoved(result: PlayResult, charts: Sequence[Chart]) -> tuple[str, ...]:
    """Return the chances that have no chart of what drives them."""
    drawn_ = {chart.id for chart in charts}
    return tuple(one.what for one in result.driven if chart_id(one) not in drawn_)


def _ladder(context: Context, ladder: Ladder, charts: Sequence[Chart]) -> Scale:
    rows = [row for row in context.case.history if row.of == "rung" and row.on == ladder.id]
    newest = max(rows, key=lambda row: row.date.last, default=None)
    result = context.played.result
    here = _number(lambda text: rung_of(ladder, text), newest)
    here = result.play.stands[ladder.id] if result is not None else here
    return Scale(
        id=ladder.id,
        title=ladder.title,
        asked_by=_asks(context, ladder),
        reason=ladder.reason,
        steps=_steps(ladder.rungs, here),
        coded=newest,
        chart=next((c for c in charts if c.id == f"play-ladder-{ladder.id}"), None),
    )


def _asks(context: Context, ladder: Ladder) -> str:
    if not len(context.case.game):
        return ""
    return sides(context.case)[0 if ladder.asked_by == "patron" else 1]


def _conditions(context: Context, game: Game, patron: str, client: str) -> tuple[Scale, ...]:
    made = []
    for name in CONDITIONS:
        rows = [row for row in context.case.history if row.of == name]
        newest = max(rows, key=lambda row: row.date.last, default=None)
        levels: Sequence[Level] = getattr(game, name)
        title = CONDITION_WORDS[name].format(patron=patron, client=client, other=game.other_side)
        here = _number(partial(level_of, game, name), newest)
        made.append(Scale(name, title, "", "", _steps(levels, here), newest, None))
    return tuple(made)


def _number(find: Callable[[str], int], coded: Observed | None) -> int | None:
    """Return the number of the step that a coding names; None where there is none, as in a case that has mistakes."""
    try:
        return find(coded.value) if coded is not None else None
    except ValueError:
        return None


def _steps(steps: Sequence[Rung | Level], here: int | None) -> tuple[Step, ...]:
    return tuple(Step(i, one.label, one.rule, i == here) for i, one in enumerate(steps))


def _odds(result: PlayResult) -> tuple[Odd, ...]:
    by_year = [awaited(result, year) for year in result.play.years]
    rows = [Odd(what, tuple(band(year[i][1]) for year in by_year)) for i, (what, _) in enumerate(by_year[0])]
    return (*rows, Odd("neither absorbed nor broken away", tuple(band(_never_sure(year)) for year in result.play.years)))


def _never_sure(year: Year) -> Band:
    """Return the chance that the game goes on, below 1 where an end has any chance, however little numbers keep of that."""
    ceiling = nextafter(1, 0) if max(year.absorbed.high, year.broken_away.high) > 0 else 1.0
    return Band(**{name: min(value, ceiling) for name, value in year.goes_on.model_dump().items()})


def _whatifs(context: Context, result: PlayResult, charts: Sequence[Chart]) -> tuple[Supposed, ...]:
    rows, by_id = context.case.whatifs.by_key, {chart.id: chart for chart in charts}
    found = [(one, by_id.get(f"play-whatif-{one.id}")) for one in result.whatifs]
    return tuple(Supposed(one.id, one.title, rows.get(one.id), _most(result, one), chart) for one, chart in found)


def _most(result: PlayResult, whatif: WhatIfPlay) -> str:
    if not whatif.differences:
        return UNSOLVED
    first = drawn(result, whatif)[0]
    return f"{first.what} {change(first.change)}" if abs(first.change.mean) >= LEAST else "hardly any change"


def _past(context: Context, result: PlayResult, rows: Sequence[Beside]) -> tuple[Past, ...]:
    worst = {one.period for one in surprises(result)}
    coded = [row for row in context.case.history if row.of in ("patron", "client")]
    best = next((n for n in result.scores if n != "play" and rows and result.scores[n] == rows[0].score), "")
    return tuple(_period(one, coded, best, one.period in worst) for one in result.history)


def _period(one: Seen, coded: Sequence[Observed], best: str, surprise: bool) -> Past:
    period = Period.parse(one.period)
    return Past(
        period=one.period,
        rows=tuple(row for row in coded if row.date == period),
        chance=chance(exp(one.score)) if one.seen else "",
        score=one.score,
        best=chance(exp(one.baselines[best])) if one.seen and best else "",
        expected=tuple((brief(c), chance(c.chance.mean)) for c in one.expected[:EXPECTED]),
        surprise=surprise,
    )
