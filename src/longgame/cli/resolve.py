"""The verb ``resolve``: which questions are due, and how each came out."""

from __future__ import annotations

from typing import Annotated

import typer

from longgame.cli.frame import AsJson, AsOf, CasePath, open_case, out, step
from longgame.core.errors import UsageError, near
from longgame.core.words import when


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("resolve")(resolve)


def resolve(
    case: CasePath,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Show every answer that this question had.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show which questions are due on a day, which come next, and where a rule and a resolution made by hand differ.

    A question is resolved from rows of the case by its rule; a row in resolutions.csv resolves it by hand. Rows stay: a new one
    is added, and the one known last counts. Without --as-of, the day up to which the case was kept.
    """
    from longgame.score.due import due

    with step("reading the case"):
        opened = open_case(case, as_of)
    result = due(opened)
    known = [q.id for q in result.questions]
    if question is not None and question not in known:
        raise UsageError(f"--question: there is no question {question!r} by {result.as_of}; {near(question, known)}".rstrip("; "))
    if as_json:
        picked = result if question is None else next(q for q in result.questions if q.id == question)
        typer.echo(picked.model_dump_json(by_alias=True, indent=1))
        return
    from longgame.cli._last_scoring import recall
    from longgame.cli.score_view import due as show

    seen = (
        ()
        if question is None
        else tuple(
            f"scored here on {when(s.at.date())}: from {s.before} to {s.after}" for s in recall(case).seen if s.question == question
        )
    )
    show(out, result, question, seen)
