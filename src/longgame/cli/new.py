"""``longgame new``: begin a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from longgame.core.files import shown


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("new")(new)


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder to make; its name becomes the case's id.", show_default=False)
    ],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Title of the case.")] = "",
    starter: Annotated[
        str, typer.Option("--from", metavar="NAME", help="What to begin with: market (several files), ferry (one file).")
    ] = "market",
) -> None:
    """Begin a case: a folder of small, commented files that pass every check.

    Nothing is overwritten, and nothing is written outside the folder.
    """
    from longgame.case.starter import begin

    written = begin(folder, date.today(), title=title, starter=starter)
    for path in written:
        if not path.parent.name.startswith("."):
            typer.echo(shown(path))
    typer.echo(f"Next: edit {shown(folder / 'case.yaml')}, then: longgame check {shown(folder)}", err=True)
