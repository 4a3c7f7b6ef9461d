"""A forecast as flat tables, for spreadsheets."""

from __future__ import annotations

from longgame.settle.study.asked import Asked
from longgame.settle.study.result import Spread
from longgame.settle.study.summary import INTERVALS, QUANTILES

Table = tuple[list[str], list[list[object]]]


def tables(result: Asked) -> dict[str, Table]:
    """Return the tables of a result by name: the header, and the rows."""
    found = {"forecasts": _forecasts(result), "labels": _labels(result), "actors": _actors(result), "exchanges": _exchanges(result)}
    if result.scenarios:
        found["scenarios"] = _scenarios(result)
    if result.advice:
        found["levers"] = _levers(result)
    if result.why:
        found |= {"drivers": _drivers(result), "shares": _shares(result), "steps": _steps(result), "pulls": _pulls(result)}
    return found


def _forecasts(result: Asked) -> Table:
    header = ["as_of", "issue", "model", "best", "result", "nearest", "draws", "mean", *(f"q{q}" for q in QUANTILES)]
    header += [f"{end}_{p}" for p in INTERVALS for end in ("low", "high")]
    header += ["calibrated", "no_agreement", "not_converged"]
    rows: list[list[object]] = []
    for issue in result.issues:
        for one in issue.models:
            label = None if one.nearest is None else issue.scale[one.nearest].label
            rows.append([result.as_of, issue.id, one.model, one.best, one.result, label, *_spread(one.spread)])
    return header, rows


def _spread(spread: Spread | None) -> list[object]:
    if spread is None:
        return [0] + [None] * (len(QUANTILES) + 2 * len(INTERVALS) + 4)
    ends = [spread.interval.get(str(p), (None, None)) for p in INTERVALS]
    return [
        spread.draws, spread.mean, *(spread.quantiles.get(str(q)) for q in QUANTILES), *(v for pair in ends for v in pair),
        spread.calibrated, spread.no_agreement, spread.not_converged,
    ]  # fmt: skip


def _labels(result: Asked) -> Table:
    rows: list[list[object]] = [
        [result.as_of, issue.id, one.model, point.at, point.label, probability]
        for issue in result.issues
        for one in issue.models
        if one.spread is not None
        for point, probability in zip(issue.scale, one.spread.labels, strict=True)
    ]
    return ["as_of", "issue", "model", "at", "label", "probability"], rows


def _actors(result: Asked) -> Table:
    header = ["as_of", "issue", "actor", "name", "bloc"]
    header += [f"{what}_{end}" for what in ("position", "salience", "capability") for end in ("low", "best", "high")]
    rows: list[list[object]] = [
        [result.as_of, issue.id, a.actor, a.name, a.bloc, *a.position, *a.salience, *a.capability]
        for issue in result.issues
        for a in issue.actors
    ]
    return header, rows


def _exchanges(result: Asked) -> Table:
    header = ["as_of", "model", "round", "place", "actor", "gives_way_on", "from", "to", "gets", "gain"]
    header += ["outcome_before", "outcome_after", "for_others"]
    rows: list[list[object]] = [
        [
            result.as_of, e.model, e.round, e.place, s.actor, s.on, s.start, s.end, s.gets, s.gain, t.before, t.after,
            round(sum(e.others.values()), 6),
        ]
        for e in result.exchanges
        for s, t in zip(e.sides, e.shifts, strict=True)
    ]  # fmt: skip
    return header, rows


def _scenarios(result: Asked) -> Table:
    header = [
        "as_of",
        "scenario",
        "issue",
        "model",
        "base_mean",
        "scenario_mean",
        "difference",
        "difference_low",
        "difference_high",
    ]
    rows: list[list[object]] = []
    for scenario in result.scenarios:
        for row in scenario.rows:
            apart = row.difference
            figures = (None, None, None) if apart is None else (apart.mean, apart.low, apart.high)
            means = [None if part is None else part.mean for part in (row.base, row.outcome)]
            rows.append([result.as_of, scenario.scenario, row.issue, row.model, *means, *figures])
    return header, rows


def _levers(result: Asked) -> Table:
    header = ["as_of", "for", "issue", "model", "who", "what", "from", "to", "nearer_by", "nearer_low", "nearer_high", "own"]
    rows: list[list[object]] = [
        [
            result.as_of, a.actor, a.issue, a.model, one.actor, one.kind, one.start, one.end,
            one.nearer.mean, one.nearer.low, one.nearer.high, one.own,
        ]
        for a in result.advice
        for one in a.levers
    ]  # fmt: skip
    return header, rows


def _drivers(result: Asked) -> Table:
    header = ["as_of", "issue", "model", "actor", "what", "on", "low", "best", "high", "outcome", "at_low", "at_high", "swing"]
    rows: list[list[object]] = [
        [
            result.as_of, w.issue, w.drivers.model, b.actor, b.kind, b.on, b.low, b.best, b.high, w.drivers.value,
            b.at_low, b.at_high, b.swing,
        ]
        for w in result.why
        for b in w.drivers.bars
    ]  # fmt: skip
    return header, rows


def _shares(result: Asked) -> Table:
    header = ["as_of", "issue", "model", "by", "actor", "what"]
    header += [f"{index}{end}" for index in ("first", "total") for end in ("", "_low", "_high")]
    rows: list[list[object]] = [
        [
            result.as_of, w.issue, one.model, one.by, s.actor, s.kind, s.first, s.first_low, s.first_high, s.total,
            s.total_low, s.total_high,
        ]
        for w in result.why
        for one in w.shares
        for s in one.shares
    ]  # fmt: skip
    return header, rows


def _steps(result: Asked) -> Table:
    header = ["as_of", "issue", "model", "round", "actor", "towards", "on", "from", "to", "why", "gets"]
    rows: list[list[object]] = [
        [result.as_of, w.issue, story.model, s.round, s.actor, s.towards, s.issue, s.start, s.end, s.why, s.gets]
        for w in result.why
        for story in w.stories
        for s in story.steps
    ]
    return header, rows


def _pulls(result: Asked) -> Table:
    header = ["as_of", "issue", "model", "actor", "position", "weight", "without", "pull", "pivotal"]
    rows: list[list[object]] = [
        [result.as_of, w.issue, story.model, p.actor, p.position, p.weight, p.without, p.pull, p.pivotal]
        for w in result.why
        for story in w.stories
        for p in story.pulls
    ]
    return header, rows
