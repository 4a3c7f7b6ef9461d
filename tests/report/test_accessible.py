"""In the browser: no serious violation that axe-core finds, and everything reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.report.conftest import FLAGSHIP, NARROW, PAGE_IDS, WIDE

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
GRAVE = ("serious", "critical")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe walks through what is hidden as well, so the other pages are taken away. Hundreds of rows alike say no more than the first
# ones and each that brings a class not seen before.
ALONE = "() => document.querySelectorAll('section.page:not(.current)').forEach((s) => s.remove())"
FEWER_ROWS = """() => document.querySelectorAll('.current tbody').forEach((body) => {
  const seen = new Set();
  Array.from(body.rows).forEach((row, i) => {
    const fresh = Array.from(row.querySelectorAll('[class]'), (e) => e.className).filter((c) => !seen.has(c));
    fresh.forEach((c) => seen.add(c));
    if (i > 2 && !fresh.length) { row.remove(); }
  });
})"""
FOCUSED = """() => { const e = document.activeElement;
  return {tag: e.tagName, href: e.getAttribute("href"), class: e.className, text: (e.textContent || "").trim().slice(0, 40)}; }"""


def violations(page: Any) -> list[str]:
    """Return what axe-core finds that is serious or critical, with the first places."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    grave = [v for v in found.response["violations"] if v["impact"] in GRAVE]
    return [
        f"{v['id']} ({len(v['nodes'])} places): {n['html'][:160]} {n['failureSummary'][:300]}"
        for v in grave
        for n in v["nodes"][:2]
    ]


def tab(page: Any, times: int = 1, key: str = "Tab") -> dict[str, Any]:
    """Press a key some times and return what has the focus."""
    for _ in range(times):
        page.keyboard.press(key)
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


@pytest.mark.parametrize("page_id", PAGE_IDS)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")], ids=["light", "dark", "narrow"])
def test_axe_finds_nothing_grave(opened: Opened, page_id: str, size: tuple[int, int], scheme: str) -> None:
    with opened(FLAGSHIP, size, scheme, bypass_csp=True) as report:
        page = report.open(page_id)
        page.evaluate(ALONE)
        page.evaluate(FEWER_ROWS)
        page.evaluate("document.querySelectorAll('.current details').forEach(d => d.open = true)")
        found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["ferry", "accession"])
def test_axe_finds_nothing_grave_in_small_cases(opened: Opened, name: str) -> None:
    for page_id in ("overview", "programmes", "method"):
        with opened(name, bypass_csp=True) as report:
            page = report.open(page_id)
            page.evaluate(ALONE)
            found = violations(page)
        assert not found, "\n".join(found)


def test_axe_sees_a_violation(opened: Opened) -> None:
    bad = "<button></button><p style='color:#ccc'>Too pale to read.</p>"
    with opened("ferry", bypass_csp=True) as report:
        page = report.open("method")
        page.evaluate("bad => document.querySelector('.current').insertAdjacentHTML('beforeend', bad)", bad)
        found = "\n".join(violations(page))
    assert "button-name" in found
    assert "color-contrast" in found


def test_the_skip_link_comes_first_and_leads_into_the_page_shown(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open("deadlines")
        page.evaluate(
            "document.body.setAttribute('tabindex', '-1'); document.body.focus(); document.body.removeAttribute('tabindex')"
        )
        assert tab(page)["class"] == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'main'")
        assert report.current() == ["deadlines"]
        inside = "document.activeElement.closest('section.page.current') !== null"
        tab(page)
        assert page.evaluate(inside)


def test_the_order_of_tab_is_that_of_the_page(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open("programmes")
        page.evaluate(
            "document.body.setAttribute('tabindex', '-1'); document.body.focus(); document.body.removeAttribute('tabindex')"
        )
        seen = []
        for _ in range(60):
            seen.append(tab(page))
            if page.evaluate("document.activeElement === document.body"):
                break
        hrefs = [f["href"] for f in seen if f["tag"] == "A" and f["href"] in {f"#{p}" for p in PAGE_IDS}]
        assert hrefs == [f"#{p}" for p in PAGE_IDS]
        kinds = [f["tag"] for f in seen]
        assert {"A", "BUTTON", "INPUT", "SELECT", "SUMMARY"} <= set(kinds)
        last_link = max(i for i, f in enumerate(seen) if f["href"] in hrefs)
        assert last_link < kinds.index("INPUT") < kinds.index("SELECT")
        sorts = [i for i, f in enumerate(seen) if f["tag"] == "BUTTON" and f["text"] == "commitment"]
        assert sorts[0] > kinds.index("SELECT")


@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_focus_is_seen_and_not_under_the_header(opened: Opened, page_id: str) -> None:
    script = """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
      const head = document.querySelector('.top').getBoundingClientRect().bottom;
      return {outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 1, top: r.top, bottom: r.bottom, head,
        inside: Boolean(e.closest('main')), html: e.outerHTML.slice(0, 80)}; }"""
    with opened(FLAGSHIP, (1440, 700)) as report:
        page = report.open(page_id)
        page.evaluate("document.getElementById('main').focus()")
        for _ in range(25):
            page.keyboard.press("Tab")
            seen = page.evaluate(script)
            if not seen["inside"]:
                break
            assert seen["outline"], seen
            assert seen["bottom"] > seen["head"], seen
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        for _ in range(8):
            page.keyboard.press("Shift+Tab")
            seen = page.evaluate(script)
            if seen["inside"]:
                assert seen["top"] >= seen["head"] - 1 or seen["bottom"] - seen["top"] > 400, seen


def test_sorting_and_details_work_by_keyboard(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open("programmes")
        button = page.locator(".current table.data thead button").first
        button.focus()
        page.keyboard.press("Enter")
        assert page.locator(".current th[aria-sort=ascending]").count() == 1
        page.keyboard.press("Space")
        assert page.locator(".current th[aria-sort=descending]").count() == 1
        page.locator(".current td summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator(".current td details[open]").count() == 1


SMALL = """() => Array.from(document.querySelectorAll('.top button, nav a, .current :is(button, select, input)'))
  .filter((e) => e.getClientRects().length && !e.closest('thead')).map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([_, r]) => r.height < 24 || r.width < 24).map(([html, r]) => `${html} ${r.width} x ${r.height}`)"""


def test_targets_are_large_enough(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        for page_id in PAGE_IDS:
            assert report.open(page_id).evaluate(SMALL) == [], page_id


def test_the_charts_are_images_with_a_description(opened: Opened) -> None:
    with opened(FLAGSHIP) as report:
        page = report.open()
        plots = page.get_by_role("img", include_hidden=False)
        assert plots.count() == page.locator(".current figure.chart").count() > 0
        for _ in ("drawn", "drawn again"):
            assert "The values are in the table below." in plots.first.get_attribute("aria-label")
            report.page.click("#theme")
            report.page.wait_for_timeout(500)
        assert page.locator(".current .plot svg[aria-hidden=true]").count() == plots.count()


def test_text_can_be_twice_as_large(opened: Opened) -> None:
    with opened(FLAGSHIP, (720, 500)) as report:  # 1440 pixels at 200 %
        for page_id in PAGE_IDS:
            page = report.open(page_id)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page_id
