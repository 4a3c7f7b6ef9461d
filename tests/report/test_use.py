"""In the browser: sorting, filtering, links, theme, downloads, print, and reading without scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.core.words import sortable
from tests.report.conftest import FLAGSHIP, NARROW, PAGE_IDS, case, document, html

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
DATA = "Array.from(document.getElementById(id).querySelectorAll('tbody tr:not(.grouphead)'))"
ROWS = f"id => {DATA}.map((r) => Array.from(r.cells, (c) => c.textContent.trim()))"
LEFT = f"id => {DATA}.filter((r) => !r.hidden).length"
HEAD = "id => Array.from(document.getElementById(id).tHead.rows[0].cells, (c) => c.textContent.trim())"


def column(page: Any, table: str, name: str) -> list[str]:
    """Return the cells of a column from top to bottom."""
    at = page.evaluate(HEAD, table).index(name)
    return [row[at] for row in page.evaluate(ROWS, table)]


def sort(page: Any, table: str, name: str) -> None:
    """Press the button in the header of a column."""
    page.locator(f"#{table} thead").get_by_role("button", name=name, exact=True).click()


def download(page: Any, act: Callable[[], Any]) -> bytes:
    """Return the content of the file that an action saves."""
    with page.expect_download() as waiting:
        act()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("name", ["due", "promised"])
def test_dates_sort_as_dates(opened: Opened, name: str) -> None:
    days = {d.id: sortable(str(d.due if name == "due" else d.set_on)) for d in case(FLAGSHIP).deadlines}
    with opened(FLAGSHIP) as report:
        page = report.open("deadlines")
        sort(page, "alldeadlines", name)
        up = [days[i] for i in column(page, "alldeadlines", "id")]
        assert up == sorted(up)
        assert len(set(up)) > 5
        sort(page, "alldeadlines", name)
        down = [days[i] for i in column(page, "alldeadlines", "id")]
        assert down == sorted(down, reverse=True)


def test_numbers_sort_as_numbers_and_the_column_says_so(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("sources")
        sort(page, "allsources", "facts")
        numbers = [int(n) for n in column(page, "allsources", "facts")]
        assert numbers == sorted(numbers)
        assert max(numbers) > 9
        sorted_ones = page.locator("#allsources th[aria-sort]")
        assert sorted_ones.count() == 1
        assert sorted_ones.get_attribute("aria-sort") == "ascending"
        sort(page, "allsources", "publisher")
        assert page.locator("#allsources th[aria-sort]").count() == 1
        assert page.locator("#allsources th[aria-sort]").text_content() == "publisher"


def test_sorting_keeps_every_row(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("claims")
        before = page.evaluate(ROWS, "allclaims")
        for name in page.evaluate(HEAD, "allclaims"):
            sort(page, "allclaims", name)
            assert sorted(page.evaluate(ROWS, "allclaims")) == sorted(before), name


def test_words_filter_rows_and_the_count_is_announced(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("events")
        bar = page.locator(".filters[data-for=allevents]")
        total = len(page.evaluate(ROWS, "allevents"))
        status = bar.get_by_role("status")
        assert status.text_content() == f"{total} rows"
        bar.get_by_role("searchbox").fill("GAS")
        shown = page.locator("#allevents tbody tr:not(.grouphead):visible")
        wanted = [r for r in page.evaluate(ROWS, "allevents") if "gas" in " ".join(r).lower()]
        assert 0 < len(wanted) < total
        assert shown.count() == len(wanted)
        assert status.text_content() == f"{len(wanted)} of {total} rows"
        bar.get_by_role("searchbox").fill("no such words anywhere")
        assert shown.count() == 0
        assert status.text_content() == f"0 of {total} rows"
        bar.get_by_role("searchbox").fill("")
        assert shown.count() == total


@pytest.mark.parametrize("page_id", ["programmes", "deadlines", "claims", "events", "sources"])
def test_every_choice_of_a_filter_fits_its_column(opened: Opened, page_id: str) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open(page_id)
        for bar in page.query_selector_all(".current .filters"):
            table = bar.get_attribute("data-for")
            total, head = len(page.evaluate(ROWS, table)), page.evaluate(HEAD, table)
            for select in bar.query_selector_all(".filter-select"):
                assert select.get_attribute("data-column") in head, (table, select.get_attribute("data-column"))
                counts = {}
                for option in select.query_selector_all("option")[1:]:
                    value = option.get_attribute("value")
                    select.select_option(value)
                    counts[value] = page.evaluate(LEFT, table)
                select.select_option("")
                assert sum(counts.values()) == total, (table, select.get_attribute("data-column"), counts)


def anchors() -> list[str]:
    """Return an anchor of each kind of row in the flagship."""
    kinds = ("package", "commitment", "deadline", "claim", "series", "event", "actor", "issue", "statement", "mechanism", "source")
    return [next(i for i in document(FLAGSHIP).ids if i.startswith(f"{kind}-")) for kind in kinds]


def test_deep_links_open_the_page_with_the_row(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        for anchor in [*anchors(), "commitment-PR15"]:
            page = report.open(anchor)
            row = page.locator(f"[id='{anchor}']")
            assert row.is_visible(), anchor
            box, head = row.bounding_box(), page.locator(".top").bounding_box()
            assert head["y"] + head["height"] - 1 <= box["y"] < 900, anchor
            current = page.locator("nav a[aria-current=page]")
            assert current.count() == 1
            assert current.get_attribute("href") == f"#{report.current()[0]}"
        page = report.open("commitment-PR15")
        assert page.locator("#commitment-PR15 details").first.get_attribute("open") is not None
        assert page.evaluate("document.activeElement.id") == "commitment-PR15"


@pytest.mark.parametrize("anchor", ["", "nowhere", "%", "%E0%A4%A", "'\"><b>", "main"])
def test_a_link_to_nowhere_opens_the_first_page(opened: Opened, anchor: str) -> None:
    with opened("ferry") as report:
        report.open(anchor)
        assert report.current() == ["overview"]


def test_a_link_shows_its_row_though_a_filter_hid_it(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("sources")
        page.locator(".filters[data-for=allsources]").get_by_role("searchbox").fill("no such words anywhere")
        anchor = next(i for i in document(FLAGSHIP).ids if i.startswith("source-"))
        report.follow(lambda: page.evaluate("a => { location.hash = a }", anchor))
        assert page.locator(f"[id='{anchor}']").is_visible()
        assert " of " not in page.locator(".filters[data-for=allsources] .count").text_content()


def test_links_and_the_way_back(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open()
        title = page.title()
        report.follow(lambda: page.locator("nav").get_by_role("link", name="Deadlines").click())
        assert report.current() == ["deadlines"]
        assert page.title() != title
        report.follow(lambda: page.locator("#alldeadlines tbody a").first.click())
        assert report.current() == ["programmes"]
        report.follow(lambda: page.go_back())
        assert report.current() == ["deadlines"]
        report.follow(lambda: page.go_back())
        assert report.current() == ["overview"]
        assert page.title() == title
        report.follow(lambda: page.go_forward())
        assert report.current() == ["deadlines"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_turns_and_charts_follow(opened: Opened, scheme: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.querySelector('.current .role-axis-label text')).fill"
    with opened(FLAGSHIP, scheme=scheme) as report:
        page = report.open()
        before = page.evaluate(paper), page.evaluate(ink)
        button = page.locator("#theme")
        assert button.text_content() == {"light": "Dark", "dark": "Light"}[scheme]
        button.click()
        page.wait_for_function(f"{ink} !== {before[1]!r}")
        assert page.evaluate(paper) != before[0]
        assert button.text_content() == {"light": "Light", "dark": "Dark"}[scheme]
        button.click()
        page.wait_for_function(f"{ink} === {before[1]!r}")
        assert page.evaluate(paper) == before[0]


def test_the_theme_follows_the_system(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open()
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(f"getComputedStyle(document.body).backgroundColor !== {light!r}")
        assert page.locator("#theme").text_content() == "Light"


def test_the_csv_of_a_table_has_its_content(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("deadlines")
        data = download(page, lambda: page.locator(".filters[data-for=alldeadlines] .get").click())
        assert data.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert head == page.evaluate(HEAD, "alldeadlines")
        assert [r[0] for r in rows] == column(page, "alldeadlines", "id")
        assert {len(r) for r in rows} == {len(head)}


def test_the_csv_and_the_picture_of_a_chart(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open()
        figure = page.locator(".current figure.chart").first
        figure.locator("summary").click()
        data = download(page, lambda: figure.get_by_role("button", name="Get the data (CSV)").click())
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        cells = "rows => rows.map((r) => Array.from(r.cells, (c) => c.textContent.trim().replace(/\\s+/g, ' ')))"
        shown = figure.locator("table tr").evaluate_all(cells)
        assert rows == shown
        picture = download(page, lambda: figure.get_by_role("button", name="Get the picture (SVG)").click()).decode()
        assert picture.startswith("<svg")
        assert "<script" not in picture
        assert "100 %" in picture


CELLS = {
    "=1+1": "'=1+1", "+cmd|x": "'+cmd|x", "@SUM(A1)": "'@SUM(A1)", "-cmd": "'-cmd", "+1-2": "'+1-2",
    "-1+cmd|' /C calc'!A0": "'-1+cmd|' /C calc'!A0", "-12": "-12", "+12": "+12", "-1.5": "-1.5", "-5 %": "-5 %", "–": "–",
    "-3 to 5": "-3 to 5", "1=1": "1=1", "a,b": "a,b", 'say "x"': 'say "x"',
}  # fmt: skip


def test_cells_that_a_spreadsheet_would_run_are_made_text(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open("deadlines")
        page.evaluate(
            """cells => { const body = document.getElementById('alldeadlines').tBodies[0]; body.textContent = '';
            cells.forEach((c) => { body.insertRow().insertCell().textContent = c; }); }""",
            list(CELLS),
        )
        data = download(page, lambda: page.locator(".filters[data-for=alldeadlines] .get").click())
    assert [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:] == list(CELLS.values())


def test_print_shows_every_page_and_every_chart(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open()
        page.evaluate("window.longgameDrawAll()")
        page.emulate_media(media="print")
        assert report.current() == PAGE_IDS
        figures = page.locator("figure.chart")
        assert figures.count() == page.locator("figure.chart .plot svg").count() > 20
        sizes = figures.evaluate_all("all => all.map((f) => f.querySelector('.plot svg').getBoundingClientRect().height)")
        assert min(sizes) > 50
        assert [e for e in ("nav", ".tools", ".filters", ".skip", ".behind") if page.locator(e).first.is_visible()] == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_button_prints_all_in_light_and_gives_the_theme_back(opened: Opened) -> None:
    with opened("ferry", scheme="dark") as report:
        page = report.open()
        page.evaluate("window.print = () => { window.printed = document.documentElement.getAttribute('data-theme'); }")
        page.locator("#print").click()
        page.wait_for_function("window.printed")
        assert page.evaluate("window.printed") == "light"
        assert page.evaluate("document.documentElement.getAttribute('data-theme')") is None
        assert page.locator("figure.chart .plot svg").count() == page.locator("figure.chart").count()
        page.wait_for_function("document.querySelector('.current figure').dataset.drawn.endsWith('d')")


@pytest.mark.parametrize("size", [(1440, 1000), NARROW])
def test_without_scripts_all_is_there_in_sequence(opened: Opened, size: tuple[int, int]) -> None:
    with opened(FLAGSHIP, size, scripts=False) as report:
        page = report.page
        page.goto(report.url)
        assert report.current() == PAGE_IDS
        assert page.locator("#theme").is_hidden()
        assert page.locator("#print").is_hidden()
        assert page.locator(".filters").first.is_hidden()
        assert page.locator(".getsvg").first.is_hidden()
        assert page.locator("#alldeadlines tbody tr").first.is_visible()
        figure = page.locator("figure.chart").first
        figure.locator("summary").click()
        assert figure.locator("table").is_visible()
        assert "Charts need scripts" in figure.locator(".plot").inner_text()
        page.locator("nav a[href='#sources']").click()
        assert page.locator("#sources h1").bounding_box()["y"] < size[1]
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_report_is_the_file_that_was_built(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open()
        assert page.evaluate("document.characterSet") == "UTF-8"
        assert page.evaluate("document.compatMode") == "CSS1Compat"
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0
        assert html("ferry").startswith("<!DOCTYPE html>")
