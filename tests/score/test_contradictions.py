"""Contradictions found from signed links."""

from __future__ import annotations

from typing import Any

import pytest

from longgame.score.contradictions import listed, opposed
from longgame.score.result import Opposed
from tests.score.make import case


def thesis(name: str, *links: str, **more: Any) -> dict[str, Any]:
    """Read links as ``from to sign [claim]``."""
    made = [dict(zip(("from", "to", "sign", "claim"), link.split(), strict=False)) for link in links]
    return {"id": name, "title": name, "date": "2021", "short": name, "says": "s", "links": made} | more


def between(*theses: dict[str, Any]) -> tuple[Opposed, ...]:
    return opposed(case(theses=theses))


@pytest.mark.parametrize(("a", "b", "apart"), [("+", "-", 1), ("+", "0", 1), ("0", "-", 1), ("+", "+", 0), ("0", "0", 0)])
def test_opposite_signs_for_one_pair(a: str, b: str, apart: int) -> None:
    found = between(thesis("A", f"x y {a} A1"), thesis("B", f"x y {b} B1"))
    assert len(found) == apart
    for pair in found:
        assert (pair.one, pair.one_sign, pair.other, pair.other_sign) == ("A", a, "B", b)
        assert (pair.one_claims, pair.other_claims) == (("A1",), ("B1",))


def test_through_one_step() -> None:
    (pair,) = between(thesis("A", "x m + A1", "m y - A2"), thesis("B", "x y + B1"))
    assert (pair.one_path, pair.one_sign, pair.one_claims) == (("x", "m", "y"), "-", ("A1", "A2"))
    assert not between(thesis("A", "x m - A1", "m y - A2"), thesis("B", "x y + B1"))
    assert not between(thesis("A", "x m + A1", "m n + A2", "n y - A3"), thesis("B", "x y + B1"))  # two steps are too far


def test_no_effect_passes_nothing_on() -> None:
    assert not between(thesis("A", "x m 0", "m y +"), thesis("B", "x y -"))


def test_what_follows_from_one_opposed_link_is_listed_once() -> None:
    found = between(thesis("A", "x m +", "m y +"), thesis("B", "x m -", "m y +"))
    assert [(p.cause, p.effect) for p in found] == [("x", "m")]


def test_other_directions_other_theses_and_baselines() -> None:
    assert not between(thesis("A", "x y +"), thesis("B", "y x -"))
    assert not between(thesis("A", "x y +", "x y -"))
    assert not between(thesis("A", "x y +"), thesis("B", "x y -", baseline=True))


def factor(name: str, same: str, opposite: str = "") -> dict[str, Any]:
    return {"id": name, "title": name.upper(), "same": same, "opposite": opposite, "reason": "r"}


def test_names_that_stand_for_one_factor() -> None:
    theses = [thesis("A", "weakness pressure - A1"), thesis("B", "isolation pressure + B1")]
    assert not opposed(case(theses=theses))
    (pair,) = opposed(case(theses=theses, factors=[factor("f", "weakness; isolation")]))
    assert (pair.cause, pair.effect, pair.one_sign, pair.other_sign) == ("f (F)", "pressure", "-", "+")
    assert (pair.one_path, pair.other_path) == (("weakness", "pressure"), ("isolation", "pressure"))


def test_an_opposite_turns_the_sign() -> None:
    theses = [thesis("A", "deal sovereignty +"), thesis("B", "closeness dependence +")]
    factors = [factor("f", "deal; closeness"), factor("g", "sovereignty", "dependence")]
    (pair,) = opposed(case(theses=theses, factors=factors))
    assert (pair.one_sign, pair.other_sign) == ("+", "-")
    agree = [theses[0], thesis("B", "closeness dependence -")]
    assert not opposed(case(theses=agree, factors=factors))
    # No effect is no effect on the opposite either.
    none = [thesis("A", "deal sovereignty 0"), thesis("B", "closeness dependence 0")]
    assert not opposed(case(theses=none, factors=factors))


def test_links_join_over_a_factor_and_one_pair_stands_once() -> None:
    theses = [thesis("A", "x credit +", "debt y + A2"), thesis("B", "x y - B1")]
    factors = [factor("f", "credit; debt"), factor("g", "x; z")]
    (pair,) = opposed(case(theses=theses, factors=factors))
    assert pair.one_path == ("x", "credit", "y")


def test_what_the_case_lists_is_compared() -> None:
    rows = [
        {"id": f"X{i}", "topic": "t", "would_tell": "w", "sides": [
            {"says": "s", "theses": "A", "claims": first}, {"says": "s", "theses": "B", "claims": "B9"}]}
        for i, first in enumerate(("A1", "A7"))
    ]  # fmt: skip
    whole = case(theses=[thesis("A", "x y + A1"), thesis("B", "x y - B1")], contradictions=rows)
    (pair,) = opposed(whole)
    assert pair.listed == ("X0",)
    assert [(c.id, c.found, c.sides) for c in listed(whole)] == [("X0", True, (("A",), ("B",))), ("X1", False, (("A",), ("B",)))]
