"""Who was right: sources side by side, calibration, words, and the record of each source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from longgame.core.words import many
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.charts.score_models import ahead
from longgame.report.context import Context
from longgame.report.scored.records import Record, records
from longgame.report.scored.words import came, figure, right, skill, span, who
from longgame.score.result import Group, ScoreResult
from longgame.score.words import BASELINES, NATURES, best_first, engine, label
from longgame.study.forecasts.find import COMMAND
from longgame.study.forecasts.record import CAUTION

NO_FORECASTS = "Nobody has written down a forecast for this case that was known by this day."
BY = {"hedge": "word", "kind": "kind of statement", "domain": "domain", "horizon": "how far ahead"}


@dataclass(frozen=True)
class Line:
    """Forecasts that share something, ready for a row."""

    name: str
    id: str
    forecasts: int
    scored: int
    few: bool
    right: str
    came: str
    brier: str
    words: str
    skills: tuple[str, ...]
    open: int
    void: int
    unscored: int


@dataclass(frozen=True)
class Table:
    """Rows of one nature by one thing."""

    by: str
    title: str
    nature: str
    rows: tuple[Line, ...]
    others: str


@dataclass(frozen=True)
class Run:
    """An engine as of a day, and what it rests on."""

    engine: str
    day: str
    says: str
    forecasts: int


@dataclass(frozen=True)
class Engines:
    """What the program's own engines forecast, beside the sources."""

    chart: Chart | None
    rows: tuple[Line, ...]
    natures: tuple[str, ...]
    beside: tuple[tuple[str, str, str, int, str, str, str], ...]
    runs: tuple[Run, ...]
    refused: tuple[str, ...]
    told: tuple[str, ...]
    caution: str
    command: str
    answered: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Forecasts:
    """Data of the page."""

    why_not: str
    result: ScoreResult
    lead: tuple[str, ...]
    caution: str
    scale: str
    leaders: tuple[Chart, ...]
    curves: tuple[Chart, ...]
    words: tuple[Chart, ...]
    sources: tuple[Table, ...]
    tables: tuple[Table, ...]
    baselines: tuple[str, ...]
    records: tuple[Record, ...]
    clusters: tuple[str, ...]
    engines: Engines


def view(context: Context) -> Forecasts:
    """Return the data of the page."""
    result = context.scored
    tables = [_table(context, by, nature) for by in BY for nature in NATURES]
    return Forecasts(
        why_not="" if result.receipts else NO_FORECASTS,
        result=result,
        lead=_lead(result),
        caution=result.caution,
        scale=_scale(result),
        leaders=tuple(CHARTS["score_sources"](context)),
        curves=tuple(CHARTS["score_calibration"](context)),
        words=tuple(CHARTS["score_hedges"](context)),
        sources=tuple(t for nature in NATURES if (t := _table(context, "source", nature)).rows),
        tables=tuple(t for t in tables if t.rows),
        baselines=tuple(BASELINES.values()),
        records=records(context),
        clusters=tuple(
            f"{NATURES[g.nature].capitalize()}: {g.clusters_by}s were drawn again, since {g.clusters_why}."
            for g in result.groups if g.by == "all" and g.scored and g.scores["brier"].low is not None
        ),
        engines=_engines(context),
    )  # fmt: skip


def _engines(context: Context) -> Engines:
    result, issued = context.scored, context.issued
    groups = [g for nature in NATURES for g in result.model_groups if g.nature == nature and g.scored]
    charts = CHARTS["score_models"](context)
    days = Counter((one.engine, one.day) for one in issued.issued.values())
    answered = {name: len({one.question for one in issued.issued.values() if one.engine == name}) for name, _ in days}
    return Engines(
        chart=charts[0] if charts else None,
        rows=tuple(_line(context, g) for g in groups),
        natures=tuple(g.nature for g in groups),
        beside=tuple(
            (
                engine(p.model), who(context.case, p.source), NATURES[p.nature], p.n, f"{p.source_loss:.2f}", f"{p.model_loss:.2f}",
                ahead(p),
            )
            for p in result.paired if p.source != "all"
        ),
        runs=tuple(Run(name, str(day), issued.says.get((name, day), ""), n) for (name, day), n in sorted(days.items())),
        refused=issued.refused,
        told=issued.told,
        caution=CAUTION,
        command=COMMAND,
        answered=tuple(answered.items()),
    )  # fmt: skip


def _lead(result: ScoreResult) -> tuple[str, ...]:
    """Return what there is in sentences: how many forecasts, how their questions stand."""
    if not result.receipts:
        return ()
    questions, told = result.questions, result.receipts
    sources = len({r.source for r in told})
    state = {s: sum(q.state == s for q in questions) for s in ("resolved", "void", "open")}
    rule = sum(q.resolved_by == "rule" for q in questions)
    scored = sum(r.state == "scored" for r in told)
    asked = len({r.question for r in told})
    return (
        f"{many(len(told), 'forecast')} on {many(asked, 'question')} by {many(sources, 'source')}, {scored} of them scored. Of all "
        f"{len(questions)} "
        f"questions {state['resolved']} are decided, {rule} of them by rule from rows of the case; {state['void']} are void and "
        f"{state['open']} open.",
        "Trends, whether what goes on continues, and events, whether something discrete happens, are never in one figure: the "
        "first are "
        "nearly always right.",
    )


def _scale(result: ScoreResult) -> str:
    scale = result.scale
    checked = "" if scale.verified else " Its numbers were not compared with the original."
    return f"{scale.title}. {scale.says} {scale.reference}{checked}"


def _table(context: Context, by: str, nature: str) -> Table:
    groups = [g for g in context.scored.groups if g.by == by and g.nature == nature]
    scored = best_first(groups)
    rest = sorted((g for g in groups if not g.scored), key=lambda g: (-g.forecasts, g.value))
    others = "; ".join(f"{_called(context, g)} {came(g)}" for g in rest if g.came_true + g.came_false)
    return Table(by, BY.get(by, by), nature, tuple(_line(context, g) for g in scored), others)


def _called(context: Context, group: Group) -> str:
    return who(context.case, group.value) if group.by == "source" else label(group.by, group.value)


def _line(context: Context, group: Group) -> Line:
    brier = group.scores.get("brier")
    return Line(
        name=_called(context, group),
        id=group.value if group.by == "source" else "",
        forecasts=group.forecasts,
        scored=group.scored,
        few=group.few and group.scored > 0,
        right=right(group),
        came=came(group),
        brier=figure(brier),
        words=span(brier),
        skills=tuple(skill(group, name) for name in BASELINES),
        open=group.open,
        void=group.void,
        unscored=sum(group.not_scored.values()),
    )
