"""``longgame import``: bring a spreadsheet, references, stances, events or forecasts into a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from longgame.case.case import Case
from longgame.cli.changes import ask, show_changes, write
from longgame.cli.frame import err, out, print_problems, step
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, UsageError
from longgame.core.files import shown

if TYPE_CHECKING:
    from longgame.case.interchange.coded import Coding, ImportedRows
    from longgame.case.sources import Source


class Form(StrEnum):
    """What a file to be imported holds."""

    XLSX = "xlsx"
    CSL = "csl"
    KTAB = "ktab"
    STANCES = "stances"
    EVENTS = "events"
    FATEBOOK = "fatebook"
    METACULUS = "metaculus"


class Nature(StrEnum):
    """What questions ask after."""

    EVENT = "event"
    TREND = "trend"


@dataclass(frozen=True)
class _Options:
    """What was said on the command line about a file that does not say it."""

    source: str = ""
    source_title: str = ""
    source_publisher: str = ""
    source_url: str = ""
    source_issued: str = ""
    coder: str = ""
    from_: str = ""
    until: str = ""
    issues: tuple[str, ...] = ()
    actor_kind: str = ""
    domain: str = ""
    nature: str = ""
    series: str = ""
    title: str = ""
    unit: str = ""
    counted_by: str = ""


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command(
        "import", help="Bring a spreadsheet, references, stances, events or forecasts into a case; shows what changes and asks."
    )(import_)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to import.", show_default=False)],
    into: Annotated[Path, typer.Option("--into", metavar="CASE", help="The case; for a spreadsheet also a new folder.")],
    form: Annotated[Form | None, typer.Option("--as", help="What the file is; .xlsx and .json are known by their names.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    source: Annotated[str, typer.Option(metavar="KEY", help="Source of the imported rows.")] = "",
    source_title: Annotated[str, typer.Option(help="Title of a new source.")] = "",
    source_publisher: Annotated[str, typer.Option(help="Publisher of a new source.")] = "",
    source_url: Annotated[str, typer.Option(help="Address of a new source.")] = "",
    source_issued: Annotated[str, typer.Option(metavar="DATE", help="When a new source was published.")] = "",
    coder: Annotated[str, typer.Option(metavar="ID", help="Stances: who coded them.")] = "",
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="Stances: first day on which they hold.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Stances: last day on which they hold.")] = "",
    issue: Annotated[list[str] | None, typer.Option(metavar="ID", help="Stances: the issue, or one a dimension.")] = None,
    actor_kind: Annotated[str, typer.Option(metavar="KIND", help="Stances: add unknown actors, as this kind.")] = "",
    domain: Annotated[str, typer.Option(metavar="ID", help="Events and questions: their domain.")] = "",
    nature: Annotated[
        Nature | None, typer.Option(help="Questions: whether they ask after events or trends, which are scored apart.")
    ] = None,
    series: Annotated[str, typer.Option(metavar="ID", help="Counts: the series that they belong to.")] = "",
    title: Annotated[str, typer.Option(help="Counts: title of a new series.")] = "",
    unit: Annotated[str, typer.Option(help="Counts: unit of a new series.")] = "",
    counted_by: Annotated[str, typer.Option(help="Counts: who counted, for a new series.")] = "",
) -> None:
    """Show what a file would change in a case, ask, and write it.

    Raises
    ------
    UsageError
        If something is missing that the file does not say, or there is nobody to ask.
    CaseError
        If the file or the case after it has errors; nothing is written.
    """
    options = _Options(
        source, source_title, source_publisher, source_url, source_issued, coder, from_, until, tuple(issue or ()), actor_kind,
        domain, "" if nature is None else nature.value, series, title, unit, counted_by,
    )  # fmt: skip
    form = form or _form(file)
    with step("Reading"):
        base, new, notes = _read(file, into, form, options)
    if notes:
        print_problems(notes)
    if base is None:
        _write_new(new, into, yes=yes, dry_run=dry_run)
        return
    from longgame.case.diff import diff

    found = diff(base, new)
    show_changes(found)
    if not found:
        return
    if dry_run:
        out.print("Nothing was written.")
        return
    ask("Write these changes?", yes=yes)
    write(new, None)


def _form(file: Path) -> Form:
    known = {".xlsx": Form.XLSX, ".xlsm": Form.XLSX, ".json": Form.CSL}
    if file.suffix.lower() not in known:
        raise UsageError(f"say what {shown(file)} holds: --as " + ", ".join(Form))
    return known[file.suffix.lower()]


def _read(file: Path, into: Path, form: Form, options: _Options) -> tuple[Case | None, Case, tuple[Problem, ...]]:
    """Return the case as it is, None for a new one; the case to be; and what is worth knowing."""
    from longgame.case.load import load

    if not file.is_file():
        raise UsageError(f"there is no file {shown(file)}")
    if form is Form.XLSX and not into.exists():
        new, notes = _from_xlsx(file, None)
        return None, new, notes
    base = load(into)
    if form is Form.XLSX:
        return base, *_from_xlsx(file, base)
    new, notes = _merged(file, base, form, options)
    _check(new)
    return base, new, notes


def _check(case: Case) -> None:
    from longgame.case.checks import run_checks

    problems = run_checks(case, errors_only=True)
    if problems:
        raise CaseError(problems)


def _from_xlsx(file: Path, base: Case | None) -> tuple[Case, tuple[Problem, ...]]:
    from longgame.case.interchange.merge import replaced
    from longgame.case.interchange.xlsx import from_xlsx

    found = from_xlsx(file, base)
    _check(found.case)
    if base is None:
        return found.case, found.notes
    if found.case.about.id != base.about.id:
        raise UsageError(f"{shown(file)} holds the case {found.case.about.id!r}, not {base.about.id!r}")
    day = found.facts.get("as of", "")
    if day[:4].isdecimal():
        raise UsageError(
            f"{shown(file)} was exported as of {day}; importing it would remove what became known later. "
            "Export again without --as-of, or import it into a new folder"
        )
    if found.facts.get("case digest", base.digest) != base.digest:
        err.print("The case has changed since this workbook was exported: what was changed since then shows as undone below.")
    return replaced(base, found.case), found.notes


def _merged(file: Path, base: Case, form: Form, options: _Options) -> tuple[Case, tuple[Problem, ...]]:
    from longgame.case.interchange.merge import with_rows

    if form is Form.CSL:
        from longgame.case.interchange.csl import from_csl_json

        return with_rows(base, {"sources": from_csl_json(file, base).rows}), ()
    base = _with_source(base, options)
    made: ImportedRows
    if form is Form.EVENTS:
        from longgame.case.interchange.event_csv import EventSettings, from_event_csv

        o = options
        made = from_event_csv(file, base, EventSettings((o.source,), o.domain, o.series, o.title, o.unit, o.counted_by))
    elif form in (Form.FATEBOOK, Form.METACULUS):
        made = _from_platform(file, base, form, options)
    elif form is Form.KTAB:
        from longgame.case.interchange.ktab import from_ktab

        made = from_ktab(file, base, options.issues, _coding(options))
    else:
        from longgame.case.interchange.stances_csv import from_stances_csv

        made = from_stances_csv(file, base, _coding(options), options.issues)
    return with_rows(base, made.rows), tuple(made.notes)


def _from_platform(file: Path, base: Case, form: Form, options: _Options) -> ImportedRows:
    from longgame.case.interchange.fatebook_csv import from_fatebook_csv
    from longgame.case.interchange.forecast_rows import PlatformSettings
    from longgame.case.interchange.metaculus_csv import from_metaculus_csv

    read = from_fatebook_csv if form is Form.FATEBOOK else from_metaculus_csv
    return read(file, base, PlatformSettings((options.source,), options.domain, options.nature))


def _with_source(base: Case, options: _Options) -> Case:
    """Return the case with the source of the imported rows, made if it was described."""
    from longgame.case.interchange.merge import with_rows

    if not options.source:
        raise UsageError("imported rows need a source: --source KEY (with --source-title and others to make a new one)")
    described = (options.source_title, options.source_publisher, options.source_url, options.source_issued)
    if options.source in base.sources.by_key or not any(described):
        return base
    return with_rows(base, {"sources": [_source(options)]})


def _source(options: _Options) -> Source:
    from pydantic import ValidationError

    from longgame.case.sources import Source

    fields: Mapping[str, object] = {
        "id": options.source, "title": options.source_title, "publisher": options.source_publisher, "url": options.source_url,
        "issued": _date("--source-issued", options.source_issued),
    }  # fmt: skip
    try:
        return Source.model_validate(fields)
    except ValidationError as error:
        raise UsageError(f"--source: {error.errors()[0]['msg'].lower()}") from None


def _coding(options: _Options) -> Coding:
    from typing import get_args

    from longgame.case.actors import ActorKind
    from longgame.case.interchange.coded import Coding

    start = _date("--from", options.from_)
    if start is None or not options.coder:
        raise UsageError("stances need a coder and a first day: --coder ID --from DATE")
    if options.actor_kind and options.actor_kind not in get_args(ActorKind):
        raise UsageError("--actor-kind: one of " + ", ".join(get_args(ActorKind)))
    return Coding((options.source,), options.coder, start, _date("--until", options.until), options.actor_kind or None)


def _date(option: str, text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _write_new(case: Case, into: Path, *, yes: bool, dry_run: bool) -> None:
    rows = sum(len(t) for t in case.tables.values())
    out.print(f"A new case {escape(repr(case.about.id))} with {rows:,} rows in {escape(shown(into))}.", soft_wrap=True)
    if dry_run:
        out.print("Nothing was written.")
        return
    ask("Write it?", yes=yes)
    write(case, into)
