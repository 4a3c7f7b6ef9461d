"""The review file: what was found in a document, one entry a proposal, with room for what a person decides."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from longgame.case.passages import Digest
from longgame.core.dates import Period
from longgame.core.hedges import on_any_scale
from longgame.read.digest import fragment_digest
from longgame.read.document import Document
from longgame.read.hedges import leading
from longgame.read.proposal import Chance, Hedge, Kind, Proposal, Span, Timing

SCHEMA = "longgame.review/1"
Decision = Literal["accept", "edit", "reject"]
# What an accepted proposal becomes in the case.
Becomes = Literal["forecast", "commitment", "claim", "statement"]
BECOMES: tuple[str, ...] = get_args(Becomes)
Asked = Annotated[str, StringConstraints(max_length=10_000)]


def _split(value: object) -> object:
    return tuple(p for p in (p.strip() for p in value.split(";")) if p) if isinstance(value, str) else value


def _lines(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], BeforeValidator(_split)]
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
Range = Annotated[str, StringConstraints(pattern=r"^\d{1,9}-\d{1,9}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class About(_Part):
    """The document that was read, and what holds for all its proposals."""

    file: str = Field(description="Its name.")
    format: str = Field(description="`txt`, `md`, `html`, `pdf` or `docx`.")
    digest: Digest = Field(description="SHA-256 of its bytes.")
    encoding: str = Field(default="", description="Of the file; empty if the text was extracted from it.")
    title: str = Field(default="", description="As the document gives it.")
    date: Period | None = Field(default=None, description="When it was published.")
    language: str = Field(
        default="", description="Its code as found: `en`, `ru`, or in doubt and where one insisted another or `und`."
    )
    made_by: str = Field(default="", description="Version, rules or model, and scale of hedge words.")
    dropped: int = Field(default=0, description="How many answers of a model were not used, mostly since they are not in the text.")
    source: str = Field(default="", description="Its key among the sources of the case; one that is new is added.")
    publisher: str = Field(default="", description="Of a new source.")
    url: str = Field(default="", description="Of a new source.")
    author: str = Field(
        default="", description="Name of whoever `by` is, if the case does not have them: they are added as an analyst."
    )
    by: str = Field(default="", description="Who wrote it: a thesis or an actor of the case, the forecaster of its forecasts.")
    domain: str = Field(default="", description="Domain of questions and commitments that name no other.")


class Entry(_Part):
    """One proposal.

    What is found stands first; from `decision` on it is for a person to fill in or correct.
    """

    id: str = Field(description="Made of the document and the place.")
    kind: Kind = Field(description="What it was taken for.")
    text: str = Field(default="", description="The words; they stay here, and never enter the case.")
    where: Range = Field(description="From the first character to behind the last, in the decoded file or the extracted text.")
    bytes: Range | None = Field(default=None, description="The same in bytes of the file.")
    fragment: Digest = Field(description="SHA-256 of the words.")
    found_by: Literal["rules", "model"] = Field(default="rules", description="Who found it.")
    why: Lines = Field(default=(), description="Which rules found it, or what a model says.")
    same: Listed = Field(default=(), description="Rows that the case has from the same words.")
    like: Listed = Field(default=(), description="Rows of the case that say something alike.")
    hedge: str = Field(default="", description="The words that say how sure, as they stand; several are joined by semicolons.")
    means: str = Field(
        default="", description="Of a forecast: the word for which scales take its hedge, if they lack it; goes into the case."
    )
    chance: str = Field(default="", description="What the hedge stands for under the scale that is named.")
    denies: bool = Field(default=False, description="Whether it denies, in its hedge or beside it.")
    timing: Timing = Field(default="undated", description="What `period` is, or why there is none.")
    period: Period | None = Field(default=None, description="By when, over which time, or of which time.")
    mentions: Listed = Field(default=(), description="Who is named.")
    condition: str = Field(default="", description="Of a conditional, its if-part.")
    consequence: str = Field(default="", description="Of a conditional, its then-part, where it can be cut off.")
    amounts: Listed = Field(default=(), description="Numbers with what they count.")
    decision: Decision | None = Field(default=None, description="Empty: not decided.")
    becomes: Becomes = Field(description="Which rows are made of it.")
    by: str = Field(default="", description="Who says, promises or claims it: an actor of the case; of a forecast also a thesis.")
    words: Asked = Field(default="", description="What it says, in your own words.")
    ask: Asked = Field(default="", description="Of a forecast: the question, in your own words.")
    criteria: Asked = Field(default="", description="Of a forecast: when the answer is yes.")
    question: str = Field(default="", description="Of a forecast: a question of the case, instead of a new one.")
    condition_question: str = Field(
        default="", description="Of a conditional: the question of the case that its condition is, instead of a new one."
    )
    condition_ask: Asked = Field(default="", description="Of a conditional: whether the condition comes true, in your own words.")
    answer: str = Field(
        default="",
        description="Of a forecast: the answer whose chance the hedge gives, to a question without a `not`. Empty: say it.",
    )
    probability: Annotated[float, Field(ge=0, le=1)] | None = Field(
        default=None, description="Of a forecast: the number that it names."
    )
    nature: Literal["trend", "event"] | None = Field(default=None, description="Of a new question; empty for an event.")
    domain: str = Field(default="", description="Of a new question or commitment.")
    commitment: str = Field(
        default="", description="Of a commitment: one of the case that gets the deadline, instead of a new one."
    )
    requires: str = Field(default="", description="Of a deadline: the stage that meets it.")
    scope: str = Field(default="", description="Of a claim: the package or commitment that it is about.")
    quantity: str = Field(default="", description="Of a claim: what is counted.")
    value: float | None = Field(default=None, description="Of a claim.")
    unit: str = Field(default="", description="Of a claim: % or a unit of the case.")
    issue: str = Field(default="", description="Of a statement: the issue of the case that it is about.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        start, end = self.place
        if end <= start:
            raise ValueError("where: it ends before it begins")
        return self

    @property
    def told_chance(self) -> str:
        """The chance with the answer that it is of."""
        of = {"no": " of a no", "": ", of which answer is open"}.get(self.answer, "") if self.becomes == "forecast" else ""
        return f"{self.chance}{of}" if self.chance else ""

    @property
    def place(self) -> tuple[int, int]:
        """The two ends of ``where``."""
        start, _, end = self.where.partition("-")
        return int(start), int(end)


class Review(_Part):
    """A review file."""

    review: Literal["longgame.review/1"] = Field(default="longgame.review/1", description="Version of this form.")
    document: About = Field(description="The document.")
    proposals: tuple[Entry, ...] = Field(default=(), description="In the order of the text.")


def review_of(
    document: Document,
    proposals: Sequence[Proposal],
    links: Mapping[int, tuple[Sequence[str], Sequence[str]]],
    made_by: str,
    source: str = "",
    by: str = "",
    dropped: int = 0,
) -> Review:
    """Return the review of what was found in a document.

    Parameters
    ----------
    document : Document
    proposals : sequence of Proposal
    links : mapping of int to two sequences of str
        By the index of a proposal: rows of the case from the same words, and rows that are alike.
    made_by : str
        What found it.
    source, by : str
        Key of the document's source, and its author, where they are known.
    dropped : int
        How many answers of a model were not used.

    Returns
    -------
    Review
    """
    about = About(
        file=document.name,
        format=document.format,
        digest=document.digest,
        encoding=document.encoding or "",
        title=document.title,
        date=document.date,
        language=document.found or document.language,
        made_by=made_by,
        dropped=dropped,
        source=source,
        by=by,
    )
    return Review(document=about, proposals=tuple(_entry(document, p, *links.get(i, ((), ()))) for i, p in enumerate(proposals)))


def _entry(document: Document, proposal: Proposal, same: Sequence[str], like: Sequence[str]) -> Entry:
    words = document.text[proposal.start : proposal.end]
    start, end = document.where(proposal.start, proposal.end)
    in_bytes = document.where_bytes(proposal.start, proposal.end)
    fragment = fragment_digest(words)
    named = hashlib.sha256(f"{document.digest} {start}-{end} {fragment}".encode()).hexdigest()[:10]
    chance = leading(proposal.hedges)

    def words_of(part: Span | None) -> str:
        return document.text[part.start : part.end] if part is not None else ""

    return Entry(
        id=f"P-{named}",
        kind=proposal.kind,
        text=words,
        where=f"{start}-{end}",
        bytes=None if in_bytes is None else "{}-{}".format(*in_bytes),
        fragment=fragment,
        why=proposal.why,
        same=tuple(same),
        like=tuple(like),
        hedge="; ".join(h.words for h in proposal.hedges),
        found_by="model" if all(w.startswith("model ") for w in proposal.why) else "rules",
        means=_means(proposal.hedges),
        chance=_chance(chance) if chance is not None else "",
        denies=proposal.negative,
        timing=proposal.timing,
        period=proposal.period,
        mentions=tuple(dict.fromkeys(m.id or m.name.replace(";", ",") for m in proposal.actors)),
        condition=words_of(proposal.condition),
        consequence=words_of(proposal.consequence),
        amounts=tuple(_amount(document, q.start, q.end) for q in proposal.quantities),
        **_suggested(proposal, words),
    )


def _means(hedges: Sequence[Hedge]) -> str:
    """Return the word that is taken for the first hedge that no scale has; empty if some scale has one of them."""
    if any(on_any_scale(h.words) for h in hedges):
        return ""
    return next((h.means for h in hedges if h.means and on_any_scale(h.means)), "")


def _chance(chance: Chance) -> str:
    ends = f"{chance.low:.3g} to {chance.high:.3g}" if chance.low < chance.high else f"{chance.low:.3g}"
    return f"{ends} ({chance.scale})"


def _amount(document: Document, start: int, end: int) -> str:
    return document.text[start:end].replace(";", ",").strip()


def _suggested(proposal: Proposal, words: str) -> dict[str, object]:
    """Return what a proposal suggests for the fields that a person decides."""
    becomes = becomes_of(proposal, words)
    found: dict[str, object] = {"becomes": becomes}
    known = [m.id for m in proposal.actors if m.id]
    if becomes in ("claim", "commitment") or proposal.kind == "reported claim by an official":
        found["by"] = known[0] if known else ""
    if becomes == "forecast":
        found["answer"] = proposal.answer
        said = leading(proposal.hedges)
        found["probability"] = said.mid if said is not None and said.low == said.high else None
    percent = next(
        (q for q in proposal.quantities if q.unit == "%" and q.low is not None and q.low == q.high and 0 <= q.low <= 100), None
    )
    if becomes == "claim" and percent is not None:
        found |= {"quantity": "done", "value": percent.low, "unit": "%"}
    return found


# A share of what was agreed that is carried out: only of this is a percentage a claim about progress.
_DONE = re.compile(
    r"\b(?:implement|complet|finish|fulfil|carried out|carrying out|execut|readiness|ready|done|progress|accomplish|realis|realiz|"
    r"built|construct|erected|install)|"
    r"\b(?:реализ|выполн|исполн|готов|заверш)",
    re.IGNORECASE,
)


def becomes_of(proposal: Proposal, words: str) -> Becomes:
    """Return what a proposal with these words would become in a case; a percentage is a claim only if it says how much is done."""
    if proposal.kind in ("forecast", "conditional forecast"):
        return "forecast"
    if proposal.kind == "commitment-with-deadline":
        return "commitment"
    counts = any(q.unit == "%" for q in proposal.quantities) and _DONE.search(words) is not None
    return "claim" if counts and proposal.kind in ("factual quantity", "reported claim by an official") else "statement"


def slug(title: str) -> str:
    """Return a key for a new source, made of the first words of a title."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(words[:6])[:60].strip("-_") or "document"


def runs_alike(words: str, fragment: str, length: int) -> str:
    """Return the first run of so many words that two texts share, in the first's form; empty if there is none."""
    one, other = ([w.casefold() for w in re.findall(r"\w+", t)] for t in (words, fragment))
    runs = set(_runs(other, length))
    return next((" ".join(run) for run in _runs(one, length) if run in runs), "")


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))
