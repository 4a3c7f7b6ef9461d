"""Where each issue would settle if it were bargained on the day, what drives it, and how such forecasts fared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from longgame.case.outcomes import Outcome
from longgame.report.bargain.across import across
from longgame.report.bargain.hindsight import CAUTION, RULE, Beside, Tally, beside, newest, tallies
from longgame.report.bargain.record import Advice, Bargained, Lever, Pull, TradeThen
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.charts.settle_parts import median, spread
from longgame.report.context import Context
from longgame.settle.study.result import ExchangeFound, IssueForecast, ModelNote

# Exchanges shown of each model; the rest is counted.
EXCHANGES, OTHERS, PULLS = 10, 4, 6
FEWEST_GAIN = 0.05


@dataclass(frozen=True)
class Label:
    """A labelled point of a scale and the probability that the outcome is nearest to it."""

    at: float
    label: str
    share: float | None


@dataclass(frozen=True)
class IssueView:
    """One issue with everything that is shown of it."""

    forecast: IssueForecast
    median: float | None
    half: tuple[float, float] | None
    most: tuple[float, float] | None
    stands: Outcome | None
    labels: tuple[Label, ...]
    charts: tuple[Chart, ...]
    pulls: tuple[Pull, ...]
    advice: tuple[Advice, ...]
    then: tuple[Beside, ...]


@dataclass(frozen=True)
class Trade:
    """An exchange with the sums of what it gives to others."""

    found: ExchangeFound
    gainers: tuple[tuple[str, float], ...]
    losers: tuple[tuple[str, float], ...]
    across: bool


@dataclass(frozen=True)
class Trades:
    """The exchanges that one model finds."""

    model: ModelNote
    shown: tuple[Trade, ...]
    more: int


@dataclass(frozen=True)
class Levers:
    """The levers of one actor over all issues, those that help most first."""

    actor: str
    rows: tuple[tuple[Advice, Lever], ...]
    caution: tuple[str, ...]
    fixed: str


@dataclass(frozen=True)
class Settle:
    """Data of the page."""

    made: Bargained
    issues: tuple[IssueView, ...]
    overview: Chart | None
    trades: tuple[Trades, ...]
    trades_then: tuple[TradeThen, ...]
    levers: tuple[Levers, ...]
    scenarios: Chart | None
    then: Chart | None
    tallies: tuple[Tally, ...]
    rule: str
    caution: str
    titles: Mapping[str, str]
    slow: tuple[str, ...]


def view(context: Context) -> Settle:
    """Return the data of the page; without issues where there is nothing to bargain."""
    made = context.bargained
    drawn = {name: CHARTS[name](context) for name in CHARTS if name.startswith("settle_")}
    rows = beside(context.case, context.day, made.then)
    notes, stands = {m.name: m for m in made.models}, newest(context.case)
    return Settle(
        made=made,
        issues=tuple(_issue(context, i, drawn, rows, stands) for i in made.issues),
        overview=_first(drawn["settle_overview"]),
        trades=_trades(context, notes),
        trades_then=made.trades_then,
        levers=tuple(_levers(made, actor) for actor in made.leaders),
        scenarios=_first(drawn["settle_scenarios"]),
        then=_first(drawn["settle_then"]),
        tallies=tuple(tallies(rows)),
        rule=RULE,
        caution=CAUTION,
        titles={i.id: i.title for i in context.case.issues},
        slow=tuple(notes[m].title for m in made.without_draws if m in notes),
    )


def _first(charts: list[Chart]) -> Chart | None:
    return charts[0] if charts else None


def _issue(
    context: Context, issue: IssueForecast, drawn: Mapping[str, list[Chart]], rows: list[Beside], stands: Mapping[str, Outcome]
) -> IssueView:
    made = context.bargained
    calibrated = spread(made, issue)
    shares = calibrated.labels if calibrated is not None else (None,) * len(issue.scale)
    wanted = [f"settle-{kind}-{issue.id}" for kind in ("actors", "models", "drivers")]
    every = {c.id: c for charts in drawn.values() for c in charts}
    mine = tuple(r for r in rows if r.then.issue == issue.id)
    return IssueView(
        forecast=issue,
        median=median(made, issue),
        half=calibrated.interval["50"] if calibrated is not None else None,
        most=calibrated.interval["80"] if calibrated is not None else None,
        stands=stands.get(issue.id),
        labels=tuple(Label(p.at, p.label, s) for p, s in zip(issue.scale, shares, strict=True)),
        charts=tuple(every[c] for c in wanted if c in every),
        pulls=tuple(p for p in made.pulls.get(issue.id, ())[:PULLS] if p.pull is not None and abs(p.pull) >= 0.5),
        advice=tuple(a for a in made.advice if a.issue == issue.id),
        then=mine if any(r.then.day < context.day for r in mine) else (),
    )


def _trades(context: Context, notes: Mapping[str, ModelNote]) -> tuple[Trades, ...]:
    """Return the exchanges that gain most, and all across the table."""
    found = []
    every = context.bargained.exchanges
    for model in dict.fromkeys(e.model for e in every):
        ranked = sorted((e for e in every if e.model == model), key=lambda e: -sum(side.gain for side in e.sides))
        listed = [_trade(context, e) for e in ranked]
        shown = tuple(t for k, t in enumerate(listed) if k < EXCHANGES or t.across)
        found.append(Trades(notes[model], shown, len(listed) - len(shown)))
    return tuple(found)


def _trade(context: Context, exchange: ExchangeFound) -> Trade:
    ranked = sorted(exchange.others.items(), key=lambda pair: -abs(pair[1]))
    return Trade(
        exchange,
        gainers=tuple((a, g) for a, g in ranked if g >= FEWEST_GAIN)[:OTHERS],
        losers=tuple((a, g) for a, g in ranked if g <= -FEWEST_GAIN)[:OTHERS],
        across=across(context.case, exchange),
    )


def _levers(made: Bargained, actor: str) -> Levers:
    advice = [a for a in made.advice if a.actor == actor]
    rows = sorted(((a, one) for a in advice for one in a.levers), key=lambda pair: -pair[1].nearer.mean)
    return Levers(
        actor=actor,
        rows=tuple(rows),
        caution=tuple(dict.fromkeys(c for a in advice for c in a.caution[:1])),
        fixed=advice[0].fixed if advice else "",
    )
