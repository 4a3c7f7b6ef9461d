"""The terminal view of ``track``."""

from __future__ import annotations

from textwrap import shorten

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from longgame.case.case import Case
from longgame.core.words import many, percent, when
from longgame.track.counting import RULES
from longgame.track.result import Change, CommitmentState, Count, TrackResult

WIDE = 110
_LEVELS = ("○○○", "●○○", "●●○", "●●●")
_TIMING = {
    "on_time": "on time",
    "late": "late",
    "overdue": "overdue",
    "not_verified": "not verified",
    "unclear": "unclear",
    "moved": "moved",
    "due": "due",
    "dropped": "dropped",
    "none_set": "–",
}
_GRADES = {"none_found": "none", "claimant": "claimant", "independent": "indep.", "primary": "primary"}


def show(console: Console, case: Case, result: TrackResult) -> None:
    """Print a result."""
    console.print(f"[bold]{escape(case.about.title)}[/], as known on [bold]{when(result.as_of)}[/]")
    if result.since is not None:
        _changes(console, result)
        return
    _counting(console, result)
    for package in (*(p.id for p in result.packages), None):
        _commitments(console, result, package)
    _deadlines(console, result)
    _slippage(console, result)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=escape(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        name, _, how = column.partition("|")
        table.add_column(name, justify="right" if how == "r" else "left", no_wrap=how == "n")
    return table


def _counting(console: Console, result: TrackResult) -> None:
    wide = console.width >= WIDE
    for package in result.packages:
        counts = [(rule, package.counting[rule.name]) for rule in RULES]
        columns = ["counting rule|n", "share|r", "from–to|r", "n|r", "of what|n"]
        table = _table(f"{package.id}: {package.title}", *columns, *(["in words"] if wide else []))
        for rule, count in counts:
            words = [escape(count.says)] if wide else []
            table.add_row(rule.title, percent(count.value), _range(count), str(count.n), count.n_of, *words)
        console.print(table)
        if not wide:
            for rule, count in counts:
                console.print(f"  [dim]{rule.title}:[/] {escape(count.says)}")
            console.print()


def _range(count: Count) -> str:
    known = count.low is not None and count.high is not None and count.low != count.high
    return f"{percent(count.low)}–{percent(count.high)}" if known else ""


def _commitments(console: Console, result: TrackResult, package: str | None) -> None:
    listed = {p.id for p in result.packages}
    states = [s for s in result.commitments if (s.package if s.package in listed else None) == package]
    if not states:
        return
    title = f"{package}: commitments" if package else "Other commitments"
    table = _table(title, "commitment", "done|n", "binding|n", "dates", "evidence", "flags")
    table.columns[0].min_width = 34 if console.width >= WIDE else 22
    for state in _nested(states):
        done = _LEVELS[state.completion.level] if state.completion.reported else "[dim]?[/]"
        indent = "  " if state.parent else ""
        table.add_row(
            f"{indent}[bold]{state.id}[/] {escape(state.title)}",
            done,
            state.bindingness.stage.replace("_", " "),
            _timing(state),
            _GRADES[state.evidence.grade],
            ", ".join(state.flags),
        )
    console.print(table)
    console.print("[dim]●●● full  ●●○ intermediate  ●○○ minimum  ○○○ none  ? nothing found either way[/]\n")


def _nested(states: list[CommitmentState]) -> list[CommitmentState]:
    ids = {s.id for s in states}
    ordered: list[CommitmentState] = []

    def add(state: CommitmentState) -> None:
        ordered.append(state)
        for child in states:
            if child.parent == state.id and child not in ordered:
                add(child)

    for state in states:
        if state.parent not in ids:
            add(state)
    return ordered


def _timing(state: CommitmentState) -> str:
    timing = state.timeliness
    text = _TIMING[timing.state]
    if timing.days_late is not None and timing.state in ("late", "overdue", "moved", "not_verified"):
        low, high = timing.days_late
        text += f" {low} d" if low == high else f" {low}–{high} d"
    return f"{text} {when(timing.last_due)}" if timing.state in ("due", "moved") else text


def _deadlines(console: Console, result: TrackResult) -> None:
    by_id = {d.id: d for d in result.deadlines}
    if result.next_deadlines:
        table = _table("Next deadlines", "id|n", "due|n", "commitment|n", "what")
        for name in result.next_deadlines[:12]:
            d = by_id[name]
            table.add_row(d.id, when(d.due), d.commitment, escape(d.what))
        console.print(table)


def _slippage(console: Console, result: TrackResult) -> None:
    if not result.slippage or not result.slippage[0].n:
        return
    table = _table(
        "How dates were kept (each promise once, from the date first named)",
        "domain",
        "n|r",
        "on time|r",
        "share (95 %)|r",
        "median slip, months (95 %)|r",
        "still open|r",
        "left out|r",
    )
    for s in result.slippage:
        share = "–" if s.share_on_time is None else f"{percent(s.share_on_time)} ({percent(s.share_low)}–{percent(s.share_high)})"
        median = (
            "–"
            if s.median_slip_months is None
            else f"{s.median_slip_months:.1f} ({_months(s.median_low)}–{_months(s.median_high)})"
        )
        table.add_row(s.group, str(s.n), str(s.on_time), share, median, str(s.open), str(s.left_out))
    console.print(table)
    console.print("[dim]Left out: not verified either way, unclear, not due yet, or dropped. Open ones count as lower bounds.[/]")


def _months(value: float | None) -> str:
    return "?" if value is None else f"{value:.1f}"


def _with_n(value: str | None, n: int | None, of: str) -> str:
    return "–" if not value else value if n is None else f"{value} (n {n:,}{of})"


def _changes(console: Console, result: TrackResult) -> None:
    listed = [c for c in result.changes if c.kind != "new_fact"]
    title = f"Changed since {when(result.since)}: {many(len(listed), 'status, date or share', 'statuses, dates and shares')}"
    table = _table(title, "what|n", "where", "before", "after")
    if not listed:
        console.print(f"No status, date or share changed since {when(result.since)}.")
    titles = {rule.name: rule.title for rule in RULES}
    for change in listed:
        package, slash, rule = change.subject.rpartition("/")
        where = f"{package}: {titles.get(rule, rule)}" if slash and change.kind == "counting" else change.subject
        of = f" {change.n_of}" if change.n_of else ""
        table.add_row(
            "share" if change.kind == "counting" else change.kind, escape(where),
            escape(_with_n(change.before, change.n_before, of)), escape(_with_n(change.after, change.n_after, of)),
        )  # fmt: skip
    if listed:
        console.print(table)
    facts = [c for c in result.changes if c.kind == "new_fact"]
    news = _table(f"New facts: {len(facts)}", "known|n", "row", "what")
    news.columns[1].max_width = 28
    for change in sorted(facts, key=_known)[-60:]:
        news.add_row(_known(change), change.subject, escape(shorten(change.after or "", 160, placeholder=" …")))
    console.print(news)


def _known(change: Change) -> str:
    return change.facts[0].known.isoformat() if change.facts else ""
