"""Hedges: the list itself, what is found by it, what it stands for."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

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
        known = {"would", "would not", "cannot", "can", "could not", "suggests", "reportedly", "outlook"}
        assert not word or word in known or word in no_likelihood() or any(look_up(word, s) for s in ("kent", "survey2018")), row
    assert len({row["words"] for row in listed}) == len(listed)


def test_the_page_tells_how_long_the_list_is(repository: Path) -> None:
    listed = rows("hedges_en.csv")
    page = (repository / "docs" / "explanation" / "reading.md").read_text("utf-8")
    assert f"a list of {len(listed)} patterns in {len({row['class'] for row in listed})} classes" in page


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
        ("There is a one-in-five chance of war.", ["a one-in-five chance"]),
        ("The odds of a deal are one in eight.", ["one in eight"]),
        ("One in five voters stays at home.", []),
        ("The probability of a deal is below 0.2.", ["below 0.2"]),
        ("The chance of a deal fell; the tariff is 0.2 cents.", []),
        ("The odds are three to one against a deal.", ["three to one against"]),
        ("They voted three to one against the deal.", []),
        ("There is at least a fifty-fifty chance of war.", ["at least a fifty-fifty chance"]),
        ("The chance of a deal does not exceed 10 %.", ["not exceed 10 %"]),
        ("Turnout does not exceed 10 %.", []),
        ("The refusal will come as no surprise to the lenders.", ["will"]),
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
    [
        ("55-65% likely", 0.55, 0.65),
        ("55–65 %", 0.55, 0.65),
        ("60—40", 0.6, 0.6),
        ("about one chance in five", 0.2, 0.2),
        ("under 10 %", 0.0, 0.1),
        ("70 per cent", 0.7, 0.7),
    ],
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


@pytest.mark.parametrize(
    ("text", "means", "below"),
    [
        ("They are expected to sign.", "expected", False),
        ("They are not expected to sign.", "not expected", True),
        ("It is going to fail.", "will", False),
        ("It is not going to fail.", "will not", True),
        ("It is not inevitable.", "far from certain", None),
        ("It is hardly conceivable.", "unlikely", True),
        ("They will hardly sign.", "hardly", True),
        ("It will come as no surprise if they sign.", "likely", False),
        ("It would come as no surprise.", "likely", False),
        ("I would bet against it.", "unlikely", True),
        ("I would bet on it.", "likely", False),
        ("We would not bet against it.", "likely", False),
        ("The odds are against a deal.", "unlikely", True),
        ("The odds favour a deal.", "likely", False),
        ("It is not out of the question.", "possibly", True),
        ("I do not doubt that they sign.", "no doubt", False),
        ("They will not necessarily sign.", "far from certain", None),
        ("It is less than likely.", "unlikely", True),
        ("It would come as a surprise.", "unlikely", True),
        ("There is little chance of it.", "little chance", True),
        ("There is every chance of it.", "good chance", False),
        ("There is no reason to doubt it.", "no doubt", False),
        ("Nobody doubts it.", "no doubt", False),
        ("Nobody expects it.", "unlikely", True),
        ("It is more likely than not.", "more likely than not", False),
        ("It is less likely than not.", "less likely than not", True),
        ("It is more likely.", "", None),
        ("They may not sign.", "may not", False),
        ("They must not sign.", "", None),
        ("The chances are slim.", "little chance", True),
        ("Expectations of a breakthrough are low.", "unlikely", True),
        ("Expectations are high.", "likely", False),
        ("Hopes of a deal are fading.", "unlikely", True),
        ("There is no immediate prospect of talks.", "unlikely", True),
        ("There is no basis to believe it.", "unlikely", True),
        ("Long talks lie ahead.", "expected", False),
        ("It is attainable by June.", "possibly", True),
        ("There is little to suggest that it holds.", "unlikely", True),
        ("A treaty remains elusive.", "unlikely", True),
        ("A treaty is off the table.", "unlikely", True),
        ("It is more than likely.", "likely", False),
        ("Its support cannot be assumed.", "far from certain", None),
        ("There is no guarantee that it holds.", "far from certain", None),
        ("A treaty is not a given.", "far from certain", None),
    ],
)
def test_a_denial_in_a_hedge_is_in_its_meaning(text: str, means: str, below: bool | None) -> None:
    (hedge,) = find(text)
    assert hedge.meaning == means
    if below is not None:
        said = chance(text[hedge.start : hedge.end], hedge.meaning, "survey2018")
        assert said is not None
        assert (said.mid < 0.5) == below


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The odds are about 30 %.", ["about 30 %"]),
        ("There is less than a 10% chance of it.", ["less than a 10%"]),
        ("It is 50-50.", ["50-50"]),
        ("They own it 50-50 split.", []),
        ("Some 10-20 villages were taken.", ["Some"]),
        ("The odds are that it fails.", ["odds are"]),
        ("Odds are roughly even that it does.", ["Odds are roughly even"]),
    ],
)
def test_chances_in_numbers(text: str, words: list[str]) -> None:
    assert [text[f.start : f.end].removeprefix("The ") for f in find(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Вероятность подписания составляет 70 процентов.", ["70 процентов"]),
        ("Вероятность — около 40%.", ["около 40%"]),
        ("Инфляция составила 70 процентов.", []),
    ],
)
def test_chances_in_numbers_in_russian(text: str, words: list[str]) -> None:
    assert [text[f.start : f.end] for f in find(text, "ru")] == words


def test_hedges_do_not_lie_in_each_other() -> None:
    found = find("It will, in all likelihood, almost certainly be far from certain, more likely than not.")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
