"""The first page: the case in one paragraph, five numbers, the main chart, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from longgame.case.about import Chapter
from longgame.core.words import percent
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.track.result import Count, DeadlineState


@dataclass(frozen=True)
class Figure:
    """A number that matters: large, with what it says and how it was counted."""

    value: str
    says: str
    basis: str
    link: str


@dataclass(frozen=True)
class Front:
    """Data of the first page."""

    summary: str
    latest: Chapter | None
    chapters: tuple[Chapter, ...]
    figures: tuple[Figure, ...]
    chart: Chart | None
    coming: tuple[DeadlineState, ...]
    recent: tuple[tuple[str, str, str], ...]


def view(context: Context) -> Front:
    """Return the data of the first page."""
    chapters = tuple(sorted(context.case.about.chapters, key=lambda c: c.period))
    main = context.main_package
    drawn = CHARTS["claims_and_rules"](context) if main is not None else []
    chart = next((c for c in drawn if main is not None and c.id == f"claims-{main.id}"), None)
    return Front(
        summary=context.case.about.summary,
        latest=chapters[-1] if chapters else None,
        chapters=chapters,
        figures=tuple(_figures(context)),
        chart=chart,
        coming=tuple(context.deadlines[i] for i in context.result.next_deadlines[:5]),
        recent=_recent(context),
    )


def _figures(context: Context) -> list[Figure]:
    figures: list[Figure] = []
    main = context.main_package
    if main is not None:
        figures += _claim_figures(main.counting["claimed"], main.counting["strict"], main.title)
    total = next((s for s in context.result.slippage if s.group == "all"), None)
    if total is not None and total.n and total.share_low is not None and total.share_high is not None:
        figures.append(
            Figure(
                f"{total.on_time} of {total.n}",
                "dated promises with a known outcome were kept by the date first named",
                f"{total.on_claim} of them on a party's own word alone; 95 % interval of the share {percent(total.share_low)} to "
                f"{percent(total.share_high)}; {total.left_out} more not counted: "
                "not verified either way, date unclear, not due yet, or dropped",
                "deadlines",
            )
        )
        if total.median_slip_months is not None:
            figures.append(
                Figure(
                    f"{total.median_slip_months:.0f} months",
                    "median slip of a dated promise",
                    f"{total.n} promises, {total.open} of them not kept and counted as late up to the last report; 95 % interval "
                    f"{_months(total.median_low)} to {_months(total.median_high)}",
                    "deadlines",
                )
            )
    return [*figures, *_running(context)][:5]


def _claim_figures(claimed: Count, strict: Count, title: str) -> list[Figure]:
    figures = []
    if claimed.value is not None:
        figures.append(Figure(percent(claimed.value), f"done, by the latest official claim ({title})", claimed.says, "claims"))
    if strict.value is not None and strict.numerator is not None:
        graded = ", ".join(f"{n} on {grade.replace('_', ' ')} evidence" for grade, n in strict.evidence.items())
        figures.append(
            Figure(
                f"{strict.numerator:.0f} of {strict.n}",
                "are named as done in full",
                f"{graded or 'none'}; on {strict.unknown} nothing was found either way",
                "programmes",
            )
        )
    return figures


def _running(context: Context) -> list[Figure]:
    overdue = [d for d in context.result.deadlines if d.outcome == "overdue" and d.replaced_by is None]
    figures = []
    if overdue:
        worst = max(overdue, key=lambda d: (d.days_late or (0, 0))[1])
        years = (worst.days_late or (0, 0))[1] / 365.25
        figures.append(
            Figure(
                str(len(overdue)),
                "promises are past their last date and reported as not kept",
                f"the oldest, {context.states[worst.commitment].title}, by {years:.1f} years",
                "deadlines",
            )
        )
    others = [p for p in context.result.packages if p is not context.main_package and p.counting["measures"].value is not None]
    for package in others[-1:]:
        count = package.counting["measures"]
        figures.append(Figure(percent(count.value), f"of measures done: {package.title}", count.says, "claims"))
    return figures


def _months(value: float | None) -> str:
    return "not reached" if value is None else f"{value:.0f}"


def _recent(context: Context) -> tuple[tuple[str, str, str], ...]:
    """Return the latest status events: day, commitment and what happened."""

    def day(d: date | None) -> date:
        return d or date.min

    rows = [e for e in context.case.status if e.event != "no_evidence_found"]
    rows.sort(key=lambda e: (e.date.last, day(context.case.known_on(e))), reverse=True)
    return tuple((str(e.date), context.states[e.commitment].title, e.what) for e in rows[:8])
