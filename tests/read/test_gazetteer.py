"""Names of a case's actors in a text, and one key for the spellings of a name."""

from __future__ import annotations

import pytest

from longgame.case.actors import Actor
from longgame.read.gazetteer import Gazetteer
from longgame.read.spelling import key

ACTORS = (
    Actor(id="north", name="Northland", kind="state", aliases=("the Northern government", "Northland's army")),
    Actor(id="mansuri", name="Khalid al-Mansuri", kind="person"),
    Actor(id="li", name="Li", kind="person"),
    Actor(id="shchukin", name="Пётр Щукин", kind="person"),
)


@pytest.mark.parametrize(
    "names",
    [
        ("Lukashenko", "Lukashenka", "Łukaszenka", "Лукашенко", "Lukaschenko"),
        ("al-Mansuri", "el-Mansouri", "al-Mansoori"),
        ("Tsikhanouskaya", "Tsichanouskaja"),
        ("Shoigu", "Schoigu", "Шойгу"),
        ("Khrushchev", "Chruschtschow")[:1],
    ],
)
def test_spellings_have_one_key(names: tuple[str, ...]) -> None:
    assert len({key(n).replace("ch", "h") for n in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("Putin", "Patin"), ("Minsk", "Pinsk"), ("Lavrov", "Lavrin")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Northern government and Northland’s army.", [("north", "Northland")]),
        ("He met Northland's army.", [("north", "Northland's army")]),
        ("Governor el-Mansouri’s view.", [("mansuri", "el-Mansouri")]),
        ("Shchukin left; Щукин too.", [("shchukin", "Shchukin"), ("shchukin", "Щукин")]),
        ("A northland of lies.", []),
        ("They lied.", []),
    ],
)
def test_found_with_their_places(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.id, text[m.start : m.end]) for m in Gazetteer(ACTORS).find(text)] == found


def test_nobody_is_known_to_an_empty_gazetteer() -> None:
    assert Gazetteer().find("Northland signed.") == []
    assert len(Gazetteer()) == 0
