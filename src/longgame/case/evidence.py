"""Evidence for weighing rival theses: what was seen, and how it sits with each of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from longgame.case.record import Credibility, Fact, Id, Record, Words
from longgame.core.dates import Period

Fit = Literal["consistent", "inconsistent", "neutral", "not_applicable"]


class Evidence(Fact):
    """One thing that was seen and that could tell theses apart."""

    id: Id
    date: Period = Field(description="When it happened, or up to when it was looked for.")
    what: Words = Field(description="What was seen, in the coder's words, without saying for whom it speaks.")
    credibility: Credibility = Field(description="Admiralty grade of the item, 1 confirmed to 6 cannot be judged.")


class Assessment(Record):
    """How one piece of evidence sits with one thesis: a cell of the matrix of competing hypotheses."""

    thesis: Id
    evidence: Id
    fit: Fit = Field(
        alias="is",
        description="inconsistent: it would not be expected if the thesis were right; neutral: expected either way; "
        "not_applicable: the thesis says nothing of it, or was written after it.",
    )
    reason: Words = Field(description="What in the thesis makes it so.")

    @property
    def key(self) -> str:
        """Thesis and evidence: there is one cell for the two."""
        return f"{self.thesis} {self.evidence}"
