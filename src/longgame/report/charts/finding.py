"""What a series of numbers shows, in a sentence that follows from the numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from longgame.case.indicators import Observation, Series
from longgame.core.words import when

# An extreme inside a series is worth a clause if it is this share of the whole range away from both ends.
TURN = 0.25
# A change smaller than this share of the largest value is called little.
LITTLE = 0.03


class Path(NamedTuple):
    """The course of a series: where it began, where it turned if it did, where it ended."""

    first: Observation
    turn: Observation | None
    last: Observation

    @property
    def way(self) -> int:
        """Whether the last leg goes up (1), down (-1) or neither (0)."""
        before = self.turn or self.first
        return _sign(self.last.middle() - before.middle())


def path(observations: Sequence[Observation]) -> Path:
    """Return the course of a series of at least one value, in the order of dates."""
    first, last = observations[0], observations[-1]
    numbers = [o.middle() for o in observations]
    spread = max(numbers) - min(numbers)
    ends = (first.middle(), last.middle())

    def away(o: Observation) -> float:
        above, below = o.middle() - max(ends), min(ends) - o.middle()
        return max(above, below)

    turn = max(observations, key=away)
    return Path(first, turn if spread and away(turn) >= TURN * spread else None, last)


def sentence(series: Series, observations: Sequence[Observation], *, opposite: tuple[Series, Path] | None = None) -> str:
    """Return what rose or fell, from when to when, and by how much.

    Parameters
    ----------
    series : Series
    observations : sequence of Observation
        Two or more, by date.
    opposite : (Series, Path) or None
        Another series that went the other way.

    Examples
    --------
    ``Debt rose from 8.1 USD billion (31 Dec 2019) to 8.5 (31 Dec 2021), then fell by 10 % to 7.62 (31 Dec 2024).``
    """
    course = path(observations)
    says = f"{subject(series)} {_course(series, course)}"
    if opposite is not None:
        other, its = opposite
        says += f", while {subject(other)} {_course(other, its, short=True)}"
    return f"{says}."


def subject(series: Series) -> str:
    """Return a title that a verb can follow: answers of a poll in quotation marks, an addition closed by a comma."""
    if shares(series):
        return f"“{series.title}”"
    return f"{series.title}," if "," in series.title else series.title


def shares(series: Series) -> bool:
    """Whether the values are percentages."""
    return series.unit.startswith(("per cent", "percent", "%"))


def figure(series: Series, o: Observation, *, unit: bool = False) -> str:
    """Return a value as it is known: with its bound, and with its unit where asked."""
    said = _bound(o) + _value(o)
    if shares(series):
        return f"{said} %"
    return f"{said} {series.unit.partition(', ')[0]}" if unit else said


def number(value: float) -> str:
    """Return a number as a reader expects it: thousands apart, no more digits than were given."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def way(course: Path) -> int:
    """Whether a series ended above (1) or below (-1) its beginning, or neither (0)."""
    return _sign(course.last.middle() - course.first.middle())


def _course(series: Series, course: Path, *, short: bool = False) -> str:
    first, turn, last = course
    begin = f"{figure(series, first, unit=not short)}{'' if short else f' ({when(first.date)})'}"
    end = f"{figure(series, last)}{'' if short else f' ({when(last.date)})'}"
    if turn is not None and not short:
        verb, then = ("rose", "fell") if turn.middle() > first.middle() else ("fell", "rose")
        by = _change(series, turn, last)
        return f"{verb} from {begin} to {figure(series, turn)} ({when(turn.date)}), then {then}{f' by {by}' if by else ''} to {end}"
    verb = {1: "rose", -1: "fell", 0: "was the same"}[way(course)]
    if way(course) == 0:
        return f"{verb} at the beginning and the end: {begin} and {end}"
    biggest = max(abs(first.middle()), abs(last.middle()))
    if abs(last.middle() - first.middle()) < LITTLE * biggest:
        verb = f"{verb} slightly,"
    by = "" if short else _change(series, first, last)
    return f"{verb}{f' by {by},' if by else ''} from {begin} to {end}"


def _change(series: Series, before: Observation, after: Observation) -> str:
    """Return by how much, or nothing where the bounds of the two values do not say."""
    step = after.middle() - before.middle()
    # That the beginning of a rise was higher makes it smaller, that its end was higher makes it larger.
    hints = {_sign(step) * end * side(o) for o, end in ((before, -1), (after, 1))} - {0}
    if len(hints) > 1 or (not shares(series) and before.middle() <= 0):
        return ""
    about = "about " if any(o.value is None and side(o) == 0 for o in (before, after)) else ""
    prefix = {1: "at least ", -1: "at most "}[hints.pop()] if hints else about
    if shares(series):
        points = round(abs(step), 1)
        return f"{prefix}{points:g} point{'s' * (points != 1)}"
    return f"{prefix}{100 * abs(step) / before.middle():.0f} %"


def side(o: Observation) -> int:
    """Return 1 where a value is only known to be higher, -1 where lower, 0 otherwise."""
    if o.value is not None or (o.low is not None and o.high is not None):
        return 0
    return 1 if o.low is not None else -1


def _bound(o: Observation) -> str:
    return {1: "at least ", -1: "at most ", 0: ""}[side(o)]


def _value(o: Observation) -> str:
    if o.value is None and o.low is not None and o.high is not None:
        return f"{number(o.low)} to {number(o.high)}"
    return number(o.middle())


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
