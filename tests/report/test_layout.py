"""In the browser: nothing overflows, every chart is drawn, and what stands in it can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.report.conftest import FLAGSHIP, NARROW, PAGE_IDS, PLAYED, WIDE

pytestmark = pytest.mark.browser
MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")
SIZES = {"wide": WIDE, "narrow": NARROW}
# Pairs of labels that may overlap in one chart; each hides at least this share of the smaller one.
MOST_PAIRS, SHARE = 0, 0.15
Opened = Callable[..., Any]
each_page = pytest.mark.parametrize("page", PAGE_IDS)
each_look = pytest.mark.parametrize(("size", "scheme"), [("wide", "light"), ("wide", "dark"), ("narrow", "light")])


def overlapping(texts: list[dict[str, Any]]) -> list[tuple[float, str, str]]:
    """Return pairs of texts that stand on one another, with the share of the smaller one, worst first.

    A text box has room above and below its letters, so a fifth of its height is taken off at each side.
    """
    pairs = []
    for i, one in enumerate(texts):
        for other in texts[i + 1 :]:
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            trim = 0.2 * min(one["height"], other["height"])
            tall = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) - 2 * trim
            if wide > 1 and tall > 0:
                area = min(one["width"] * one["height"], other["width"] * other["height"])
                pairs.append((wide * tall / area, one["words"], other["words"]))
    return sorted(((s, a, b) for s, a, b in pairs if s >= SHARE), reverse=True)


@each_look
@each_page
def test_flagship_pages_fit_and_their_charts_are_drawn(opened: Opened, page: str, size: str, scheme: str) -> None:
    with opened(FLAGSHIP, SIZES[size], scheme) as report:
        report.open(page)
        assert report.current() == [page]
        unfold(report.page)
        check(report.page.evaluate(MEASURE))


@pytest.mark.parametrize("name", ["ferry", PLAYED])
def test_pages_of_small_cases_fit_and_their_charts_are_drawn(opened: Opened, name: str) -> None:
    for size in SIZES.values():
        with opened(name, size) as report:
            for page in PAGE_IDS:
                report.turn(page)
                unfold(report.page)
                check(report.page.evaluate(MEASURE))


def unfold(page: Any) -> None:
    """Open what is folded on a telephone, and wait until the charts in it are drawn."""
    page.evaluate("document.querySelectorAll('.current details.fold').forEach((d) => { d.open = true; })")
    page.wait_for_function(
        "Array.from(document.querySelectorAll('.current figure.chart')).every((f) => f.querySelector('.plot svg'))", timeout=60_000
    )


def check(found: dict[str, Any]) -> None:
    """Fail on everything that is wrong with a page, all of it at once."""
    wrong = [f"the page is {found['overflow']} px too wide: {found['wide']}"] if found["overflow"] > 0 else []
    for chart in found["charts"]:
        if not chart["svg"] or not chart["marks"]:
            wrong.append(f"{chart['id']}: not drawn ({chart['marks']} marks)")
        wrong += [f"{chart['id']}: text leaves the plot: {t}" for t in chart["outside"]]
        wrong += [f"{chart['id']}: too small: {t}" for t in chart["small"]]
        pairs = overlapping(chart["texts"])
        if len(pairs) > MOST_PAIRS:
            wrong += [f"{chart['id']}: {share:.0%} overlap: {a!r} and {b!r}" for share, a, b in pairs[:5]]
    assert not wrong, "\n".join(wrong)


def test_details_open_without_overflow(opened: Opened) -> None:
    with opened(FLAGSHIP, NARROW) as report:
        for page in PAGE_IDS:
            report.turn(page)
            report.page.evaluate("document.querySelectorAll('.current details').forEach(d => d.open = true)")
            found = report.page.evaluate(MEASURE)
            assert found["overflow"] <= 0, (page, found["wide"])


@pytest.mark.parametrize("width", [320, 768, 1024, 1920])
def test_other_widths_have_no_overflow(opened: Opened, width: int) -> None:
    with opened(FLAGSHIP, (width, 900)) as report:
        wrong = []
        for page in PAGE_IDS:
            report.turn(page)
            found = report.page.evaluate(MEASURE)
            if found["overflow"] > 0:
                wrong.append((page, found["overflow"], found["wide"]))
        assert wrong == []


def test_charts_follow_the_width_of_the_window(opened: Opened) -> None:
    with opened("accession", WIDE) as report:
        page = report.open()
        before = page.locator(".current .plot svg").first.bounding_box()["width"]
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("document.querySelector('.current .plot svg').getBoundingClientRect().width < 380")
        assert before > 900


def test_overlaps_are_seen() -> None:
    def text(words: str, left: float, top: float) -> dict[str, Any]:
        return {"words": words, "left": left, "right": left + 100, "top": top, "bottom": top + 14, "width": 100, "height": 14}

    assert overlapping([text("a", 0, 0), text("b", 0, 0)])[0][1:] == ("a", "b")
    assert overlapping([text("a", 0, 0), text("b", 0, 14), text("c", 101, 0)]) == []


def test_a_wide_element_and_an_empty_chart_are_seen(opened: Opened) -> None:
    with opened("ferry") as report:
        page = report.open()
        page.evaluate("document.querySelector('.current').insertAdjacentHTML('beforeend', '<p style=\"width:3000px\">x</p>')")
        page.evaluate("document.querySelector('.current .plot').textContent = ''")
        with pytest.raises(AssertionError, match=r"(?s)too wide.*not drawn"):
            check(page.evaluate(MEASURE))


def test_an_error_in_the_console_fails(opened: Opened) -> None:
    def provoke(script: str) -> None:
        with opened("ferry") as report:
            report.open().evaluate(script)
            report.page.wait_for_timeout(50)

    for script in ("console.error('x')", "console.warn('x')", "setTimeout(() => { throw new Error('x') })", "alert('x')"):
        with pytest.raises(AssertionError, match="x"):
            provoke(script)
    with pytest.raises(AssertionError, match=r"violates|example"):
        provoke("new Image().src = 'https://example.org/x.png'")
