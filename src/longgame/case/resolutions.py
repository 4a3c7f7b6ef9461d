"""How questions came out; a row that turns out wrong is corrected by another, and both stay."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from longgame.case.record import Fact, Id, Text, Words
from longgame.core.dates import Period

VOID, PARTLY = "void", "partly"


class Resolution(Fact):
    """The answer to a question, as read from evidence. A question without one, and without a rule that gives one, is open.

    Of several for one question the one that became known last counts; one that another corrects never does.
    """

    id: Id
    question: Id
    answer: Words = Field(
        description="`yes`, `no` or `partly`; a number; a date, or `none` for not in time; a category; `void` where the "
        "question cannot be answered."
    )
    share: float | None = Field(default=None, gt=0, lt=1, description="Of `partly`: how much of a yes, between 0 and 1.")
    date: Period = Field(
        description="When it was decided: the day it happened, or on which time was up; of void, when it was given up."
    )
    reason: Words = Field(description="What in the sources decides it, against the criteria.")
    doubt: Text = Field(default="", description="Why another coder might read it otherwise; empty where it is clear.")
    corrects: Id | None = Field(default=None, description="Resolution that it puts right, whenever either became known.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.answer == PARTLY and self.share is None:
            raise ValueError("share: 'partly' needs the share of a yes, between 0 and 1")
        if self.answer != PARTLY and self.share is not None:
            raise ValueError("share: only 'partly' has one")
        return self
