"""Render the pages into one file: styles, script, data and charting library inside."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import count
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import longgame
from longgame.core.words import many, number, percent, sortable, when, word
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.report.pack import packed
from longgame.report.pages import Page
from longgame.report.played.words import band, the
from longgame.report.vega import script

# Nothing may be loaded from anywhere; the charting library compiles expressions, hence unsafe-eval.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def render(context: Context, pages: Sequence[tuple[Page, Any]]) -> str:
    """Return the whole report as HTML."""
    environment = Environment(
        loader=PackageLoader("longgame.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    charts: dict[str, Chart] = {}
    numbers = count(1)

    def register(chart: Chart) -> str:
        charts.setdefault(chart.id, chart)
        return f"chart-{next(numbers)}-" + re.sub(r"[^\w.-]+", "-", chart.id)

    environment.globals.update(register=register, ctx=context)
    environment.filters.update(many=many, word=word, percent=percent, when=when, number=number)
    environment.filters.update(sortable=sortable, chances=band, the=the)
    bodies = [(page, Markup(environment.get_template(page.template).render(v=view, page=page))) for page, view in pages]  # noqa: S704
    # A number and its sign of percent are never parted; templates and case texts have a plain space there.
    bodies = [(page, Markup(re.sub(r"(?<=\d) %", "\u00a0%", body))) for page, body in bodies]  # noqa: S704
    data = {chart.id: chart.spec for chart in charts.values()}
    return environment.get_template("base.html.j2").render(
        pages=bodies,
        policy=POLICY,
        version=longgame.__version__,
        style=Markup(_static("style.css")),  # noqa: S704
        app=Markup(_static("app.js")),  # noqa: S704
        vega=Markup(f"/*\n{_static('vega-licence.txt')}*/\n" + script().replace("</script", "<\\/script")) if charts else "",  # noqa: S704
        data=Markup(json_for_script(packed(data))),  # noqa: S704
    )


def json_for_script(value: object) -> str:
    """Return JSON that cannot end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _static(name: str) -> str:
    return files("longgame.report").joinpath("static", name).read_text(encoding="utf-8")
