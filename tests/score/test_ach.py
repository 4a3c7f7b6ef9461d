"""The matrix of competing hypotheses: a table by hand, and what the order hangs on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.score.ach import WEIGHTS, weigh
from longgame.score.result import Hypotheses
from tests.score.make import case

THESES = ("A", "B", "C")
FITS = {"c": "consistent", "i": "inconsistent", "n": "neutral", "-": "not_applicable"}


def matrix(*lines: str, theses: tuple[str, ...] = THESES) -> Hypotheses | None:
    """Read ``grade fits``, one letter for each thesis and perhaps one for a baseline."""
    evidence, cells = [], []
    for i, line in enumerate(lines):
        grade, fits = line.split()
        evidence.append({"id": f"E{i}", "date": "2022", "what": f"w{i}", "credibility": int(grade), "known": "2022"})
        cells += [
            {"thesis": t, "evidence": f"E{i}", "is": FITS[f], "reason": "r"} for t, f in zip((*theses, "flat"), fits, strict=False)
        ]
    rows: list[dict[str, Any]] = [
        {"id": t, "title": t, "date": "2021", "short": t, "says": "s", "known": "2021"} for t in theses
    ] + [{"id": "flat", "title": "flat", "date": "2020", "short": "flat", "says": "s", "baseline": True, "known": "2020"}]
    return weigh(case(theses=rows, evidence=evidence, ach=cells))


def test_a_table_by_hand() -> None:
    found = matrix("1 icc", "2 cic", "3 iic", "1 nni")
    assert found is not None
    against = {w.thesis: (w.inconsistent, w.pieces, w.rank) for w in found.ranking}
    assert against == {"A": (1.5, 2, 3), "B": (pytest.approx(1.3), 2, 2), "C": (1.0, 1, 1)}
    assert [w.thesis for w in found.ranking] == ["C", "B", "A"]
    assert found.weights == {"E0": 1.0, "E1": 0.8, "E2": 0.5, "E3": 1.0}
    shares = {w.thesis: w.share for w in found.ranking}
    assert shares["A"] == pytest.approx(1.5 / 3.3)


def test_what_the_order_hangs_on() -> None:
    found = matrix("1 icc", "2 cic", "3 iic", "1 nni")
    assert found is not None
    without = {s.evidence: s for s in found.sensitivity}
    # Without E0 A has .5, B 1.3, C 1; without E1 A 1.5, B .5, C 1; without E3 C has nothing against it.
    assert (without["E0"].leaders, without["E0"].changed, without["E0"].moved) == (("A",), True, 2)
    assert (without["E1"].leaders, without["E1"].moved) == (("B",), 1)
    assert (without["E3"].changed, without["E3"].moved) == (False, 0)
    ranks = {w.thesis: (w.best_rank, w.worst_rank) for w in found.ranking}
    assert ranks == {"A": (1, 3), "B": (1, 3), "C": (1, 2)}


def test_ties_share_the_better_rank() -> None:
    found = matrix("1 iic")
    assert found is not None
    assert [(w.thesis, w.rank) for w in found.ranking] == [("C", 1), ("A", 2), ("B", 2)]
    assert found.sensitivity[0].leaders == THESES


def test_a_thesis_that_says_little_is_not_in_front_by_share() -> None:
    found = matrix("1 ic-", "1 cc-", "1 cci", theses=THESES)
    assert found is not None
    judged = {w.thesis: (w.judged, w.share) for w in found.ranking}
    assert judged == {"A": (3, pytest.approx(1 / 3)), "B": (3, 0.0), "C": (1, 1.0)}
    assert found.by_share == ("B", "A", "C")


def test_what_is_improbable_counts_nothing() -> None:
    assert WEIGHTS[5] == 0
    found = matrix("5 icc")
    assert found is not None
    assert {w.rank for w in found.ranking} == {1}


def test_a_baseline_is_weighed_and_moves_nobody() -> None:
    plain, beside = matrix("1 icc", "2 cic", "3 iic"), matrix("1 iccc", "2 cici", "3 iici")
    assert plain is not None and beside is not None  # noqa: PT018
    assert (beside.ranking, beside.sensitivity, beside.by_share) == (plain.ranking, plain.sensitivity, plain.by_share)
    (nobody,) = beside.baselines
    assert nobody.model_dump() == {
        "thesis": "flat", "inconsistent": 1.3, "pieces": 2, "judged": 3, "share": pytest.approx(1.3 / 2.3),
    }  # fmt: skip
    assert [(c.evidence, c.fit) for c in beside.matrix if c.thesis == "flat"] == [
        ("E0", "consistent"), ("E1", "inconsistent"), ("E2", "inconsistent"),
    ]  # fmt: skip
    assert plain.baselines == ()
    assert matrix("1 ---i") is None  # a baseline alone is no comparison


def test_no_matrix_no_ranking() -> None:
    assert matrix() is None
    assert matrix("1 ---") is None


@given(st.lists(st.tuples(st.integers(1, 6), st.text("cin-", min_size=3, max_size=3)), min_size=1, max_size=6), st.randoms())
def test_order_does_not_matter_and_evidence_for_all_changes_nothing(lines: list[tuple[int, str]], random: Any) -> None:
    texts = [f"{grade} {fits}" for grade, fits in lines]
    one, other = matrix(*texts), matrix(*random.sample(texts, len(texts)))
    more = matrix(*texts, "1 ccc")
    if one is None or other is None or more is None:
        return
    key = [(w.thesis, w.inconsistent, w.rank) for w in one.ranking]
    assert key == [(w.thesis, w.inconsistent, w.rank) for w in other.ranking]
    there = {w.thesis for w in one.ranking}
    assert [(w.thesis, w.inconsistent) for w in more.ranking if w.thesis in there] == [(t, v) for t, v, _ in key]
