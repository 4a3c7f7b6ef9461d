"""``longgame read``: what an article claims, each claim with its place, for a person to accept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.markup import escape

from longgame.cli.frame import AsJson, check_output, err, if_interrupted, out, print_problems, step
from longgame.core.dates import Period
from longgame.core.errors import CaseError, LonggameError, Problem, UsageError, short
from longgame.core.files import shown, write_whole
from longgame.core.words import many

if TYPE_CHECKING:
    from longgame.read.desk import Wanted
    from longgame.read.folder import Plan
    from longgame.read.model.client import Model

T = TypeVar("T")
# So many files that were left alone are named.
SHOWN = 5
KEPT = "what was read so far is kept, and the same command goes on from there"


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("read")(read)


def read(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE|FOLDER", help="Document (.txt .md .html .pdf .docx), or a folder of them.", show_default=False
        ),
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--case", metavar="CASE", help="For which case: whose actors, and what it has already.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE|FOLDER", help="Write the review here, of a folder a folder of reviews."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with the text and its claims marked.")
    ] = None,
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="When it was published, if it does not say so.")] = "",
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help="Of a text that is not UTF-8, such as cp1251.")] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="en|ru", help="In which it is, where it is taken for another language.")
    ] = "",
    scale: Annotated[
        str, typer.Option("--scale", metavar="NAME", help="What words of likelihood stand for: kent, icd203, survey2018, combined.")
    ] = "survey2018",
    again: Annotated[
        bool, typer.Option("--again", help="Of a folder: read also what was read before; decisions are never lost.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, max=64, help="Of a folder: documents at a time.")] = 2,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="Ask this language model as well; needs --endpoint. Off unless named.")
    ] = "",
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="OpenAI-compatible address; else $LONGGAME_MODEL_ENDPOINT.")
    ] = "",
    allow_host: Annotated[
        str, typer.Option("--allow-host", metavar="HOST", help="The machine to which the text may be sent, if it is not this one.")
    ] = "",
    evaluate: Annotated[
        Path | None, typer.Option("--evaluate", metavar="LABELS", help="Measure against labelled articles (labels.csv) instead.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option("--texts", metavar="FOLDER", help="With --evaluate: where the articles are.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find the claims of a document: what kind, how sure, by when, about whom, with the exact place of each.

    Nothing is fetched and nothing leaves the machine, unless a model elsewhere is named. Without -o the proposals are shown. With
    -o they go into a file for a person to decide on, which longgame accept brings into the case. A folder can be interrupted:
    the same command goes on.
    """
    if evaluate is not None or texts is not None:
        _evaluate(file, evaluate, texts, as_json=as_json)
        return
    faults = _Faults()
    wanted = _wanted(faults, case, date, encoding, language, scale, lambda: _model(model, endpoint, allow_host))
    whole = file is not None and file.is_dir()
    faults.of(lambda: _check_folder(output, html, as_json=as_json) if whole else _check_outputs(output, html))
    if file is None:
        faults.found.append(UsageError("name a document or a folder of documents"))
    faults.tell()
    assert file is not None
    if whole:
        assert output is not None
        _folder(file, output, wanted, workers, again=again)
    else:
        _one(file, wanted, output, html, as_json=as_json)


class _Faults:
    """Collects what is wrong with the options, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[LonggameError] = []

    def of(self, check: Callable[[], T]) -> T | None:
        """Return what a check returns; if it refuses, note why."""
        try:
            return check()
        except LonggameError as error:
            self.found.append(error)
            return None

    def tell(self) -> None:
        """Raise what was found, if anything was."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise UsageError("\nlonggame: ".join(str(error) for error in self.found))


def _check_outputs(output: Path | None, html: Path | None) -> None:
    """Refuse to write where no file can be, or over a review that holds decisions."""
    from longgame.read.review_file import check_undecided

    faults = _Faults()
    faults.of(lambda: check_output(output))
    if output is not None and not faults.found:
        faults.of(lambda: check_undecided(output))
    if html is not None and (html.is_dir() or not html.parent.is_dir()):
        faults.found.append(UsageError(f"--html: {shown(html)} is a folder or lies in none; name a file"))
    if html is not None and html.is_file() and not _is_page(html):
        faults.found.append(UsageError(f"--html: {shown(html)} is there and is no page of longgame; name another file"))
    if html is not None and html == output:
        faults.found.append(UsageError("-o and --html name the same file"))
    faults.tell()


def _is_page(path: Path) -> bool:
    """Whether a file is a page that this program has made, which may be made anew; a document never is."""
    with path.open("rb") as stream:
        return b'<meta name="generator" content="longgame ' in stream.read(2_000)


def _check_folder(output: Path | None, html: Path | None, *, as_json: bool) -> None:
    faults = _Faults()
    if html is not None or as_json:
        faults.found.append(UsageError("--html and --json are of one document; of a folder there are review files"))
    if output is None or (output.exists() and not output.is_dir()):
        faults.found.append(UsageError("of a folder the reviews go into a folder: -o FOLDER"))
    faults.tell()


def _evaluate(file: Path | None, labels: Path | None, texts: Path | None, *, as_json: bool) -> None:
    if labels is None or texts is None or file is not None:
        raise UsageError(
            "to measure, name the labels and the folder of the articles: longgame read --evaluate LABELS.csv --texts FOLDER"
        )
    from longgame.cli.read_evaluate import evaluate_command

    evaluate_command(labels, texts, as_json)


