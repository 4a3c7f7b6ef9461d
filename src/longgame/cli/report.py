"""The verb ``report``: the whole case as of a day in one offline HTML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from longgame.cli.frame import AsOf, CasePath, err, open_case
from longgame.core.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("report")(report)


def report(
    case: CasePath,
    as_of: AsOf = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
) -> None:
    """Write one self-contained HTML report that needs no network.

    Nothing that became known after the day given with --as-of is in it; without it, the day is the one up to
    which the case was kept.
    """
    from longgame.core.files import write_whole
    from longgame.report.build import build

    opened = open_case(case, as_of)
    path = output or Path(f"{opened.about.id}-{opened.day}.html")
    if path.is_dir():
        raise UsageError(f"-o: {path} is a folder; name a file")
    if not path.parent.is_dir():
        raise UsageError(f"-o: the folder {path.parent} does not exist")
    with shown() as progress:
        text = build(opened, progress=progress)
    write_whole(path, text)
    typer.echo(path)
    if open_it:
        typer.launch(path.resolve().as_uri())


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """Show progress on a terminal; elsewhere stay silent."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=err, transient=True,
        disable=not err.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("reading", total=None)

        def progress(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield progress
