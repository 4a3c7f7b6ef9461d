"""Hedges: the list itself, what is found by it, what it stands for."""

from __future__ import annotations

import itertools
import re

import pytest

from longgame.core.hedges import look_up, no_likelihood
from longgame.read.hedges import chance, find
from longgame.read.words import rows

CLASSES = {
    "likelihood", "chance", "outlook", "horizon", "modal", "musthave", "must", "should", "able", "haveto", "isto", "evidence",
    "nearness", "habit", "rumour", "hope",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_list_is_well_formed(language: str) -> None:
    listed = rows(f"hedges_{language}.csv")
    assert len(listed) > 20
    for row in listed:
        assert re.compile(row["words"]).fullmatch("") is None, row
        assert row["class"] in CLASSES, row
        assert row["source"] in {"kent", "icd203", "survey2018", "hyland", "own"}, row
        word = row["meaning"]
        known = {"will not", "would", "cannot", "can", "could not", "suggests", "reportedly", "outlook"}
        assert not word or word in known or word in no_likelihood() or any(look_up(word, s) for s in ("kent", "survey2018")), row
    assert len({row["words"] for row in listed}) == len(listed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The vote will almost certainly fail.", ["will", "almost certainly"]),
        ("It is more likely than not to fail.", ["more likely than not"]),
        ("It is quite unlikely that it holds.", ["quite unlikely"]),
        ("It is 55-65% likely to pass.", ["55-65% likely"]),
        ("It will probably (65 %) pass.", ["will", "probably", "65 %"]),
        ("It is very unlikely (under 10 %) to pass.", ["very unlikely", "under 10 %"]),
        ("There is about one chance in five that it passes.", ["about one chance in five"]),
        ("There is not the slightest chance of that.", ["not the slightest chance"]),
        ("The chances of that are slim.", ["slim"]),
        ("The harvest was good.", []),
        ("Some 40 boats left.", ["Some"]),
        ("Some boats left.", []),
        ("Turnout was 65 %.", []),
        ("They won't sign.", ["won't"]),
        ("It cannot be ruled out.", ["cannot be ruled out"]),
    ],
)
def test_found_as_they_stand(text: str, words: list[str]) -> None:
    assert [text[f.start : f.end] for f in find(text)] == words


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("55-65% likely", 0.55, 0.65), ("about one chance in five", 0.2, 0.2), ("under 10 %", 0.0, 0.1), ("70 per cent", 0.7, 0.7)],
)
def test_a_number_stands_for_itself(words: str, low: float, high: float) -> None:
    found = chance(words, "", "kent")
    assert found is not None
    assert (found.scale, found.low, found.high) == ("stated", pytest.approx(low), pytest.approx(high))


def test_words_stand_for_what_the_scale_says_and_nothing_is_guessed() -> None:
    found = chance("Likely", "", "icd203")
    assert found is not None
    assert (found.low, found.mid, found.high) == (0.55, 0.675, 0.8)
    assert chance("could well", "could well", "kent") is None
    assert chance("150 %", "", "kent") is None


def test_hedges_do_not_lie_in_each_other() -> None:
    found = find("It will, in all likelihood, almost certainly be far from certain, more likely than not.")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
