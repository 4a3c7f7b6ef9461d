"""Numbers with what they count."""

from __future__ import annotations

import pytest

from longgame.read.quantities import find, singular


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They closed 28 border posts.", [(28, 28, "border post")]),
        ("It cost €1.9-2.1 billion.", [(1.9e9, 2.1e9, "EUR")]),
        ("At least 65 % was laid.", [(65, None, "%")]),
        ("It took no more than 12 ministries.", [(None, 12, "ministry")]),
        ("Between $85 and $110 a box.", [(85, 110, "USD per box")]),
        ("Some 40,000 people fled.", [(40000, 40000, "people")]),
        ("Twenty-eight programmes and two boxes.", [(28, 28, "programme"), (2, 2, "box")]),
        ("Потери составили около 640 млн кВт.", [(640e6, 640e6, "кВт")]),
        ("It is 2 of 3.", []),
        ("It costs between $500 million and $1 billion.", [(5e8, 1e9, "USD")]),
        ("It costs $500 million to $1.5 billion.", [(5e8, 1.5e9, "USD")]),
        ("It sells gas at $128.5 per thousand cubic metres.", [(128.5, 128.5, "USD per thousand cubic metre")]),
        ("It sells gas at $128 per 1,000 cubic metres.", [(128, 128, "USD per 1,000 cubic metre")]),
        ("Trade grew by 4 per cent per year.", [(4, 4, "% per year")]),
        ("They sent 12 lorries per day.", [(12, 12, "lorry per day")]),
        ("Oil fell below 60 dollars a barrel.", [(None, 60, "dollar per barrel")]),
        ("It pays $40 a tonne.", [(40, 40, "USD per tonne")]),
        ("It lent 3 billion dollars a second time.", [(3e9, 3e9, "dollar")]),
        ("Two-thirds of the quota is used.", [(66.67, 66.67, "%")]),
        ("Three quarters of the 28 programmes are done.", [(75, 75, "%"), (28, 28, "programme")]),
        ("One in five voters and 2 in 3 members of 12 parties left.", [(20, 20, "%"), (66.67, 66.67, "%"), (12, 12, "party")]),
        ("The tender, the seventh in tennis, was cancelled.", []),
        ("It grew for two quarters.", [(2, 2, "quarter")]),
        ("They built 12 and 15 ships.", [(15, 15, "ship")]),
        ("Between 12 and 15 ships left.", [(12, 15, "ship")]),
        ("От 20 до 30 млн тонн.", [(20e6, 30e6, "тонн")]),
    ],
)
def test_found(text: str, found: list[tuple[float | None, float | None, str]]) -> None:
    assert [(q.low, q.high, q.unit) for q in find(text)] == [pytest.approx(f) if None not in f else f for f in found]


def test_what_is_a_time_is_no_quantity() -> None:
    text = "On 12 May 40 boats left."
    assert [(q.low, q.unit) for q in find(text, [(3, 9)])] == [(40, "boat")]


@pytest.mark.parametrize(
    ("plural", "one"), [("ministries", "ministry"), ("boxes", "box"), ("losses", "loss"), ("gas", "gas"), ("men", "men")]
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
