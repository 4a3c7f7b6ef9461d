"""The verb ``seal``: pin a forecast, so that it can be shown later that it was not changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from longgame.cli.frame import out, step
from longgame.core.errors import UsageError

ENDING = ".seal"


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("seal")(seal)


def seal(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="File that longgame settle -o wrote.", show_default=False)],
    case: Annotated[Path, typer.Option("--case", metavar="CASE", help="The case that it was made from.", show_default=False)],
) -> None:
    """Pin a forecast by the hash of everything that made it.

    Writes RECORD.seal beside the record: the hashes of the record and of every file of the case, version, seed and settings.
    Make the hash that is printed public, by mail, commit or post: that day is what an outsider can rely on. With
    both files and the case anybody can then run: longgame verify RECORD
    """
    from longgame.case.load import load
    from longgame.core.files import read_text, shown, write_whole
    from longgame.settle.study.seal import parse
    from longgame.settle.study.seal import seal as pin

    if record.suffix == ENDING:
        raise UsageError(f"{shown(record)} is a seal; give the record")
    found = parse(read_text(record), shown(record))
    with step("reading the case"):
        opened = load(case)
    path = record.with_name(record.name + ENDING)
    place = Path(os.path.relpath(case.resolve(), path.resolve().parent)).as_posix()
    pinned = pin(found, opened, record.name, place)
    write_whole(path, pinned.model_dump_json(by_alias=True, indent=1) + "\n")
    typer.echo(path)
    out.print(f"[bold]{pinned.seal}[/]", soft_wrap=True)
