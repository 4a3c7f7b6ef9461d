"""The markup is whole: well formed, ids once, links that lead somewhere, headings and tables in order."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from longgame.case.case import Case
from longgame.report.build import build
from tests.report.conftest import FLAGSHIP, PAST, PLAYED, SHIPPED, document
from tests.report.markup import Document, read
from tests.strategies import cases

DAYS = [("ferry", date(2024, 3, 1)), ("accession", date(2020, 1, 1)), (FLAGSHIP, PAST)]
RARELY = [pytest.param(FLAGSHIP, day, marks=pytest.mark.deep) for day in (date(2021, 9, 17), date(2023, 2, 20))]
each = pytest.mark.parametrize(("name", "day"), [*((name, None) for name in (*SHIPPED, PLAYED)), *DAYS, *RARELY], ids=str)


def twice(page: Document) -> list[str]:
    return sorted({i for i in page.ids if page.ids.count(i) > 1}) if len(set(page.ids)) < len(page.ids) else []


def astray(page: Document) -> list[str]:
    there = set(page.ids)
    return sorted({h for a in page.all("a") if (h := a.attributes["href"]).startswith("#") and unquote(h[1:]) not in there})


def pointing_nowhere(page: Document) -> list[str]:
    there = set(page.ids)
    names = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
    found = [(n, e.attributes[n]) for e in page.elements for n in names if n in e.attributes]
    data = [("data-for", e.attributes["data-for"]) for e in page.elements if "data-for" in e.attributes]
    tables = [("data-table", e.attributes["data-table"]) for e in page.elements if "data-table" in e.attributes]
    return [f"{n}={word}" for n, value in [*found, *data, *tables] for word in value.split() if word not in there]


@each
def test_markup_is_well_formed(name: str, day: date | None) -> None:
    assert document(name, day).problems == []


@each
def test_ids_are_there_once(name: str, day: date | None) -> None:
    assert twice(document(name, day)) == []


@each
def test_links_lead_somewhere(name: str, day: date | None) -> None:
    page = document(name, day)
    assert astray(page) == []
    assert pointing_nowhere(page) == []


@each
def test_each_page_has_one_first_heading_and_skips_no_rank(name: str, day: date | None) -> None:
    for section in document(name, day).all("section", class_="page"):
        ranks = [int(e.tag[1]) for e in _below(section) if e.tag in ("h1", "h2", "h3", "h4")]
        assert ranks[0] == 1
        assert ranks.count(1) == 1
        assert [b for a, b in pairwise(ranks) if b > a + 1] == [], section.attributes["id"]


@each
def test_tables_have_headers_and_full_rows(name: str, day: date | None) -> None:
    tables = document(name, day).all("table")
    assert tables
    for table in tables:
        head, body = table.children
        width = len(head.children[0].children)
        assert all(h.attributes.get("scope") == "col" and h.text.strip() for h in head.children[0].children)
        assert [len(r.children) for r in body.children if len(r.children) != width] == []
        if "stack" in table.attributes.get("class", ""):
            assert all(c.attributes.get("data-label") for r in body.children for c in r.children)


@each
def test_controls_have_names(name: str, day: date | None) -> None:
    page = document(name, day)
    assert [e for e in page.elements if e.tag in ("a", "button", "summary") and not e.text.strip()] == []
    assert [e for e in page.elements if e.tag in ("input", "select") and e.inside("label") is None] == []
    assert [e for e in page.elements if e.attributes.get("role") in ("region", "img") and not e.attributes.get("aria-label")] == []


# Shrinking would build hundreds of reports.
FEW = settings(
    max_examples=max(3, settings.default.max_examples // 10),  # type: ignore[union-attr]
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


@FEW
@given(cases())
def test_any_valid_case_gives_whole_markup(made: Case) -> None:
    page = read(build(made))
    assert page.problems == []
    assert twice(page) == []
    assert astray(page) == []
    assert pointing_nowhere(page) == []


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p><b>x</p></b>", "</p> where <b>"),
        ("<div>", "never closed"),
        ('<i a="1" a="2"></i>', "twice"),
        ("<ul><p></p></ul>", "directly in <ul>"),
        ("<p><ul></ul></p>", "stands in <p>"),
        ("<a><a></a></a>", "stands in <a>"),
        ("<table><tbody><tr>x</tr></tbody></table>", "text directly in <tr>"),
        ("<br/>", "closes itself"),
        ("<!-- x -->", "a comment"),
    ],
)
def test_broken_markup_is_seen(html: str, says: str) -> None:
    assert any(says in p for p in read(html).problems)


def _below(element: object) -> list:  # type: ignore[type-arg]
    found = []
    for child in element.children:  # type: ignore[attr-defined]
        found += [child, *_below(child)]
    return found
