"""What-if: the scenarios of a case against the case as coded, with common draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from longgame.case.scenarios import Change, Scenario
from longgame.settle.base import Model
from longgame.settle.encode import Encoded
from longgame.settle.problem import Package
from longgame.settle.study.draws import draw
from longgame.settle.study.mapped import linked, outcomes
from longgame.settle.study.result import Frozen
from longgame.settle.study.summary import rounded
from longgame.settle.study.variants import KINDS, POINTS, TOP, Band, Effect, Floats, at_best, band, effect


class Compared(Frozen):
    """One issue in one model, with and without the scenario."""

    model: str
    issue: str
    base: Band | None = Field(description="The outcome as coded, over the draws; null where the model gives none.")
    outcome: Band | None = Field(description="The outcome in the scenario.")
    difference: Effect | None = Field(description="Scenario less base in the same draw, in points of the issue's scale.")
    settled_base: float = Field(description="Share of the draws in which the model gives an outcome.")
    settled: float = Field(description="The same in the scenario.")


class ScenarioResult(Frozen):
    """What a scenario changes."""

    scenario: str
    title: str
    reason: str
    source: tuple[str, ...]
    rows: tuple[Compared, ...] = Field(description="Issues that it touches; of models that link issues, all.")
    touched: tuple[str, ...] = Field(description="Issues on which somebody's stance or weight changes.")
    without_stance: tuple[str, ...] = Field(description="Actors it names that have no stance on these issues on the day.")
    draws: int
    seed: int
    correlation: float


def compare(
    encoded: Encoded,
    scenarios: Sequence[Scenario],
    models: Sequence[Model],
    number: int = 256,
    seed: int = 0,
    *,
    correlation: float = 0.5,
    workers: int = 1,
) -> tuple[ScenarioResult, ...]:
    """Settle a problem as coded and under each scenario in the same draws.

    Parameters
    ----------
    encoded : Encoded
    scenarios : sequence of Scenario
        As of the day of the problem.
    models : sequence of Model
    number : int
        Of draws.
    seed : int
    correlation : float
        As in ``draws.draw``.
    workers : int
    """
    drawn = draw(encoded, number, seed, correlation)
    changed = [apply(encoded, drawn, scenario) for scenario in scenarios]
    touched = [_touched(drawn, package) for package in changed]
    rows: list[list[Compared]] = [[] for _ in scenarios]
    for model in models:
        for k, j, before, after in _pairs(model, drawn, changed, touched, workers):
            rows[k].append(_compared(model, encoded.issues[j], before, after))
    return tuple(
        ScenarioResult(
            scenario=scenario.id,
            title=scenario.title,
            reason=scenario.reason,
            source=scenario.source,
            rows=tuple(rows[k]),
            touched=tuple(np.array(encoded.issues, dtype=object)[touched[k]]),
            without_stance=_without_stance(encoded, scenario),
            draws=number,
            seed=seed,
            correlation=correlation,
        )
        for k, scenario in enumerate(scenarios)
    )


def apply(encoded: Encoded, drawn: Package, scenario: Scenario) -> Package:
    """Return the draws under a scenario.

    A value that is set becomes the best judgement and every draw goes along with it by as much; shifts move every draw alike;
    none goes beyond the end of its scale. Those who join take in each draw the mean of their positions, weighted by capability
    times salience, or their leader's; on an issue on which the leader has no stance they stay apart. Nobody gets a stance
    that it has not.

    Parameters
    ----------
    encoded : Encoded
    drawn : Package
        As of ``draws.draw``: position and the like of shape (d, n, m).
    scenario : Scenario
    """
    best = at_best(encoded, 1)
    # The best judgements go through the same changes as a draw of their own, so that a value can be set after a shift.
    parts: dict[str, NDArray[Any]] = {
        name: np.concatenate([np.asarray(a), np.asarray(b)]) for (name, a), b in zip(best._asdict().items(), drawn, strict=True)
    }
    for change in scenario.changes:
        cells = _cells(encoded, change)
        if change.does == "leave":
            parts["present"][:, cells] = False
        elif change.does == "join":
            _join(encoded, parts, change, cells)
        else:
            _revalue(parts, change, cells & parts["present"][0])
    return Package(**{name: values[1:] for name, values in parts.items()})  # type: ignore[arg-type]


def _cells(encoded: Encoded, change: Change) -> NDArray[np.bool_]:
    """Return where a change applies, shape (n, m)."""
    actors = np.isin(encoded.actors, change.actors)
    issues = np.isin(encoded.issues, change.issues) if change.issues else np.ones(len(encoded.issues), dtype=bool)
    return np.asarray(actors[:, None] & issues[None, :] & encoded.present)


def _revalue(parts: dict[str, NDArray[Any]], change: Change, cells: NDArray[np.bool_]) -> None:
    for kind in KINDS:
        value = getattr(change, kind)
        if value is None:
            continue
        here = parts[kind][:, cells]
        by = value / POINTS[kind]
        parts[kind][:, cells] = np.clip(here + (by - here[:1] if change.does == "set" else by), 0, TOP[kind])


def _join(encoded: Encoded, parts: dict[str, NDArray[Any]], change: Change, cells: NDArray[np.bool_]) -> None:
    """Put the members of a bloc on one position, issue by issue and draw by draw."""
    for j in np.flatnonzero(cells.any(axis=0)):
        members = np.flatnonzero(cells[:, j] & parts["present"][0, :, j])
        position = parts["position"][:, members, j]
        if change.leader is not None:
            leads = [k for k, a in enumerate(members) if encoded.actors[a] == change.leader]
            if not leads:
                continue
            common = position[:, leads[0]]
        else:
            weight = (parts["capability"] * parts["salience"])[:, members, j]
            # Where nobody has weight, all count alike.
            weight = np.where(weight.sum(axis=1, keepdims=True) > 0, weight, 1.0)
            common = (weight * position).sum(axis=1) / weight.sum(axis=1) if members.size else np.zeros(len(position))
        parts["position"][:, members, j] = common[:, None]


def _touched(base: Package, changed: Package) -> NDArray[np.bool_]:
    """Return on which issues anything differs, shape (m,)."""
    differ = [(np.asarray(a) != np.asarray(b)).any(axis=(0, 1)) for a, b in zip(base[:4], changed[:4], strict=True)]
    return np.asarray(np.logical_or.reduce(differ))


def _pairs(
    model: Model, drawn: Package, changed: Sequence[Package], touched: Sequence[NDArray[np.bool_]], workers: int
) -> Iterator[tuple[int, int, Floats, Floats]]:
    """Give scenario, issue and outcomes in the draws, before and after, for every issue that a scenario can move."""
    some = [k for k in range(len(changed)) if touched[k].any()]
    if not some:
        return
    if linked(model):
        before = _value(model, drawn, workers)
        for k in some:
            after = _value(model, changed[k], workers)
            yield from ((k, j, before[:, j], after[:, j]) for j in range(before.shape[1]))
        return
    # Issues that are settled one by one can stand side by side, whichever scenario they come from: one batch, compiled once.
    union = np.logical_or.reduce(touched)
    columns = [_columns(drawn, union), *(_columns(changed[k], touched[k]) for k in some)]
    wide = Package(*(np.concatenate(parts, axis=-1) for parts in zip(*columns, strict=True)))  # type: ignore[arg-type]
    value = _value(model, wide, workers)
    place = dict(zip(np.flatnonzero(union).tolist(), range(int(union.sum())), strict=True))
    at = len(place)
    for k in some:
        for j in np.flatnonzero(touched[k]).tolist():
            yield k, j, value[:, place[j]], value[:, at]
            at += 1


def _columns(package: Package, issues: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
    return tuple(np.asarray(a)[..., issues] for a in package)


def _value(model: Model, package: Package, workers: int) -> Floats:
    return np.asarray(outcomes(model, package, None, workers).value)


def _compared(model: Model, issue: str, before: Floats, now: Floats) -> Compared:
    return Compared(
        model=model.name,
        issue=issue,
        base=band(before),
        outcome=band(now),
        difference=effect(now - before),
        settled_base=rounded(np.isfinite(before).mean()),
        settled=rounded(np.isfinite(now).mean()),
    )


def _without_stance(encoded: Encoded, scenario: Scenario) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for change in scenario.changes:
        cells = _cells(encoded, change)
        there = {a for a, row in zip(encoded.actors, cells, strict=True) if row.any()}
        found |= dict.fromkeys(a for a in change.actors if a not in there)
    return tuple(found)
