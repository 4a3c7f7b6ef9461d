"""Every dated promise with its moves, and when it was kept, if it was."""

from __future__ import annotations

from typing import Any

from longgame.core.dates import Period
from longgame.report.charts.chart import MUTED, PAPER, Chart, spec, time, values
from longgame.report.charts.rows import height, labels, y
from longgame.report.context import Context
from longgame.track.deadlines import Chain, chains

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
_COLOURS = {
    "kept on time": "$good",
    "kept late": "$late",
    "not kept": "$bad",
    "not verified": "$unsure",
    "date unclear": "$unsure",
    "moved": "$late",
    "still to come": "$other",
    "dropped": "$faintink",
}


def charts(context: Context) -> list[Chart]:
    """Return the timeline of all chains of deadlines, or nothing where there are none."""
    found = sorted(chains(context.result.deadlines), key=lambda c: (c.first.due_last, c.first.id))
    return [_chart(context, found)] if found else []


def _chart(context: Context, found: list[Chain]) -> Chart:
    day = context.day.isoformat()
    named = [{"row": i, "label": _label(context, c)} for i, c in enumerate(found)]
    dues = [_due(i, link, last=link is c.last) for i, c in enumerate(found) for link in c.links]
    spans = [s for i, c in enumerate(found) if (s := _span(i, c, day)) is not None]
    start = min([d["date"] for d in dues])
    end = max([day, *(d["date"] for d in dues)])
    domain = (start, end)
    present = [w for w in _COLOURS if any(d["state"] == w for d in dues)]
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": present, "range": [_COLOURS[w] for w in present]},
        "legend": {"title": None, "orient": "top", "direction": "horizontal", "columns": 4, "symbolType": "circle"},
    }
    tip = [
        {"field": f, "type": "nominal", "title": t}
        for f, t in (("what", "promise"), ("due", "due"), ("set_on", "promised on"), ("state", "outcome"), ("done", "kept on"))
    ]
    n = len(found)
    layers: list[dict[str, Any]] = [
        {
            "data": values([{"x": day}]),
            "mark": {"type": "rule", "strokeDash": [3, 3], "color": MUTED},
            "encoding": {"x": time("x", domain=domain)},
        },
        {
            "data": values(spans),
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.55},
            "encoding": {"x": time("from", domain=domain), "x2": {"field": "to"}, "y": y("row", n), "color": colour},
        },
        {
            "data": values([s for s in spans if s["end"] == "kept"]),
            "mark": {"type": "tick", "thickness": 3, "size": 15, "orient": "vertical"},
            "encoding": {"x": time("to", domain=domain), "y": y("row", n), "color": colour},
        },
        {
            "data": values(dues),
            "mark": {"type": "point", "filled": True, "size": 85, "stroke": PAPER, "strokeWidth": 1},
            "encoding": {
                "x": time("date", domain=domain),
                "y": y("row", n),
                "color": colour,
                "tooltip": tip,
                "opacity": {"condition": {"test": "datum.last", "value": 1}, "value": 0.55},
            },
        },
        labels(named, n, domain),
    ]
    first = next(s for s in context.result.slippage if s.group == "all")
    return Chart(
        id="deadlines",
        headline=f"{first.on_time} of {first.n} dated promises with a known outcome were kept on time."
        if first.n
        else "No dated promise has a known outcome yet.",
        subtitle="Each line is one promise: dots are the dates named, first to last; a bar at the end marks when it was kept",
        spec=spec(layers, height(n)),
        columns=("promise", "deadline", "promised on", "due", "outcome", "kept on", "days late", "replaced by"),
        rows=[
            (
                context.states[link.commitment].title,
                link.what,
                link.set_on,
                link.due,
                WORDS[link.outcome],
                link.done_on or "",
                _days(link.days_late),
                link.replaced_by or "",
            )
            for c in found
            for link in c.links
        ],
        source=f"{len(context.result.deadlines)} deadlines in {n} chains; outcomes derived from status events known by {day}.",
        note="The dashed line is the as-of day. Not verified means that nothing was found either way, not that the date was "
        "missed.",
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
        "due": link.due,
        "set_on": link.set_on,
        "done": link.done_on or "–",
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


def _days(late: tuple[int, int] | None) -> str:
    if late is None:
        return ""
    return str(late[0]) if late[0] == late[1] else f"{late[0]} to {late[1]}"
