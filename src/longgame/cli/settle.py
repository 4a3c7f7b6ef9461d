"""The verb ``settle``: where each issue would settle, by every bargaining model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from longgame.cli.frame import (
    ONLY_PROGRAMS,
    AsJson,
    AsOf,
    CasePath,
    Output,
    Tables,
    check_output,
    deliver,
    err,
    if_interrupted,
    open_case,
    out,
    step,
)


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("settle")(settle)


def settle(
    case: CasePath,
    issue: Annotated[
        list[str] | None, typer.Option("--issue", metavar="ID", help="Only this issue, and why it comes out so; may be repeated.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="NAME", help="Only this model; may be repeated. 'all': every reading of every model."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Draws of all judgements; 0 for the best ones alone.")] = 512,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the draws.")] = 0,
    as_of: AsOf = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="ID", help="Whose judgements; else the first coder's.")] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Models at the same time; changes no number.")] = 2,
    scenario: Annotated[
        list[str] | None, typer.Option("--scenario", metavar="ID", help="Compare with this scenario; may be repeated.")
    ] = None,
    advise: Annotated[str | None, typer.Option("--advise", metavar="ACTOR", help="Look for what would help this actor.")] = None,
    as_json: AsJson = False,
    output: Output = None,
    csv: Tables = None,
) -> None:
    """Forecast where each issue settles, by every bargaining model, with the spread that the judgements leave.

    The judgements are the case's stances and capabilities that held on the day given with --as-of and were known by
    then. The same case, settings and seed give the same numbers. See also: longgame backtest, longgame seal.
    """
    from longgame.settle.study.asked import ask
    from longgame.settle.study.compiled import keep_compiled

    check_output(output)
    with step("reading the case"):
        opened = open_case(case, as_of)
    keep_compiled()
    with if_interrupted(ONLY_PROGRAMS), shown() as progress:
        result = ask(
            opened,
            None,
            issue,
            model,
            draws,
            seed,
            coder,
            scenarios=scenario or (),
            advise=advise,
            workers=workers,
            progress=progress,
        )
    if csv is not None:
        from longgame.settle.study.tables import tables

        write(tables(result), csv)
    if not deliver(result, output, as_json=as_json) and csv is None:
        from longgame.cli.settle_view import show

        show(out, result)


def write(tables: dict[str, tuple[list[str], list[list[object]]]], folder: Path) -> None:
    """Write tables as CSV files into a folder, which is made if needed, and print their paths."""
    from longgame.core.files import write_whole
    from longgame.track.tables import as_csv

    folder.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in tables.items():
        path = folder / f"{name}.csv"
        write_whole(path, as_csv(header, rows))
        typer.echo(path)


@contextmanager
def shown(begin: str = "settling") -> Iterator[Callable[[str, int, int], None]]:
    """Show on a terminal what was done last, and how much is done of how much; elsewhere stay silent."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=err, transient=True,
        disable=not err.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(begin, total=None)

        def progress(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield progress
