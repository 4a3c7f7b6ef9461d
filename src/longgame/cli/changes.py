"""Show what would change in a case, ask, and write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from longgame.case.case import Case
from longgame.cli.frame import out
from longgame.core.errors import UsageError
from longgame.core.files import shown

if TYPE_CHECKING:
    from longgame.case.diff import Diff

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow", "note": "default"}


def show_changes(found: Diff, *, whole: bool = False) -> None:
    """Print what differs, row by row; of new rows the first fields, or all of them."""
    from longgame.case.diff import lines

    for kind, line in lines(found, width=max(40, out.width - 30), whole=whole):
        out.print(f"[{_COLOURS[kind]}]{escape(line)}[/]", soft_wrap=True)


def ask(question: str, *, yes: bool) -> None:
    """Ask whether to go on; a no ends the command.

    Raises
    ------
    UsageError
        If there is nobody to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nothing was written: there is nobody to ask; add --yes to write, or --dry-run to look only")
    if not typer.confirm(question):
        out.print("Nothing was written.")
        raise typer.Exit


def write(case: Case, into: Path | None) -> None:
    """Write a case to its own folder, or to a new one, and say which files changed."""
    from longgame.case.save import save

    saved = save(case, into)
    out.print(f"Wrote {escape(', '.join(saved.changed))} in {escape(shown(saved.folder))}", soft_wrap=True)
