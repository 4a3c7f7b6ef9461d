"""Indicator series, those of one group in one picture; two counters are never joined."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from longgame.case.events import Event
from longgame.case.indicators import Observation, Series
from longgame.core.words import when
from longgame.report.charts import finding, gaps
from longgame.report.charts.chart import Chart
from longgame.report.charts.indicator_spec import Line, draw
from longgame.report.context import Context

# Days between a turning point and an event that is named beside it, and the longest period that is a turning point in time.
NEAR, POINT = 45, 31


def charts(context: Context) -> list[Chart]:
    """Return one chart for each group of series that can be drawn and has two values or more."""
    groups: dict[str, list[Series]] = {}
    for series in context.case.series:
        if series.chart:
            groups.setdefault(series.group or series.id, []).append(series)
    made = [_chart(context, name, members) for name, members in groups.items()]
    return [c for c in made if c is not None]


def observations(context: Context, series: Series) -> list[Observation]:
    """Return the usable values of a series by date."""
    return sorted((o for o in context.case.indicators if o.series == series.id and o.usable), key=lambda o: o.date)


def _chart(context: Context, group: str, members: list[Series]) -> Chart | None:
    lines = [Line(s, found, context.day) for s in members if (found := observations(context, s))]
    main = max((x for x in lines if len(x.past) >= 2), key=lambda x: len(x.past), default=None)
    if main is None:
        return None
    everything = [(x.series, o) for x in lines for o in x.observations]
    return Chart(
        id=f"indicator-{group}",
        headline=finding.sentence(main.series, main.past, opposite=_opposite(main, lines)),
        subtitle=_subtitle(lines),
        spec=draw(lines, main),
        columns=("series", "period", "low", "value", "high", "unit", "known since", "publisher", "note"),
        rows=[_row(context, s, o) for s, o in everything],
        source=", ".join(dict.fromkeys(context.publishers(o.source) for _, o in everything if o.source)),
        note=" ".join(
            [*dict.fromkeys(x.series.note for x in lines if x.series.note), *_broken(lines), *_marks(lines), *_near(context, main)]
        ),
    )


def _subtitle(lines: list[Line]) -> str:
    units = " / ".join(dict.fromkeys(x.series.unit for x in lines))
    counters = "; ".join(dict.fromkeys(x.series.counted_by for x in lines))
    return f"{units[:1].upper()}{units[1:]}; counted by {counters}"


def _row(context: Context, series: Series, o: Observation) -> tuple[object, ...]:
    numbers = ("" if n is None else finding.number(n) for n in (o.low, o.value, o.high))
    return (series.title, str(o.date), *numbers, series.unit, context.known(o), context.publishers(o.source), o.note)


def _opposite(main: Line, lines: list[Line]) -> tuple[Series, finding.Path] | None:
    """Return the series that went the other way by most, where the main one has a clear way."""
    course = finding.path(main.past)
    if course.turn is not None:
        return None
    paths = [(x.series, finding.path(x.past)) for x in lines if x is not main and len(x.past) >= 2]
    against = [(s, p) for s, p in paths if finding.way(p) == -finding.way(course) != 0]
    return max(against, key=lambda sp: abs(sp[1].last.middle() - sp[1].first.middle()), default=None)


def _broken(lines: list[Line]) -> list[str]:
    """Say where lines stop because values are missing."""
    found = []
    for line in lines:
        holes = [(a, b) for (a, ra), (b, rb) in pairwise(zip(line.observations, line.runs, strict=True)) if ra != rb]
        spans = " and ".join(f"from {when(a.date)} to {when(b.date)}" for a, b in holes)
        if spans:
            found.append(f"{line.series.title}, {spans}" if len(lines) > 1 else spans)
    return [f"The line is broken where values are missing: {'; '.join(found)}."] if found else []


def _marks(lines: list[Line]) -> list[str]:
    """Explain the marks that are not plain dots."""
    sides = {finding.side(o) for x in lines for o in x.observations}
    says = [text for way, text in ((1, "▲ at least this much"), (-1, "▼ at most this much")) if way in sides]
    ahead = any(len(x.past) < len(x.observations) for x in lines)
    return [f"{', '.join([*says, *(['hollow: said in advance'] if ahead else [])])}."] if says or ahead else []


def _near(context: Context, main: Line) -> list[str]:
    """Name the event of the same field next to the highest, lowest or turning value, if one is close; time is not cause."""
    course = finding.path(main.past)
    extremes = [course.turn, max(main.past, key=Observation.middle), min(main.past, key=Observation.middle)]
    for o in dict.fromkeys(x for x in extremes if x is not None and x is not course.first):
        if (o.date.last - o.date.first).days > POINT:
            continue
        at = date.fromordinal(gaps.middle(o.date))
        close = [e for e in context.case.events if _beside(e, main.series, at)]
        if close:
            nearest = min(close, key=lambda e: abs(e.date.last - at))
            return [f"Near {when(o.date)} in time, which does not make it a cause: {nearest.label} ({when(nearest.date)})."]
    return []


def _beside(event: Event, series: Series, at: date) -> bool:
    named = event.turning_point and event.label and event.domain == series.domain
    return bool(named) and abs(event.date.last - at) <= timedelta(days=NEAR) and (event.date.last - event.date.first).days <= POINT
