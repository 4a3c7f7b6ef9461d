"""Where facts come from, in the form that reference managers read: CSL-JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from longgame.case.record import Id, Record, Text
from longgame.core.dates import Period
from longgame.core.errors import short

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Standing = Literal["party", "official_media", "independent", "primary"]
OWN = ("reliability", "standing", "issued_basis")
_PLAIN = {"title": "title", "publisher": "publisher", "url": "URL", "language": "language", "note": "note"}


class Source(Record):
    """A publication.

    Attributes
    ----------
    issued : Period or None
        When it was published; facts that rest on it are known from its last day on.
    reliability : str
        Admiralty grade of the source, A (completely reliable) to F (cannot be judged).
    standing : str
        Whose voice it is: a party's own, media that a party controls, independent, or the text of
        an act itself.
    other : dict
        Everything else that the CSL-JSON item had, kept as it was.
    """

    id: Id
    type: Text = "webpage"
    title: Text = ""
    publisher: Text = ""
    url: Text = ""
    issued: Period | None = None
    accessed: Period | None = None
    language: Text = ""
    reliability: Reliability | None = None
    standing: Standing | None = None
    issued_basis: Text = Field(default="", description="How the date of publication was found.")
    note: Text = ""
    other: dict[str, Any] = Field(default_factory=dict)

    @property
    def known(self) -> date | None:
        """Day from which facts resting on it count as known."""
        return None if self.issued is None else self.issued.last


def from_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a ``Source`` from a CSL-JSON item.

    Raises
    ------
    ValueError
        If a date has no readable parts.
    """
    fields: dict[str, Any] = {k: item[k] for k in ("id", "type") if k in item}
    if isinstance(fields.get("id"), int):
        fields["id"] = str(fields["id"])
    fields |= {name: item[csl] for name, csl in _PLAIN.items() if csl in item}
    fields |= {name: _period(item[name]) for name in ("issued", "accessed") if name in item}
    custom = item.get("custom")
    own = {k: v for k, v in custom.items() if k in OWN} if isinstance(custom, Mapping) else {}
    used = {"id", "type", "issued", "accessed", *_PLAIN.values()}
    other = {k: v for k, v in item.items() if k not in used and k != "custom"}
    rest = {k: v for k, v in custom.items() if k not in OWN} if isinstance(custom, Mapping) else custom
    if rest:
        other["custom"] = rest
    return fields | own | ({"other": other} if other else {})


def to_csl(source: Source) -> dict[str, Any]:
    """Return a source as a CSL-JSON item (schema 1.0.2)."""
    item: dict[str, Any] = {"id": source.id, "type": source.type}
    item |= {csl: value for name, csl in _PLAIN.items() if (value := getattr(source, name))}
    for name in ("issued", "accessed"):
        period: Period | None = getattr(source, name)
        if period is not None:
            item[name] = {"date-parts": _parts(period)}
    custom = {k: v for k in OWN if (v := getattr(source, k))}
    rest = source.other.get("custom")
    item |= {k: v for k, v in source.other.items() if k != "custom"}
    if isinstance(rest, Mapping):
        custom = dict(rest) | custom
    if custom:
        item["custom"] = custom
    return item


def _period(value: Any) -> str:
    if isinstance(value, str):
        return value
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    if not parts and isinstance(value, Mapping):
        plain = value.get("raw") or value.get("literal")
        if isinstance(plain, str):
            return plain
    if not isinstance(parts, list) or not parts or not all(isinstance(p, list) and p for p in parts):
        raise ValueError('a date is written {"date-parts": [[2023, 2, 17]]}')
    return "/".join(_one(p) for p in parts[:2])


def _one(parts: list[Any]) -> str:
    if not all(isinstance(p, str | int) and not isinstance(p, bool) for p in parts[:3]):
        raise ValueError(f"date parts {short(parts)} are not whole numbers")
    try:
        numbers = [int(p) for p in parts[:3]]
    except ValueError:
        raise ValueError(f"date parts {short(parts)} are not whole numbers") from None
    return "-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:])])


def _parts(period: Period) -> list[list[int]]:
    pieces = [Period.parse(piece) for piece in period.text.split("/")]
    if len(pieces) == 1 and _in_months(period):
        pieces *= 2
    return [_numbers(piece, at_end=i > 0) for i, piece in enumerate(pieces)]


def _in_months(piece: Period) -> bool:
    """Whether it is a quarter or a half, for which date parts have no form of their own."""
    return "Q" in piece.text or "H" in piece.text


def _numbers(piece: Period, *, at_end: bool) -> list[int]:
    if _in_months(piece):
        day = piece.last if at_end else piece.first
        return [day.year, day.month]
    return [int(n) for n in piece.text.split("-")]
