"""Receipts: every question with its forecasts, how it came out, and what says so."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.report.context import Context
from longgame.report.scored.receipts import Line, lines

NO_QUESTIONS = "Nobody has written down a question for this case that could be asked by this day."


@dataclass(frozen=True)
class Questions:
    """Data of the page."""

    why_not: str
    rows: tuple[Line, ...]
    sources: tuple[str, ...]
    domains: tuple[str, ...]
    differ: tuple[str, ...]
    early: tuple[str, ...]
    due: tuple[str, ...]
    doubtful: int
    texts: dict[str, str]


def view(context: Context) -> Questions:
    """Return every forecast with its question, source by source; what nobody forecast comes last."""
    result = context.scored
    rows = lines(context)
    return Questions(
        why_not="" if result.questions else NO_QUESTIONS,
        rows=tuple(sorted(rows, key=lambda r: "~" if r.receipt is None else r.receipt.source)),
        sources=tuple(sorted({r.source for r in rows if r.source})),
        domains=tuple(sorted({q.domain for q in result.questions})),
        differ=result.differences,
        early=result.early,
        due=result.due,
        doubtful=sum(bool(q.doubt) for q in result.questions),
        texts={q.id: q.text for q in result.questions},
    )
