"""Reference text that is made from the code: ``<!-- generated: NAME -->`` on a line of its own is replaced."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import typer
from pydantic import BaseModel

from ext import engines, flagship
from ext.examples import PROGRAM
from longgame.case.about import About
from longgame.case.codes import CODES
from longgame.case.record import Fact, Record
from longgame.case.shape import Shape, shapes
from longgame.case.tables import HEAD, TABLES
from longgame.cli import VERBS
from longgame.cli.frame import make_app
from longgame.core.errors import Severity
from longgame.core.hedges import SCALES, words
from longgame.play.result import PlayResult
from longgame.read.review import Review
from longgame.score.baselines import BASELINES
from longgame.score.measures import MEASURES
from longgame.score.result import ScoreResult
from longgame.score.rules import RULES as SCORING
from longgame.settle.library import MODELS
from longgame.settle.study.asked import Asked
from longgame.settle.study.seal import Seal
from longgame.study.forecasts.record import ForecastsResult
from longgame.track.counting import RULES
from longgame.track.flags import FLAGS
from longgame.track.result import TrackResult
from longgame.track.rules import DEFAULT, LEVELS

MARK = re.compile(r"^<!-- generated: ([\w-]+) -->[ ]*$", re.MULTILINE)
KINDS = {
    "text": "text",
    "id": "id",
    "number": "number",
    "int": "whole number",
    "bool": "true or false",
    "period": "date or period",
    "ids": "one or several, joined by `;`",
    "refs": "list of ids",
    "json": "mapping",
}


def replace(text: str, page: str) -> str:
    """Return the page with each mark replaced by the text it names.

    Raises
    ------
    KeyError
        If a mark names nothing that can be generated.
    """

    def one(match: re.Match[str]) -> str:
        if match[1] not in GENERATED:
            raise KeyError(f"{page}: nothing is generated under the name {match[1]!r}; there are {', '.join(GENERATED)}")
        return GENERATED[match[1]]()

    return MARK.sub(one, text)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"
    )


def case_tables() -> str:
    """Return a section for each file of a case, with a table of the fields of each of its tables."""
    parts = [f"## {HEAD}\n\n{_about(About)}\n\n{_fields(About)}"]
    for file in dict.fromkeys(spec.file for spec in TABLES):
        parts.append(f"## {file}\n")
        for spec in (s for s in TABLES if s.file == file):
            if file.endswith(".yaml"):
                parts.append(f"### `{spec.name}:`\n")
            parts.append(f"{_about(spec.record)}\n\n{_fields(spec.record)}")
    return "\n\n".join(parts)


def fact_fields() -> str:
    """Return the table of the fields that every row with a source has."""
    return table(("field", "holds", "meaning"), [_row(s) for s in shapes(Fact)])


def _about(record: type[Record]) -> str:
    text = _prose(record)
    if issubclass(record, Fact):
        text += "\n\nIt is a fact: see [the fields of every fact](#the-fields-of-every-fact)."
    return text


def _prose(described: type) -> str:
    """Return a docstring without its sections."""
    text = inspect.cleandoc(described.__doc__ or "").replace("``", "`")
    return re.split(r"\n\n[A-Z]\w+\n-{3,}\n", text)[0]


def _fields(record: type[Record]) -> str:
    shared = set(Fact.model_fields) if issubclass(record, Fact) else set()
    own = [s for s in shapes(record) if s.attr not in shared]
    nested = [s for s in own if s.inner is not None]
    text = table(("field", "holds", "meaning"), [_row(s) for s in own])
    for shape in nested:
        assert shape.inner is not None
        text += f"\nEach of `{shape.name}`: {_first(shape.inner)}\n\n{_fields(shape.inner)}"
    return text


def _first(record: type[Record]) -> str:
    return _prose(record).split("\n")[0]


def _row(shape: Shape) -> tuple[str, str, str]:
    holds = ", ".join(f"`{a}`" for a in shape.allowed) or KINDS.get(shape.kind, "list" if shape.kind == "records" else "mapping")
    name = f"**`{shape.name}`**" if shape.required else f"`{shape.name}`"
    default = "" if shape.required or shape.inner or shape.default in (None, "", ()) else f" Default: `{shape.default}`."
    return name, holds, (shape.about + default).strip()


def codes() -> str:
    """Return the table of problem codes."""
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    return table(("code", "kind", "meaning"), [(f"`{c.code}`", words[c.severity], c.title) for c in CODES.values()])


def counting_rules() -> str:
    """Return the table of counting rules."""
    return table(("rule", "title", "what it counts"), [(f"`{r.name}`", r.title, r.says) for r in RULES])


def flag_table() -> str:
    """Return the table of flags."""
    return table(("flag", "raised when"), [(f"`{name}`", text) for name, text in FLAGS.items()])


def status_rules() -> str:
    """Return the table of what each status event does to the axes."""
    rows = [
        (f"`{event}`", f"{level} {LEVELS[level]}", DEFAULT.binding.get(event, "as before").replace("_", " "))
        for event, level in DEFAULT.levels.items()
    ]
    return table(("event", "completion at least", "bindingness"), rows)


def schema(root: type[BaseModel]) -> str:
    """Return a section for each part of a result's JSON."""
    seen: dict[type[BaseModel], None] = {}

    def visit(model: type[BaseModel]) -> None:
        if model not in seen:
            seen[model] = None
            for info in model.model_fields.values():
                for inner in _models(info.annotation):
                    visit(inner)

    visit(root)
    return "\n".join(_model(m) for m in seen)


