"""The verb ``verify``: whether a sealed forecast was changed, and whether it comes out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from longgame.cli.frame import ONLY_PROGRAMS, AsJson, if_interrupted, out, step
from longgame.core.errors import UsageError

if TYPE_CHECKING:
    from longgame.settle.study.seal import Check, Seal, Verdict


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("verify")(verify)


def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record, or its .seal.", show_default=False)],
    case: Annotated[
        Path | None, typer.Option("--case", metavar="CASE", help="Where the case is now; else where it was when sealed.")
    ] = None,
    published: Annotated[str | None, typer.Option("--hash", metavar="HASH", help="The hash that was made public.")] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Models at the same time; changes no number.")] = 2,
    as_json: AsJson = False,
) -> int:
    """Check that a sealed forecast was not changed, and recompute it from the case to the same bits.

    Exit status 0: all as it was sealed, and recomputed. 1: something differs, and what, or the case is not there to recompute
    from. Without --hash nothing shows that record and seal were not made anew together.
    """
    from longgame.case.load import load
    from longgame.settle.study.compiled import keep_compiled
    from longgame.settle.study.seal import Check, Verdict
    from longgame.settle.study.seal import verify as check

    path = record.with_suffix("") if record.suffix == ".seal" else record
    beside = path.with_name(path.name + ".seal")
    held = _parsed(beside)
    sealed = held if isinstance(held, Check) else _seal(held, beside)
    found = sealed if isinstance(sealed, Check) else _parsed(path)
    if isinstance(sealed, Check) or isinstance(found, Check):
        broken = sealed if isinstance(sealed, Check) else found
        _tell(Verdict(ok=False, seal="", checks=(broken,), differences=(), differing=0), as_json=as_json)
        return 1
    folder = case if case is not None else beside.parent / sealed.case
    if case is not None or folder.exists():
        with step("reading the case"):
            opened = load(folder)
    else:
        opened = None
    keep_compiled()
    with if_interrupted(ONLY_PROGRAMS), step("recomputing"):
        verdict = check(found, sealed, opened, published, workers)
    _tell(verdict, as_json=as_json)
    return 0 if verdict.ok else 1


def _tell(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        typer.echo(verdict.model_dump_json(indent=1))
    else:
        show(verdict)


def _parsed(path: Path) -> dict[str, Any] | Check:
    """Return what a file holds; where it is no JSON any more, that it was changed: both were JSON when they were written."""
    from longgame.core.files import read_text, shown
    from longgame.settle.study.seal import Check, parse

    text = read_text(path)
    try:
        return parse(text, shown(path))
    except UsageError as error:
        return Check(what="record", ok=False, says=f"changed after it was sealed: {error}")


def _seal(held: dict[str, Any], path: Path) -> Seal:
    from pydantic import ValidationError

    from longgame.core.files import shown
    from longgame.settle.study.seal import Seal

    try:
        return Seal.model_validate(held)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"])
        raise UsageError(f"{shown(path)} is no seal: {where}: {first['msg']}") from None


def show(verdict: Verdict) -> None:
    """Print what was looked at, and what differs."""
    marks = {True: "[green]ok[/]  ", False: "[bold red]NOT[/] ", None: "[yellow]?[/]   "}
    for one in verdict.checks:
        out.print(f"{marks[one.ok]}{escape(one.says)}", soft_wrap=True)
    for where, held, again in verdict.differences:
        out.print(f"     {escape(where)}: {escape(str(held))} in the record, {escape(str(again))} recomputed", soft_wrap=True)
    if verdict.differing > len(verdict.differences):
        out.print(f"     and {verdict.differing - len(verdict.differences)} more")
    if verdict.seal:
        out.print(f"seal {verdict.seal}", style="dim", soft_wrap=True)
