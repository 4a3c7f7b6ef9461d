"""``read --evaluate``: how well articles are read, measured against labels."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import err, narrow_table, out
from longgame.core.errors import UsageError
from longgame.core.files import shown
from longgame.core.words import many
from longgame.read.evaluate import Evaluation, Measured, Score, evaluate

WHAT = {"spans": "claims", "forecasts": "forecasts, conditionals, commitments", "hedges": "hedges", "deadlines": "deadlines"}
SHORT = {
    "forecast": "forecast",
    "conditional forecast": "conditional",
    "commitment-with-deadline": "commitment",
    "factual quantity": "quantity",
    "factual statement": "statement",
    "reported claim by an official": "official",
    "causal thesis": "thesis",
}


def evaluate_command(labels: Path, texts: Path, as_json: bool) -> None:
    """Measure how labelled articles are read, and print it.

    Parameters
    ----------
    labels : Path
        File in the form of the guide to labels.
    texts : Path
        Folder of the articles.
    as_json : bool

    Raises
    ------
    UsageError
        If the folder is none.
    """
    missing = [f"--evaluate: {shown(labels)} is no file"] if not labels.is_file() else []
    missing += [f"--texts: {shown(texts)} is no folder"] if not texts.is_dir() else []
    if missing:
        raise UsageError("\nlonggame: ".join(missing))
    if err.is_terminal:
        with err.status("loading") as status:
            result = evaluate(labels, texts, tell=lambda name: status.update(f"reading {escape(shown(Path(name)))}"))
    else:
        result = evaluate(labels, texts)
    if as_json:
        typer.echo(result.model_dump_json(by_alias=True, indent=1))
    else:
        show(out, result)


def show(console: Console, result: Evaluation) -> None:
    """Print a result: all articles, the kinds, each article."""
    count = len(result.articles)
    spans = result.iou.spans
    console.print(f"[bold]{many(count, 'article')}[/], {many(spans.n, 'label')}, {many(spans.found, 'proposal')}")
    table = narrow_table("In all", "", "matched by", "precision|r", "recall|r", "F1|r", "n|r", "word list F1|r")
    for name, title in WHAT.items():
        for by, scores, plain in (
            ("intersection over union", result.iou, result.baseline),
            ("coverage of the label", result.coverage, result.baseline.coverage),
        ):
            score = getattr(scores, name)
            table.add_row(title, by, *_figures(score), str(score.n), _figure(getattr(plain, name).f1))
            title = ""
    console.print(table)
    _each(console, result)
    _kinds(console, result)
    _articles(console, result)
    for file, why in result.left_out.items():
        console.print(f"{escape(shown(Path(file)))} was left out: {escape(why)}")


def _figures(score: Score) -> tuple[str, str, str]:
    return _figure(score.precision), _figure(score.recall), _figure(score.f1)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _each(console: Console, result: Measured) -> None:
    title = "By kind: right where it is matched (intersection over union) and of the same kind"
    table = narrow_table(title, "", "precision|r", "recall|r", "F1|r", "n|r", "proposed|r")
    for kind, score in result.kinds.each.items():
        table.add_row(SHORT[kind], *_figures(score), str(score.n), str(score.found))
    console.print(table)


def _kinds(console: Console, result: Measured) -> None:
    kinds = result.kinds
    used = [k for k in SHORT if k in kinds.table or any(k in row for row in kinds.table.values())]
    title = f"Kinds of the {kinds.n} matched claims: {kinds.right} right ({_figure(kinds.share)}); rows are the labels"
    table = narrow_table(title, "", *(f"{SHORT[k]}|r" for k in used))
    for kind in used:
        row = kinds.table.get(kind, {})  # type: ignore[call-overload]
        table.add_row(SHORT[kind], *(str(row.get(other, "·")) for other in used))
    console.print(table)


def _articles(console: Console, result: Evaluation) -> None:
    table = narrow_table("By article, intersection over union: F1 (n)", "", "claims|r", "forecasts|r", "word list|r", "kinds|r")
    for file, measured in result.articles.items():
        cells = [f"{_figure(s.f1)} ({s.n})" for s in (measured.iou.spans, measured.iou.forecasts)]
        table.add_row(escape(shown(Path(file))), *cells, _figure(measured.baseline.forecasts.f1), _figure(measured.kinds.share))
    console.print(table)
