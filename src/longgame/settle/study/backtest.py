"""How well every model did on decisions with known outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import jax
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

import longgame
from longgame.core.errors import UsageError, listed
from longgame.settle.base import Model
from longgame.settle.library import BY_NAME, ensemble
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Package
from longgame.settle.study import assumed, learn, references
from longgame.settle.study.decisions import Decisions
from longgame.settle.study.mapped import lean, linked, one_by_one, outcomes
from longgame.settle.study.run import run
from longgame.settle.study.scores import Forecast, Score, crps, difference, score

Floats = NDArray[np.float64]
Progress = Callable[[str], None]
NAMES = (*BY_NAME, *references.REFERENCES)
NEEDS_TRAINING = tuple(name for name in references.REFERENCES if name != "positions")
LEARNED = (ensemble.MODEL.name, *NEEDS_TRAINING)
# Up to how many actors, and how many issues of a proposal, are settled in arrays of one shape.
CROWDS = (20, 40, 100)
SIZES = (2, 3, 6, 12)
# What every model is compared with: the first by absolute error, the second by the score of distributions.
COMPARED = ("compromise", "compromise_scaled_residuals")


class Files(BaseModel):
    """The decisions that were used."""

    model_config = ConfigDict(frozen=True)

    digest: str = Field(description="SHA-256 of the file's text.")
    issues: int = Field(description="Issues with a known outcome.")
    proposals: int
    left_out: int = Field(description="Issues of the file without a known outcome.")
    stances_left_out: int = Field(description="Stances without position, salience or capability.")


class BacktestResult(BaseModel):
    """How well every model did on decisions with known outcomes."""

    model_config = ConfigDict(frozen=True)

    schema_: Literal["longgame.backtest/1"] = Field(default="longgame.backtest/1", alias="schema", serialization_alias="schema")
    by: str = f"longgame {longgame.__version__}"
    test: Files
    train: Files | None = Field(description="What was learned from; null where learned from the test file itself or shipped.")
    in_both: int = Field(
        description="Proposals of the test file that were learned from too; above 0 learned forecasts score too well."
    )
    learned: str = Field(description="Where learned forecasts learned, in words.")
    draws: int = Field(description="Draws of the stances of each issue; 0 where models forecast points only.")
    seed: int
    half_width: dict[str, float] = Field(
        description="Half-widths of the intervals drawn from: position and salience in points, capability in per cent of itself."
    )
    models: dict[str, Score]


@dataclass(frozen=True)
class Fold:
    """What is learned from and what is forecast: masks over the decisions of the training and the test file."""

    train: NDArray[np.bool_]
    test: NDArray[np.bool_]


def backtest(
    test: Decisions,
    train: Decisions | None = None,
    *,
    models: Sequence[str] | None = None,
    shipped: bool = False,
    draws: int = 200,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> BacktestResult:
    """Score every model on decisions with known outcomes.

    Points are forecast at the stances as coded. Distributions of models that give points come from draws of the stances; the
    learned forecasts bring their own. What is learned is learned from ``train`` alone; without it, for each proposal from all
    other proposals of ``test``; or, with ``shipped``, the shipped coefficients are used and nothing is learned.

    Parameters
    ----------
    test, train : Decisions
    models : sequence of str, optional
        Names; all where None.
    shipped : bool
    draws : int
        0 or more.
    seed : int
    workers : int
        Blocks computed at the same time; changes no number.
    progress : callable, optional
        Called with the name of each model when its turn comes.

    Raises
    ------
    UsageError
        An unknown model; nothing to learn from; shipped coefficients together with a training file.
    """
    wanted = _wanted(models, train, shipped=shipped)
    folds = list(_folds(test, train))
    if not shipped and any(name in LEARNED for name in wanted) and not all(fold.train.any() for fold in folds):
        raise UsageError("there is only one proposal, so nothing is left to learn from; name other decisions with --fit")
    drawn = assumed.drawn(test, draws, seed) if draws else None
    forecasts: dict[str, Forecast] = {}
    for name in wanted:
        if progress is not None:
            progress(name)
        if name in references.REFERENCES:
            forecasts[name] = _reference(name, test, train or test, folds)
        elif name == ensemble.MODEL.name:
            forecasts[name] = _ensemble(test, train or test, folds, shipped=shipped)
        else:
            forecasts[name] = _model(BY_NAME[name], test, drawn, workers)
    shown = [name for name in wanted if models is None or name in models]
    return BacktestResult(
        test=_files(test),
        train=None if train is None else _files(train),
        in_both=0 if train is None else len(set(test.proposals) & set(train.proposals)),
        learned=_learned(train, shipped=shipped),
        draws=draws,
        seed=seed,
        half_width=assumed.HALF_WIDTH if draws else {},
        models={name: score for name, score in _scores(forecasts, test).items() if name in shown},
    )


def _wanted(models: Sequence[str] | None, train: Decisions | None, *, shipped: bool) -> list[str]:
    """Return the models to run: those asked for, and what they are compared with."""
    if shipped and train is not None:
        raise UsageError("the shipped coefficients were learned before; give either a training file or ask for them")
    for name in models or ():
        if name not in NAMES:
            raise UsageError(f"there is no model {name!r}; {listed(name, NAMES)}")
    asked = NAMES if models is None else (*models, *COMPARED)
    return [name for name in NAMES if name in asked and not (shipped and name in NEEDS_TRAINING)]


def _learned(train: Decisions | None, *, shipped: bool) -> str:
    if shipped:
        return "nothing; coefficients as shipped"
    return "from the other proposals of the test file, for each proposal" if train is None else "from the training file alone"


def _folds(test: Decisions, train: Decisions | None) -> Iterator[Fold]:
    if train is not None:
        yield Fold(np.ones(len(train.names), bool), np.ones(len(test.names), bool))
        return
    groups = test.groups
    for group in range(groups.max() + 1):
        yield Fold(groups != group, groups == group)


def _reference(name: str, test: Decisions, train: Decisions, folds: Sequence[Fold]) -> Forecast:
    learned, asked = (references.known(of.issues, of.outcome) for of in (train, test))
    parts = [(fold.test, references.REFERENCES[name](learned.of(fold.train), asked.of(fold.test))) for fold in folds]
    samples = np.full((len(test.names), max(part.shape[1] for _, part in parts)), np.nan)
    for rows, part in parts:
        samples[np.flatnonzero(rows)[:, None], np.arange(part.shape[1])] = part
    some = np.isfinite(samples).any(axis=1)
    point = np.full(len(samples), np.nan)
    point[some] = np.nanmedian(samples[some], axis=1)
    return Forecast(point, samples)


def _ensemble(test: Decisions, train: Decisions, folds: Sequence[Fold], *, shipped: bool) -> Forecast:
    d = len(test.names)
    point, density, interval = np.full(d, np.nan), np.full((d, ensemble.POINTS), np.nan), np.full((d, 3, 2), np.nan)
    with jax.enable_x64(True):
        prepared, forecaster = learn.prepare(train.issues, train.outcome), _compiled()
        for fold in folds:
            params = ensemble.MODEL.params if shipped else learn.fit(prepared, fold.train)
            learned = np.array([params.held, params.middle, params.depth]), np.array(params.nominal)
            outcome = jax.tree.map(np.asarray, forecaster(test.issues, *learned))
            for held, every in (
                (point, outcome.value),
                (density, outcome.detail["density"]),
                (interval, outcome.detail["interval"]),
            ):
                held[fold.test] = every[fold.test]
    failed = ~np.isfinite(point)
    density[failed], interval[failed] = np.nan, np.nan
    return Forecast(point, density=density, interval=interval)


def _model(model: Model, test: Decisions, drawn: Package | None, workers: int) -> Forecast:
    best = _best(test)
    # Best judgements and draws in one go: each shape of problem is compiled only once.
    asked = best if drawn is None else Package(*(np.concatenate(pair) for pair in zip(best, drawn, strict=True)))  # type: ignore[arg-type]
    values = _values(model, test, asked, workers)
    return Forecast(values[:, 0], None if drawn is None else values[:, 1:])


def _best(test: Decisions) -> Package:
    """Return the stances as coded, as the one draw of a package with the issues as columns."""
    return Package(*(np.asarray(a).T[None] for a in test.issues))  # type: ignore[arg-type]


def _values(model: Model, test: Decisions, drawn: Package, workers: int) -> Floats:
    """Return what the model says of each issue and draw, shape (d, k); NaN where nothing."""
    values, each = np.full((len(test.names), drawn.position.shape[0]), np.nan), one_by_one(lean(model))
    for rows in _alike(test, by_issues=linked(model)):
        if linked(model):
            package, group, place = _together(test, drawn, rows)
            settled = run(each, package, workers=workers).value
            values[rows] = settled.reshape(-1, values.shape[1], settled.shape[-1])[group, :, place]
        else:
            some = Package(*(np.asarray(a)[..., rows] for a in drawn))  # type: ignore[arg-type]
            values[rows] = outcomes(model, some, workers=workers).value.T
    return values


def _alike(test: Decisions, *, by_issues: bool) -> Iterator[NDArray[np.int64]]:
    """Give decisions of like size together, so that small ones do not cost what large ones do; proposals stay whole.

    With ``by_issues``, those whose proposals have about as many issues and actors; else those with about as many actors.
    """
    groups, present = test.groups, np.asarray(test.issues.present)
    together = np.stack([present[groups == g].any(axis=0) for g in range(groups.max() + 1)])[groups] if by_issues else present
    crowd = np.searchsorted(CROWDS, together.sum(axis=1))
    size = np.searchsorted(SIZES, np.bincount(groups)[groups]) if by_issues else np.zeros_like(crowd)
    for kind in np.unique(np.stack([crowd, size]), axis=1).T:
        yield np.flatnonzero((crowd == kind[0]) & (size == kind[1]))


def _together(test: Decisions, drawn: Package, rows: NDArray[np.int64]) -> tuple[Package, NDArray[np.int64], NDArray[np.int64]]:
    """Return the proposals of some decisions as packages, draws of one after draws of another, and the place of each decision."""
    some = test.of(rows)
    package, place = some.packages()
    groups, k = some.groups, drawn.position.shape[0]
    p, n, m = package.position.shape
    held = {}
    for name in ("position", "salience", "capability"):
        held[name] = np.zeros((p, k, n, m))
        held[name][groups, :, :, place] = np.moveaxis(getattr(drawn, name)[:, :n, rows], -1, 0)
    flat = {name: array.reshape(p * k, n, m) for name, array in held.items()}
    rest = {name: np.repeat(getattr(package, name), k, axis=0) for name in ("present", "reversion", "low", "high")}
    return Package(**flat, **rest), groups, place  # type: ignore[arg-type]


def _scores(forecasts: dict[str, Forecast], test: Decisions) -> dict[str, Score]:
    groups, outcome = test.groups, test.outcome
    errors = {name: np.abs(f.point - outcome) for name, f in forecasts.items()}
    ranked = {name: crps(f, outcome) for name, f in forecasts.items()}
    against = {
        "mae_difference": (errors, COMPARED[0]),
        "crps_difference": (ranked, COMPARED[1]),
    }
    return {
        name: score(forecast, outcome, groups).model_copy(
            update={
                field: difference(of[name], of[other], groups, other)
                for field, (of, other) in against.items()
                if other in of and other != name
            }
        )
        for name, forecast in forecasts.items()
    }


def _files(decisions: Decisions) -> Files:
    return Files(
        digest=decisions.digest,
        issues=len(decisions.names),
        proposals=len(set(decisions.proposals)),
        left_out=decisions.left_out,
        stances_left_out=decisions.without,
    )


@lru_cache(maxsize=1)
def _compiled() -> Callable[..., Outcome]:
    return jax.jit(jax.vmap(ensemble.forecast, (0, None, None)))
