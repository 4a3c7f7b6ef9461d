"""What somebody said about the answer to a question, when, and how sure they sounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - a field is called date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from longgame.case.questions import NONE, Question
from longgame.case.record import TEXT_PATTERN, Fact, Id, Text, Words
from longgame.core.dates import Period
from longgame.core.errors import short

ForecastKind = Literal["forecast", "conditional", "commitment", "thesis", "statement"]
MODEL = "model:"
# The id of a thesis or an actor, or the name of a model.
Who = Annotated[str, StringConstraints(pattern=r"^(model:)?[^\W_][\w.\-]{0,79}$")]
# Longer ones quote a sentence instead of naming its hedge.
Hedge = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, max_length=60)]
# How far the chances of the categories may be from 1 for having been rounded.
ROUNDED = 0.011


class Forecast(Fact):
    """One forecast of one question.

    It is known from the day in ``known`` or, where that is empty, from the last day of ``date``.
    """

    id: Id
    question: Id
    forecaster: Who = Field(description="Who made it: a thesis, an actor, or `model:` and a name.")
    date: Period = Field(description="When it was made.")
    answer: Text = Field(
        default="",
        description="The answer that it speaks of; hedge and probability are of this one. Unlikely to be signed speaks of `yes`.",
    )
    hedge: Hedge = Field(default="", description="The word or two by which it says how likely, as the text has them; never more.")
    means: Hedge = Field(
        default="", description="The word for which scales take the hedge, if they do not have it: `unlikely` of a Russian word."
    )
    probability: Annotated[float, Field(ge=0, le=1)] | None = Field(default=None, description="Where it names one, 0 to 1.")
    quantiles: Text = Field(default="", description="Of a number or a date: percent and value, as in `10:5; 50:8; 90:12`.")
    chances: Text = Field(default="", description="Of a category: each with its probability, as in `a:0.2; b:0.8`.")
    kind: ForecastKind = Field(
        default="forecast",
        description="commitment: a promise with a date; thesis: a causal claim that implies it; statement: said as a fact.",
    )
    says: Words = Field(description="What it claims, in the coder's words.")
    claim: Text = Field(default="", description="Number of the claim in the coder's list.")

    def known_on(self, published: Mapping[str, Date]) -> Date | None:  # noqa: ARG002 - of every fact
        """Return the day from which it could be read: of ``known``, else of its own date."""
        return (self.known if self.known is not None else self.date).last

    @property
    def by_model(self) -> bool:
        """Whether a model made it."""
        return self.forecaster.startswith(MODEL)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        given = [name for name in ("probability", "quantiles", "chances") if getattr(self, name) not in (None, "")]
        if len(given) > 1:
            raise ValueError(f"{given[1]}: a forecast has one of probability, quantiles and chances, not {' and '.join(given)}")
        if not self.answer and (not given or given == ["probability"]):
            raise ValueError("answer: say of which answer the forecast speaks")
        if self.answer and given and given != ["probability"]:
            raise ValueError(f"answer: leave it empty, since {given[0]} speak of every answer")
        if self.quantiles:
            _levels(self.quantiles)
        if self.chances:
            _shares(self.chances)
        return self


def quantiles_of(forecast: Forecast, question: Question) -> tuple[tuple[float, float | Period | None], ...]:
    """Return the quantiles of a forecast.

    Parameters
    ----------
    forecast : Forecast
        With quantiles.
    question : Question
        That it is about, after a number or a date.

    Returns
    -------
    tuple of (float, float or Period or None)
        Level between 0 and 1, and value; None for a date that does not come in time.

    Raises
    ------
    ValueError
        If a value is no answer to the question, or the values fall.
    """
    if question.kind not in ("number", "date"):
        raise ValueError(f"the question {question.id!r} is not after a number or a date, so that it has no quantiles")
    found = [(level / 100, question.read(word)) for level, word in _levels(forecast.quantiles)]
    for (_, one), (_, other) in pairwise(found):
        if _rank(one) > _rank(other):
            raise ValueError(f"the values of the quantiles fall from {one} to {other}")
    return tuple((level, None if value == NONE else value) for level, value in found)  # type: ignore[misc]


def chances_of(forecast: Forecast, question: Question) -> dict[str, float]:
    """Return the probability of each category, 0 where it is not named; they add up to 1.

    Parameters
    ----------
    forecast : Forecast
        With chances.
    question : Question
        That it is about, after a category.

    Raises
    ------
    ValueError
        If one of them is no category of the question.
    """
    if question.kind != "category":
        raise ValueError(f"the question {question.id!r} is not after a category, so that it has no chances")
    given = {str(question.read(name)): share for name, share in _shares(forecast.chances)}
    total = sum(given.values())
    return {name: given.get(name, 0.0) / total for name in question.categories}


def _rank(value: object) -> tuple[int, object]:
    if isinstance(value, Period):
        return 0, value
    return (1, 0) if value == NONE else (0, value)


def _pairs(field: str, text: str) -> list[tuple[str, str]]:
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        first, colon, second = part.rpartition(":")
        if not colon or not first.strip() or not second.strip():
            raise ValueError(f"{field}: {short(part)} is not two things joined by a colon")
        found.append((first.strip(), second.strip()))
    if not found:
        raise ValueError(f"{field}: it holds nothing")
    return found


def _levels(text: str) -> list[tuple[float, str]]:
    found = [(_figure("quantiles", level), value) for level, value in _pairs("quantiles", text)]
    levels = [level for level, _ in found]
    if not all(0 < level < 100 for level in levels):
        raise ValueError("quantiles: each begins with a percentage above 0 and below 100")
    if any(a >= b for a, b in pairwise(levels)):
        raise ValueError("quantiles: the percentages do not rise")
    return found


def _shares(text: str) -> list[tuple[str, float]]:
    found = [(name, _figure("chances", share)) for name, share in _pairs("chances", text)]
    if len({name for name, _ in found}) < len(found):
        raise ValueError("chances: one category stands twice")
    total = sum(share for _, share in found)
    if any(not 0 <= share <= 1 for _, share in found) or abs(total - 1) > ROUNDED:
        raise ValueError(f"chances: each is between 0 and 1 and together they are 1, not {total:g}")
    return found


def _figure(field: str, word: str) -> float:
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", word, re.ASCII):
        raise ValueError(f"{field}: {short(word)} is not a number")
    return float(word)
