"""Matching and counting, on cases small enough to count by hand."""

from __future__ import annotations

from longgame.core.dates import Period
from longgame.read.baseline import word_list
from longgame.read.measure import Claim, cover, match, tally

TEXT = "one two three four five six seven eight"
F, S = "forecast", "factual statement"


def claim(first: int, last: int, kind: str = F, hedges: tuple[str, ...] = (), day: str = "") -> Claim:
    """Return the claim of the words from one to another, counted from 1."""
    words = TEXT.split()
    start = len(" ".join(words[: first - 1])) + (first > 1)
    return Claim(start, len(" ".join(words[:last])), kind, hedges, Period.parse(day) if day else None)


def test_half_of_the_words_that_either_has_is_enough_and_less_is_not() -> None:
    assert match(TEXT, [claim(1, 4)], [claim(1, 2)]) == [(0, 0)]
    assert match(TEXT, [claim(1, 5)], [claim(1, 2)]) == []


def test_matching_is_one_to_one_the_best_first() -> None:
    assert match(TEXT, [claim(1, 4), claim(1, 5)], [claim(1, 5)]) == [(1, 0)]
    assert match(TEXT, [claim(1, 4), claim(5, 8)], [claim(1, 8)]) == [(0, 0)]


def test_one_long_proposal_may_cover_two_labels() -> None:
    pairs, useful = cover(TEXT, [claim(1, 4), claim(5, 8)], [claim(1, 8), claim(8, 8)])
    assert (pairs, useful) == ([(0, 0), (1, 0)], 1)


def test_forecasts_are_matched_among_themselves() -> None:
    counted = tally(TEXT, [claim(1, 4)], [claim(1, 4, S)], "iou")
    assert (counted.spans.met, counted.forecasts.met, counted.forecasts.labelled, counted.forecasts.found) == (1, 0, 1, 0)


def test_hedges_count_in_matched_claims_with_or_without_the_words_around() -> None:
    found = [claim(1, 4, F, ("likely", "will")), claim(5, 8, F, ("may",))]
    counted = tally(TEXT, [claim(1, 4, F, ("It's likely",))], found, "iou").hedges
    assert (counted.right, counted.found, counted.labelled) == (1, 2, 1)


def test_deadlines_count_to_the_day_and_only_where_the_label_looks_ahead() -> None:
    labels = [claim(1, 4, F, (), "2024-12-31"), claim(5, 8, S, (), "2024")]
    right = tally(TEXT, labels, [claim(1, 4, F, (), "2024-12-31"), claim(5, 8, S, (), "2024")], "iou").deadlines
    assert (right.right, right.found, right.labelled) == (1, 1, 1)
    wrong = tally(TEXT, labels, [claim(1, 4, F, (), "2024-12-30")], "iou").deadlines
    assert (wrong.right, wrong.found, wrong.labelled) == (0, 1, 1)


def test_each_kind_counts_for_itself_right_where_place_and_kind_are() -> None:
    labels = [claim(1, 2), claim(3, 4), claim(5, 6, S)]
    found = [claim(1, 2), claim(3, 4, S), claim(5, 6, S), claim(7, 8, S), claim(7, 7, "causal thesis")]
    each = tally(TEXT, labels, found, "iou").each
    counted = {kind: (t.met, t.right, t.found, t.labelled) for kind, t in each.items()}
    assert counted == {F: (1, 1, 1, 2), S: (1, 1, 3, 1), "causal thesis": (0, 0, 1, 0)}


def test_the_word_list_takes_every_sentence_and_calls_some_forecasts() -> None:
    text = "They met. They will sign by 2024! Did they?\nIf so, “we’ll” see."
    found = word_list(text)
    assert [text[c.start : c.end] for c in found] == ["They met.", "They will sign by 2024!", "Did they?", "If so, “we’ll” see."]
    assert [c.forward for c in found] == [False, True, False, True]
    assert str(found[1].period) == "2024-12-31"
