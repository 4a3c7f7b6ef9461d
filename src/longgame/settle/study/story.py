"""Who moved whom and why: a model's own record of one run at the best judgements, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import jax
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from longgame.core.errors import UsageError
from longgame.settle.base import Model
from longgame.settle.encode import Encoded
from longgame.settle.library.challenge.offers import Kind as Offer
from longgame.settle.library.equal_gain.record import exchanges
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Issue, Package
from longgame.settle.study.mapped import linked
from longgame.settle.study.result import Ended, Frozen
from longgame.settle.study.run import run
from longgame.settle.study.summary import rounded
from longgame.settle.study.variants import STILL, at_best, ended, number, on_issue, place

Why = Literal["confrontation", "compromise", "capitulation", "bargain", "exchange"]
MEANING: dict[Why, str] = {
    "confrontation": "It would gain by a challenge, the other side would gain more: it gives way all the way.",
    "compromise": "It would lose by a challenge, the other side would gain more than it loses: it gives way part of the way.",
    "capitulation": "It would lose by a challenge more than the other side would gain: it gives in.",
    "bargain": "Of the bargains on offer this one would win a vote of all.",
    "exchange": "It gives way here because the other gives way on what matters more to it; both gain the same.",
}
_OFFERS: dict[int, Why] = {Offer.CONFRONTATION: "confrontation", Offer.COMPROMISE: "compromise", Offer.CAPITULATION: "capitulation"}


class Step(Frozen):
    """One actor moves on one issue."""

    round: int = Field(description="From 1.")
    actor: str = Field(description="Who moves.")
    towards: str | None = Field(description="The partner: whose offer, bargain or exchange it is; null where that is not recorded.")
    issue: str
    start: float
    end: float
    why: Why = Field(description="What it means stands in ``meaning`` of the story.")
    numbers: dict[str, float] = Field(
        description="mine, theirs: what the mover and the partner expect from a challenge. risk: the mover's risk exponent or "
        "attitude. gain: of an exchange, utility for the mover. others: the same for everybody else together. outcome_from, "
        "outcome_to: what the exchange does to the issue's outcome."
    )
    gets: str | None = Field(default=None, description="Of an exchange: the issue on which the partner moves in return.")


class Pull(Frozen):
    """What an actor's presence does to an outcome."""

    actor: str
    position: float
    weight: float = Field(description="Its share of all capability times salience on the issue.")
    without: float | None = Field(description="The outcome without it; null where the model then gives none.")
    pull: float | None = Field(description="The outcome with it less the outcome without it.")
    pivotal: bool = Field(description="Whether it stands exactly where the outcome lies; of a median, the pivotal actor.")


class Story(Frozen):
    """How an outcome came about in one run at the best judgements."""

    model: str
    issue: str | None = Field(description="Null: all issues of a model that links them.")
    values: dict[str, float | None] = Field(description="Outcome by issue.")
    result: dict[str, Ended]
    rounds: int | None = Field(description="Rounds played; null of a model without rounds.")
    steps: tuple[Step, ...] = Field(description="In the order in which they were made; empty where the model records none.")
    pulls: tuple[Pull, ...] = Field(description="Strongest first; empty of models that link issues.")
    meaning: dict[str, str] = Field(description="What the reasons in the steps mean.")


def story(encoded: Encoded, model: Model, issue: str | None = None, params: Any = None) -> Story:
    """Return who moved whom and why, as far as the model records it, and what each actor's presence does.

    Parameters
    ----------
    encoded : Encoded
    model : Model
    issue : str or None
        Needed for models that do not link issues; of one that does, only exchanges that touch it are told.
    params : Any
        Parameters of the model; its own where None. They must not turn its record off.

    Raises
    ------
    UsageError
        There is no such issue on the day, or none was named for a model that settles one at a time.
    """
    if issue is None and not linked(model):
        raise UsageError(f"{model.name} settles one issue at a time; name one")
    problem = encoded if issue is None else on_issue(encoded, model, issue)[0]
    there = () if linked(model) else tuple(int(a) for a in np.flatnonzero(problem.present[:, 0]))
    # The run itself, then one without each actor: compiled once, for all issues alike.
    without = np.arange(len(problem.actors)) if there else np.arange(0)
    package = at_best(problem, 1 + len(without))
    np.asarray(package.present)[1 + without, without] = False
    every = run(replace(model, many=None), _taken(model, package), params)
    settled: Outcome = jax.tree.map(lambda a: a[0], every)
    steps = [step for step in _steps(problem, settled) if issue is None or issue in (step.issue, step.gets)]
    shown = problem.issues if issue is None else (issue,)
    at = [place(name, problem.issues, "issue") for name in shown]
    value, result = (np.atleast_1d(np.asarray(a)) for a in (settled.value, settled.result))
    told = {step.why for step in steps}
    return Story(
        model=model.name,
        issue=issue,
        values={name: number(value[j]) for name, j in zip(shown, at, strict=True)},
        result={name: ended(result[j]) for name, j in zip(shown, at, strict=True)},
        rounds=_rounds(settled),
        steps=tuple(steps),
        pulls=_pulls(problem, there, np.asarray(every.value).reshape(-1)) if there else (),
        meaning={why: text for why, text in MEANING.items() if why in told},
    )


