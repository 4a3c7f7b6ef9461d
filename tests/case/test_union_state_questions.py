"""The questions of the Union State: all of the five articles' forecasts are there, in words of our own, known on honest days."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.load import load

ARTICLES = {"A": "carnegie-2021-09", "B": "carnegie-2021-11", "C": "stratfor-2023-03", "D": "carnegie-2021-05", "E": "pism-2021-06"}
OURS = (
    "questions.csv",
    "forecasts.csv",
    "resolutions.csv",
    "evidence.csv",
    "ach.csv",
    "contradictions.yaml",
    "coding-questions.md",
)
# As many words in a row are somebody's sentence; fewer are names and phrases that anybody uses.
RUN = 7


@pytest.fixture(scope="module")
def case(flagship: Path) -> Case:
    return load(flagship)


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_all_of_the_forecasts_are_there(case: Case) -> None:
    assert Counter(f.claim[0] for f in case.forecasts) == {"A": 17, "B": 16, "C": 30, "D": 9, "E": 25}
    assert Counter(f.kind for f in case.forecasts) == {
        "forecast": 55,
        "conditional": 23,
        "commitment": 17,
        "thesis": 1,
        "statement": 1,
    }
    assert all(f.source == (ARTICLES[f.claim[0]],) for f in case.forecasts)
    assert all(f.forecaster == ARTICLES[f.claim[0]] for f in case.forecasts if f.kind != "commitment")
    assert {f.question for f in case.forecasts} == {q.id for q in case.questions if not q.id.startswith("X-")}
    assert {q.if_ for q in case.questions if q.if_} == {q.id for q in case.questions if q.id.startswith("X-")} | {"B39"}


def test_only_promises_go_without_a_word_of_likelihood(case: Case) -> None:
    assert all((f.kind == "commitment") == (not f.hedge) for f in case.forecasts)
    assert max(len(f.hedge.split()) for f in case.forecasts) <= 5


def test_every_question_says_what_no_change_means(case: Case) -> None:
    assert [q.id for q in case.questions if not q.status_quo or not q.status_quo_reason] == ["D14"]


def test_no_text_of_the_articles_is_in_the_case(flagship: Path, repository: Path) -> None:
    folder = Path(os.environ.get("LONGGAME_SHARED") or repository.parent / "shared") / "articles"
    if not folder.is_dir():
        pytest.skip("the articles are not shipped: no folder articles under LONGGAME_SHARED or ../shared")
    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in folder.glob("0*.txt")))
    assert theirs
    assert [hit for name in OURS for hit in runs((flagship / name).read_text(encoding="utf-8")) & theirs] == []
