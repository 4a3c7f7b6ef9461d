"""Questions about what will happen, put so that anyone can later say how they came out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - as in the other records
from typing import Literal, Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Ids, Names, Text, Words
from longgame.core.dates import Period
from longgame.core.errors import near, short

QuestionKind = Literal["binary", "number", "date", "category"]
Answer = str | float | Period
# The answer to a question after a date where it did not come in time.
NONE = "none"


class Question(Fact):
    """Something that will be decided, with the criteria by which; it holds nothing that was known only after it opened.

    It is known from the day in ``known`` or, where that is empty, from the last day of ``opens``.
    """

    id: Id
    text: Words = Field(description="The question, in the coder's words.")
    criteria: Words = Field(description="What makes the answer yes or no, or how the value is found.")
    kind: QuestionKind = "binary"
    nature: Literal["trend", "event"] = Field(
        description="trend: whether what is going on continues; event: whether something discrete happens. Scored apart."
    )
    domain: Id
    opens: Period = Field(description="From when it can be asked.")
    by: Period | None = Field(default=None, description="When it is decided at the latest; empty: no time was named.")
    rule: Text = Field(default="", description="How rows of the case resolve it, in the language of rules.")
    status_quo: Text = Field(default="", description="The answer if nothing changes and everything slips.")
    status_quo_reason: Text = Field(default="", description="Why that is what no change means here.")
    if_: Id | None = Field(
        default=None, alias="if", description="Question on whose answer it depends; void unless that is `if_is`."
    )
    if_is: Literal["yes", "no"] = Field(default="yes", description="The answer on which it depends.")
    unit: Text = Field(default="", description="Of a number: what is counted.")
    low: float | None = Field(default=None, description="Of a number: the least that it can be.")
    high: float | None = Field(default=None, description="Of a number: the most that it can be.")
    categories: Names = Field(default=(), description="Of a category: the answers that there are.")
    mechanisms: Ids = Field(default=(), description="Mechanisms that it is a test of.")

    def known_on(self, published: Mapping[str, Date]) -> Date | None:  # noqa: ARG002 - of every fact
        """Return the day from which it could be asked: of ``known``, else the last day of ``opens``."""
        return (self.known if self.known is not None else self.opens).last

    def read(self, text: str) -> Answer:
        """Return an answer as a value of the question's kind.

        Parameters
        ----------
        text : str
            ``yes`` or ``no``; a number; a date, or ``none`` for not in time; one of the categories.

        Returns
        -------
        str, float or Period

        Raises
        ------
        ValueError
            If the question cannot have this answer; the message says what it can have.
        """
        word = text.strip()
        if self.kind == "number":
            return self._number(word)
        if self.kind == "date":
            return NONE if word == NONE else _date(word)
        allowed = ("yes", "no") if self.kind == "binary" else self.categories
        if word not in allowed:
            hint = near(word, allowed) or f"allowed: {', '.join(allowed)}"
            raise ValueError(f"{short(word)} is no answer to the question {self.id!r}; {hint}")
        return word

    def _number(self, word: str) -> float:
        try:
            found = float(word)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise ValueError(f"{short(word)} is not a number, which the question {self.id!r} asks for")
        if (self.low is not None and found < self.low) or (self.high is not None and found > self.high):
            ends = f"{'' if self.low is None else f'{self.low:g}'} to {'' if self.high is None else f'{self.high:g}'}".strip()
            raise ValueError(f"{found:g} is outside what the question {self.id!r} allows, {ends}")
        return found

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.by is not None and self.by.last < self.opens.first:
            raise ValueError(f"by: the question is to be decided by {self.by}, before it opens, {self.opens}")
        for name in ("unit", "low", "high"):
            if self.kind != "number" and getattr(self, name) not in (None, ""):
                raise ValueError(f"{name}: only a question after a number has it")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"high: low {self.low:g} is not below high {self.high:g}")
        self._categories_fit()
        if self.status_quo:
            try:
                self.read(self.status_quo)
            except ValueError as error:
                raise ValueError(f"status_quo: {error}") from None
        return self

    def _categories_fit(self) -> None:
        if self.kind != "category" and self.categories:
            raise ValueError("categories: only a question after a category has them")
        if self.kind == "category" and len(set(self.categories)) < 2:
            raise ValueError("categories: a question after a category needs at least two")
        for name in self.categories:
            if ":" in name or name in ("void", "partly") or self.categories.count(name) > 1:
                raise ValueError(f"categories: {short(name)} has a colon, stands twice, or is a word of its own")


def _date(word: str) -> Period:
    try:
        return Period.parse(word)
    except ValueError as error:
        raise ValueError(f"{error}; or 'none' where it did not come in time") from None
