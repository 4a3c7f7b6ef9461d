"""Where in which document a row of the case was read: the place and a digest of the words, never the words."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from longgame.case.record import Fact, Id, Text

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ReadTable = Literal["commitments", "deadlines", "claims", "statements", "questions", "forecasts"]


class Passage(Fact):
    """The place of a claim in a document, and the row that was made of it.

    As of a day it is there if its row is.
    """

    id: Id
    table: ReadTable = Field(description="Table of the row that was made of it.")
    row: Id = Field(description="That row.")
    document: Digest = Field(description="SHA-256 of the file's bytes.")
    start: int = Field(
        ge=0, description="Where the words begin, in characters of the decoded file or of the text extracted from it."
    )
    end: int = Field(ge=1, description="Behind their last character.")
    fragment: Digest = Field(
        description="SHA-256 of the words as they are read, with single spaces and plain quotation marks; the words are not kept."
    )
    kind: Text = Field(default="", description="What the words were taken for, such as `forecast`.")
    found_by: Literal["rules", "model"] = Field(default="rules", description="Who proposed it.")
    edited: bool = Field(default=False, description="Whether a person changed what was proposed.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end: {self.end} is not behind start, {self.start}")
        return self
