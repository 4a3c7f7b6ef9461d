"""``longgame export``: a case, or parts of it, as files for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.markup import escape

from longgame.case.case import Case
from longgame.cli.frame import AsOf, CasePath, out, read_day, step
from longgame.core.errors import UsageError
from longgame.core.files import shown, write_whole


class _File(NamedTuple):
    path: Path
    content: bytes
    lost: tuple[str, ...] = ()  # what it does not hold of the case


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("export", help="Write a case, or parts of it, for other programs.")(export)


def export(
    path: CasePath,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="The whole case as one spreadsheet.", metavar="FILE")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Every table as CSV.", metavar="DIR")] = None,
    parquet: Annotated[Path | None, typer.Option("--parquet", help="Every table as Parquet.", metavar="DIR")] = None,
    csl: Annotated[Path | None, typer.Option("--csl", help="The sources as CSL-JSON, for Zotero.", metavar="FILE")] = None,
    ics: Annotated[Path | None, typer.Option("--ics", help="The open deadlines as a calendar.", metavar="FILE")] = None,
    fatebook: Annotated[Path | None, typer.Option("--fatebook", help="Forecasts as Fatebook exports them.", metavar="FILE")] = None,
    metaculus: Annotated[
        Path | None, typer.Option("--metaculus", help="Questions and forecasts as Metaculus exports them.", metavar="DIR")
    ] = None,
    claim_review: Annotated[
        Path | None, typer.Option("--claim-review", help="Resolved forecasts as ClaimReview, JSON-LD.", metavar="FILE")
    ] = None,
    address: Annotated[str, typer.Option("--address", help="Of the page on which the reviews will stand.", metavar="URL")] = "",
    scale: Annotated[str, typer.Option("--scale", help="By which words stand for probabilities in forecasts.")] = "survey2018",
    as_of: AsOf = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Write the files that were asked for; all are made before the first is written.

    Raises
    ------
    UsageError
        If nothing was asked for, or a file is there and ``--force`` was not given.
    """
    from longgame.case.load import load

    if all(target is None for target in (xlsx, csv, parquet, csl, ics, fatebook, metaculus, claim_review)):
        raise UsageError(
            "say what to write: --xlsx FILE, --csv DIR, --parquet DIR, --csl FILE, --ics FILE, --fatebook FILE, --metaculus DIR "
            "or --claim-review FILE"
        )
    day = read_day(as_of)
    case = load(path)
    case = case if day is None else case.as_of(day)
    files = []
    with step("Preparing the files"):
        files += [_File(xlsx, _xlsx(case))] if xlsx is not None else []
        files += list(_tables(case, csv, "csv")) if csv is not None else []
        files += list(_tables(case, parquet, "parquet")) if parquet is not None else []
        files += [_File(csl, _csl(case))] if csl is not None else []
        files += [_File(ics, _ics(case, day))] if ics is not None else []
        files += list(_forecasts(case, fatebook, metaculus, claim_review, address, scale))
    _refuse(files, path, [d for d in (csv, parquet, metaculus) if d is not None], force=force)
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file.path, file.content)
    for target in dict.fromkeys(f.path.parent if f.path.parent in (csv, parquet, metaculus) else f.path for f in files):
        size = sum(len(f.content) for f in files if target in (f.path, f.path.parent))
        out.print(f"Wrote {escape(shown(target))} ({size / 1000:,.0f} kB)", soft_wrap=True)
        for clause in next(f.lost for f in files if target in (f.path, f.path.parent)):
            out.print(f"  {escape(clause)}", style="dim", soft_wrap=True)


def _xlsx(case: Case) -> bytes:
    from longgame.case.interchange.xlsx import to_xlsx

    return to_xlsx(case)


def _csl(case: Case) -> bytes:
    from longgame.case.interchange.csl import to_csl_json

    return to_csl_json(case).encode("utf-8")


def _ics(case: Case, day: date | None) -> bytes:
    from longgame.case.interchange.ics import to_ics
    from longgame.track.run import track

    day = day or case.newest
    case = case if case.day == day else case.as_of(day)
    return to_ics(case, day, track(case, day=day).next_deadlines)


def _tables(case: Case, folder: Path, kind: str) -> Iterator[_File]:
    from longgame.case.interchange.tables import to_tables

    for made in to_tables(case, "csv" if kind == "csv" else "parquet"):
        yield _File(folder / made.name, made.content)


def _forecasts(
    case: Case, fatebook: Path | None, metaculus: Path | None, claim_review: Path | None, address: str, scale: str
) -> Iterator[_File]:
    if fatebook is None and metaculus is None and claim_review is None:
        return
    from longgame.score.interchange import claim_review as as_claim_review
    from longgame.score.interchange import fatebook as as_fatebook
    from longgame.score.interchange import metaculus as as_metaculus
    from longgame.score.score import score

    whole = case if case.day is not None else case.as_of(case.newest)
    result = score(whole, scale, by=())
    if fatebook is not None:
        yield _File(fatebook, as_fatebook.to_fatebook(whole, result).encode("utf-8"), as_fatebook.lost(whole, result))
    if metaculus is not None:
        lost = as_metaculus.lost(whole, result)
        for name, text in as_metaculus.to_metaculus(whole, result).items():
            yield _File(metaculus / name, text.encode("utf-8"), lost)
    if claim_review is not None:
        reviews = as_claim_review.to_claim_review(whole, result, address)
        yield _File(claim_review, reviews.encode("utf-8"), as_claim_review.lost(whole, result))


def _refuse(files: list[_File], case: Path, folders: Sequence[Path], *, force: bool) -> None:
    """Refuse places where no file can or should be; folders that were named are made, those of a file are not."""
    inside = case.resolve() if case.is_dir() else case.resolve().parent
    names = [f.path.resolve() for f in files]
    for file, name in zip(files, names, strict=True):
        if names.count(name) > 1:
            raise UsageError(f"{shown(file.path)} would be written twice; give each format its own place")
        if name.parent == inside and (name.name in _case_files() or name == case.resolve()):
            raise UsageError(f"{shown(file.path)} is a file of the case itself; choose another place")
        if (file.path.parent / "case.yaml").exists() and file.path.name in _case_files():
            raise UsageError(f"{shown(file.path.parent)} holds a case; choose another folder")
        if file.path.parent not in folders and not file.path.parent.is_dir():
            raise UsageError(f"there is no folder {shown(file.path.parent)}; make it, or choose another place")
        if file.path.is_dir():
            raise UsageError(f"{shown(file.path)} is a folder; name a file")
        if file.path.exists() and not force:
            raise UsageError(f"{shown(file.path)} is there already; --force overwrites it")


def _case_files() -> tuple[str, ...]:
    from longgame.case.load import FILES

    return FILES
