"""What changed between two scorings: answers, forecasts, sources."""

from __future__ import annotations

from typing import Any

from longgame.score.result import Since
from longgame.score.score import score
from longgame.score.since import MOST, sentences, since, standing
from tests.score.make import case, forecast, question, resolution


def scored(answers: str, *told: str, **more: Any) -> Any:
    """Score questions Q1, Q2, … with these answers (``-`` for none) and forecasts."""
    asked = [question(f"Q{i}") for i, _ in enumerate(answers.split(), 1)]
    rows = [resolution(f"R{i} Q{i} {a} 2022-12-31", **more) for i, a in enumerate(answers.split(), 1) if a != "-"]
    whole = case(questions=asked, resolutions=rows, forecasts=[forecast(t) for t in told])
    return standing(score(whole, by=()))


TOLD = ("F1 Q1 a yes 0.9", "F2 Q2 a yes 0.8", "F3 Q2 b yes 0.4")


def test_nothing_changed_nothing_is_said() -> None:
    assert sentences(since(scored("yes no", *TOLD), scored("yes no", *reversed(TOLD)))) == ()


def test_an_answer_that_changed_names_what_hung_on_it_and_whose_score_moved() -> None:
    found = since(scored("yes no", *TOLD), scored("yes yes", *TOLD))
    (one,) = found.answers
    assert (one.question, one.before, one.after, one.forecasts) == ("Q2", "no", "yes", ("F2", "F3"))
    assert sentences(found) == (
        "Q2 went from no to yes, which 2 forecasts hung on (F2, F3)",
        "Brier score of a on events 0.325 → 0.025 (n 2)",
        "Brier score of b on events 0.160 → 0.360 (n 1)",
    )


def test_what_comes_and_goes_is_told_apart() -> None:
    found = since(scored("yes no -", *TOLD), scored("yes void -", "F1 Q1 a yes 0.7", *TOLD[1:2], "F4 Q3 c yes 0.5"))
    assert [(a.before, a.after) for a in found.answers] == [("no", "void")]
    assert (found.rescored, found.forecasts_added, found.forecasts_gone) == (("F1",), ("F4",), ("F3",))
    said = sentences(found)
    assert "1 forecast scored otherwise, on questions that stand as they did (F1)" in said
    assert "Brier score of a on events 0.325 → 0.090 (n 2 → 1)" in said
    assert "Brier score of b on events 0.160 → none (n 1 → 0)" in said
    more = since(scored("yes"), scored("yes -"))
    assert (more.questions_added, sentences(more)) == (("Q2",), ("1 question added (Q2)",))
    assert sentences(since(scored("yes -"), scored("yes"))) == ("1 question gone (Q2)",)


def test_many_changes_are_counted_not_listed() -> None:
    n = MOST + 3
    found: Since = since(scored(" ".join(["yes"] * n)), scored(" ".join(["no"] * n)))
    said = sentences(found)
    assert len(said) == MOST + 1
    assert said[-1] == "3 other questions came out otherwise"
