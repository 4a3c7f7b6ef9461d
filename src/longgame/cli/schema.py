"""``longgame schema``: the case format as JSON Schemas, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from longgame.core.errors import UsageError, listed


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("schema")(schema)


def schema(
    table: Annotated[
        str, typer.Option("--table", metavar="NAME", help="Print the schema of a row of this table, or of 'case'.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write one schema for each file of a case into this folder, over what is there."
        ),
    ] = None,
) -> None:
    """Print the case format as JSON Schema (draft 2020-12).

    Without options, the schema of a case in a single YAML file, which holds all tables.
    """
    from longgame.case.schema import file_schema, file_schemas, row_schema
    from longgame.case.tables import HEAD, SPECS
    from longgame.core.files import write_whole

    if table and table not in (*SPECS, "case"):
        raise UsageError(f"--table: there is no table {table!r}; {listed(table, [*SPECS, 'case'])}")
    if table and output is not None:
        raise UsageError("give --table or --output, not both")
    if output is None:
        typer.echo(json.dumps(row_schema(table) if table else file_schema(HEAD), ensure_ascii=False, indent=1))
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, text in file_schemas().items():
        write_whole(output / name, text)
        typer.echo(output / name)