def _model(model: type[BaseModel]) -> str:
    rows = [
        (f"`{info.alias or name}`", _type(info.annotation), info.description or "") for name, info in model.model_fields.items()
    ]
    return f"## {model.__name__}\n\n{_prose(model)}\n\n{table(('field', 'holds', 'meaning'), rows)}"


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _type(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin is Literal:
        return ", ".join(f"`{a}`" for a in inner)
    if origin in (Union, UnionType):
        return " or ".join("null" if a is type(None) else _type(a) for a in inner)
    if origin is tuple:
        return f"list of {_type(inner[0])}" if inner[-1] is Ellipsis else f"[{', '.join(_type(a) for a in inner)}]"
    if origin is dict:
        return f"object of {_type(inner[1])} by name"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    names = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "date": "day"}
    names["Period"] = "date or period"
    return names.get(getattr(annotation, "__name__", str(annotation)), str(annotation))


def command_line() -> str:
    """Return the help of the program and of each verb, as it is printed."""
    commands = [c.name or "" for c in typer.main.get_group(make_app(VERBS)).commands.values()]
    sections = [f"```text\n{_help()}```\n"]
    for name in commands:
        sections.append(f"## longgame {name}\n\n```text\n{_help(name)}```\n")
    return "\n".join(sections)


def _help(*verb: str) -> str:
    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "88", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*PROGRAM, *verb, "--help"], env={**os.environ, **plain}, capture_output=True, encoding="utf-8", check=True
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines()) + "\n"


def models() -> str:
    """Return a section for each bargaining model: what it says, what it leaves out, where it was published."""
    parts = []
    for model in MODELS:
        text = f"### `{model.name}`: {model.title}\n\n{model.says} {model.limits.strip()}\n\n"
        claims = "; ".join(sorted(claim.value for claim in model.claims))
        text += f"Claims that tests try to refute: {claims}.\n\n" if claims else ""
        parts.append(text + "\n".join(f"- {r.text}" + (f" doi:{r.doi}" if r.doi else "") for r in model.references))
    return "\n\n".join(parts)


def scoring_rules() -> str:
    """Return the tables of scoring rules, of measures of many forecasts, and of baselines."""
    rules = table(("rule", "what it is", "published"), [(f"`{r.name}` {r.title}", r.says, r.reference) for r in SCORING])
    measures = table(("measure", "what it is", "published"), [(f"`{m.name}` {m.title}", m.says, m.reference) for m in MEASURES])
    return f"{rules}\n{measures}\n" + table(("baseline", "what it says"), [(f"`{b.name}` {b.title}", b.says) for b in BASELINES])


def hedge_words() -> str:
    """Return where each scale comes from, and the interval of every word under every scale."""
    known = sorted({word for scale in SCALES for word in words(scale)})

    def cell(word: str, scale: str) -> str:
        hedge = words(scale).get(word)
        if hedge is None:
            return ""
        mark = {"nearest": "¹", "convention": "²"}.get(hedge.basis, "")
        return f"{100 * hedge.low:g}–{100 * hedge.high:g}, {100 * hedge.mid:g}{mark}"

    about = table(
        ("scale", "what the numbers are", "original", "taken from"),
        [(f"`{s.id}` {s.title}", s.says, s.reference, s.address) for s in SCALES.values()],
    )
    return f"{about}\n" + table(("word", *SCALES), [(word, *(cell(word, s) for s in SCALES)) for word in known])


GENERATED: dict[str, Callable[[], str]] = {
    "case-tables": case_tables,
    "fact-fields": fact_fields,
    "codes": codes,
    "counting-rules": counting_rules,
    "flags": flag_table,
    "status-rules": status_rules,
    "track-schema": lambda: schema(TrackResult),
    "settle-schema": lambda: schema(Asked),
    "seal-schema": lambda: schema(Seal),
    "review-schema": lambda: schema(Review),
    "score-schema": lambda: schema(ScoreResult),
    "scoring-rules": scoring_rules,
    "hedge-words": hedge_words,
    "forecasts-schema": lambda: schema(ForecastsResult),
    "flagship-forecasts-answered": lambda: engines.answered(table),
    "flagship-forecasts-unanswered": lambda: engines.unanswered(table),
    "flagship-forecasts-beside": lambda: engines.beside(table),
    "play-schema": lambda: schema(PlayResult),
    "flagship-play-made": flagship.made,
    "flagship-play-odds": lambda: flagship.odds(table),
    "flagship-play-scores": lambda: flagship.scores(table),
    "flagship-play-theses": lambda: flagship.theses(table),
    "command-line": command_line,
    "models": models,
}
