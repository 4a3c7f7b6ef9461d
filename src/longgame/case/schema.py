"""JSON Schemas of a case's files, for editors that complete and check while one types.

They follow JSON Schema draft 2020-12 and are looser than loading in one respect: a scalar may be
the text that stands for it or the value that an editor's YAML parser makes of it, as ``2024`` is a
date here and a number there. What spans several rows is for ``longgame check``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from longgame.case.about import About
from longgame.case.record import ID_PATTERN, Record
from longgame.case.sources import OWN, Source
from longgame.case.tables import HEAD, SPECS, TABLES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FOLDER = ".schema"
Schema = dict[str, Any]

_NUMBER = r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"
_BOOLEANS = ("true", "false", "True", "False", "TRUE", "FALSE", "yes", "no", "on", "off", "1", "0")
# The pattern of ids without \w, which is ASCII only in the regular expressions of most editors.
_ID = r"^[^\x00-/:-@\[-`{-\x7F\s][^\x00-,/:-@\[-^`{-\x7F\s]{0,79}$"
_EMPTY: Schema = {"enum": ["", None]}


def row_schema(table: str) -> Schema:
    """Return the schema of one row of a table, or of the head for ``case``.

    Parameters
    ----------
    table : str
        A name in ``tables.TABLES``, or ``case``.

    Raises
    ------
    KeyError
        If there is no such table.
    """
    if table == "sources":
        return {"$schema": DRAFT, **_csl()}
    record: type[Record] = About if table == "case" else SPECS[table].record
    return {"$schema": DRAFT, **_loose(_model(record), {})}


def file_schema(name: str) -> Schema:
    """Return the schema of a file of the case.

    Parameters
    ----------
    name : str
        File name. For a CSV file the result is a list of rows, each a mapping of column to cell.

    Raises
    ------
    KeyError
        If a case has no such file.
    """
    homes = [spec for spec in TABLES if spec.file == name]
    if not homes and name != HEAD:
        raise KeyError(name)
    if not name.endswith(".yaml"):
        row = row_schema(homes[0].name)
        return {"$schema": DRAFT, "title": name, "type": "array", "items": _without_draft(row)}
    # Every table may stand in every YAML file; those at home here come first, so that editors offer them first.
    ordered = [*homes, *(spec for spec in TABLES if spec.file != name)]
    definitions = {spec.name: _without_draft(row_schema(spec.name)) for spec in ordered}
    tables: Schema = {
        spec.name: {
            "description": _first_line(spec.record),
            "anyOf": [{"type": "array", "items": {"$ref": f"#/$defs/{spec.name}"}}, {"type": "null"}],
        }
        for spec in ordered
    }
    schema: Schema = {"$schema": DRAFT, "title": name, "type": "object", "additionalProperties": False}
    if name == HEAD:
        definitions["case"] = _without_draft(row_schema("case"))
        tables = {"case": {"$ref": "#/$defs/case"}, **tables}
        schema["required"] = ["case"]
    return {**schema, "properties": tables, "$defs": definitions}


def file_schemas() -> dict[str, str]:
    """Return the schemas of all files as text, by name: ``actors.schema.json`` for ``actors.yaml``."""
    names = dict.fromkeys([HEAD, *(spec.file for spec in TABLES)])
    return {f"{Path(n).stem}.schema.json": json.dumps(file_schema(n), ensure_ascii=False, indent=1) + "\n" for n in names}


def _model(record: type[Record]) -> Schema:
    return record.model_json_schema(by_alias=True, mode="validation")


def _without_draft(schema: Schema) -> Schema:
    return {k: v for k, v in schema.items() if k != "$schema"}


def _first_line(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().partition("\n")[0]


def _loose(node: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Return a schema that takes text for every scalar, with the definitions it refers to put in place."""
    definitions = {**definitions, **node.get("$defs", {})}
    if "$ref" in node:
        return _loose(definitions[node["$ref"].rpartition("/")[2]], definitions) | _notes(node)
    if "anyOf" in node:
        return {"anyOf": [_loose(part, definitions) for part in node["anyOf"]], **_notes(node)}
    if "enum" in node or "const" in node:
        return _choice(node)
    kind = node.get("type")
    if kind == "object":
        return _object(node, definitions)
    if kind == "array":
        return node | ({"items": _loose(node["items"], definitions)} if "items" in node else {})
    if kind in ("number", "integer"):
        bounds = {k: v for k, v in node.items() if k not in ("title", "description", "default", "examples")}
        return {"anyOf": [bounds, {"type": "string", "pattern": _NUMBER}], **_notes(node)}
    if kind == "boolean":
        return {"anyOf": [{"type": "boolean"}, {"enum": list(_BOOLEANS)}], **_notes(node)}
    if kind == "string":
        return _text(node)
    return dict(node)


