"""Text from a case stays text, whatever it looks like."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from longgame.report.build import build
from tests.report.conftest import FLAGSHIP, Report, case, context
from tests.report.hostile import ADDRESSES, PAYLOADS, hostile, hostile_bargained, small, small_bargained
from tests.report.markup import Document, read


@cache
def pages(bargains: bool) -> tuple[Document, Document]:
    """Return the report on a small case with payloads and on the same without.

    To bargain such a case has shapes of its own to compile; without it, what was made of the whole case is cut down to it.
    """
    plain = small(case(FLAGSHIP))
    if bargains:
        return read(build(hostile(plain))), read(build(plain))
    record = small_bargained(context(FLAGSHIP).bargained, plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("longgame.report.context.bargained", lambda *_: hostile_bargained(record))
        spoilt = read(build(hostile(plain)))
        patch.setattr("longgame.report.context.bargained", lambda *_: record)
        return spoilt, read(build(plain))


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.deep)], ids=["cut down", "bargained"])
def both(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    return pages(request.param)


@pytest.fixture
def page(both: tuple[Document, Document]) -> Document:
    return both[0]


@pytest.fixture
def plain(both: tuple[Document, Document]) -> Document:
    return both[1]


def test_every_payload_is_there_as_text(page: Document) -> None:
    strings = "\n".join(e.text for e in page.all("section"))
    assert [p for p in PAYLOADS if p not in strings] == []


def test_payloads_are_on_the_page_on_bargaining(page: Document) -> None:
    (section,) = [e for e in page.all("section") if e.attributes["id"] == "settle"]
    assert len([p for p in PAYLOADS if p in section.text]) > len(PAYLOADS) // 2


def test_markup_is_the_same_as_without_payloads(page: Document, plain: Document) -> None:
    assert page.problems == []

    def shape(document: Document) -> list[tuple[str, ...]]:
        skip = ("a", "option", "label", "input", "select", "p", "span", "details", "summary", "button")
        return [(e.tag, *sorted(e.attributes)) for e in document.elements if e.tag not in skip]

    assert shape(page) == shape(plain)
    assert {e.tag for e in page.elements} <= {e.tag for e in plain.elements}
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attributes)]


def test_only_web_addresses_become_links(page: Document) -> None:
    hrefs = {a.attributes["href"] for a in page.all("a")}
    outside = {h for h in hrefs if not h.startswith("#")}
    assert outside == {a for a in ADDRESSES if a.startswith("https://")}


def test_templates_are_not_run_twice(page: Document) -> None:
    assert "{{ 7*7 }}{% raw %}{# #}${7*7}#{7*7}" in page.all("section")[0].text or "{{ 7*7 }}" in page.visible
    assert not re.search(r"(?<!\d)49\{", page.visible)


def test_scripts_hold_no_text_of_the_case_but_as_data(page: Document, plain: Document) -> None:
    ours, theirs = page.all("script"), plain.all("script")
    assert [s.text for s in ours[1:]] == [s.text for s in theirs[1:]]
    assert not re.search(r"[<>&\u2028\u2029]", ours[0].text)
    assert list(json.loads(ours[0].text)) == list(json.loads(theirs[0].text))
    assert [s.text for s in page.all("style")] == [s.text for s in plain.all("style")]


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_runs_in_the_browser(opened: type[Report], scripts: bool) -> None:
    with opened("hostile", text=pages(True)[0].html, scripts=scripts) as report:
        if scripts:
            report.open()
            report.page.evaluate("window.longgameDrawAll()")
            for anchor in ("programmes", "actors", "events", "sources"):
                report.open(anchor)
                _touch(report)
        else:
            report.page.goto(report.url)
        assert report.page.evaluate("window.pwned") is None


def _touch(report: Report) -> None:
    for mark in report.page.query_selector_all(".current .mark-symbol path")[:25]:
        if mark.is_visible():
            mark.hover(force=True)
    for link in [s for s in report.page.query_selector_all(".current summary") if s.is_visible()][:3]:
        link.click()
    assert report.page.evaluate("document.querySelectorAll('#vg-tooltip-element script, #vg-tooltip-element img').length") == 0


@pytest.mark.browser
def test_colour_names_in_text_stay_text(opened: type[Report]) -> None:
    whole = case("accession")
    named = tuple(p.model_copy(update={"name": f"${n}"}) for p, n in zip(whole.about.parties, ("ink", "good", "bad"), strict=True))
    made = replace(whole, about=whole.about.model_copy(update={"parties": named}))
    with opened("dollars", text=build(made)) as report:
        report.open("actors")
        texts = report.page.evaluate("Array.from(document.querySelectorAll('.current svg text'), (t) => t.textContent)")
        fills = report.page.evaluate(
            "Array.from(document.querySelectorAll('.current .mark-symbol path'), (m) => m.getAttribute('fill'))"
        )
    assert {"$ink", "$good"} <= set(texts)
    assert {p.colour.lower() for p in whole.about.parties[:2]} <= {(f or "").lower() for f in fills}
