"""The report is one file that loads nothing, says so to the browser, and is the same each time."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

import longgame
from longgame.case.about import About
from longgame.case.case import Case
from longgame.report.build import build
from longgame.report.html import json_for_script
from tests.report.conftest import FLAGSHIP, PAGE_IDS, SHIPPED, case, document, html
from tests.report.markup import read

LOADS = {
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
    "manifest",
    "ping",
    "cite",
    "longdesc",
    "codebase",
}
LOADING_TAGS = {"img", "iframe", "object", "embed", "audio", "video", "source", "track", "base", "form", "frame", "portal"}
MOST_BYTES = 6_000_000
each = pytest.mark.parametrize("name", SHIPPED)


@each
def test_nothing_is_loaded(name: str) -> None:
    page = document(name)
    assert [e.tag for e in page.elements if e.tag in LOADING_TAGS] == []
    assert [(e.tag, k) for e in page.elements for k in e.attributes if k in LOADS or k.startswith("on")] == []
    assert [e.attributes for e in page.all("link") if e.attributes != {"rel": "icon", "href": "data:,"}] == []
    for link in page.all("a"):
        href = link.attributes["href"]
        assert re.match(r"#|https?://", href), href
        if not href.startswith("#"):
            assert {"noreferrer", "noopener"} <= set(link.attributes["rel"].split()), href


@each
def test_styles_load_nothing(name: str) -> None:
    page = document(name)
    styles = [e.text for e in page.all("style")] + [e.attributes["style"] for e in page.elements if "style" in e.attributes]
    assert len(styles) == 1
    assert not re.search(r"@import|url\(|@font-face|image-set|expression\(|\\", styles[0])


@each
def test_the_policy_forbids_every_request(name: str) -> None:
    (policy,) = [m.attributes["content"] for m in document(name).all("meta") if "http-equiv" in m.attributes]
    rules = {words[0]: set(words[1:]) for rule in policy.split(";") if (words := rule.split())}
    assert rules["default-src"] == {"'none'"}
    assert rules["base-uri"] == {"'none'"}
    assert rules["form-action"] == {"'none'"}
    allowed = {"'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    assert {word for words in rules.values() for word in words} <= allowed
    head = html(name).split("</head>")[0]
    assert head.index("Content-Security-Policy") < head.index("<style")


@each
def test_the_policy_comes_before_scripts_and_only_known_ones_run(name: str) -> None:
    scripts = document(name).all("script")
    assert [s.attributes for s in scripts] == [{"type": "application/json", "id": "specs"}, {}, {}]
    assert all(s.inside("body") for s in scripts)


def test_the_flagship_has_every_page_and_is_not_too_large() -> None:
    page = document(FLAGSHIP)
    assert [s.attributes["id"] for s in page.all("section", class_="page")] == PAGE_IDS
    links = [link.attributes["href"] for link in page.all("a") if link.inside("nav")]
    assert links == [f"#{i}" for i in PAGE_IDS]
    assert len(html(FLAGSHIP).encode()) <= MOST_BYTES


@each
def test_the_same_case_and_day_give_the_same_bytes(name: str) -> None:
    assert build(case(name)) == html(name)


def test_a_case_and_its_cut_give_the_same_report() -> None:
    day = date(2025, 1, 1)
    assert build(case("ferry").as_of(day)) == build(case("ferry"), day)


@each
def test_the_day_is_on_every_page(name: str) -> None:
    page = document(name)
    newest = case(name).newest
    (shown,) = page.all("time")
    assert shown.attributes["datetime"] == newest.isoformat()
    feet = page.all("p", class_="pagefoot")
    assert [f.above.attributes["id"] for f in feet if f.above] == PAGE_IDS
    assert all(f"only what was known on {shown.text}" in f.text and longgame.__version__ in f.text for f in feet)
    assert newest.isoformat() in page.all("title")[0].text


def test_a_case_of_nothing_but_its_head_builds() -> None:
    party = {"id": "A", "name": "A", "role": "equal"}
    about = About.model_validate({"id": "bare", "title": "Bare", "summary": "None yet.", "parties": [party], "period": "2024"})
    page = read(build(Case(about=about)))
    assert page.problems == []
    assert [s.attributes["id"] for s in page.all("section", class_="page")] == PAGE_IDS
    assert page.all("figure") == []
    # Of a day behind that up to which it was kept, it says so.
    later = read(build(Case(about=about), date(2030, 1, 1)))
    assert [t.attributes["datetime"] for t in later.all("time")] == ["2030-01-01", "2024-12-31"]
    assert "kept up to 31 Dec 2024: what came later was not looked for" in later.all("p", class_="brand")[0].text


@each
def test_a_case_before_anything_was_known_builds(name: str) -> None:
    page = read(build(case(name), date(1999, 12, 31)))
    assert page.problems == []
    assert page.all("time")[0].text == "31 Dec 1999"


def test_progress_is_told_in_order() -> None:
    told: list[tuple[str, int, int]] = []
    build(case("ferry"), progress=lambda what, done, of: told.append((what, done, of)))
    assert told[0][0].startswith("tracking")
    assert told[-1][0] == "writing"
    assert all(0 <= done <= of for _, done, of in told)


@pytest.mark.parametrize("text", ["</script>", "</SCRIPT >", "<!--", "<script", "]]>", "\u2028\u2029", "&lt;", "\\", '"', "'", "`"])
def test_json_stays_inside_its_script(text: str) -> None:
    made = json_for_script({"a": [text, {text: 1}]})
    assert not re.search(r"[<>&\u2028\u2029]", made)
    assert json.loads(made) == {"a": [text, {text: 1}]}
