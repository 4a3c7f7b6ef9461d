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
        ("Between $85 and $110 a box.", [(85, 110, "USD")]),
        ("Some 40,000 people fled.", [(40000, 40000, "people")]),
        ("Twenty-eight programmes and two boxes.", [(28, 28, "programme"), (2, 2, "box")]),
        ("Потери составили около 640 млн кВт.", [(640e6, 640e6, "кВт")]),
        ("It is 2 of 3.", []),
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
