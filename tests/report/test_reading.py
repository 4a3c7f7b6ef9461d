"""The page of a document: the text is all there, claims are marked where they stand, and it can be used by hand and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from longgame.core.dates import Period
from longgame.read.document import Document, document
from longgame.read.proposal import KINDS, Chance, Hedge, Proposal, Span
from longgame.read.review import Review, review_of
from longgame.report.reading import LOOKS, marked, page
from tests.report.conftest import NARROW, WIDE
from tests.report.hostile import PAYLOADS
from tests.report.test_accessible import violations

Opened = Callable[..., Any]
TEXT = """A bay holds up a membership

Country Desk, 12 March 2009

Croatia is unlikely to close its talks by the end of this year. The draft treaty of 2001 was never ratified in Zagreb.

Last week's declaration promised that the markers would stand by 4 May 2009, and there is not the slightest chance of that.

- If NATO names new members, a postponement is almost inevitable.
- Officials said that 80 % of the papers were ready, because nobody had counted them.
"""


def made(text: str = TEXT) -> tuple[Document, Review]:
    """Return a document with a claim of every kind, one inside another."""
    doc = document(text.encode(), "bay.txt", "txt")

    def claim(words: str, kind: str, hedge: str = "", **more: object) -> Proposal:
        start = doc.text.index(words)
        at = doc.text.find(hedge, start) if hedge else 0
        chance = Chance(scale="survey2018", low=0.05, mid=0.16, high=0.3)
        hedges = (Hedge(start=at, end=at + len(hedge), words=hedge, chance=chance),) if hedge else ()
        fields = {"start": start, "end": start + len(words), "kind": kind, "hedges": hedges, "why": ("a <rule> & another",)}
        return Proposal.model_validate(fields | more)

    condition, inside = doc.text.index("NATO"), "the markers would stand by 4 May 2009"
    proposals = [
        claim(
            "Croatia is unlikely to close its talks by the end of this year.", KINDS[0], "unlikely",
            period=Period.parse("2009-12-31"), timing="by",
        ),
        claim("The draft treaty of 2001 was never ratified in Zagreb.", "factual statement", timing="past"),
        claim(f"Last week's declaration promised that {inside}, and there is", "commitment-with-deadline"),
        claim(inside, "factual quantity"),
        claim(
            "If NATO names new members, a postponement is almost inevitable.", "conditional forecast", "almost inevitable",
            condition=Span(start=condition, end=condition + 22),
        ),
        claim("Officials said that 80 % of the papers were ready", "reported claim by an official"),
        claim("because nobody had counted them.", "causal thesis", timing="standing"),
    ]  # fmt: skip
    return doc, review_of(doc, proposals, {1: (["statements S1"], ["claims C1"])}, "rules")


def test_every_kind_has_a_look_of_its_own() -> None:
    assert set(LOOKS) == set(KINDS)
    for part in range(3):
        assert len({look[part] for look in LOOKS.values()}) == len(KINDS)


def test_the_pieces_are_the_text() -> None:
    doc, review = made()
    pieces = marked(doc, review)
    assert ["".join(p.text for p in block) for block in pieces] == [doc.text[b.start : b.end] for b in doc.blocks]
    for number, entry in enumerate(review.proposals, 1):
        assert "".join(p.text for block in pieces for p in block if number in p.claims) == entry.text
        assert sum(number in p.begins for block in pieces for p in block) == 1
    (inner,) = (p for block in pieces for p in block if len(p.claims) == 2)
    assert inner.text == "the markers would stand by 4 May 2009"
    assert inner.claims == (4, 3)
    assert [p.text for block in pieces for p in block if p.hedge] == ["unlikely", "almost inevitable"]


def test_the_page_is_one_file_that_loads_nothing() -> None:
    text = page(*made())
    assert "default-src 'none'" in unescape(text)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#|data:)""", text)
    assert not re.search(r"@import|url\(", text)


def test_what_is_known_of_a_claim_is_told() -> None:
    text = unescape(page(*made()))
    for words in (
        "0.05 to 0.3 (survey2018)",
        "by 31 Dec 2009",
        "statements S1",
        "claims C1",
        "NATO names new members",
        "a <rule> & another",
    ):
        assert words in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_breaks_out(payload: str) -> None:
    words = " ".join(payload.split())
    doc = document(f"It rained and it {words} rained on all of those who stood there in the square.\n".encode(), "x.txt", "txt")
    proposal = Proposal(start=0, end=len(doc.text), kind="forecast", why=(payload,))
    text = page(doc, review_of(doc, [proposal], {}, payload))
    assert text.count("<script>") == 1
    assert "<img" not in text
    assert "onload=window" not in text.replace("&lt;svg/onload=window", "")


