"""What would move an outcome: single changes of position or salience that bring it nearer to what an actor wants."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from pydantic import Field

from longgame.core.errors import UsageError
from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval
from longgame.settle.problem import Package
from longgame.settle.study.draws import draw
from longgame.settle.study.mapped import outcomes
from longgame.settle.study.result import Frozen
from longgame.settle.study.summary import rounded
from longgame.settle.study.variants import POINTS, STILL, TOP, Band, Effect, Floats, Kind, band, drawn_on, effect, on_issue, place

MOVABLE: tuple[Kind, ...] = ("position", "salience")
# Mean absolute error of the compromise model, which levers are reckoned with, on 175 decisions of the European Union: the table in
# docs/explanation/validation.md.
KNOWN_ERROR = 24.44
FIXED = "Capability is taken as given: what an actor can bring does not change by talking to it."
CAUTION = (
    "A lever is what the model does with a changed number, not a forecast of what anybody will do. On 175 decisions of the "
    f"European Union with known outcomes the weighted mean of positions was off by {KNOWN_ERROR:.0f} points on average."
)
WITHIN = (
    "None of these levers moves the outcome by more than the judgements leave open (the middle 80 % of draws); none of them is "
    "advice by itself."
)
NOTHING = "No single move of a position or a salience brings the outcome nearer on average."
OWN = "A move of the actor's own position pays by asking for something else than it wants; held to it, it loses that much."


class Lever(Frozen):
    """One change, and what it does over common draws."""

    actor: str
    kind: Kind
    own: bool = Field(description="Whether it is the actor's own move.")
    start: float = Field(description="The best judgement, in points as coded.")
    end: float = Field(description="The best judgement after the move.")
    points: float = Field(description="How far that is; each draw moves as far, and stops at the end of the scale.")
    change: Effect = Field(description="Outcome after the move less outcome before, in points of the issue's scale.")
    nearer: Effect = Field(description="How much nearer the outcome comes to what the actor wants; negative: further away.")
    per_point: float = Field(description="Mean of ``nearer`` for each point moved.")
    own_loss: float = Field(description="Points by which the actor would ask for something else than it wants; 0 for other levers.")
    beyond_spread: bool = Field(description="Whether the mean gain is more than the width of the outcome's middle 80 % of draws.")


class Advice(Frozen):
    """Levers of an actor on an issue, those that help most first."""

    model: str
    issue: str
    actor: str
    wants: Band = Field(description="What it wants, over the draws: its own coded position unless a point was given.")
    outcome: Band | None = Field(description="The outcome without any move; null where the model gives none.")
    distance: Band | None = Field(description="How far the outcome is from what the actor wants.")
    levers: tuple[Lever, ...] = Field(description="Those that bring the outcome nearer on average.")
    useless: int = Field(description="Moves that were tried and do not.")
    step: float | None = Field(description="Points of each move; null: to the ends of the coded interval.")
    draws: int
    seed: int
    correlation: float
    fixed: str
    caution: tuple[str, ...]


class _Move(NamedTuple):
    actor: int
    kind: Kind
    by: float  # in the units of the problem


def levers(
    encoded: Encoded,
    model: Model,
    issue: str,
    actor: str,
    number: int = 256,
    seed: int = 0,
    *,
    correlation: float = 0.5,
    step: float | None = None,
    wants: float | None = None,
    params: Any = None,
    workers: int = 1,
) -> Advice:
    """Return what would bring the outcome of an issue nearer to what an actor wants, one move at a time.

    Each move shifts one position or salience on the issue, in every draw alike and no further than the end of the scale; the
    draws are common to all moves. Gains are differences of distances to what the actor wants in the same draw.

    Parameters
    ----------
    encoded : Encoded
    model : Model
    issue, actor : str
    number : int
        Of draws.
    seed : int
    correlation : float
        As in ``draws.draw``.
    step : float or None
        Points of each move, up and down; None: as far as the low and the high of the coded interval.
    wants : float or None
        A point on the scale; None: the actor's own position, in each draw what was drawn for it.
    params : Any
        Parameters of the model; its own where None.
    workers : int

    Raises
    ------
    UsageError
        There is no such issue on the day, the actor has no stance on it and no wish is given, or a step or wish off the scale.
    """
    if step is not None and not 0 < step <= 100:
        raise UsageError(f"the step is {step:g}; it is more than 0 and at most 100 points")
    if wants is not None and not 0 <= wants <= 100:
        raise UsageError(f"the wish is {wants:g}; it is a point from 0 to 100")
    problem, j = on_issue(encoded, model, issue)
    who = _who(problem, j, actor, wants)
    drawn = drawn_on(encoded, model, issue, draw(encoded, number, seed, correlation))
    moves = _moves(problem, j, step)
    value = np.asarray(outcomes(model, _moved(drawn, j, moves), params, workers).value)[:, j].reshape(-1, number)
    goal = np.full(number, wants) if wants is not None else np.asarray(drawn.position)[:, who, j]
    base = band(value[0])
    width = np.inf if base is None else base.high - base.low
    found = [_lever(problem, j, who, move, value[0], after, goal, width) for move, after in zip(moves, value[1:], strict=True)]
    helpful = sorted((one for one in found if one is not None and one.nearer.mean > 0), key=lambda one: -one.nearer.mean)
    wish = band(goal)
    assert wish is not None
    return Advice(
        model=model.name,
        issue=issue,
        actor=actor,
        wants=wish,
        outcome=base,
        distance=band(np.abs(value[0] - goal)),
        levers=tuple(helpful),
        useless=len(moves) - len(helpful),
        step=step,
        draws=number,
        seed=seed,
        correlation=correlation,
        fixed=FIXED,
        caution=_caution(helpful),
    )


def _who(problem: Encoded, j: int, actor: str, wants: float | None) -> int:
    """Return the place of the actor; -1 where it has no stance but a wish was given."""
    on_it = tuple(a for a, there in zip(problem.actors, problem.present[:, j], strict=True) if there)
    if actor not in on_it and wants is not None:
        return -1
    return problem.actors.index(on_it[place(actor, on_it, "actor")])


def _moves(problem: Encoded, j: int, step: float | None) -> list[_Move]:
    """Return the moves to try: up and down, of those with a stance, where there is room."""
    found = []
    for a in np.flatnonzero(problem.present[:, j]):
        for kind in MOVABLE:
            ends: Interval = getattr(problem, kind)
            best = float(ends.best[a, j])
            if step is None:
                targets = [float(ends.low[a, j]), float(ends.high[a, j])]
            else:
                targets = [float(np.clip(best + sign * step / POINTS[kind], 0, TOP[kind])) for sign in (-1, 1)]
            found += [_Move(int(a), kind, target - best) for target in targets if abs(target - best) > STILL]
    return found


def _moved(drawn: Package, j: int, moves: list[_Move]) -> Package:
    """Return the draws as they are, then once for each move."""
    times = 1 + len(moves)
    parts = {name: np.concatenate([np.asarray(value)] * times) for name, value in drawn._asdict().items()}
    d = len(drawn.position)
    for v, move in enumerate(moves, 1):
        cell = parts[move.kind][v * d : (v + 1) * d, move.actor, j]
        cell[:] = np.clip(cell + move.by, 0, TOP[move.kind])
    return Package(**parts)  # type: ignore[arg-type]


def _lever(
    problem: Encoded, j: int, who: int, move: _Move, before: Floats, after: Floats, goal: Floats, width: float
) -> Lever | None:
    change, nearer = effect(after - before), effect(np.abs(before - goal) - np.abs(after - goal))
    if change is None or nearer is None:
        return None
    ends: Interval = getattr(problem, move.kind)
    start, points = (POINTS[move.kind] * v for v in (float(ends.best[move.actor, j]), move.by))
    own = move.actor == who
    return Lever(
        actor=problem.actors[move.actor],
        kind=move.kind,
        own=own,
        start=rounded(start),
        end=rounded(start + points),
        points=rounded(points),
        change=change,
        nearer=nearer,
        per_point=rounded(nearer.mean / abs(points)),
        own_loss=rounded(abs(points)) if own and move.kind == "position" else 0.0,
        beyond_spread=nearer.mean > width,
    )


def _caution(helpful: list[Lever]) -> tuple[str, ...]:
    said = [CAUTION]
    if not helpful:
        said.append(NOTHING)
    elif not any(one.beyond_spread for one in helpful):
        said.append(WITHIN)
    if any(one.own_loss for one in helpful):
        said.append(OWN)
    return tuple(said)
