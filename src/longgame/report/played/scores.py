"""How well the game expected what was seen, beside ways of guessing that know no game; said as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from longgame.play.result import PlayResult, Seen
from longgame.report.played.words import BASELINES, nats

SURPRISES = 5


@dataclass(frozen=True)
class Beside:
    """The game beside one way of guessing.

    Attributes
    ----------
    name : str
        What the way is called on the page.
    score : float
        Its log score over all periods with a choice, in nats; nearer 0 is better.
    ahead : float
        Score of the game less this one.
    error : float or None
        Standard error of ``ahead``, from how the difference varies between periods; None for fewer than three.
    """

    name: str
    score: float
    ahead: float
    error: float | None

    @property
    def clear(self) -> bool:
        """Whether the difference is more than twice its standard error."""
        return self.error is not None and abs(self.ahead) > 2 * self.error


def scored(result: PlayResult) -> tuple[Seen, ...]:
    """Return the periods in which a choice was seen."""
    return tuple(one for one in result.history if one.seen)


def beside(result: PlayResult) -> tuple[Beside, ...]:
    """Return the game beside each way of guessing, the best of these first."""
    rows, made = scored(result), []
    for name in result.scores:
        if name != "play":
            apart = [one.score - one.baselines[name] for one in rows]
            made.append(Beside(BASELINES.get(name, name), result.scores[name], sum(apart), _error(apart)))
    return tuple(sorted(made, key=lambda one: -one.score))


def _error(apart: Sequence[float]) -> float | None:
    n = len(apart)
    if n < 3:
        return None
    mean = sum(apart) / n
    return sqrt(n * sum((d - mean) ** 2 for d in apart) / (n - 1))


def verdict(result: PlayResult) -> str:
    """Return whether the game beat the guesses that know no game, in one or two sentences."""
    rows = beside(result)
    if not rows or not result.periods_scored:
        return "No choice was seen, so nothing can be said of how well the game expects them."
    best, n = rows[0], result.periods_scored
    beaten = [one.name for one in rows if one.ahead > 0]
    by = f"{nats(abs(best.ahead))} nats over {n} periods"
    if len(beaten) == len(rows):
        says = f"The game beat every guess that knows no game; the best of these, “{best.name}”, by {by}."
    elif not beaten:
        says = f"The game did not beat any guess that knows no game; it is behind the best of these, “{best.name}”, by {by}."
    else:
        says = f"The game did not beat the best guess that knows no game, “{best.name}”: it is behind by {by}. "
        says += f"It is ahead of {' and '.join(f'“{name}”' for name in beaten)}."
    if best.error is None:
        return f"{says} That is too few periods to tell whether the difference is more than chance."
    if not best.clear:
        return (
            f"{says} The difference varies so much from period to period (standard error {nats(best.error)}) that it may be chance."
        )
    return f"{says} Its standard error is {nats(best.error)}, from how it varies from period to period."


def surprises(result: PlayResult) -> tuple[Seen, ...]:
    """Return the quarter of the periods whose choices the game had expected least, at most five, the worst first."""
    rows = scored(result)
    return tuple(sorted(rows, key=lambda one: one.score)[: min(SURPRISES, -(-len(rows) // 4))])
