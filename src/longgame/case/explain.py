"""Turn a record's validation errors into problems with a place, what was found and the fix."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

from longgame.case.record import ID_PATTERN, Record
from longgame.case.tables import Spec, columns
from longgame.case.text.parsed import Parsed, Path
from longgame.core.errors import Problem, near, short

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


def explain(error: ErrorDetails, parsed: Parsed, base: Path, spec: Spec) -> Problem:
    """Return the problem behind one pydantic error.

    Parameters
    ----------
    error : ErrorDetails
        Its ``loc`` begins with the row's position under ``base``.
    parsed : Parsed
        The file, for positions.
    base : Path
        Path of the table in the file.
    spec : Spec
        The table.
    """
    loc = tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith(("function-", "constrained-"))))
    path = (*base, *loc)
    name = str(loc[-1]) if len(loc) > 1 else ""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        fix = near(name, _fields(spec.record, loc[1:-1]))
        return Problem(parsed.where_key(path), "LG140", f"a {spec.noun} has no field {short(name)}", fix)
    if kind == "missing":
        return Problem(parsed.where(path[:-1]), "LG141", f"this {spec.noun} has no {name!r}", f"add {name}")
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Problem(parsed.where(path), "LG142", f"a {spec.noun} is written as fields with values, got {_got(error)}")
    message, fix = _value(kind, name, error, context)
    if kind == "value_error" and not name:
        path += _about(message, error["input"], spec.record)
    return Problem(parsed.where(path), "LG142", message, fix)


def _about(message: str, row: object, record: type[Record]) -> Path:
    """Return the field that a problem of a whole row is about: one that it names first, else its number."""
    word = message.partition(":")[0]
    if word in columns(record):
        return (word,)
    return next(((name,) for name in ("value", "high", "low") if isinstance(row, dict) and row.get(name)), ())


# What to say of a value that is not of its type: what it is not, and what to do.
_TYPES = {
    "int_parsing": (", not a whole number", ""),
    "int_parsing_size": (", too large a number", ""),
    "int_type": (", not a whole number", ""),
    "int_from_float": (", not a whole number", ""),
    "finite_number": (", not a finite number", "leave the field empty where a number is not known"),
    "bool_parsing": ("", "allowed: true, false"),
    "tuple_type": (", not a list", "write a list, or ids separated by ';'"),
    "list_type": (", not a list", "write a list, or ids separated by ';'"),
    "string_type": (", not text", "put it between quotes"),
}
_BOUNDS = {
    "greater_than_equal": "at least",
    "greater_than": "more than",
    "less_than_equal": "at most",
    "less_than": "less than",
}
# Of lists; the length that is allowed has one of these names.
_LENGTHS = {"too_short": ("min_length", "at least"), "too_long": ("max_length", "at most")}


def _value(kind: str, name: str, error: ErrorDetails, context: dict[str, Any]) -> tuple[str, str]:
    got = _got(error)
    if kind in _TYPES:
        what, fix = _TYPES[kind]
        return f"{name} is {got}{what}", fix
    if kind in _BOUNDS:
        return f"{name} is {got}", f"it must be {_BOUNDS[kind]} {next(iter(context.values()), '')}"
    if kind in _LENGTHS:
        end, words = _LENGTHS[kind]
        size = context["actual_length"]
        return f"{name} has {size} {'entry' if size == 1 else 'entries'}", f"it must have {words} {context[end]}"
    if kind == "literal_error":
        allowed = [m.replace("\\'", "'") for m in _QUOTED.findall(str(context.get("expected", "")))]
        return f"{name} is {got}", near(str(error["input"]), allowed) or "allowed: " + ", ".join(allowed)
    if kind == "string_pattern_mismatch":
        return _pattern(name, got, str(context.get("pattern")))
    if kind in ("float_parsing", "float_type"):
        fix = "write the decimal point as '.'" if re.fullmatch(r"\d+,\d+", str(error["input"])) else "write a plain number"
        return f"{name} is {got}, not a number", fix
    if kind == "value_error":
        text = str(context.get("error", error["msg"])).removeprefix("Value error, ")
        # An entry of a list is named by its number alone, and has its place.
        return (f"{name}: {text}" if name and not name.isdigit() else text), ""
    if kind == "string_unicode":
        return f"{name} holds half a character (a lone surrogate)", "remove it"
    return f"{name} is {got}: {error['msg'].lower()}", ""


def _pattern(name: str, got: str, pattern: str) -> tuple[str, str]:
    if pattern == ID_PATTERN:
        fix = "use letters, digits, '.', '_' and '-', at most 80, beginning with a letter or digit"
        return f"{name} {got} is not an id", fix
    if "x00" in pattern:
        return f"{name} holds a control character", "remove it"
    return f"{name} is {got}", f"it must match {pattern}"


def _got(error: ErrorDetails) -> str:
    value = error["input"]
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "fields with values"
    if isinstance(value, list):
        return "a list"
    return short(value)


def _fields(record: type[Record], path: tuple[int | str, ...]) -> list[str]:
    for part in path:
        if isinstance(part, str):
            info = next((i for n, i in record.model_fields.items() if part in (n, i.alias)), None)
            inner = _record_in(info.annotation) if info is not None else None
            if inner is None:
                return []
            record = inner
    return columns(record)


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((r for a in getattr(annotation, "__args__", ()) if (r := _record_in(a)) is not None), None)
