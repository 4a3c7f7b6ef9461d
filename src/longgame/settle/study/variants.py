"""Variants of a coded problem, and what they change in the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from longgame.core.errors import UsageError, listed
from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval
from longgame.settle.outcome import Result
from longgame.settle.problem import Package
from longgame.settle.study.mapped import linked
from longgame.settle.study.result import Ended, Frozen
from longgame.settle.study.summary import rounded

Floats = NDArray[np.float64]
Kind = Literal["position", "salience", "capability"]
KINDS: tuple[Kind, ...] = ("position", "salience", "capability")
# What turns a number of a problem into the points in which a case is written.
POINTS: dict[Kind, float] = {"position": 1.0, "salience": 100.0, "capability": 1.0}
TOP: dict[Kind, float] = {"position": 100.0, "salience": 1.0, "capability": np.inf}
ENDED: dict[Result, Ended] = {
    Result.AGREED: "agreed",
    Result.NO_AGREEMENT: "no_agreement",
    Result.NOT_CONVERGED: "not_converged",
    Result.NO_ACTORS: "no_actors",
}
SHARE = 0.8
STILL = 1e-9  # differences below this are rounding


class Band(Frozen):
    """A quantity over draws."""

    mean: float
    low: float = Field(description="A tenth of the draws lie below.")
    high: float = Field(description="A tenth of the draws lie above.")
    n: int = Field(description="Draws in which it could be told.")


class Effect(Band):
    """A difference between two settings over common draws."""

    share_up: float = Field(description="Share of the draws in which it is above 0.")
    share_down: float = Field(description="Share of the draws in which it is below 0.")


@dataclass(frozen=True)
class Judgement:
    """One coded number of one actor, and the cells of the problem that rest on it.

    Attributes
    ----------
    actor, issue : int
        Places in the problem; of a capability coded for several issues, the first of them.
    kind : str
        ``position``, ``salience`` or ``capability``.
    cells : bool array, shape (n, m)
    """

    actor: int
    issue: int
    kind: Kind
    cells: NDArray[np.bool_]


def band(values: Floats) -> Band | None:
    """Return mean and central 80 % of the finite values, None where there are none."""
    told = values[np.isfinite(values)]
    if not told.size:
        return None
    low, high = np.quantile(told, ((1 - SHARE) / 2, (1 + SHARE) / 2))
    return Band(mean=rounded(told.mean()), low=rounded(low), high=rounded(high), n=told.size)


def effect(differences: Floats) -> Effect | None:
    """Return what differences over common draws come to, None where none could be told."""
    of = band(differences)
    if of is None:
        return None
    told = differences[np.isfinite(differences)]
    up, down = (rounded((sign * told > STILL).mean()) for sign in (1, -1))
    return Effect(**of.model_dump(), share_up=up, share_down=down)


def number(value: float | np.floating) -> float | None:
    """Return a value as a record holds it: None where it is not finite."""
    return rounded(value) if np.isfinite(value) else None


def ended(code: object) -> Ended:
    """Return the name of how a run ended."""
    return ENDED[Result(int(code))]  # type: ignore[call-overload]


def place(name: str, names: tuple[str, ...], noun: str) -> int:
    """Return the place of an actor or issue.

    Raises
    ------
    UsageError
        There is none of that name.
    """
    if name not in names:
        raise UsageError(f"there is no {noun} {name!r} with a stance on that day; {listed(name, names)}")
    return names.index(name)


def on_issue(encoded: Encoded, model: Model, issue: str) -> tuple[Encoded, int]:
    """Return the problem that an issue's outcome depends on, and the place of the issue in it.

    Of a model that does not link issues that is the issue alone, with all actors.
    """
    j = place(issue, encoded.issues, "issue")
    if linked(model):
        return encoded, j
    one = [j]

    def cut(interval: Interval) -> Interval:
        return Interval(interval.low[:, one], interval.best[:, one], interval.high[:, one])

    alone = replace(
        encoded,
        issues=(issue,),
        position=cut(encoded.position),
        salience=cut(encoded.salience),
        capability=cut(encoded.capability),
        present=encoded.present[:, one],
        reversion=encoded.reversion[one],
        capability_row=encoded.capability_row[:, one],
    )
    return alone, 0


def drawn_on(encoded: Encoded, model: Model, issue: str, drawn: Package) -> Package:
    """Return of the draws of a problem what the issue's outcome depends on: the same draws as those of the whole."""
    if linked(model):
        return drawn
    j = encoded.issues.index(issue)
    parts: Any = [np.asarray(a)[..., j : j + 1] for a in drawn]
    return Package(*parts)


def at_best(encoded: Encoded, times: int) -> Package:
    """Return the problem at its best judgements so many times: NumPy arrays that may be written to."""
    n, m = encoded.present.shape

    def full(values: Floats, *shape: int) -> Floats:
        return np.array(np.broadcast_to(values, (times, *shape)), dtype=np.float64)

    parts: Any = (
        full(encoded.position.best, n, m), full(encoded.salience.best, n, m), full(encoded.capability.best, n, m),
        np.array(np.broadcast_to(encoded.present, (times, n, m))),
        full(encoded.reversion, m), full(np.zeros(m), m), full(np.full(m, 100.0), m),
    )  # fmt: skip
    return Package(*parts)


def judgements(encoded: Encoded, issues: tuple[int, ...]) -> Iterator[Judgement]:
    """Go through the coded numbers on some issues, actor by actor; a number used on several of them comes once."""
    seen: set[int] = set()
    for a in range(len(encoded.actors)):
        for j in issues:
            if not encoded.present[a, j]:
                continue
            cell = np.zeros_like(encoded.present)
            cell[a, j] = True
            yield Judgement(a, j, "position", cell)
            yield Judgement(a, j, "salience", cell)
            row = int(encoded.capability_row[a, j])
            if row not in seen:
                seen.add(row)
                yield Judgement(a, j, "capability", encoded.capability_row == row)
