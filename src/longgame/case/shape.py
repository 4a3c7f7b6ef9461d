"""What the fields of a record are: the one description from which saving, sheets and tables are made."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from longgame.case.record import ID_PATTERN, Fact, Record
from longgame.core.dates import Period

Kind = Literal["text", "id", "number", "int", "bool", "period", "choice", "ids", "refs", "record", "records", "json"]


class Shape(NamedTuple):
    """One field.

    Attributes
    ----------
    name : str
        As it is written in files.
    attr : str
        As it is called in Python.
    kind : str
        ``ids`` is text that a record splits at semicolons, ``refs`` a list that it does not split,
        ``record`` and ``records`` are nested, ``json`` is anything.
    required : bool
    default : object
        What an absent field means.
    inner : type or None
        Record type of ``record`` and ``records``.
    allowed : tuple of str
        Values of a ``choice``.
    about : str
        The field's description.
    """

    name: str
    attr: str
    kind: Kind
    required: bool
    default: object
    inner: type[Record] | None
    allowed: tuple[str, ...]
    about: str


@cache
def shapes(record: type[Record]) -> tuple[Shape, ...]:
    """Return the fields of a record type: its own in order, then those that every fact has."""
    own = [a for a in record.model_fields if a not in Fact.model_fields]
    last = [a for a in record.model_fields if a in Fact.model_fields]
    return tuple(_shape(attr, record.model_fields[attr]) for attr in (*own, *last))


@cache
def shape_of(record: type[Record], name: str) -> Shape | None:
    """Return the field that files call ``name``, None if there is none."""
    return next((s for s in shapes(record) if s.name == name), None)


def _shape(attr: str, info: FieldInfo) -> Shape:
    kind, inner, allowed, about = _kind(info.annotation, list(info.metadata))
    default = None if info.is_required() else info.get_default(call_default_factory=True, validated_data={})
    about = info.description or about
    return Shape(info.alias or attr, attr, kind, info.is_required(), default, inner, allowed, about)


def _kind(annotation: Any, metadata: list[Any]) -> tuple[Kind, type[Record] | None, tuple[str, ...], str]:
    about = ""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = [*metadata, *more]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            break
    about = next((m.description for m in metadata if isinstance(m, FieldInfo) and m.description), "")
    if get_origin(annotation) is Literal:
        return "choice", None, get_args(annotation), about
    if get_origin(annotation) is tuple:
        return _tuple_kind(get_args(annotation)[0], metadata, about)
    if get_origin(annotation) is dict:
        return "json", None, (), about
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "record", annotation, (), about
    if annotation is str:
        return ("id" if _has_pattern(metadata, ID_PATTERN) else "text"), None, (), about
    simple: dict[Any, Kind] = {bool: "bool", int: "int", float: "number", Period: "period"}
    return simple[annotation], None, (), about


def _tuple_kind(item: Any, metadata: list[Any], about: str) -> tuple[Kind, type[Record] | None, tuple[str, ...], str]:
    if isinstance(item, type) and issubclass(item, Record):
        return "records", item, (), about
    split = any(isinstance(m, BeforeValidator) for m in metadata)
    return ("ids" if split else "refs"), None, (), about


def _has_pattern(metadata: list[Any], pattern: str) -> bool:
    for m in metadata:
        if getattr(m, "pattern", None) == pattern:
            return True
        if isinstance(m, FieldInfo) and _has_pattern(list(m.metadata), pattern):
            return True
    return False


Value = str | int | float | bool | Period | tuple[str, ...] | list[Any] | dict[str, Any]


def plain(record: Record) -> dict[str, Value]:
    """Return a record as values by field name; fields that hold their default are left out."""
    found: dict[str, Value] = {}
    for shape in shapes(type(record)):
        value = getattr(record, shape.attr)
        if value is None or (not shape.required and value == shape.default):
            continue
        if shape.kind == "record":
            value = plain(value)
        elif shape.kind == "records":
            value = [plain(v) for v in value]
        elif shape.kind == "refs":
            value = list(value)
        found[shape.name] = value
    return found


def as_text(value: object) -> str:
    """Return a single value as the text that stands for it in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def joined(values: tuple[str, ...]) -> str | None:
    """Return several ids or names as one text, None where splitting it would give something else."""
    text = "; ".join(values)
    back = tuple(part for part in (p.strip() for p in text.split(";")) if part)
    return text if back == tuple(values) else None