def test_a_document_without_claims_says_so() -> None:
    doc, _ = made()
    assert "Nothing was found" in page(doc, review_of(doc, [], {}, "rules"))


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_axe_finds_nothing_grave(opened: Opened, size: tuple[int, int], scheme: str) -> None:
    with opened("reading", size, scheme, text=page(*made()), bypass_csp=True) as report:
        shown = report.open("m1")
        if size == NARROW:
            shown.locator("#m1").click()
        found = violations(shown)
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_pointing_tells_why_and_claims_inside_each_other_take_turns(opened: Opened) -> None:
    with opened("reading", text=page(*made())) as report:
        shown = report.open("text")
        shown.locator("#m1").hover()
        assert shown.locator(".card.on").get_attribute("id") == "c1"
        inner = shown.locator("a.m[data-claims='4 3']")
        inner.click()
        first = shown.locator(".card.on").get_attribute("id")
        inner.click()
        assert {first, shown.locator(".card.on").get_attribute("id")} == {"c3", "c4"}


@pytest.mark.browser
def test_kinds_can_be_left_out(opened: Opened) -> None:
    with opened("reading", text=page(*made())) as report:
        shown = report.open("text")
        assert shown.locator(".count").inner_text() == "7 of 7 claims"
        shown.locator("input[value=number]").uncheck()
        assert shown.locator(".count").inner_text() == "6 of 7 claims"
        assert not shown.locator("#c4").is_visible()
        assert "k-promise" in (shown.locator("a.m[data-claims='4 3']").get_attribute("class") or "")
        for box in shown.locator(".kinds input").all():
            box.uncheck()
        assert shown.locator(".count").inner_text() == "0 of 7 claims"
        assert shown.locator("#text").inner_text().startswith("Croatia is unlikely")


@pytest.mark.browser
def test_it_can_be_used_by_keyboard(opened: Opened) -> None:
    with opened("reading", text=page(*made())) as report:
        shown = report.open("text")
        seen = []
        for _ in range(8):
            shown.keyboard.press("j")
            seen.append(shown.locator(".card.on").get_attribute("id"))
        assert seen == ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c1"]
        shown.keyboard.press("k")
        assert shown.locator(".card.on").get_attribute("id") == "c7"
        shown.keyboard.press("Escape")
        assert shown.locator(".card.on").count() == 0


@pytest.mark.browser
def test_on_a_telephone_a_tap_opens_a_panel_that_hides_nothing_tapped(opened: Opened) -> None:
    with opened("reading", NARROW, text=page(*made())) as report:
        shown = report.open("text")
        assert shown.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        assert shown.locator(".card:visible").count() == 0
        shown.locator("#m7").click()
        panel = shown.locator("#c7")
        assert panel.is_visible()
        mark, over = shown.locator("#m7").bounding_box(), panel.bounding_box()
        assert mark["y"] < over["y"]
        panel.locator(".close").click()
        assert shown.locator(".card:visible").count() == 0


LONG = "Donaudampfschifffahrtsgesellschaft" * 8


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "light"), (NARROW, "dark")])
def test_words_that_never_end_are_broken(opened: Opened, size: tuple[int, int], scheme: str) -> None:
    said = f"It will be the {LONG} that signs, and\u00a0{LONG} will not."
    text = f"{LONG} and a bay\n\n12 March 2009\n\n{said}\n\n- An item of {LONG} too.\n"
    doc = document(text.encode(), f"{LONG[:200]}.txt", "txt")
    claims = [
        Proposal(start=b.start, end=b.end, kind=KINDS[i], why=(LONG,), condition=Span(start=b.start, end=b.end))
        for i, b in enumerate(doc.blocks)
    ]
    with opened("reading", size, scheme, text=page(doc, review_of(doc, claims, {0: ([LONG], [LONG])}, LONG))) as report:
        shown = report.open("text")
        if size == NARROW:
            shown.locator("#m1").click()
        assert shown.evaluate("document.documentElement.scrollWidth") <= size[0]
        beyond = shown.evaluate(
            """() => [...document.querySelectorAll("h1, .brand, main > p, #text p, .m, .card *")].filter(e => {
              const over = e.closest("#text, .card, main, .top").getBoundingClientRect().right + 1;
              return [...e.getClientRects()].some(r => r.right > over);
            }).map(e => e.tagName + "." + e.className)"""
        )
        assert beyond == []
        assert shown.locator(".top").bounding_box()["height"] < 110


@pytest.mark.browser
def test_without_scripts_everything_is_there(opened: Opened) -> None:
    with opened("reading", NARROW, scripts=False, text=page(*made())) as report:
        report.page.goto(report.url)
        assert report.page.locator(".card:visible").count() == 7
