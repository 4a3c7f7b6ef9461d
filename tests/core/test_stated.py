"""Chances that words name as numbers."""

from __future__ import annotations

import pytest

from longgame.core.hedges import SCALES, look_up
from longgame.core.stated import stated


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("70 %", 0.7, 0.7),
        ("about 30 %", 0.3, 0.3),
        ("55-65% likely", 0.55, 0.65),
        ("30 and 40 per cent", 0.3, 0.4),
        ("less than a 10%", 0.0, 0.1),
        ("at least 60 percent", 0.6, 1.0),
        ("2.5 %", 0.025, 0.025),
        ("thirty per cent", 0.3, 0.3),
        ("one in five", 0.2, 0.2),
        ("less than one in ten", 0.0, 0.1),
        ("no better than one chance in ten", 0.0, 0.1),
        ("no better than 20 %", 0.0, 0.2),
        ("not exceed 10 percent", 0.0, 0.1),
        ("no worse than 40 %", 0.4, 1.0),
        ("a one-in-five chance", 0.2, 0.2),
        ("a 1 in 8 chance", 0.125, 0.125),
        ("two in seven", 2 / 7, 2 / 7),
        ("three to one against", 0.25, 0.25),
        ("4-to-1 odds on", 0.8, 0.8),
        ("0.3", 0.3, 0.3),
        ("less than 0.1", 0.0, 0.1),
        ("0.2 to 0.4", 0.2, 0.4),
        ("50-50", 0.5, 0.5),
        ("60/40", 0.6, 0.6),
        ("fifty-fifty", 0.5, 0.5),
        ("a coin toss", 0.5, 0.5),
        ("no better than a coin toss", 0.0, 0.5),
        ("at least a fifty-fifty chance", 0.5, 1.0),
        ("не более 20%", 0.0, 0.2),
        ("не превышает 5 процентов", 0.0, 0.05),
        ("2,5 процента", 0.025, 0.025),
    ],
)
def test_what_is_named(words: str, low: float, high: float) -> None:
    assert stated(words) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "words", ["", "likely", "150 %", "65 to 55 %", "50-40", "four in two", "3 in 0", "in 2027", "roughly a coin toss"]
)
def test_what_names_none(words: str) -> None:
    assert stated(words) is None


@pytest.mark.parametrize("scale", SCALES)
def test_a_number_goes_before_every_scale(scale: str) -> None:
    found = look_up("Less than a 10% chance", scale)
    assert found is not None
    assert (found.low, found.high, found.basis) == (0.0, pytest.approx(0.1), "stated")


@pytest.mark.parametrize(("words", "mid"), [("60 to 70 percent", 0.65), ("two in seven", 2 / 7)])
def test_the_middle_of_a_number_has_no_dust_and_lies_inside(words: str, mid: float) -> None:
    found = look_up(words, "kent")
    assert found is not None
    assert found.low <= found.mid <= found.high
    assert str(found.mid) == str(mid)


@pytest.mark.parametrize("scale", SCALES)
def test_another_word_is_taken_only_where_the_scale_lacks_the_first(scale: str) -> None:
    assert look_up("вряд ли", scale) is None
    taken = look_up("вряд ли", scale, "unlikely")
    own = look_up("unlikely", scale)
    assert taken is not None
    assert own is not None
    assert (taken.low, taken.mid, taken.high, taken.basis, taken.nearest) == (own.low, own.mid, own.high, "nearest", "unlikely")
    assert look_up("likely", scale, "unlikely") == look_up("likely", scale)
    assert look_up("вряд ли", scale, "nonesuch") is None
