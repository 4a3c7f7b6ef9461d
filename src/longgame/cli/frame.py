"""What all verbs share: options, opening a case as of a day, errors without tracebacks, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer
from pydantic import BaseModel, ValidationError
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import longgame
from longgame.case.case import Case
from longgame.core.dates import parse_day
from longgame.core.errors import CaseError, LonggameError, Problem, Severity, UsageError, short
from longgame.core.words import not_looked

PROBLEMS_SHOWN = 200
INTERRUPTED = 130
# What the verbs that run compiled models leave behind.
ONLY_PROGRAMS = "no result was written; the models compiled so far are kept, so that the next run is shorter"

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="Folder of the case, or a single .yaml file.", show_default=False)]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Use only what was known at the end of this day (2023-02-20, 2023-Q1, today)."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the JSON into this file; one that is there is overwritten."),
]
Tables = Annotated[
    Path | None, typer.Option("--csv", metavar="DIR", help="Write the tables as CSV into this folder, over those that are there.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class InterruptionError(LonggameError):
    """Somebody pressed Ctrl-C; the words say what is kept of what was done."""


def make_app(verbs: Iterable[ModuleType]) -> typer.Typer:
    """Return the application with every verb registered."""
    app = typer.Typer(
        name="longgame",
        help="Follow a long negotiation between states: what was promised, what was done, who claimed what.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode="rich",
    )

    @app.callback()
    def top(
        _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
        debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
    ) -> None:
        if debug:
            os.environ["LONGGAME_DEBUG"] = "1"

    for verb in verbs:
        verb.register(app)
    return app


def _version(value: bool) -> None:
    if value:
        typer.echo(f"longgame {longgame.__version__}")
        raise typer.Exit


def run(app: typer.Typer, args: list[str] | None = None) -> int:
    """Run the application; return 0, 1 for problems in the case, 2 for wrong use, 70 for a defect, 130 if interrupted."""
    try:
        result = app(args=args, standalone_mode=False)
    except CaseError as error:
        print_problems(error.problems)
        return 1
    except InterruptionError as stopped:
        return _interrupted(str(stopped))
    except LonggameError as error:
        err.print(f"[bold red]longgame:[/] {escape(str(error))}", soft_wrap=True)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - keeps the interpreter quiet at exit
        return 0
    except Exception as error:
        return _other(error)
    if result == INTERRUPTED:  # how the option parser tells of it
        return _interrupted()
    return result if isinstance(result, int) else 0


def _interrupted(kept: str = "nothing was half-written") -> int:
    err.print(f"longgame: interrupted; {escape(kept)}", soft_wrap=True)
    return INTERRUPTED


@contextmanager
def if_interrupted(kept: str) -> Iterator[None]:
    """Have whoever interrupts what is done here told what is kept of it."""
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptionError(kept) from None


_NUMBERS = {"int_parsing": "a whole number", "int_from_float": "a whole number", "float_parsing": "a number"}


def _read_as(error: Exception) -> str:
    """Return what is wrong with an option in our words: what was given, and what it should be."""
    if isinstance(cause := error.__cause__, ValidationError):
        found = cause.errors(include_url=False)[0]
        if found["type"] in _NUMBERS:
            return f"{short(found['input'])} is not {_NUMBERS[found['type']]}"
    return str(getattr(error, "message", error)).removeprefix("Value error, ")


def _other(error: Exception) -> int:
    show = getattr(error, "show", None)
    if callable(show) and hasattr(error, "exit_code"):  # usage errors of the option parser, which tells of its own parts
        error.message = _read_as(error)  # type: ignore[attr-defined]
        show()
        return int(error.exit_code)
    if isinstance(error, OSError) and error.filename:
        err.print(f"[bold red]longgame:[/] {escape(str(error.filename))}: {escape(error.strerror or str(error))}", soft_wrap=True)
        return 1
    if os.environ.get("LONGGAME_DEBUG"):
        err.print_exception()
    else:
        err.print(
            f"[bold red]longgame stopped on a defect of its own:[/] {type(error).__name__}: {escape(str(error)[:300])}\n"
            "Your files were not changed. Please report it; [bold]longgame --debug …[/] shows the details.",
            soft_wrap=True,
        )
    return 70


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, one a line, errors counted at the end."""
    listed = list(problems)
    for problem in listed[:PROBLEMS_SHOWN]:
        err.print(escape(str(problem)), soft_wrap=True)
    errors = sum(p.severity is Severity.ERROR for p in listed)
    more = f"; {len(listed) - PROBLEMS_SHOWN} more not shown" if len(listed) > PROBLEMS_SHOWN else ""
    err.print(f"{errors} error{'s' * (errors != 1)}, {len(listed) - errors} other{more}")


def open_case(path: Path, as_of: str | None) -> Case:
    """Load a case and cut it to a day; if that lies behind the day up to which the case was kept, say so.

    Parameters
    ----------
    path : Path
    as_of : str or None
        A date, ``today``, or None for the day up to which the case was kept.

    Raises
    ------
    CaseError
        If the case has errors.
    UsageError
        If the day is not a date.
    """
    from longgame.case.load import load

    day = read_day(as_of)
    case = load(path)
    found = case.as_of(case.newest if day is None else day)
    said = not_looked(found.newest, found.day or found.newest)
    if said:
        err.print(said, soft_wrap=True)
    return found


def read_day(text: str | None) -> date | None:
    """Return the day named on the command line, None if none was.

    Raises
    ------
    UsageError
        If the text is not a date.
    """
    if text is None:
        return None
    if text.strip().casefold() == "today":
        return date.today()
    try:
        return parse_day(text)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show on a terminal what is being done for as long as it takes."""
    if err.is_terminal:
        with err.status(what):
            yield
    else:
        yield


def narrow_table(title: str, *columns: str) -> Table:
    """Return a table without frames; of a column's name what follows ``|`` tells how: ``r`` to the right, ``n`` not wrapped."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for column in columns:
        name, _, how = column.partition("|")
        table.add_column(name, justify="right" if how == "r" else "left", no_wrap=how in ("n", "r"))
    return table


def check_output(output: Path | None) -> None:
    """Refuse, before the work, to write a result where no file can be.

    Raises
    ------
    UsageError
    """
    if output is not None and (output.is_dir() or not output.parent.is_dir()):
        raise UsageError(f"-o: {output} is a folder or lies in none; name a file")


def deliver(result: BaseModel, output: Path | None, *, as_json: bool) -> bool:
    """Write a result's JSON into a file, print it, or both, as asked for; return whether that was asked for at all."""
    if output is None and not as_json:
        return False
    text = result.model_dump_json(by_alias=True, indent=1)
    if output is not None:
        from longgame.core.files import write_whole

        write_whole(output, text + "\n")
        typer.echo(output)
    if as_json:
        typer.echo(text)
    return True
