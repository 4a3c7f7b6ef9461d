"""What ``longgame read`` prints on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from longgame.core.words import when
from longgame.read.review import Entry, Review


def show(console: Console, review: Review) -> None:
    """Print a document's proposals in the order of the text, with what the case has of them already."""
    about = review.document
    published = f", published {when(about.date)}" if about.date is not None else ""
    n = len(review.proposals)
    console.print(f"[bold]{escape(about.title or about.file)}[/]{published}: {n} proposal{'s' * (n != 1)}", soft_wrap=True)
    for entry in review.proposals:
        console.print()
        console.print(f"{_head(entry)} [dim]{entry.where}[/]", soft_wrap=True)
        console.print(Padding(escape(entry.text), (0, 0, 0, 4), expand=False))
        if entry.consequence:
            cut = f"[dim]if:[/] {escape(entry.condition)} [dim]then:[/] {escape(entry.consequence)}"
            console.print(Padding(cut, (0, 0, 0, 4), expand=False))
        known = [*(f"{row} (the same words)" for row in entry.same), *entry.like]
        if known:
            rows = escape("; ".join(known))
            console.print(Padding(f"[dim]in the case:[/] {rows}", (0, 0, 0, 4), expand=False))


def _head(entry: Entry) -> str:
    parts = [f"[bold]{entry.kind}[/]"]
    if entry.period is not None:
        parts.append(("by " if entry.timing == "by" else "") + when(entry.period))
    if entry.hedge:
        parts.append(escape(entry.hedge) + (f" = {escape(entry.told_chance)}" if entry.chance else ""))
    if entry.denies:
        parts.append("denies")
    return " · ".join(parts)
