"""Five counting rules on packages small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from longgame.track.claimants import official_claimants
from longgame.track.counting import RULES
from tests.track.make import case, claim, counted, event, tracked

FOUR = [{"id": name} for name in "abcd"]


def four(*events: Any, size: int | None = None) -> Any:
    return case(*events, commitments=FOUR, packages=[{"id": "p", "size": size}])


MIXED = (
    event("2023-01-01 in_force primary", commitment="a"),
    event("2023-01-01 partly_implemented independent", commitment="a"),
    event("2023-01-01 implemented", commitment="b"),
    event("2023-01-01 not_done", commitment="c"),
)


@pytest.mark.parametrize(
    ("rule", "value", "high", "numerator", "evidence"),
    [
        ("matrix", 5 / 12, 8 / 12, 5 / 3, {"claimant": 1, "independent": 1}),
        ("strict", 1 / 4, 2 / 4, 1, {"claimant": 1}),
        ("in_force", 1 / 4, 2 / 4, 1, {"independent": 1}),
    ],
)
def test_shares_of_commitments(rule: str, value: float, high: float, numerator: float, evidence: dict[str, int]) -> None:
    """Level 2 and in force; level 3; level 0 reported; nothing found."""
    count = counted(four(*MIXED), rule)
    assert (count.value, count.low, count.high) == (pytest.approx(value), pytest.approx(value), pytest.approx(high))
    assert count.numerator == pytest.approx(numerator)
    assert (count.n, count.n_of, count.unknown) == (4, "commitments", 1)
    assert count.evidence == evidence
    assert count.facts


@pytest.mark.parametrize("rule", ["matrix", "strict", "in_force"])
def test_parts_and_other_packages_are_not_counted(rule: str) -> None:
    commitments = [{"id": "c"}, {"id": "part", "parent": "c"}, {"id": "other", "package": "q"}, {"id": "loose", "package": None}]
    events = [event("2023-01-01 in_force", commitment=c, level=3) for c in ("part", "other", "loose")]
    made = case(*events, commitments=commitments, packages=[{"id": "p"}, {"id": "q"}])
    assert (counted(made, rule).value, counted(made, rule).n, counted(made, rule).unknown) == (0, 1, 1)
    assert (counted(made, rule, package="q").value, counted(made, rule, package="q").n) == (1, 1)


def test_a_part_counts_by_itself_while_its_whole_is_not_known() -> None:
    commitments = [{"id": "c", "known": "2025-01-01"}, {"id": "part", "parent": "c"}]
    made = case(event("2023-01-01 implemented", commitment="part"), commitments=commitments)
    assert (counted(made, "strict", "2024-01-01").value, counted(made, "strict", "2024-01-01").n) == (1, 1)
    assert (counted(made, "strict", "2025-01-01").value, counted(made, "strict", "2025-01-01").n) == (0, 1)


def test_what_the_authors_say_is_in_the_package_is_the_denominator() -> None:
    count = counted(four(*MIXED, size=8), "strict")
    assert (count.value, count.high, count.n, count.unknown) == (1 / 8, 6 / 8, 8, 5)


@pytest.mark.parametrize("rule", ["matrix", "strict", "in_force"])
def test_of_a_package_mostly_not_coded_no_share_is_given(rule: str) -> None:
    count = counted(four(*MIXED, size=9), rule)
    assert (count.value, count.low, count.high, count.n) == (None, None, None, 9)
    assert "4 of 9" in count.says


@pytest.mark.parametrize("size", [None, 0])
def test_an_empty_package(size: int | None) -> None:
    made = case(commitments=[], packages=[{"id": "p", "size": size}])
    assert [counted(made, r.name).value for r in RULES] == [None] * 5


def test_a_contested_commitment_counts_at_the_high_end_only() -> None:
    made = case("2022-01-01 in_force", "2023-01-01 implemented", "2023-02-01 not_done")
    strict, matrix, in_force = (counted(made, r) for r in ("strict", "matrix", "in_force"))
    assert (strict.value, strict.high, strict.unknown) == (0, 1, 0)
    assert (matrix.value, matrix.high) == (pytest.approx(1 / 3), 1)
    assert (in_force.value, in_force.high) == (1, 1)
    assert "1 contested" in strict.says
    assert {f.id for f in strict.facts} == {"e2"}


def test_in_force_and_carried_out_are_two_conditions() -> None:
    assert counted(case(event("2023-01-01 in_force primary", level=0)), "in_force").value == 0
    assert counted(case("2023-01-01 implemented"), "in_force").value == 0


# claims · value, low, high · n
CLAIMED: dict[str, tuple[list[Any], tuple[float, float, float] | None, int]] = {
    "none": ([], None, 0),
    "one": (["2023-02-17 min 80"], (0.8, 0.8, 0.8), 1),
    "the latest, with those of three months": (["2022-12-01 min 60", "2023-02-17 min 80"], (0.8, 0.6, 0.8), 2),
    "92 days back": (["2022-11-17 min 60", "2023-02-17 min 80"], (0.8, 0.6, 0.8), 2),
    "93 days back": (["2022-11-16 min 60", "2023-02-17 min 80"], (0.8, 0.8, 0.8), 1),
    "a later, lower claim": (["2023-02-17 min 80", "2023-03-27 min 66"], (0.66, 0.66, 0.8), 2),
    "more than, and who knows how much": ([claim("2023-02-17 min 46", relation="over")], (0.46, 0.46, 0.46), 1),
    "under, and who knows how much": ([claim("2023-02-17 min 80", relation="under")], (0.8, 0.8, 0.8), 1),
    "under, with a floor": ([claim("2023-02-17 min 80", relation="under", low=75)], (0.8, 0.75, 0.8), 1),
    "a range": ([claim("2023-02-17 min 0", value=None, low=70, high=80, relation="range")], (0.75, 0.7, 0.8), 1),
    "what is not done is no share": ([claim("2023-02-17 min 80", quantity="agreed")], None, 0),
    "a count without a denominator": ([claim("2023-02-17 min 80", **{"as": "count"})], None, 0),
    "a count of measures": (["2023-02-17 min 671/989 measures"], (671 / 989,) * 3, 1),
    "whole commitments, some": (["2023-02-17 min 7/28 programmes"], None, 0),
    "whole commitments, all": (["2023-02-17 min 28/28 programmes"], (1, 1, 1), 1),
    "a share of programmes in percent": (["2023-02-17 min 80 programmes"], (0.8, 0.8, 0.8), 1),
    "said later about an earlier day": (
        ["2023-02-17 min 80", claim("2023-03-01 min 30", counted_on="2022-06-30")], (0.8, 0.8, 0.8), 1),
    "said by a part of a party": (["2023-02-17 envoy 80"], (0.8, 0.8, 0.8), 1),
    "said by the opposition of a party's country": (["2023-02-17 exile 10", "2023-02-17 exiled 10"], None, 0),
    "printed by a state paper as its own": (["2023-02-17 paper 80"], None, 0),
    "said by an analyst": (["2023-02-17 tank 10"], None, 0),
    "about one commitment": ([claim("2023-02-17 min 80", scope="c")], None, 0),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "shares", "n"), CLAIMED.values(), ids=CLAIMED.keys())
def test_claimed(claims: list[Any], shares: tuple[float, float, float] | None, n: int) -> None:
    count = counted(case(claims=claims, packages=[{"id": "p", "unit": "programmes"}]), "claimed")
    found = None if count.value is None else (count.value, count.low, count.high)
    assert found == (shares if shares is None else tuple(pytest.approx(s) for s in shares))
    assert (count.n, len(count.facts), sum(count.evidence.values())) == (n, n, n)


def test_a_claim_known_later_than_said() -> None:
    made = case(claims=[claim("2023-02-17 min 80"), claim("2023-03-01 min 66", known="2023-06-01")])
    assert counted(made, "claimed", "2023-05-31").value == pytest.approx(0.8)
    assert counted(made, "claimed", "2023-06-01").value == pytest.approx(0.66)


def test_a_claim_dated_to_a_year_is_no_later_than_it_was_known() -> None:
    made = case(claims=[claim("2023 min 40", known="2023-02-01"), claim("2023-03-01 min 66")])
    assert counted(made, "claimed", "2023-04-01").value == pytest.approx(0.66)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_claims_of_one_day_the_order_of_rows_chooses_none(turned: bool) -> None:
    claims = [claim("2023-02-17 min 80", id="q1"), claim("2023-02-17 min 60", id="q2")]
    assert counted(case(claims=claims[::-1] if turned else claims), "claimed").value == pytest.approx(0.6)


def test_measures_are_the_latest_count_by_the_day_counted() -> None:
    made = case(
        claims=[
            claim("2023-01-13 min 671/989 measures", counted_on="2023-01-01"),
            claim("2023-11-02 min 825/993 measures"),
            claim("2023-12-01 min 700/989 measures", counted_on="2023-06-01"),
            claim("2023-12-02 min 90 measures"),
            claim("2023-12-03 min 22/28 programmes"),
            claim("2023-12-04 tank 100/993 measures"),
        ]
    )
    before, after = counted(made, "measures", "2023-06-30"), counted(made, "measures", "2023-12-31")
    assert (before.value, before.numerator, before.n, before.counted_on) == (pytest.approx(671 / 989), 671, 989, "2023-01-01")
    assert (after.value, after.numerator, after.n, after.n_of) == (pytest.approx(825 / 993), 825, 993, "measures")
    assert [f.id for f in after.facts] == ["q2"]


def test_a_growing_denominator_lowers_the_share_of_the_same_count() -> None:
    claims = ["2023-01-01 min 671/989 measures", "2023-02-01 min 671/993 measures"]
    value = [counted(case(claims=claims), "measures", day).value for day in ("2023-01-15", "2023-02-15")]
    assert value == [pytest.approx(671 / 989), pytest.approx(671 / 993)]


def test_more_than_so_many_measures() -> None:
    count = counted(case(claims=[claim("2024-12-05 min 930/993 measures", relation="over")]), "measures")
    assert (count.value, count.low, count.high) == (pytest.approx(930 / 993), pytest.approx(930 / 993), 1)


def test_two_packages_keep_their_own_claims() -> None:
    made = case(claims=["2023-02-17 min 80", claim("2024-12-05 min 17", scope="q")], packages=[{"id": "p"}, {"id": "q"}])
    assert counted(made, "claimed").value == pytest.approx(0.8)
    assert counted(made, "claimed", package="q").value == pytest.approx(0.17)


def test_the_sentence_of_strict_names_the_officials_own_count() -> None:
    claims = ["2023-03-01 min 8/28 programmes", "2023-06-10 min 10/28 programmes"]
    count = counted(case("2023-01-01 implemented", claims=claims, packages=[{"id": "p", "unit": "programmes"}]), "strict")
    assert "10 of 28" in count.says
    assert {f"{f.table}:{f.id}" for f in count.facts} == {"status:e1", "claims:q2"}


def test_every_claim_stands_among_the_points_with_its_claimant() -> None:
    claims = ["2023-02-17 min 80", "2023-02-18 tank 20", "2023-02-19 min 7/28 programmes"]
    (package,) = tracked(case(claims=claims, packages=[{"id": "p", "unit": "programmes"}])).packages
    assert [(p.claimant, p.party, p.finished_only) for p in package.claims] == [
        ("min", "A", False),
        ("tank", None, False),
        ("min", "A", True),
    ]
    assert package.claims[0].fact.known.isoformat() == "2023-02-17"


def test_who_speaks_for_a_party() -> None:
    assert official_claimants(case()) == {"min", "envoy"}
