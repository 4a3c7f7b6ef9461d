"""The verb ``track``: what was agreed, and whether it is being done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from longgame.cli.frame import AsJson, AsOf, CasePath, Tables, open_case, out, read_day, step
from longgame.core.errors import UsageError, listed

if TYPE_CHECKING:
    from longgame.track.result import TrackResult


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("track")(track)


def track(
    case: CasePath,
    as_of: AsOf = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Show what changed after this day.")] = None,
    as_json: AsJson = False,
    csv: Tables = None,
    package: Annotated[list[str] | None, typer.Option("--package", metavar="ID", help="Show only this package.")] = None,
) -> None:
    """Show what was promised, what was done by which counting rule, and which dates slipped.

    Every figure rests on facts that were known at the end of the day given with --as-of; without it, on
    the day up to which the case was kept.
    """
    from longgame.track.run import track as derive

    with step("reading the case"):
        opened = open_case(case, as_of)
    earlier: date | None = read_day(since)
    if earlier is not None and opened.day is not None and earlier > opened.day:
        raise UsageError(f"--since {earlier} is later than the day of the result, {opened.day}")
    unknown = [p for p in package or [] if p not in opened.packages.by_key]
    if unknown:
        raise UsageError(
            f"--package: there is no package {unknown[0]!r} by {opened.day}; {listed(unknown[0], opened.packages.by_key)}"
        )
    with step("deriving status"):
        result = derive(opened, since=earlier)
    if package:
        result = only(result, package)
    if csv is not None:
        from longgame.track.tables import write_csv

        for path in write_csv(result, csv):
            typer.echo(path)
    if as_json:
        typer.echo(result.model_dump_json(by_alias=True, indent=2))
    elif csv is None:
        from longgame.cli.track_view import show

        show(out, opened, result)


def only(result: TrackResult, packages: list[str]) -> TrackResult:
    """Return a result cut to some packages, their commitments and what is derived from these."""
    from longgame.track.deadlines import chains
    from longgame.track.slippage import slippage

    kept = tuple(c for c in result.commitments if c.package in packages)
    ids = {c.id for c in kept}
    deadlines = tuple(d for d in result.deadlines if d.commitment in ids)
    named = {d.id for d in deadlines}
    subjects = {*packages, *ids, *named}
    return result.model_copy(
        update={
            "packages": tuple(p for p in result.packages if p.id in packages),
            "commitments": kept,
            "deadlines": deadlines,
            "slippage": slippage(chains(deadlines)),
            "next_deadlines": tuple(i for i in result.next_deadlines if i in named),
            "changes": tuple(c for c in result.changes if c.kind == "new_fact" or c.subject.split("/")[0] in subjects),
        }
    )