def _model(name: str, endpoint: str, allowed: str) -> Model | None:
    """Return the model that is asked; an address alone, on the command line or in the environment, asks none."""
    if not name:
        if endpoint or allowed:
            raise UsageError("--endpoint and --allow-host go with --model")
        return None
    from longgame.read.model.client import ENDPOINT, model_at

    address = endpoint or os.environ.get(ENDPOINT, "")
    if not address:
        raise UsageError("--model needs an address: --endpoint http://127.0.0.1:8080/v1")
    return model_at(name, address, allowed)


def _wanted(
    faults: _Faults, case: Path | None, date: str, encoding: str, language: str, scale: str, model: Callable[[], Model | None]
) -> Wanted:
    from longgame.core.hedges import words
    from longgame.read.desk import Wanted
    from longgame.read.language import READERS

    faults.of(lambda: words(scale))
    published = faults.of(lambda: _date(date))
    faults.of(lambda: _known(encoding))
    if language and language not in READERS:
        faults.found.append(UsageError(f"--language: {short(language)} is not read; read are {' and '.join(READERS)}"))
    return Wanted(case, published, encoding, scale, faults.of(model), READERS.get(language))


def _date(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except ValueError as error:
        raise UsageError(f"--date: {error}") from None


def _known(encoding: str) -> None:
    from longgame.read.decode import is_known

    if encoding and not is_known(encoding):
        raise UsageError(f"--encoding: {short(encoding)} is not known; cp1251, koi8-r, utf-16-le and the like are")


def _one(file: Path, wanted: Wanted, output: Path | None, html: Path | None, *, as_json: bool) -> None:
    from longgame.read.desk import Desk, opened
    from longgame.read.review_file import review_text

    problems: list[Problem] = []
    with step("reading the case"):
        desk = _or_noted(lambda: Desk(wanted), problems)
    with step("reading the document"):
        document = _or_noted(lambda: opened(file, wanted), problems)
        if desk is None or document is None:
            raise CaseError(problems)
        proposals, review = next(desk.read([document]))
    _tell_dropped(desk.dropped)
    for doubt in filter(None, (document.doubt, desk.doubt(review))):
        err.print(escape(f"note: {doubt}"), soft_wrap=True)
    if output is not None:
        write_whole(output, review_text(review))
    if html is not None:
        from longgame.report.reading import page

        write_whole(html, page(document, review))
    if as_json:
        from longgame.read.record import reading_of

        typer.echo(reading_of(document, proposals, review).model_dump_json(by_alias=True, indent=1))
        return
    if output is None and html is None:
        from longgame.cli.read_view import show

        show(out, review)
        return
    out.print(
        f"{many(len(review.proposals), 'proposal')} in {', '.join(escape(shown(p)) for p in (output, html) if p)}", soft_wrap=True
    )


def _or_noted(make: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what is made, or note why it cannot be, so that what is wrong elsewhere is told with it."""
    try:
        return make()
    except CaseError as error:
        problems += error.problems
        return None


def _tell_dropped(dropped: Counter[str]) -> None:
    for why, n in dropped.most_common():
        err.print(f"{n} answer{'s' * (n > 1)} of the model dropped: {escape(why)}", soft_wrap=True)


def _folder(folder: Path, output: Path, wanted: Wanted, workers: int, *, again: bool) -> None:
    from longgame.case.load import load
    from longgame.read.folder import plan, read_folder

    if wanted.case is not None:
        with step("reading the case"):
            load(wanted.case)
    todo = plan(folder, output, wanted, again=again)
    if not todo.todo and not todo.there and not todo.decided:
        raise UsageError(f"there is no document in {shown(folder)}")
    from longgame.cli.progress import told

    problems: list[Problem] = []
    proposals = failed = 0
    notes: list[str] = []
    with if_interrupted(KEPT), told("reading", len(todo.todo)) as step_on:
        for done in read_folder(todo.todo, wanted, workers):
            problems += done.problems
            failed += bool(done.problems)
            proposals += done.found
            notes += [f"{shown(done.path)}: {done.note}"] if done.note else []
            step_on()
    _tell_folder(todo, output, proposals, failed)
    for note in sorted(notes):
        err.print(escape(f"note: {note}"), soft_wrap=True)
    if problems:
        print_problems(sorted(problems, key=lambda p: (p.where, p.code)))
        raise typer.Exit(1)


def _tell_folder(todo: Plan, output: Path, proposals: int, failed: int) -> None:
    text = f"{many(len(todo.todo) - failed, 'document')} read, {many(proposals, 'proposal')} in {escape(shown(output))}"
    text += f"; {todo.there} read before" if todo.there else ""
    out.print(text + (f"; {failed} not read" if failed else ""), soft_wrap=True)
    if todo.other:
        some = ", ".join(shown(path) for path in todo.other[:SHOWN]) + (", …" if len(todo.other) > SHOWN else "")
        err.print(escape(f"note: {many(len(todo.other), 'file')} with other endings left alone: {some}"), soft_wrap=True)
    for path in todo.decided:
        out.print(f"{escape(shown(path))} holds decisions on an older reading and was left alone", soft_wrap=True)
