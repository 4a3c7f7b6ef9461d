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


def rows() -> list[tuple[str, ...]]:
    with (HERE / "sentences.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)][1:]


@pytest.mark.parametrize(("kind", "hedge", "time", "sentence"), rows())
def test_kind_hedge_and_deadline(kind: str, hedge: str, time: str, sentence: str) -> None:
    pytest.importorskip("natasha")
    found = propose(Text(sentence), Gazetteer())
    assert [p.kind for p in found] == [kind]
    words = [plain(h.words) for h in found[0].hedges]
    assert not hedge or any(within(plain(hedge), w) or within(w, plain(hedge)) for w in words), words
    assert not time or found[0].time == time
