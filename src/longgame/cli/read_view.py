"""What ``longgame read`` prints on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import narrow_table
from longgame.core.words import when
from longgame.read.review import Review

SHORT = {
    "forecast": "forecast",
    "conditional forecast": "conditional",
    "commitment-with-deadline": "commitment",
    "factual quantity": "quantity",
    "factual statement": "statement",
    "reported claim by an official": "official",
    "causal thesis": "thesis",
}


def show(console: Console, review: Review) -> None:
    """Print a document's proposals, one a line, with what the case has of them already."""
    about = review.document
    published = f"published {when(about.date)}" if about.date is not None else "no date"
    console.print(f"[bold]{escape(about.title or about.file)}[/], {published}, {len(review.proposals)} proposals", soft_wrap=True)
    table = narrow_table("", "place|n", "kind|n", "when|n", "hedge", "words", "in the case")
    for entry in review.proposals:
        time = when(entry.period) if entry.period is not None else entry.timing
        known = "; ".join((*(f"{s} (the same words)" for s in entry.same), *entry.like))
        table.add_row(entry.where, SHORT[entry.kind], time, escape(entry.hedge), escape(_cut(entry.text)), escape(known))
    console.print(table)


def _cut(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