def _taken(model: Model, package: Package) -> Issue | Package:
    """Return problems of one issue in the form that a model takes."""
    if model.takes == "package":
        return package
    return Issue(*(np.asarray(a)[..., 0] for a in package))  # type: ignore[arg-type]


def _rounds(settled: Outcome) -> int | None:
    detail = settled.detail
    for name in ("rounds", "turns"):
        if name in detail:
            return int(detail[name])
    return int(np.shape(detail["number"])[0]) if "trades" in detail else None


def _steps(problem: Encoded, settled: Outcome) -> Iterator[Step]:
    detail = settled.detail
    if "offer_kind" in detail:
        return _offers(problem, detail)
    if "entered" in detail:
        return _bargains(problem, detail)
    if detail.get("trades") is not None:
        return _exchanges(problem, settled)
    return iter(())


def _offers(problem: Encoded, detail: dict[str, NDArray[Any]]) -> Iterator[Step]:
    """Tell the offers that were taken in the challenge model."""
    for t, a in np.argwhere(detail["offer_kind"] > 0):
        yield Step(
            round=int(t) + 1,
            actor=problem.actors[a],
            towards=problem.actors[int(detail["offer_from"][t, a])],
            issue=problem.issues[0],
            start=rounded(detail["position"][t, a]),
            end=rounded(detail["position"][t + 1, a]),
            why=_OFFERS[int(detail["offer_kind"][t, a])],
            numbers={
                "mine": rounded(detail["offer_mine"][t, a]),
                "theirs": rounded(detail["offer_theirs"][t, a]),
                "risk": rounded(detail["risk"][t, a]),
            },
        )


def _bargains(problem: Encoded, detail: dict[str, NDArray[Any]]) -> Iterator[Step]:
    """Tell the bargains entered in the spatial model; the partner is the other side of the bargain."""
    position, entered, target = detail["position"], detail["entered"], detail["target"]
    for t, a in np.argwhere(entered >= 0):
        began = int(entered[t, a])
        partner = int(target[t, a]) if began == a else began
        for j, issue in enumerate(problem.issues):
            start, end = position[t, a, j], position[t + 1, a, j]
            if abs(end - start) > STILL:
                yield Step(
                    round=int(t) + 1,
                    actor=problem.actors[a],
                    towards=problem.actors[partner] if partner >= 0 else None,
                    issue=issue,
                    start=rounded(start),
                    end=rounded(end),
                    why="bargain",
                    numbers={"risk": rounded(detail["risk"][t, a])},
                )


def _exchanges(problem: Encoded, settled: Outcome) -> Iterator[Step]:
    """Tell both sides of each exchange."""
    for done in exchanges(problem.package(), settled, problem.actors, problem.issues):
        for side, other, shift in zip(done.sides, done.sides[::-1], done.shifts, strict=True):
            yield Step(
                round=done.round,
                actor=side.actor,
                towards=other.actor,
                issue=side.moves_on,
                start=rounded(side.start),
                end=rounded(side.end),
                why="exchange",
                numbers={
                    "gain": rounded(side.gain),
                    "others": rounded(done.for_others),
                    "outcome_from": rounded(shift.before),
                    "outcome_to": rounded(shift.after),
                },
                gets=side.gets,
            )


def _pulls(problem: Encoded, there: tuple[int, ...], value: NDArray[np.float64]) -> tuple[Pull, ...]:
    """Return what leaving out each actor there does to the outcome of one issue: ``value`` with all, then without each of all."""
    weight = np.where(problem.present, problem.capability.best * problem.salience.best, 0)[:, 0]
    total = float(weight.sum())
    found = [
        Pull(
            actor=problem.actors[a],
            position=rounded(problem.position.best[a, 0]),
            weight=rounded(weight[a] / total) if total > 0 else 0.0,
            without=number(after),
            pull=number(value[0] - after),
            pivotal=bool(abs(problem.position.best[a, 0] - value[0]) <= STILL),
        )
        for a, after in zip(there, value[1:][list(there)], strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.pull is None, -abs(one.pull or 0))))
