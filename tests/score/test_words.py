"""How forecasts and groups of them are said: alike in the terminal and in the report."""

from __future__ import annotations

import pytest

from longgame.cli.score_view import figure
from longgame.core.words import many, not_looked
from longgame.report.scored.records import PARTS
from longgame.score.groups import KEYS
from longgame.score.ledger import entries
from longgame.score.resolve import resolve
from longgame.score.result import Figure
from longgame.score.score import receipts
from longgame.score.words import label, meaning
from tests.score.make import case, forecast, question


@pytest.mark.parametrize(
    ("by", "value", "says"),
    [
        ("hedge", "likely", "“likely”"), ("hedge", "none", "no word (as in promises)"), ("hedge", "quantiles", "quantiles"),
        ("hedge", "stated probability", "stated probability"), ("kind", "commitment", "commitment"),
        ("horizon", "no end named", "no end named"),
    ],
)  # fmt: skip
def test_groups_have_a_name_that_a_reader_understands(by: str, value: str, says: str) -> None:
    assert label(by, value) == says


def test_where_all_came_out_alike_there_is_no_interval() -> None:
    assert figure(Figure(value=0.09, low=0.09, high=0.09), 2) == "0.09 (all alike)"
    assert figure(Figure(value=0.09, low=0.01, high=0.1), 2) == "0.09 (0.01–0.10)"
    assert figure(Figure(value=0.09, low=None, high=None), 2) == "0.09"


def test_counts_agree_with_their_nouns() -> None:
    assert [many(n, "piece") for n in (0, 1, 2, 1000)] == ["0 pieces", "1 piece", "2 pieces", "1,000 pieces"]
    assert many(2, "country", "countries") == "2 countries"


def test_a_day_up_to_which_a_case_was_kept_needs_no_words() -> None:
    whole = case("2024-01-01", "2023-01-01")
    assert not_looked(whole.newest, whole.newest) == ""
    assert "kept up to 1 Jan 2023" in not_looked(whole.newest, whole.day or whole.newest)


def test_the_record_of_a_source_groups_by_hedge_as_the_scores_do() -> None:
    told = [
        forecast("F1 Q1 a yes likely"), forecast("F2 Q1 b yes likely", probability=0.7), forecast("F3 Q1 c yes 0.5"),
        forecast("F4 Q1 d yes"), forecast("F5 Q1 e yes very_likely_indeed"), forecast("F6 N1 f", quantiles="50:2", hedge="about"),
    ]  # fmt: skip
    whole = case(questions=[question(), question("N1", kind="number")], forecasts=told)
    found = resolve(whole)
    ledger = entries(whole, found, "survey2018")
    of = next(of for by, _, of in PARTS if by == "hedge")
    groups = [KEYS["hedge"](e) for e in ledger]
    assert [of(r) for r in receipts(ledger, found)] == groups
    assert groups[1] == groups[2] == "stated probability"
    assert (groups[3], groups[5]) == ("none", "quantiles")
    assert [meaning(r) for r in receipts(ledger, found)][1:4] == ["yes 70 %", "yes 50 %", "yes"]
