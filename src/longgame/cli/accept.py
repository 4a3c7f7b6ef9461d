"""``longgame accept``: bring what a person accepted of a document's claims into a case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from longgame.cli.changes import ask, show_changes, write
from longgame.cli.frame import out, step
from longgame.core.errors import CaseError, Problem, UsageError
from longgame.core.files import shown

if TYPE_CHECKING:
    from longgame.case.case import Case

_TOLD = {"accept": "accepted", "edit": "edited", "reject": "rejected", "there": "in the case already", "open": "without a decision"}


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("accept")(accept)


def accept(
    reviews: Annotated[
        list[Path],
        typer.Argument(metavar="REVIEW…", help="Files that longgame read wrote, or a folder of them.", show_default=False),
    ],
    into: Annotated[Path, typer.Option("--case", metavar="CASE", help="Folder of the case, or a single .yaml file.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Bring accepted proposals into a case: shows what changes and asks.

    Forecasts become questions and forecasts, commitments get their deadlines, numbers become claims, the rest statements; each
    with a passage that says where it stands in which document. Words that nobody has written yet are marked, and longgame check
    points at them. All problems are told at once, and then nothing is written. Accepting twice changes nothing.
    """
    from longgame.case.diff import diff
    from longgame.case.load import load

    files = _files(reviews)
    with step("reading the case"):
        base = load(into)
    case, decisions, notes = _accepted(files, base)
    found = diff(base, case)
    show_changes(found, whole=True)
    out.print(", ".join(f"{decisions[k]} {word}" for k, word in _TOLD.items() if decisions[k]) or "no proposals", soft_wrap=True)
    for note in notes:
        out.print(escape(f"{note}"), soft_wrap=True)
    if not found:
        return
    _tell_open(case, base)
    if dry_run:
        out.print("Nothing was written.")
        return
    ask("Write these changes?", yes=yes)
    write(case, None)


def _files(reviews: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in reviews:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*.yaml") if p.is_file())
            if not inside:
                raise UsageError(f"there is no review in {shown(path)}")
            files += inside
        else:
            files.append(path)
    return files


def _accepted(files: list[Path], base: Case) -> tuple[Case, Counter[str], list[Problem]]:
    """Return the case with everything that was accepted, how many proposals had which decision, and what may not be meant."""
    from longgame.case.checks import run_checks
    from longgame.read.accept import accept as accept_review
    from longgame.read.review_file import read_review

    case, decisions = base, Counter[str]()
    problems: list[Problem] = []
    notes: list[Problem] = []
    for path in files:
        try:
            made = accept_review(*read_review(path), case)
        except CaseError as error:
            problems += error.problems
            continue
        case = made.case
        decisions += made.decisions
        notes += made.notes
    problems = problems or run_checks(case, errors_only=True)
    if problems:
        raise CaseError(problems)
    return case, decisions, notes


def _tell_open(case: Case, base: Case) -> None:
    from longgame.read.accept import open_places

    places = list(open_places(case, base))
    if places:
        n = len(places)
        text = f"{n} field{'s are' if n > 1 else ' is'} still to be written in your own words; longgame check shows where (LG306)."
        out.print(escape(text), soft_wrap=True)
