"""What reading a document brings: a stretch of its text with what it claims, for a person to accept, edit or reject."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from longgame.core.dates import Period

Kind = Literal[
    "forecast", "conditional forecast", "commitment-with-deadline", "factual quantity", "factual statement",
    "reported claim by an official", "causal thesis",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
FORWARD: frozenset[str] = frozenset({"forecast", "conditional forecast", "commitment-with-deadline"})

# To which answer of a question without a `not` a chance belongs; empty where that is not clear.
Answer = Literal["yes", "no", ""]
UNCLEAR = "what it denies is not clear, so that its answer is left open"
BOTH_SIDES = "its hedges lean to both sides, so that its answer is left open"
# How a time is to be taken: last day on which it could come true; the time it runs or is about; none that can be dated.
Timing = Literal["by", "span", "about", "undated", "standing", "past"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Part):
    """A stretch of the document's text, ``text[start:end]``, counted in characters from 0."""

    start: int
    end: int


class Chance(_Part):
    """What a hedge word stands for under a scale, as probabilities of what the words around it say."""

    scale: str
    low: float
    mid: float
    high: float


class Hedge(Span):
    """Words that say how sure the author is.

    Attributes
    ----------
    words : str
        As they stand in the text.
    means : str
        Word of the scales that they are taken for, where the list has one.
    chance : Chance or None
        None where the scale has neither; it is not guessed.
    """

    words: str
    means: str = ""
    chance: Chance | None = None


class Mention(Span):
    """Somebody named in the claim.

    Attributes
    ----------
    name : str
        As in the case if the actor is in it, else as in the text.
    id : str
        Of the case's actor, empty if the case has none.
    """

    name: str
    id: str = ""


class Quantity(Span):
    """A number with what it counts.

    Attributes
    ----------
    low, high : float or None
        The same unless the text gives a range; None on the side on which the text gives a bound only.
    unit : str
        As in the text, in the singular where it is a plain word: `%`, `USD`, `programme`, `USD per barrel`.
    """

    low: float | None
    high: float | None
    unit: str


class Proposal(Span):
    """A claim that somebody could later find true or false.

    Attributes
    ----------
    start, end : int
        Place in the document's text.
    kind : Kind
    hedges : tuple of Hedge
        In the order of the text, all inside the span.
    timing : Timing
        What ``period`` says: the last day (`by`), a plan's run (`span`), the time that it is about (`about`); without a period
        `undated`, `standing` (holds for as long as one likes) or `past`.
    period : Period or None
    actors : tuple of Mention
    negative : bool
        Whether the claim denies, in its hedge or beside it.
    answer : {'yes', 'no', ''}
        To which answer the chance of its hedges belongs, if the question has no `not`: `unlikely to sign` and `will not sign` give
        the chance of a yes, `nobody will sign` that of a no. Empty where the words leave it open, and of what is no forecast.
    condition, consequence : Span or None
        Of a conditional forecast: its if-part and its then-part; None where the condition was said before it.
    quantities : tuple of Quantity
    why : tuple of str
        Which rules fired, in words.
    """

    kind: Kind
    hedges: tuple[Hedge, ...] = ()
    timing: Timing = "undated"
    period: Period | None = None
    actors: tuple[Mention, ...] = ()
    negative: bool = False
    answer: Answer = ""
    condition: Span | None = None
    consequence: Span | None = None
    quantities: tuple[Quantity, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def time(self) -> str:
        """The time as labels write it: a period, or `undated`, `standing`, `past`."""
        return str(self.period) if self.period is not None else self.timing

    @property
    def forward(self) -> bool:
        """Whether it looks ahead: a forecast, a conditional or a commitment."""
        return self.kind in FORWARD
