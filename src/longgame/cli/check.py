"""``longgame check``: everything that is wrong with a case, at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from longgame.cli.frame import CasePath, step
from longgame.core.errors import Problem, Severity, UsageError, near


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Codes = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODES", help="Report only these codes, or those that begin so: LG213,LG22.")
]
NotCodes = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CODES", help="Leave these codes, or those that begin so, out.")
]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("check")(check)


def check(
    case: CasePath,
    form: Annotated[Format, typer.Option("--format", help="text, json, or github (annotations in pull requests).")] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    today: Annotated[str, typer.Option("--today", metavar="DAY", help="Compare with this day instead of today's date.")] = "",
    select: Codes = None,
    ignore: NotCodes = None,
) -> None:
    """Find every mistake in a case: unknown names, impossible dates, moves without record, missing sources.

    Errors make results wrong or ambiguous, warnings are probably mistakes, notes are advice. The exit
    status is 1 if there are errors.
    """
    from longgame.case.checks import run_checks
    from longgame.case.load import read

    wanted, unwanted = _codes("--select", select), _codes("--ignore", ignore)
    day = _day(today)
    with step("checking the case"):
        found, problems = read(case)
        if found is not None:
            problems = [*problems, *run_checks(found, today=day)]
    chosen = [p for p in problems if p.code.startswith(wanted or ("LG",)) and not p.code.startswith(unwanted)]
    chosen.sort(key=lambda p: (p.where, p.code, p.message))
    text = _FORMATS[form](chosen)
    if text:
        typer.echo(text)
    typer.echo(_summary(chosen), err=True)
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    raise typer.Exit(int(any(p.severity in bad for p in chosen)))


def _day(text: str) -> date:
    from longgame.core.dates import parse_day

    if text.strip().casefold() in ("", "today"):
        return date.today()
    try:
        return parse_day(text)
    except ValueError as error:
        raise UsageError(f"--today: {error}") from None


def _codes(option: str, given: Iterable[str] | None) -> tuple[str, ...]:
    from longgame.case.codes import CODES

    words = [word.strip().upper() for text in given or () for word in text.split(",") if word.strip()]
    for word in words:
        if not any(code.startswith(word) for code in CODES):
            hint = near(word, CODES)
            raise UsageError(f"{option}: there is no code {word!r}" + (f"; {hint}" if hint else ""))
    return tuple(words)


_COLOURS = {Severity.ERROR: typer.colors.RED, Severity.WARNING: typer.colors.YELLOW, Severity.NOTE: typer.colors.BLUE}


def _text(problems: Sequence[Problem]) -> str:
    lines = []
    for problem in problems:
        tail = f" ({problem.fix})" if problem.fix else ""
        code = typer.style(problem.code, fg=_COLOURS[problem.severity], bold=problem.severity is Severity.ERROR)
        lines.append(f"{problem.where} {code} {problem.message}{tail}")
    return "\n".join(lines)


def _json(problems: Sequence[Problem]) -> str:
    from longgame.case.codes import CODES

    rows = [
        {"file": p.where.file, "line": p.where.line or None, "column": p.where.column or None, "code": p.code}
        | {"title": CODES[p.code].title, "severity": p.severity.value, "message": p.message, "fix": p.fix}
        for p in problems
    ]
    return json.dumps({"version": 1, "counts": _counts(problems), "problems": rows}, ensure_ascii=False, indent=1)


def _github(problems: Sequence[Problem]) -> str:
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for problem in problems:
        where = problem.where
        fields = {"file": where.file} | ({"line": where.line, "col": max(where.column, 1)} if where.line else {})
        listed = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in (fields | {"title": problem.code}).items())
        tail = f" ({problem.fix})" if problem.fix else ""
        lines.append(f"::{kinds[problem.severity]} {listed}::{_escaped(problem.message + tail)}")
    return "\n".join(lines)


def _escaped(text: str, more: str = "") -> str:
    """Escape as the runner's toolkit does: the per cent sign first, then line ends, in properties also , and :."""
    text = text.replace("%", "%25")
    for char in "\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _counts(problems: Iterable[Problem]) -> dict[str, int]:
    count = Counter(p.severity for p in problems)
    return {severity.value: count[severity] for severity in Severity}


def _summary(problems: Sequence[Problem]) -> str:
    parts = [f"{n} {name}{'s' * (n != 1)}" for name, n in _counts(problems).items()]
    return ", ".join(parts) if problems else "no problems found"


_FORMATS: dict[Format, Callable[[Sequence[Problem]], str]] = {Format.TEXT: _text, Format.JSON: _json, Format.GITHUB: _github}