def _choice(node: Schema) -> Schema:
    numbers = [int(v) for v in node.get("enum", ()) if isinstance(v, str) and v.isdecimal()]
    if not numbers:
        return dict(node)
    return {k: v for k, v in node.items() if k != "type"} | {"enum": [*node["enum"], *numbers]}


def _notes(node: Schema) -> Schema:
    return {k: node[k] for k in ("description", "default", "examples") if k in node}


def _text(node: Schema) -> Schema:
    node = {k: v for k, v in node.items() if k != "title"}
    if node.get("pattern") == ID_PATTERN:
        return node | {"type": ["string", "number"], "pattern": _ID}
    if "examples" in node:  # a date: a year alone is a number to most YAML parsers
        text = {k: node[k] for k in ("type", "pattern")}
        return {"anyOf": [text, {"type": "integer", "minimum": 1000, "maximum": 2999}], **_notes(node)}
    return node | {"type": ["string", "number", "boolean"]}


def _object(node: Schema, definitions: Mapping[str, Schema]) -> Schema:
    required = node.get("required", [])
    properties = {}
    for name, inner in node.get("properties", {}).items():
        loose = _loose(inner, definitions)
        if name not in required:
            options = [o for o in loose["anyOf"] if o != {"type": "null"}] if "anyOf" in loose else [_bare(loose)]
            loose = {"anyOf": [*options, _EMPTY], **_notes(loose)}
        properties[name] = loose
    kept = {k: v for k, v in node.items() if k not in ("properties", "$defs", "title")}
    kept["description"] = str(node.get("description", "")).partition("\n\n")[0].replace("\n", " ")
    return kept | {"properties": properties, "additionalProperties": node.get("additionalProperties", False)}


def _bare(schema: Schema) -> Schema:
    return {k: v for k, v in schema.items() if k not in ("description", "default", "examples", "title")}


def _csl() -> Schema:
    """Return the schema of a source: a CSL-JSON item, of which only what a case uses is described."""
    fields = _loose(_model(Source), {})["properties"]
    date_parts: Schema = {
        "type": "array",
        "minItems": 1,
        "maxItems": 2,
        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["integer", "string"]}},
    }
    when: Schema = {
        "anyOf": [
            {"type": "object", "properties": {"date-parts": date_parts}, "required": ["date-parts"]},
            {"type": "object", "properties": {"raw": {"type": "string"}}, "required": ["raw"]},
            {"type": "object", "properties": {"literal": {"type": "string"}}, "required": ["literal"]},
            {"type": "string"},
        ]
    }
    plain = {name: {"type": "string"} for name in ("type", "title", "publisher", "URL", "language", "note")}
    return {
        "type": "object",
        "description": "A source, as a CSL-JSON item; other fields are kept as they are.",
        "required": ["id"],
        "properties": {
            "id": {"type": ["string", "integer"], "pattern": _ID},
            **plain,
            "issued": when | {"description": "When it was published; facts that rest on it are known from its last day on."},
            "accessed": when,
            "custom": {"type": "object", "properties": {name: fields[name] for name in OWN}},
        },
    }
