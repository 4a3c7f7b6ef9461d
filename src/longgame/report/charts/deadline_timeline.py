"""Every dated promise with its moves, and when it was kept, if it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from longgame.core.dates import Period
from longgame.core.words import when
from longgame.report.charts.chart import MUTED, PAPER, Chart, spec, time, values
from longgame.report.charts.rows import LETTERS, LINE, ROW, height, labels, pitch, y
from longgame.report.context import Context
from longgame.track.deadlines import Chain, chains
from longgame.track.result import DeadlineState

WORDS = {
    "on_time": "kept on time",
    "late": "kept late",
    "overdue": "not kept",
    "not_verified": "not verified",
    "unclear": "date unclear",
    "moved": "moved",
    "due": "still to come",
    "dropped": "dropped",
}
# Told apart without colours by their shapes, and without shapes by their colours, those of the colour-blind too.
_CROSS = "M-1,-0.6L-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0Z"
MARKS = {
    "kept on time": ("$good", "circle"),
    "kept late": ("$late", "diamond"),
    "not kept": ("$bad", _CROSS),
    "moved": ("$moved", "triangle-right"),
    "not verified": ("$unsure", "square"),
    "date unclear": ("$unclear", "triangle-down"),
    "still to come": ("$coming", "triangle-up"),
    "dropped": ("$dropped", "cross"),
}
_TIP = {"what": "promise", "due": "due", "set_on": "promised on", "state": "outcome", "done": "kept on"}
# Room above the first row for the name of the as-of line, in rows.
HEAD = 1.3


def charts(context: Context) -> list[Chart]:
    """Return the timeline of all chains of deadlines, or nothing where there are none."""
    found = sorted(chains(context.result.deadlines), key=lambda c: (c.first.due_last, c.first.id))
    return [_chart(context, found)] if found else []


def _chart(context: Context, found: list[Chain]) -> Chart:
    day = context.day.isoformat()
    names = [_label(context, c) for c in found]
    dues = [_due(i, link, last=link is c.last) for i, c in enumerate(found) for link in c.links]
    spans = [s for i, c in enumerate(found) if (s := _span(i, c, day)) is not None]
    domain = (min(d["date"] for d in dues), max([day, *(d["date"] for d in dues)]))
    wide, narrow = (_layers(context, names, dues, spans, domain, letters) for letters in (None, LETTERS))
    first = next(s for s in context.result.slippage if s.group == "all")
    return Chart(
        id="deadlines",
        headline=f"{first.on_time} of {first.n} dated promises with a known outcome were kept on time."
        if first.n
        else "No dated promise has a known outcome yet.",
        subtitle="Each line is one promise: a mark for each date named, the last one large; an upright bar marks when it was kept",
        spec=spec(wide, height(names, above=HEAD), narrow={"layer": narrow, "height": height(names, LETTERS, HEAD)}),
        columns=("promise", "deadline", "promised on", "due", "outcome", "kept on", "days late", "replaced by"),
        rows=[_row(context, link) for c in found for link in c.links],
        source=f"{_count(len(context.result.deadlines), 'deadline')} in {_count(len(found), 'chain')}; outcomes derived from "
        f"status events known by {when(context.day)}.",
        note="The dashed line is the day of this report. Not verified means that nothing was found either way, not that the date "
        "was missed.",
    )


def _layers(
    context: Context,
    names: list[str],
    dues: list[dict[str, Any]],
    spans: list[dict[str, Any]],
    domain: tuple[str, str],
    letters: int | None,
) -> list[dict[str, Any]]:
    present = [w for w in MARKS if any(d["state"] == w for d in dues)]
    legend = {"title": None, "orient": "top", "direction": "horizontal", "columns": 4}
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": present, "range": [MARKS[w][0] for w in present]},
        "legend": legend,
    }
    shape = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": present, "range": [MARKS[w][1] for w in present]},
        "legend": legend,
    }
    rows = y("row", len(names), HEAD)
    size = {"condition": {"test": "datum.last", "value": 110}, "value": 65}
    tip = [{"field": f, "type": "nominal", "title": t} for f, t in _TIP.items()]
    return [
        *_today(context, names, domain, rows, letters),
        {
            "data": values(spans),
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
            "encoding": {"x": time("from", domain=domain), "x2": {"field": "to"}, "y": rows, "color": colour},
        },
        {
            "data": values([s for s in spans if s["end"] == "kept"]),
            "mark": {"type": "tick", "thickness": 3, "size": 15, "orient": "vertical"},
            "encoding": {"x": time("to", domain=domain), "y": rows, "color": colour},
        },
        {
            "data": values(dues),
            "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": PAPER, "strokeWidth": 0.7},
            "encoding": {
                "x": time("date", domain=domain),
                "y": rows,
                "color": colour,
                "shape": shape,
                "size": size,
                "tooltip": tip,
            },
        },
        *labels(names, domain[0], time("x", domain=domain), rows, letters),
    ]


def _today(
    context: Context, names: list[str], domain: tuple[str, str], rows: dict[str, Any], letters: int | None
) -> list[dict[str, Any]]:
    """Return the line of the as-of day: a dash beside the marks of each row, none through a label, and its name on top."""
    day, one = context.day.isoformat(), pitch(names, letters)
    dashes = [{"x": day, "from": i - 6 / one, "to": i + (ROW - LINE - 8) / one} for i in range(len(names))]
    start, end = (date.fromisoformat(d) for d in domain)
    early = 2 * (context.day - start) < end - start
    name = {"type": "text", "align": "left" if early else "right", "dx": 4 if early else -4, "color": MUTED, "fontSize": 11}
    x = time("x", domain=domain)
    return [
        {
            "data": values(dashes),
            "mark": {"type": "rule", "color": MUTED},
            "encoding": {"x": x, "y": {**rows, "field": "from"}, "y2": {"field": "to"}},
        },
        {
            "data": values([{"x": day, "row": 0.15 - HEAD, "label": f"as of {when(context.day)}"}]),
            "mark": name,
            "encoding": {"x": x, "y": rows, "text": {"field": "label"}},
        },
    ]


def _row(context: Context, link: DeadlineState) -> tuple[object, ...]:
    return (
        context.states[link.commitment].title,
        link.what,
        link.set_on,
        link.due,
        WORDS[link.outcome],
        link.done_on or "",
        _days(link.days_late),
        link.replaced_by or "",
    )


def _label(context: Context, chain: Chain) -> str:
    title = context.states[chain.last.commitment].title
    moves = len(chain.links) - 1
    return title if not moves else f"{title} ({moves} move{'s' * (moves > 1)})"


def _due(row: int, link: Any, *, last: bool) -> dict[str, Any]:
    return {
        "row": row,
        "date": link.due_last.isoformat(),
        "state": WORDS[link.outcome],
        "what": link.what,
        "due": when(link.due),
        "set_on": when(link.set_on),
        "done": when(link.done_on) or "–",
        "last": last,
    }


def _span(row: int, chain: Chain, day: str) -> dict[str, Any] | None:
    start, state = chain.first.due_last.isoformat(), WORDS[chain.last.outcome]
    if chain.last.done_on is not None:
        end, how = Period.parse(chain.last.done_on).last.isoformat(), "kept"
    elif chain.last.outcome in ("overdue", "not_verified"):
        end, how = day, "open"
    else:
        end, how = chain.last.due_last.isoformat(), "due"
    if chain.last.outcome in ("on_time", "late") and chain.first.outcome in WORDS:
        state = WORDS[chain.first.outcome] if chain.first.outcome in ("on_time", "late") else state
    return {"row": row, "from": start, "to": end, "state": state, "end": how}


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"


def _days(late: tuple[int, int] | None) -> str:
    if late is None:
        return ""
    return str(late[0]) if late[0] == late[1] else f"{late[0]} to {late[1]}"
