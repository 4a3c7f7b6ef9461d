"""Hedge words as intervals, and what vagueness costs."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.core.errors import LonggameError
from longgame.core.hedges import ANY, SCALES, head, look_up, no_likelihood, normal, why_not, words
from longgame.score.hedges import losses
from longgame.score.rules import OF_PROBABILITY
from longgame.score.rules.base import Rule

unit = st.one_of(st.sampled_from([i / 10 for i in range(11)]), st.floats(0, 1))


@pytest.mark.parametrize(
    ("scale", "word", "interval"),
    [
        # Kent: 75 ± 12, 93 ± 6, 30 ± 10. ICD 203: 55–80, 20–45, 95–99. The survey: P10, median, P90.
        ("kent", "probably", (0.63, 0.75, 0.87)),
        ("kent", "almost certain", (0.87, 0.93, 0.99)),
        ("kent", "probably not", (0.2, 0.3, 0.4)),
        ("icd203", "likely", (0.55, 0.675, 0.8)),
        ("icd203", "unlikely", (0.2, 0.325, 0.45)),
        ("icd203", "almost certain", (0.95, 0.97, 0.99)),
        ("survey2018", "likely", (0.55, 0.7, 0.8)),
        ("survey2018", "unlikely", (0.05, 0.2, 0.3)),
        ("survey2018", "might", (0.1, 0.4, 0.55)),
    ],
)
def test_published_numbers(scale: str, word: str, interval: tuple[float, float, float]) -> None:
    found = look_up(word, scale)
    assert found is not None
    assert (found.low, found.mid, found.high) == interval


def test_numbers_are_those_of_the_file_they_were_taken_from(repository: Path) -> None:
    """Each phrase that the survey published stands with its percentiles in the notes that the table was made from."""
    told = repository.parent / "shared/data/base-rates/hedge-words.csv"
    if not told.exists():
        pytest.skip("the notes on hedge words are not on this machine")
    cells = [row["mauboussin_2018"] for row in csv.DictReader(told.read_text("utf-8").splitlines())]
    known = {word: cell for cell in cells for word in words("survey2018") if cell.startswith(f"{word}: ")}
    assert len(known) > 8
    for word, cell in known.items():
        hedge = words("survey2018")[word]
        if hedge.basis == "published":
            assert f"{word}: median {round(100 * hedge.mid)} " in cell
            assert f"P10-P90 {round(100 * hedge.low)}-{round(100 * hedge.high)}" in cell


@pytest.mark.parametrize("scale", SCALES)
def test_every_row_is_in_order_and_says_what_it_rests_on(scale: str) -> None:
    assert words(scale)
    for word, hedge in words(scale).items():
        assert 0 <= hedge.low <= hedge.mid <= hedge.high <= 1, word
        assert hedge.basis in ("published", "nearest", "convention")
        assert word == normal(word)
        if scale != "combined":
            assert bool(hedge.nearest) == (hedge.basis != "published") or word in no_likelihood() or "certain" in hedge.nearest, (
                word
            )


def test_no_scale_is_said_to_be_verified() -> None:
    assert not [scale.id for scale in SCALES.values() if scale.verified]


def test_no_word_stands_twice_in_one_scale(repository: Path) -> None:
    with (repository / "src/longgame/core/hedges.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["scale"], word) for row in csv.DictReader(file) for word in row["words"].split("; ")]
    assert len(listed) == len(set(listed))
    assert {scale for scale, _ in listed} == {*SCALES, ANY}


@pytest.mark.parametrize("text", [" Likely", "LIKELY.", "“likely”", "(likely)", "likely\n"])
def test_case_and_marks_do_not_matter(text: str) -> None:
    assert look_up(text, "kent") == look_up("likely", "kent") is not None


def test_a_word_that_a_scale_lacks_is_not_guessed() -> None:
    assert look_up("could", "kent") is None
    assert why_not("could", "kent") == "the scale kent does not know the hedge 'could'; survey2018, combined would"
    assert look_up("perhaps maybe", "survey2018") is None
    assert "does not know the hedge 'unlikly'" in why_not("unlikly", "survey2018")
    assert "no day proves it wrong" in why_not("sooner or later", "kent")
    assert why_not("", "kent") == "no hedge and no probability"


@pytest.mark.parametrize(
    ("word", "under"),
    [("will likely", "likely"), ("It's likely", "likely"), ("must", "will"), ("unlikely", "unlikely"), ("zzz", "zzz")],
)
def test_forms_of_one_word_are_grouped(word: str, under: str) -> None:
    assert head(word) == under


def test_an_unknown_scale_is_an_error() -> None:
    with pytest.raises(LonggameError, match="there is no scale of hedge words 'kant'; did you mean 'kent'"):
        words("kant")


@pytest.mark.parametrize("rule", OF_PROBABILITY, ids=lambda r: r.name)
@given(ends=st.tuples(unit, unit, unit).map(sorted), outcome=st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_no_probability_of_the_interval_does_better_or_worse(rule: Rule, ends: list[float], outcome: float) -> None:
    low, mid, high = (np.array([e]) for e in ends)
    best, middle, worst = losses(rule, low, mid, high, np.array([outcome]))
    inside = np.linspace(ends[0], ends[2], 41)
    every = rule.of(inside, np.full(41, outcome))
    assert best[0] <= every.min() + 1e-9
    assert worst[0] >= every.max() - 1e-9
    assert best[0] - 1e-12 <= middle[0] <= worst[0] + 1e-12


def test_vagueness_costs() -> None:
    """Of two intervals with one middle the wider one has the worse worst case and the larger gap."""
    rule = OF_PROBABILITY[0]
    mid = np.array([0.7])
    narrow = losses(rule, mid - 0.05, mid, mid + 0.05, np.array([1.0]))
    wide = losses(rule, mid - 0.3, mid, mid + 0.3, np.array([1.0]))
    assert narrow[1] == wide[1]
    assert wide[2] > narrow[2]
    assert wide[2] - wide[0] > narrow[2] - narrow[0]
