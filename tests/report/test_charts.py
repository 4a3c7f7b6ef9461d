"""Every chart is a sentence, a spec that compiles, and the table behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vl_convert

import longgame.report
from longgame.case.indicators import Observation, Series
from longgame.case.tables import Table
from longgame.report.charts import CHARTS, indicator_lines
from longgame.report.charts.chart import Chart, spec, values
from longgame.report.context import prepare
from longgame.report.pack import unpacked
from tests.report.conftest import FLAGSHIP, PLAYED, SHIPPED, case, context, document

APP = Path(longgame.report.__file__).parent / "static" / "app.js"
NAME = re.compile(r"\$[a-z_]\w*$")


@cache
def charts(name: str) -> dict[str, Chart]:
    return {c.id: c for make in CHARTS.values() for c in make(context(name))}


@cache
def palettes() -> dict[str, dict[str, str]]:
    """Return the colours by name of the light and the dark theme, as the page has them."""
    blocks = re.findall(r"var (LIGHT|DARK) = \{(.*?)\};", APP.read_text("utf-8"), re.DOTALL)
    return {theme: dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', block)) for theme, block in blocks}


def coloured(value: Any, palette: dict[str, str]) -> Any:
    """Return a spec with its colours as the page puts them in, data left alone."""
    if isinstance(value, dict):
        return {k: v if k == "values" else coloured(v, palette) for k, v in value.items()}
    if isinstance(value, list):
        return [coloured(v, palette) for v in value]
    return palette.get(value[1:], value) if isinstance(value, str) and value.startswith("$") else value


def names(value: Any) -> Iterator[str]:
    """Go through the colour names in a spec."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from () if k == "values" else names(v)
    elif isinstance(value, list):
        for v in value:
            yield from names(v)
    elif isinstance(value, str) and NAME.match(value):
        yield value


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


each = pytest.mark.parametrize("name", [*SHIPPED, PLAYED])


def test_palettes_name_the_same_colours() -> None:
    light, dark = palettes()["LIGHT"], palettes()["DARK"]
    assert len(light) > 15
    assert set(light) == set(dark)


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_text_and_marks_stand_out(theme: str) -> None:
    palette = palettes()[theme]
    paper = palette["paper"]
    assert {n: round(contrast(palette[n], paper), 1) for n in ("ink", "muted") if contrast(palette[n], paper) < 4.5} == {}
    labelled = [n for n in palette if n.startswith(("rule", "series"))]
    assert {n: round(contrast(palette[n], paper), 1) for n in labelled if contrast(palette[n], paper) < 4.5} == {}
    marks = ["accent", "good", "bad", "unsure", "other", "late", "level3", "level2"]
    assert {n: round(contrast(palette[n], paper), 1) for n in marks if contrast(palette[n], paper) < 2.9} == {}


@each
def test_specs_compile_in_both_themes(name: str) -> None:
    assert charts(name)
    for palette in palettes().values():
        for chart in charts(name).values():
            assert [n for n in names(chart.spec) if n[1:] not in palette] == [], chart.id
            made = coloured(chart.spec, palette) | {"width": 600}
            vega = vl_convert.vegalite_to_vega(made, vl_version="6.1")
            assert vega["marks"], chart.id
            assert list(names({k: v for k, v in vega.items() if k != "data"})) == [], chart.id


@each
def test_specs_are_plain_json(name: str) -> None:
    for chart in charts(name).values():
        assert json.loads(json.dumps(chart.spec, allow_nan=False)) == chart.spec, chart.id
        assert "width" not in chart.spec
        assert not re.search(r'"(url|href)":', json.dumps(chart.spec)), chart.id


@each
def test_headlines_are_sentences(name: str) -> None:
    for chart in charts(name).values():
        assert re.match(r"[\w(„“\"'].*\.$", chart.headline), chart.headline
        assert not chart.headline.endswith(".."), chart.headline
        assert " " in chart.headline
        assert chart.subtitle.strip()
        assert chart.source.strip(), chart.id
        assert not re.search(r"\bNone\b|\bnan\b|\{|\$[a-z]", chart.headline + chart.subtitle + chart.source), chart.id


@each
def test_tables_have_what_is_drawn(name: str) -> None:
    for chart in charts(name).values():
        assert chart.rows, chart.id
        assert len(set(chart.columns)) == len(chart.columns)
        assert [r for r in chart.rows if len(r) != len(chart.columns)] == [], chart.id
        assert any(str(cell).strip() for row in chart.rows for cell in row)


def test_every_registered_chart_is_on_a_page_of_the_flagship() -> None:
    drawn = {f.attributes["data-chart"] for f in document(FLAGSHIP).all("figure")}
    for kind, make in CHARTS.items():
        made = {c.id for c in make(context(FLAGSHIP))}
        assert made, kind
        assert made <= drawn, kind
    specs = unpacked(json.loads(document(FLAGSHIP).all("script")[0].text))
    assert set(specs) == drawn


@each
def test_the_table_behind_has_the_charts_rows(name: str) -> None:
    for figure in document(name).all("figure"):
        chart = charts(name)[figure.attributes["data-chart"]]
        (table,) = [t for t in document(name).all("table") if t.inside("figure") is figure]
        head, body = table.children
        assert [h.text.replace("\u00a0%", " %") for h in head.children[0].children] == list(chart.columns)
        assert [[c.text.replace("\u00a0%", " %") for c in r.children] for r in body.children] == [
            [str(c) for c in r] for r in chart.rows
        ]


def test_a_spec_names_what_changes_on_a_narrow_page() -> None:
    layer = {"mark": "point", "data": values([{"a": 1}]), "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    made = spec([layer], 100, narrow={"height": 50})
    assert made["usermeta"] == {"narrow": {"height": 50}}
    assert "usermeta" not in spec([], 100)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the worked example of WCAG's understanding documents


def test_every_value_of_a_series_is_inside_the_picture() -> None:
    for numbers in ([-5.0, -1.0], [-5.0, 3.0], [0.0, 0.0], [2.0, 4.0]):
        fields = [{"id": f"o{i}", "series": "s", "date": f"202{i}", "value": v, "known": "2024"} for i, v in enumerate(numbers)]
        rows = tuple(Observation.model_validate(f) for f in fields)
        line = Series(id="s", title="S", unit="u", domain="d", counted_by="c", chart=True)
        made = replace(case("ferry"), series=Table("series", (line,)), indicators=Table("indicators", rows))
        (chart,) = indicator_lines.charts(prepare(made, case("ferry").newest, lambda *_: None))
        low, high = chart.spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
        assert low < high
        assert low <= min(0, *numbers)
        assert high >= max(0, *numbers)
