"""The pages of a report in their order: one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from longgame.report.context import Context
from longgame.report.views import (
    actors,
    claims,
    deadlines,
    events,
    forecasts,
    front,
    hypotheses,
    indicators,
    mechanisms,
    method,
    play,
    programmes,
    questions,
    settle,
    sources,
    theses,
)


class Page(NamedTuple):
    """A page: anchor, title in the navigation, the view that makes its data, its template, whether the view waits for models."""

    id: str
    title: str
    view: Callable[[Context], Any]
    template: str
    waits: bool = False


PAGES: tuple[Page, ...] = (
    Page("overview", "Overview", front.view, "front.html.j2"),
    Page("programmes", "Commitments", programmes.view, "programmes.html.j2"),
    Page("deadlines", "Deadlines", deadlines.view, "deadlines.html.j2"),
    Page("claims", "Claims", claims.view, "claims.html.j2"),
    Page("indicators", "Indicators", indicators.view, "indicators.html.j2"),
    Page("events", "Events", events.view, "events.html.j2"),
    Page("actors", "Actors", actors.view, "actors.html.j2"),
    Page("settle", "Bargaining", settle.view, "settle.html.j2", waits=True),
    Page("play", "The long game", play.view, "play.html.j2"),
    Page("theses", "Theses", theses.view, "theses.html.j2"),
    Page("hypotheses", "Rival readings", hypotheses.view, "hypotheses.html.j2"),
    Page("forecasts", "Forecasts", forecasts.view, "forecasts.html.j2"),
    Page("questions", "Receipts", questions.view, "questions.html.j2"),
    Page("mechanisms", "Systems", mechanisms.view, "mechanisms.html.j2"),
    Page("sources", "Sources", sources.view, "sources.html.j2"),
    Page("method", "Method", method.view, "method.html.j2"),
)
