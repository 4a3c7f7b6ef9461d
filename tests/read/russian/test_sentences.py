"""Russian sentences made up for the purpose: kind, hedge, deadline, counted from 10 May 2023."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from longgame.core.dates import Period
from longgame.read.gazetteer import Gazetteer
from longgame.read.measure import plain, within
from longgame.read.propose import propose
from tests.read.english.test_kinds import Line

HERE = Path(__file__).parent


class Text(NamedTuple):
    """A document of one paragraph."""

    text: str
    date: Period = Period.parse("2023-05-10")
    language: str = "ru"

    @property
    def blocks(self) -> tuple[Line, ...]:
        return (Line(0, len(self.text)),)


class Paragraphs(Text):
    """A document of several paragraphs, with an empty line between them."""

    @property
    def blocks(self) -> tuple[Line, ...]:
        parts = self.text.split("\n\n")
        starts = [sum(len(p) + 2 for p in parts[:i]) for i in range(len(parts))]
        return tuple(Line(start, start + len(part)) for start, part in zip(starts, parts, strict=True))


def rows() -> list[tuple[str, ...]]:
    with (HERE / "sentences.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)][1:]


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("«Мы подпишем соглашение в июле», — заявил министр.", "«Мы подпишем соглашение в июле», — заявил министр."),
        (
            "Аналитики сомневаются: «Документ подписан не будет», — считает политолог.",
            "Аналитики сомневаются: «Документ подписан не будет»",
        ),
        ("Мы не уйдём», — сказал министр.", "Мы не уйдём», — сказал министр."),
        (
            "Москва перебросила войска, потому что хочет давить на соседа.",
            "Москва перебросила войска, потому что хочет давить на соседа.",
        ),
    ],
)
def test_a_claim_begins_where_its_quotation_or_what_it_explains_begins(sentence: str, claim: str) -> None:
    pytest.importorskip("natasha")
    (found,) = propose(Text(sentence), Gazetteer())
    assert sentence[found.start : found.end] == claim


def test_where_a_deadline_is_from_is_said_and_it_is_not_taken_from_afar() -> None:
    pytest.importorskip("natasha")
    near = "Стороны подпишут договор к 1 июля. В срок это вряд ли случится."
    found = propose(Text(near), Gazetteer())
    assert [p.time for p in found] == ["2023-07-01", "2023-07-01"]
    assert found[0].why[1] == "'к 1 июля' ends on 2023-07-01"
    assert found[1].why[1] == "takes over the time of the claim before"
    last = propose(Text("Стороны подпишут договор к 1 июля. «Мы не уйдем», — сказал он."), Gazetteer())[-1]
    assert last.time == "undated"
    far = "Стороны подпишут договор к 1 июля.\n\nСоседи молчат.\n\nВ срок это вряд ли случится."
    document = Paragraphs(far)
    assert propose(document, Gazetteer())[-1].time == "undated"


@pytest.mark.parametrize(("kind", "hedge", "time", "sentence"), rows())
def test_kind_hedge_and_deadline(kind: str, hedge: str, time: str, sentence: str) -> None:
    pytest.importorskip("natasha")
    found = propose(Text(sentence), Gazetteer())
    assert [p.kind for p in found] == [kind]
    words = [plain(h.words) for h in found[0].hedges]
    assert not hedge or any(within(plain(hedge), w) or within(w, plain(hedge)) for w in words), words
    assert not time or found[0].time == time
