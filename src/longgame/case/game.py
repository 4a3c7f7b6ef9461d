"""The long game of a patron and a client: who plays, in which periods, on which ladders, under which conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Record, Text, Words
from longgame.core.dates import Period
from longgame.core.errors import near, short

Step = Literal["month", "quarter", "half-year", "year"]
Condition = Literal["grip", "door", "rivalry"]
CONDITIONS: tuple[Condition, ...] = ("grip", "door", "rivalry")
MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
FARTHEST = 400  # periods ahead
# Together with the two ends these are the states of a game; beyond them solving takes too long on two cores.
MOST_LADDERS, MOST_STATES = 8, 60_000


class Level(Record):
    """One level of a condition, and the stated rule by which a period is coded to stand on it."""

    label: Words
    rule: Text = ""


class Rung(Record):
    """One rung of a ladder, and what must be seen for it to be reached."""

    label: Words
    rule: Text = ""


def _levels(*labels: str) -> tuple[Level, ...]:
    return tuple(Level(label=label) for label in labels)


def _told_apart(rows: Sequence[Level | Rung], field: str) -> None:
    """Refuse labels that do not name one row: those that stand twice, are empty, or could be a number.

    Raises
    ------
    ValueError
        Beginning with the field's name.
    """
    labels = [row.label.strip() for row in rows]
    for label in labels:
        if not label or _number(label) is not None:
            raise ValueError(f"{field}: {short(label)} is no label; it must have a letter, so that it cannot be read as a number")
        if labels.count(label) > 1:
            raise ValueError(f"{field}: the label {short(label)} stands twice")


class Game(Fact):
    """The long game that is played in a case; there is one at most. A choice of the coders, there on every day."""

    always: ClassVar[bool] = True

    id: Id
    patron: Id = Field(description="Party that wants to deepen the relation.")
    client: Id = Field(description="Party that rations it.")
    period: Step = Field(description="How long one move of each side takes; history is coded by it.")
    start: Period = Field(description="First period in which moves are coded; the one before it gives where things stood.")
    horizon: Annotated[int, Field(ge=1, le=FARTHEST)] = Field(description="Periods to look ahead where nothing else is said.")
    reason: Words = Field(description="Why the case can be read as this game.")
    grip: tuple[Level, ...] = Field(
        default=_levels("crisis", "shaken", "steady", "firm"),
        min_length=4,
        max_length=4,
        description="How firmly the client's ruler sits; four levels, lowest first. Else: crisis, shaken, steady, firm.",
    )
    door: tuple[Level, ...] = Field(
        default=_levels("shut", "ajar", "open"),
        min_length=3,
        max_length=3,
        description="How open the way to others is for the client; three levels, lowest first. Else: shut, ajar, open.",
    )
    rivalry: tuple[Level, ...] = Field(
        default=_levels("cool", "hot"),
        min_length=2,
        max_length=2,
        description="Of the patron with others; two levels, lowest first. Else: cool, hot.",
    )
    other_side: Words = Field(default="the others", description="What texts call those whom the client may court.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name in CONDITIONS:
            _told_apart(getattr(self, name), name)
        if period_of(self, self.start.first) != self.start:
            known = period_of(self, self.start.first)
            raise ValueError(f"start: {short(str(self.start))} is not one {self.period}; write it as {known}")
        return self


class Ladder(Fact):
    """Something that one side asks of the other and that is climbed rung by rung. A choice of the coders, there on every day."""

    always: ClassVar[bool] = True

    id: Id
    title: Words
    asked_by: Literal["patron", "client"] = Field(description="Who wants it climbed.")
    rungs: tuple[Rung, ...] = Field(min_length=2, max_length=9, description="Lowest first; the first has the number 0.")
    reason: Words = Field(description="Why it is one ladder, and why these rungs.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _told_apart(self.rungs, "rungs")
        return self

    @property
    def top(self) -> int:
        """Number of the highest rung."""
        return len(self.rungs) - 1


def period_of(game: Game, day: date) -> Period:
    """Return the period of the game that contains a day.

    Parameters
    ----------
    game : Game
    day : datetime.date
    """
    return _period(game.period, _count(game.period, day))


def index_of(game: Game, period: Period) -> int:
    """Return the number of a period: 0 for the first in which moves are coded, negative before it.

    Parameters
    ----------
    game : Game
    period : Period
        In any notation.

    Raises
    ------
    ValueError
        If it is not exactly one period of the game; the message says which ones it touches.
    """
    if period_of(game, period.first) != period:
        first, last = period_of(game, period.first), period_of(game, period.last)
        span = str(first) if first == last else f"{first} to {last}"
        raise ValueError(f"{short(str(period))} is not one {game.period} of the game; it lies in {span}")
    return _count(game.period, period.first) - _count(game.period, game.start.first)


def period_at(game: Game, index: int) -> Period:
    """Return the period with a number as of ``index_of``.

    Parameters
    ----------
    game : Game
    index : int
        0 for the first in which moves are coded.
    """
    return _period(game.period, _count(game.period, game.start.first) + index)


def periods_of(game: Game, first: Period, last: Period) -> list[Period]:
    """Return the periods of a game from one to another, both included.

    Parameters
    ----------
    game : Game
    first, last : Period
        Any; the list begins with the period that holds the first day of the one, and ends with the period that holds the last
        day of the other. Empty where that comes earlier.
    """
    start, end = _count(game.period, first.first), _count(game.period, last.last)
    return [_period(game.period, number) for number in range(start, end + 1)]


def rung_of(ladder: Ladder, text: str) -> int:
    """Return the number of the rung that a label or a number names.

    Parameters
    ----------
    ladder : Ladder
    text : str
        A label, or a number from 0 on.

    Raises
    ------
    ValueError
        If there is none; the message names the rungs that there are.
    """
    return _named(text, [rung.label for rung in ladder.rungs], f"the ladder {ladder.id!r}", "rung")


def level_of(game: Game, condition: Condition, text: str) -> int:
    """Return the number of the level of a condition that a label or a number names.

    Parameters
    ----------
    game : Game
    condition : str
        ``grip``, ``door`` or ``rivalry``.
    text : str
        A label, or a number from 0 on.

    Raises
    ------
    ValueError
        If there is none; the message names the levels that there are.
    """
    return _named(text, [level.label for level in getattr(game, condition)], condition, "level")


def _named(text: str, labels: Sequence[str], owner: str, noun: str) -> int:
    word = text.strip()
    stripped = [label.strip() for label in labels]
    if word in stripped:
        return stripped.index(word)
    number = _number(word)
    if number is not None and 0 <= number < len(labels):
        return number
    listed = ", ".join(f"{i} {label}" for i, label in enumerate(stripped))
    hint = near(word, stripped)
    close = f"; {hint}" if hint.startswith("did you mean") else ""
    raise ValueError(f"{owner} has no {noun} {short(word)}{close} (allowed: {listed})")


def _number(word: str) -> int | None:
    try:
        return int(float(word)) if float(word).is_integer() else None
    except (ValueError, OverflowError):
        return None


def _count(step: Step, day: date) -> int:
    return (day.year * 12 + day.month - 1) // MONTHS[step]


def _period(step: Step, number: int) -> Period:
    year, part = divmod(number * MONTHS[step], 12)
    first = date(year, part + 1, 1)
    after, month = divmod((number + 1) * MONTHS[step], 12)
    last = date(after, month + 1, 1) - timedelta(days=1)
    names = {
        "month": f"{year:04d}-{part + 1:02d}",
        "quarter": f"{year:04d}-Q{part // 3 + 1}",
        "half-year": f"{year:04d}-H{part // 6 + 1}",
        "year": f"{year:04d}",
    }
    return Period(first, last, names[step])
