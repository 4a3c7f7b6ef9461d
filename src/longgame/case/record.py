"""What all records share: frozen, nothing unknown, no control characters, known from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema

from longgame.core.dates import Period

ID_PATTERN = r"^[^\W_][\w.\-]{0,79}$"
# Control characters (other than tab and newline) and XML non-characters cannot stand in a sheet.
TEXT_PATTERN = r"^[^\x00-\x08\x0B-\x1F\x7F\uFFFE\uFFFF]*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(pattern=TEXT_PATTERN, max_length=10_000)]
Words = Annotated[Text, StringConstraints(min_length=1)]
Confidence = Literal["high", "medium", "low"]
Credibility = Annotated[int, Field(ge=1, le=6, description="Admiralty grade of the item, 1 confirmed to 6 cannot be judged")]
Percent = Annotated[float, Field(ge=0, le=100)]


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part for part in (p.strip() for p in value.split(";")) if part)
    return value


Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_split),
    PlainSerializer(lambda ids: "; ".join(ids), return_type=str),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}}],
            "description": "One id or several; in text they are separated by ';'.",
        }
    ),
]
Names = Annotated[
    tuple[Words, ...],
    BeforeValidator(_split),
    PlainSerializer(lambda names: "; ".join(names), return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Record(BaseModel):
    """A row of a case; immutable, compared by value."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)

    @property
    def key(self) -> str:
        """What tells this row from the others of its table."""
        return str(getattr(self, "id"))  # noqa: B009 - declared by the subclasses that have one


class Fact(Record):
    """A row that states something about the world, and when that could be known.

    A fact is known from the day in ``known`` or, where that is empty, from the day on which the
    first of its sources was published; of a source dated to a month or a year, the last day counts.

    Attributes
    ----------
    always : bool
        Whether rows of this kind are choices of the coders, such as the rungs of a ladder, which are there on every day.
    """

    always: ClassVar[bool] = False

    source: Ids = Field(default=(), description="Key of the source, or several; the main one first.")
    known: Period | None = Field(
        default=None, description="When the fact became public, where that differs from the source's date."
    )
    confidence: Confidence | None = Field(
        default=None, description="How clearly the source supports the row, not whether it is true."
    )
    credibility: Credibility | None = None
    note: Text = ""

    def known_on(self, published: Mapping[str, date]) -> date | None:
        """Return the day from which the fact counts as known.

        Parameters
        ----------
        published : mapping of str to date
            Day of publication of each source; sources without a date are left out.

        Returns
        -------
        date or None
            None when neither the row nor any of its sources has a date.
        """
        if self.known is not None:
            return self.known.last
        if len(self.source) == 1:
            return published.get(self.source[0])
        return min((published[s] for s in self.source if s in published), default=None)


def dumped(record: Record) -> dict[str, Any]:
    """Return a record as plain values for saving: empty optional fields left out."""
    return record.model_dump(by_alias=True, exclude_defaults=True, mode="python")
