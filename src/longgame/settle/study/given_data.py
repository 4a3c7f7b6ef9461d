"""What tells of an outcome, from draws that are already there: no run of a model is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from longgame.core.errors import UsageError
from longgame.settle.encode import Encoded
from longgame.settle.problem import Package
from longgame.settle.study.result import Frozen
from longgame.settle.study.sensitivity import RESAMPLES, STILL, figure, with_interval
from longgame.settle.study.variants import Floats, Judgement, Kind, judgements, place

SHUFFLES = 50
GIVEN = (
    "From draws in which judgements of one bloc may vary together: what a judgement explains includes what it has in common with "
    "the others, and the shares may add up to more than 1."
)


class Cut(NamedTuple):
    """Outcomes in classes, ready to be compared with inputs.

    Attributes
    ----------
    y : array, shape (d,)
    column : array of int, shape (d,)
        The class of each outcome.
    classes : int
        Into which each input is cut.
    weight : array, shape (1 + resamples, d)
        How often each draw stands in each resample; the first is the draws themselves.
    chance : float
        What ``delta`` comes to where the input is shuffled.
    """

    y: Floats
    column: NDArray[np.int64]
    classes: int
    weight: Floats
    chance: float


class Explained(Frozen):
    """How much a judgement tells of an outcome, in draws that are already there."""

    actor: str
    kind: Kind
    first: float = Field(description="Share of the variance that it explains, corrected for the number of classes.")
    first_low: float = Field(description="90 % interval by bootstrap.")
    first_high: float
    delta: float = Field(
        description="Borgonovo's delta: 0 if the outcome's distribution does not depend on it, at most 1; with noise below 0."
    )
    delta_low: float
    delta_high: float


class GivenData(Frozen):
    """Indices from draws of one issue, those with the largest delta first."""

    model: str
    issue: str
    judgements: tuple[Explained, ...]
    draws: int = Field(description="Draws with an outcome.")
    classes: int = Field(description="Into which each judgement was cut, with equal numbers of draws.")
    seed: int
    rule: str


def given(
    encoded: Encoded, package: Package, value: Floats, model: str, issue: str, seed: int = 0, classes: int | None = None
) -> GivenData:
    """Return what each judgement on an issue tells of its outcome, from draws that are already there.

    Each judgement is cut into classes of equal numbers of draws (Plischke, Borgonovo and Smith 2013). ``first`` is the share
    of the variance between classes, corrected as an adjusted R². ``delta`` (Borgonovo 2007) is half the mean distance between
    the outcome's distribution in a class and overall, both cut at the outcome's quantiles, corrected for chance: 0 is what
    shuffled draws give (evenly spread ones give a little less), 1 stays 1. What an actor's judgements tell together is not
    given: cutting three numbers at once would need many more draws; use ``sensitivity.sobol``.

    Parameters
    ----------
    encoded : Encoded
    package : Package
        d draws of it, as of ``draws.draw``.
    value : array, shape (d,)
        The outcome of the issue in each draw; NaN where there is none.
    model, issue : str
        Names, for the record.
    seed : int
        Of the bootstrap.
    classes : int or None
        None: as many as Plischke, Borgonovo and Smith advise for so many draws.

    Raises
    ------
    UsageError
        There is no such issue on the day, or fewer than two classes.
    """
    j = place(issue, encoded.issues, "issue")
    told = np.isfinite(value)
    d = int(told.sum())
    number_of = _classes(d) if classes is None else classes
    if number_of < 2:
        raise UsageError(f"the number of classes is {number_of}; it is 2 or more")
    found: list[Explained] = []
    if d >= 2 * number_of and float(np.var(value[told])) > STILL:
        outcome = cut(value[told], number_of, seed)
        for one in judgements(encoded, (j,)):
            x = np.asarray(getattr(package, one.kind))[told, one.actor, j]
            if np.ptp(x) > 0:
                found.append(_explained(encoded, one, x, outcome))
    return GivenData(
        model=model,
        issue=issue,
        judgements=tuple(sorted(found, key=lambda e: -e.delta)),
        draws=d,
        classes=number_of,
        seed=seed,
        rule=GIVEN,
    )


def explained(x: Floats, outcome: Cut) -> tuple[Floats, Floats]:
    """Return first-order index and delta of one input, each with its interval: two arrays of shape (3,).

    Parameters
    ----------
    x : array, shape (d,)
    outcome : Cut
        Made of d outcomes by ``cut``.
    """
    d, classes = x.size, outcome.classes
    row = np.empty(d, dtype=np.int64)
    row[np.argsort(x, kind="stable")] = np.arange(d) * classes // d
    first = _between(outcome.weight, row, outcome.y, classes)
    delta = (_delta(outcome.weight, row, outcome.column, classes) - outcome.chance) / (1 - outcome.chance)
    return with_interval(first[:1], first[1:].std())[0], with_interval(delta[:1], delta[1:].std())[0]


def cut(y: Floats, classes: int, seed: int) -> Cut:
    """Return the outcome cut at its quantiles, with resamples of the draws.

    Parameters
    ----------
    y : array, shape (d,)
    classes : int
        Of each input, and at most of the outcome: fewer where it heaps on single points.
    seed : int
    """
    d = y.size
    rng = np.random.default_rng(seed)
    weight = np.vstack([np.ones(d), rng.multinomial(d, np.full(d, 1 / d), size=RESAMPLES)])
    edges = np.unique(np.quantile(y, np.arange(1, classes) / classes))
    column = np.searchsorted(edges, y, side="left")
    row = np.arange(d) * classes // d
    chance = np.mean([_delta(weight[:1], row, rng.permutation(column), classes)[0] for _ in range(SHUFFLES)])
    return Cut(y, column, classes, weight, float(chance))


def _explained(encoded: Encoded, one: Judgement, x: Floats, outcome: Cut) -> Explained:
    first, delta = explained(x, outcome)
    names = ("first", "first_low", "first_high", "delta", "delta_low", "delta_high")
    figures: Sequence[float] = (*first, *delta)
    return Explained(actor=encoded.actors[one.actor], kind=one.kind, **{k: figure(v) for k, v in zip(names, figures, strict=True)})


def _between(weight: Floats, row: NDArray[np.int64], y: Floats, classes: int) -> Floats:
    """Return the adjusted share of variance between classes in each resample."""
    d, y = y.size, y - y.mean()
    member = _members(row, classes)
    count, total = weight @ member, (weight * y) @ member
    whole = weight @ y**2 - (weight @ y) ** 2 / d
    between = (total**2 / np.maximum(count, 1)).sum(axis=1) - total.sum(axis=1) ** 2 / d
    within = 1 - between / np.where(whole > 0, whole, np.inf)
    return np.asarray(1 - within * (d - 1) / (d - classes))


def _delta(weight: Floats, row: NDArray[np.int64], column: NDArray[np.int64], classes: int) -> Floats:
    """Return half the mean distance between the rows of a table and its margin, for each resample."""
    d, columns = row.size, int(column.max()) + 1
    member = _members(row * columns + column, classes * columns)
    table = np.asarray(weight @ member).reshape(len(weight), classes, columns)
    in_class = table.sum(axis=2, keepdims=True)
    apart = np.abs(table / np.maximum(in_class, 1) - table.sum(axis=1, keepdims=True) / d).sum(axis=2)
    return np.asarray((in_class[..., 0] / d * apart).sum(axis=1) / 2)


def _members(group: NDArray[np.int64], groups: int) -> Any:
    """Return which draw is in which group, shape (d, groups): a sparse array."""
    from scipy.sparse import csr_array  # loading it takes a good part of a short forecast's time

    return csr_array((np.ones(group.size), (np.arange(group.size), group)), shape=(group.size, groups))


def _classes(d: int) -> int:
    """Return the number of classes for d draws: d^(2 / (7 + tanh((1500 − d) / 500))), at most 48, at least 2."""
    return int(np.clip(np.ceil(max(d, 1) ** (2 / (7 + np.tanh((1500 - d) / 500)))), 2, 48))
