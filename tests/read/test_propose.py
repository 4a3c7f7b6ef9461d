"""Properties of proposals, whatever the text: they lie in it, in order, their parts lie in them, and twice is the same."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longgame.case.load import load
from longgame.core.dates import Period
from longgame.core.errors import LonggameError
from longgame.read import propose as module
from longgame.read.document import Document, open_document
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Proposal, Span
from longgame.read.propose import propose, propose_all

TEXTS = Path(__file__).parent / "texts"
FILES = sorted(p for p in TEXTS.iterdir() if p.name[0].isdigit())
# One of each manner, both languages.
SOME = FILES[4:32:7]
# All are read where they are measured; what their proposals hold is looked at every day in these and the Russian ones.
EVERY_DAY = (*SOME, *(p for p in FILES if p.name[:2] in ("11", "12", "16", "38")))
# Pieces of sentences that the rules look for, put together at random: most of what comes out is no English.
PIECES = (
    "Moscow", "the minister", "said", "that", "will", "won’t", "may well", "sign", "the deal", "by 1 May 2031", "if", "unless",
    ",", ";", "—", "and", "but", "because", "which", "unlikely", "to", "is to", "has promised", "almost certainly", "12 %", "“",
    "”", "(", ")", ".", "?", "until", "next year", "should", "were", "nobody", "needs", "\u00a0", "cafe\u0301", "до", "70 per cent",
    "According to", "Let",
)  # fmt: skip


class Line(NamedTuple):
    start: int
    end: int
    under: str = ""


class Text(NamedTuple):
    """A document of a few paragraphs."""

    text: str
    blocks: tuple[Line, ...]
    date: Period = Period.parse("2024-02-29")
    language: str = "en"


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Documents of which nobody could make sense."""
    lines = [" ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))) for _ in range(draw(st.integers(1, 4)))]
    starts = [sum(len(line) + 2 for line in lines[:i]) for i in range(len(lines))]
    return Text("\n\n".join(lines), tuple(Line(a, a + len(line)) for a, line in zip(starts, lines, strict=True)))


def check(text: str, found: list[Proposal]) -> None:
    """Hold proposals against what is said of them."""
    assert [(p.start, p.end) for p in found] == sorted((p.start, p.end) for p in found)
    for proposal in found:
        assert 0 <= proposal.start < proposal.end <= len(text)
        fragment = text[proposal.start : proposal.end]
        assert fragment == fragment.strip()
        parts: list[Span] = [*proposal.hedges, *proposal.actors, *proposal.quantities]
        parts += [part for part in (proposal.condition, proposal.consequence) if part is not None]
        assert all(proposal.start <= part.start < part.end <= proposal.end for part in parts), (fragment, parts)
        assert [h.start for h in proposal.hedges] == sorted(h.start for h in proposal.hedges)
        assert all(text[h.start : h.end] == h.words for h in proposal.hedges)
        assert (proposal.period is None) == (proposal.timing in ("undated", "standing", "past"))
        assert proposal.condition is None or proposal.kind == "conditional forecast"
        assert proposal.why


@settings(max_examples=40)
@given(texts())
def test_whatever_the_text(document: Text) -> None:
    found = propose(document, Gazetteer())
    check(document.text, found)
    assert propose(document, Gazetteer()) == found


@cache
def alone(path: Path) -> tuple[Document, list[Proposal]]:
    """Read a shipped text, once for all tests."""
    document = open_document(path)
    return document, propose(document, Gazetteer())


@pytest.mark.parametrize(
    "path", [pytest.param(p, marks=() if p in EVERY_DAY else pytest.mark.deep) for p in FILES], ids=[p.name for p in FILES]
)
def test_the_shipped_texts(path: Path) -> None:
    document, found = alone(path)
    check(document.text, found)
    assert found


def test_documents_read_together_are_read_as_each_alone() -> None:
    each = [alone(p) for p in SOME]
    assert list(propose_all([document for document, _ in each], Gazetteer())) == [found for _, found in each]


def test_actors_of_a_case_are_found_by_other_spellings(repository: Path) -> None:
    gazetteer = Gazetteer(load(repository / "cases" / "union-state").actors)
    for name in ("Lukashenko", "Lukashenka", "Łukaszenka", "Лукашенко"):
        text = f"{name} will sign the treaty by May 2031."
        (found,) = propose(Text(text, (Line(0, len(text)),)), gazetteer)
        assert [(a.id, text[a.start : a.end]) for a in found.actors] == [("lukashenko", name)]


def test_a_conditional_is_split() -> None:
    text = "If the border closes, the two banks will probably merge next year."
    (found,) = propose(Text(text, (Line(0, len(text)),)), Gazetteer())
    assert found.condition is not None
    assert found.consequence is not None
    assert text[found.condition.start : found.condition.end] == "If the border closes"
    assert text[found.consequence.start : found.consequence.end] == "the two banks will probably merge next year."


def test_polarity_and_quantities() -> None:
    text = "The two ministries will not close 28 border posts before 2026, at a cost of €1.2–1.4 billion."
    (found,) = propose(Text(text, (Line(0, len(text)),)), Gazetteer())
    assert found.negative
    assert [(q.low, q.high, q.unit) for q in found.quantities] == [
        (2, 2, "ministry"),
        (28, 28, "border post"),
        (1.2e9, 1.4e9, "EUR"),
    ]


def test_without_natasha_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "natasha", None)
    from longgame.read.russian import parse

    parse._taggers.cache_clear()
    text = "Стороны подпишут договор."
    with pytest.raises(LonggameError, match=r"longgame\[russian\]"):
        propose(Text(text, (Line(0, len(text)),), language="ru"), Gazetteer())


def test_other_verbs_do_not_load_the_parser() -> None:
    code = "import sys, longgame.cli, longgame.read.propose, longgame.read.proposal; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert module.TOGETHER > 1
