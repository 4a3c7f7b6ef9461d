"""Where the issues of a case settle: every model at the best judgements and over draws of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Any

import jax
import numpy as np

from longgame.case.case import Case
from longgame.core.errors import UsageError, near
from longgame.core.made import Made
from longgame.core.threads import threads
from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval, encode, encode_all
from longgame.settle.library import BY_NAME, MODELS, challenge
from longgame.settle.outcome import SENTENCES, Outcome, Result
from longgame.settle.problem import Package
from longgame.settle.study.draws import allowed, draw
from longgame.settle.study.mapped import linked, outcomes, together
from longgame.settle.study.result import (
    ActorOn,
    Fact,
    IssueForecast,
    LeftOut,
    ModelForecast,
    ModelNote,
    Point,
    SettleResult,
    Spread,
    Triple,
)
from longgame.settle.study.summary import nearest, rounded, spread
from longgame.settle.study.trades import trades

__all__ = ["DRAWS", "FEWER", "outcomes", "settle"]

DRAWS = 512
# Models that settle by turns of all actors, or link issues, take many times longer: they get the first of the draws only.
FEWER = 32
SLOW = frozenset({"spatial_politics"})
# Readings of a model of which another is there already; they are settled when named, or with all.
OTHER_READINGS = frozenset(m.name for m in challenge.READINGS[1:]) | {"equal_gain_plain"}
ALL = "all"
CORRELATION = 0.5
SAYS = (
    "What published models make of coded judgements. Where a model gives only a point, its spread is that of the judgements, not "
    "of how wrong the model is; only intervals called calibrated are meant to hold that often. On 175 decisions of the European "
    "Union with known outcomes no strategic model was nearer on average than the mean of positions weighted by capability and "
    "salience."
)
Progress = Callable[[str, int, int], None]


def settle(
    case: Case,
    day: date | None = None,
    issues: Sequence[str] | None = None,
    models: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    coder: str | None = None,
    correlation: float = CORRELATION,
    workers: int = 1,
    progress: Progress | None = None,
) -> SettleResult:
    """Forecast where the issues of a case settle.

    Parameters
    ----------
    case : Case
    day : datetime.date or None
        Only what was known at the end of it is used; None for the day that the case is already cut to, or up to which it was
        kept.
    issues, models : sequence of str or None
        Ids and names; None for all issues on which two actors have a stance, and for all models in one
        reading each; ``all`` names all models in all readings. All issues of the day are bargained whichever are named, so
        that an issue's figures are the same whether it is asked for alone or not.
    draws : int
        Of all judgements together; 0 for the best judgements alone. Slow models get at most ``FEWER``, the first of the same.
    seed : int
    coder : str or None
        Whose judgements to use; None for the first coder of the case. Judgements of several coders are never mixed.
    correlation : float
        Between the judgements on actors of one bloc.
    workers : int
        Models run at the same time; no number changes with it.
    progress : callable or None
        Called with what was done last, how many models are done, and of how many.

    Returns
    -------
    SettleResult
        Frozen; the same case, settings and seed give the same figures.

    Raises
    ------
    UsageError
        An unknown issue, model or coder; a number out of range; a later day than the case was cut to; nobody to bargain.
    """
    chosen = _models(models)
    if not 1 <= workers <= 256:
        raise UsageError(f"the number of workers is {workers}; it is from 1 to 256")
    if case.day is not None and day is not None and day > case.day:
        raise UsageError(f"the case was already cut to {case.day}; it cannot be settled as of {day}")
    day = day or case.day or case.newest
    case = case if case.day == day else case.as_of(day)
    encoded, shown = encode_all(case, day, issues, coder)
    if draws != 0:
        allowed(draws, seed, correlation)

    def drawn(most: int | None) -> Package:
        return with_best(encoded, draws if most is None else min(draws, most), seed, correlation)

    # Programs are compiled for a shape: few draws of all issues are sooner settled than another shape is compiled.
    columns = shown if draws > DRAWS else list(range(len(encoded.issues)))
    settled = _settled(chosen, drawn, columns, workers, progress)
    rests_on = encoded if issues is None or any(linked(m) for m in chosen) else encode(case, day, issues, coder)
    settings: dict[str, str | int | float] = {
        "coder": coder or case.about.coders[0].id, "issues": " ".join(issues or ()), "models": " ".join(models or ()),
        "draws": draws, "draws_of_slow_models": min(draws, FEWER), "correlation": correlation,
    }  # fmt: skip
    exchanges, effects = trades({m.name: o.detail.get("first", {}) for m, o in zip(chosen, settled, strict=True)}, encoded)
    names = {encoded.issues[j] for j in shown}
    return SettleResult(
        made=Made(case=case.about.id, digest=case.digest, as_of=day, seed=seed if draws else None, settings=settings),
        as_of=day,
        title=case.about.title,
        says=SAYS,
        issues=tuple(_issue(case, encoded, j, columns, zip(chosen, settled, strict=True)) for j in shown),
        models=tuple(note(m) for m in chosen),
        exchanges=tuple(e for e in exchanges if any(side.on in names for side in e.sides)),
        effects=effects,
        left_out=tuple(LeftOut(actor=a, issue=i) for a, i in encoded.without_capability if issues is None or i in issues),
        alone=encoded.alone if issues is None else (),
        facts=tuple(Fact(table=t, id=i, known=known) for t, i, known in rests_on.facts),
    )


def with_best(encoded: Encoded, draws: int, seed: int, correlation: float = CORRELATION) -> Package:
    """Return the problem at its best judgements, then its draws: arrays with a first axis of length 1 + draws."""
    best: Package = jax.tree.map(lambda a: np.asarray(a)[None], encoded.package())
    if draws == 0:
        return best
    drawn = draw(encoded, draws, seed, correlation)
    whole: Package = jax.tree.map(lambda a, b: np.concatenate([a, b]), best, drawn)
    return whole


def _models(names: Sequence[str] | None) -> tuple[Model, ...]:
    if names is None:
        return tuple(m for m in MODELS if m.name not in OTHER_READINGS)
    if ALL in names:
        return MODELS
    for name in names:
        if name not in BY_NAME:
            raise UsageError(f"there is no model {name!r}; {near(name, BY_NAME) or 'there are ' + ', '.join(BY_NAME)}")
    return tuple(m for m in MODELS if m.name in names)


def _settled(
    models: Sequence[Model],
    problems: Callable[[int | None], Package],
    columns: Sequence[int],
    workers: int,
    progress: Progress | None,
) -> list[Outcome]:
    """Return the outcomes of each model on the issues in some columns; several models are compiled and run at the same time.

    ``problems`` gives the best judgements and at most so many draws; None for all.
    """

    def one(model: Model, package: Package) -> Outcome:
        if linked(model):
            outcome, detail = together(model, package)
            value, result = outcome.value[:, list(columns)], outcome.result[:, list(columns)]
            return Outcome(value, result, outcome.detail | {"first": detail})
        return outcomes(model, jax.tree.map(lambda a: np.asarray(a)[..., list(columns)], package))

    # Those that take longest to compile and to run come first, so that no worker is left waiting at the end. They have few draws,
    # and the others are drawn while they run.
    order = sorted(models, key=lambda m: (not _slow(m), not linked(m), -m.grows))
    running: dict[str, Future[Outcome]] = {}
    with threads(workers) as pool:
        for most, slow in ((FEWER, True), (None, False)):
            some = [m for m in order if _slow(m) == slow]
            package = problems(most) if some else None
            running |= {m.name: pool.submit(one, m, package) for m in some if package is not None}
        for done, model in enumerate(order, 1):
            running[model.name].result()
            if progress is not None:
                progress(model.title, done, len(models))
    return [running[m.name].result() for m in models]


def _slow(model: Model) -> bool:
    return linked(model) or model.name in SLOW


def _issue(case: Case, encoded: Encoded, j: int, columns: Sequence[int], settled: Iterable[tuple[Model, Outcome]]) -> IssueForecast:
    record = case.issues.by_key[encoded.issues[j]]
    scale = tuple(Point(at=p.at, label=p.label) for p in sorted(record.scale, key=lambda p: p.at))
    places = [p.at for p in scale]
    return IssueForecast(
        id=record.id,
        title=record.title,
        scale=scale,
        reversion=record.reversion.at,
        reversion_reason=record.reversion.reason,
        actors=tuple(_actor(case, encoded, k, j) for k in range(len(encoded.actors)) if encoded.present[k, j]),
        models=tuple(_forecast(model, outcome, columns.index(j), places) for model, outcome in settled),
    )


def _actor(case: Case, encoded: Encoded, k: int, j: int) -> ActorOn:
    def triple(interval: Interval, unit: float = 1.0) -> Triple:
        return (
            rounded(unit * interval.low[k, j]),
            rounded(unit * interval.best[k, j]),
            rounded(unit * interval.high[k, j]),
        )

    name = encoded.actors[k]
    return ActorOn(
        actor=name,
        name=case.actors.by_key[name].name,
        bloc=encoded.blocs[k],
        position=triple(encoded.position),
        salience=triple(encoded.salience, 100.0),
        capability=triple(encoded.capability),
    )


def _forecast(model: Model, outcome: Outcome, j: int, places: Sequence[float]) -> ModelForecast:
    value, result = np.asarray(outcome.value[:, j]), np.asarray(outcome.result[:, j])
    best = rounded(value[0]) if np.isfinite(value[0]) else None
    ended = Result(int(result[0]))
    drawn: Spread | None = None
    if len(value) > 1:
        given: dict[str, Any] = outcome.detail
        density = given["density"][1:, j] if "density" in given else None
        interval = given["interval"][0, j] if "interval" in given else None
        drawn = spread(value[1:], result[1:], places, density, interval)
    return ModelForecast(
        model=model.name,
        best=best,
        result=ended.name.lower(),
        sentence=SENTENCES[ended],
        nearest=None if best is None else int(nearest(np.array([best]), places)[0]),
        spread=drawn,
    )


def note(model: Model) -> ModelNote:
    """Return what a reader is told of a model."""
    return ModelNote(
        name=model.name,
        title=model.title,
        says=model.says,
        limits=model.limits,
        links_issues=linked(model),
        references=tuple(r.text + (f" doi:{r.doi}" if r.doi else "") for r in model.references),
    )
