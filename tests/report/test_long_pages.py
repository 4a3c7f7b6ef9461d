"""In the browser: on a telephone long tables are closed groups, which open for a filter, a link, a search and the printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.report.conftest import FLAGSHIP, NARROW, PAGE_IDS, WIDE, document

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
MOST_PIXELS = 12_000
HEADS = "#allevents .grouphead button"
# A row can be read if it has a height and no closed group around it.
SHOWN = """id => Array.from(document.getElementById(id).querySelectorAll('tbody tr:not(.grouphead)'))
  .filter((r) => !r.hidden && !r.parentNode.hasAttribute('hidden') && r.offsetHeight > 0).length"""


def test_no_page_is_long_when_it_opens_on_a_telephone(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        heights = {p: report.turn(p).evaluate("document.documentElement.scrollHeight") for p in PAGE_IDS}
    assert {p: h for p, h in heights.items() if h > MOST_PIXELS} == {}
    assert min(heights.values()) > NARROW[1]


def test_groups_are_closed_on_a_telephone_and_open_on_a_desk(opened: Opened) -> None:
    for size, shown in ((NARROW, "none"), (WIDE, "all")):
        with opened(FLAGSHIP, size) as report:
            page = report.open("events")
            states = page.locator(HEADS).evaluate_all("all => all.map((b) => b.getAttribute('aria-expanded'))")
            assert len(states) > 5
            assert set(states) == {"false" if shown == "none" else "true"}
            assert (page.evaluate(SHOWN, "allevents") == 0) == (shown == "none")


def test_a_group_opens_and_closes_by_keyboard_and_says_so(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("events")
        head = page.locator(HEADS).nth(1)
        body = page.locator(f"[id='{head.get_attribute('aria-controls')}']")
        size = int(head.text_content().split()[1])
        head.focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-expanded") == "true"
        assert body.locator("tr").count() == size == page.evaluate(SHOWN, "allevents")
        page.keyboard.press("Space")
        assert head.get_attribute("aria-expanded") == "false"
        assert page.evaluate(SHOWN, "allevents") == 0


def test_one_button_opens_all_and_closes_all(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("sources")
        total = len([e for e in document(FLAGSHIP).elements if e.attributes.get("id", "").startswith("source-")])
        button = page.locator(".filters[data-for=allsources] .openall")
        button.click()
        assert page.evaluate(SHOWN, "allsources") == total
        assert button.text_content() == "Close all"
        button.click()
        assert page.evaluate(SHOWN, "allsources") == 0


def test_a_filter_opens_what_matches_and_gives_the_rest_back(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("events")
        total = page.locator(HEADS).count()
        box = page.locator(".filters[data-for=allevents]").get_by_role("searchbox")
        box.fill("SPOT")
        hits = page.evaluate("""() => Array.from(document.querySelectorAll('#allevents tbody tr:not(.grouphead)'))
          .filter((r) => r.textContent.toLowerCase().includes('spot')).length""")
        assert 0 < hits == page.evaluate(SHOWN, "allevents")
        assert 0 < page.locator(f"{HEADS}:visible").count() < total
        assert " of " in page.locator(f"{HEADS}:visible").first.text_content()
        box.fill("")
        assert page.locator(f"{HEADS}:visible").count() == total
        assert page.evaluate(SHOWN, "allevents") == 0


@pytest.mark.parametrize("kind", ["event", "source", "deadline", "claim", "statement", "commitment", "mechanism", "actor", "issue"])
def test_a_link_opens_the_group_around_its_row(opened: Opened, kind: str) -> None:
    ids = [i for i in document(FLAGSHIP).ids if i.startswith(f"{kind}-")]
    with opened(FLAGSHIP, NARROW) as report:
        for anchor in (ids[0], ids[-1]):
            page = report.open(anchor)
            row = page.locator(f"[id='{anchor}']")
            assert row.is_visible()
            head = page.locator(".top").bounding_box()
            assert head["y"] + head["height"] - 1 <= row.bounding_box()["y"] < NARROW[1], anchor


def test_the_browsers_search_opens_a_closed_group(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("events")
        body = page.locator("#allevents tbody[hidden]").first
        assert body.get_attribute("hidden") == "until-found"
        assert body.evaluate("b => getComputedStyle(b).display + ' ' + getComputedStyle(b).contentVisibility") == "block hidden"
        assert body.evaluate("b => b.getBoundingClientRect().height") < 2
        # What the browser does when a search ends inside: the event, then the attribute is taken off.
        body.evaluate("b => { window.found = b; b.dispatchEvent(new Event('beforematch', { bubbles: true })); }")
        assert page.evaluate("window.found.hasAttribute('hidden')") is False
        head = page.locator(HEADS).first
        assert head.get_attribute("aria-expanded") == "true"


def test_a_text_in_the_address_is_found_in_a_closed_group(opened: Opened) -> None:
    row = next(e for e in document(FLAGSHIP).elements if e.tag == "tr" and e.attributes.get("id", "").startswith("source-"))
    title = row.children[1].text.strip(" []")
    with opened(FLAGSHIP, NARROW) as report:
        report.page.goto("about:blank")
        report.page.goto(f"{report.url}#sources:~:text={quote(title)}")
        report.ready()
        report.page.wait_for_selector(f"[id='{row.attributes['id']}']", state="visible")
        assert report.page.locator("#allsources tbody:not([hidden]) tr:not(.grouphead)").count() > 0
        assert report.page.locator("#allsources .grouphead button[aria-expanded=true]").count() == 1


def test_one_sorts_from_a_list_on_a_telephone_and_gets_the_groups_back(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("sources")
        before = page.locator("#allsources .grouphead").all_text_contents()
        by = page.locator(".filters[data-for=allsources] .sortby")
        by.select_option(label="facts, down")
        cells = page.locator("#allsources tbody td[data-label=facts]").all_text_contents()
        assert [int(c) for c in cells] == sorted((int(c) for c in cells), reverse=True)
        assert page.locator("#allsources .grouphead").first.text_content().startswith("rows 1 to 25")
        assert page.evaluate(SHOWN, "allsources") == 25
        by.select_option("")
        assert page.locator("#allsources .grouphead").all_text_contents() == before


def test_print_has_every_row_and_every_fold(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("events")
        page.set_viewport_size({"width": 700, "height": 900})
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 690, "height": 900})
        missing = page.evaluate("""() => Array.from(document.querySelectorAll('table.data tbody tr:not(.grouphead)'))
          .filter((r) => r.offsetHeight === 0).length""")
        assert missing == 0
        assert page.locator("#mechanisms article p").first.is_visible()
        assert page.locator(".openall:visible, .sorting:visible").count() == 0


def test_the_data_of_a_grouped_table_have_no_heads_of_groups(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("events")
        with page.expect_download() as waiting:
            page.locator(".filters[data-for=allevents] .get").click()
        text = waiting.value.path().read_text("utf-8-sig")
        rows = [e for e in document(FLAGSHIP).elements if e.attributes.get("id", "").startswith("event-")]
        assert text.splitlines()[0].startswith("id,date,kind")
        assert sum(line.startswith("EV") for line in text.splitlines()) == len(rows)


def test_turning_to_a_wide_page_opens_all(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        page = report.open("actors")
        assert page.locator(".current details.fold[open]").count() == 0
        page.set_viewport_size({"width": 1200, "height": 900})
        page.wait_for_function("!document.querySelector('.current details.fold:not([open])')")
        page.wait_for_function(
            "Array.from(document.querySelectorAll('.current figure.chart')).every((f) => f.querySelector('svg'))"
        )
        assert page.evaluate(SHOWN, "allstatements") > 0
