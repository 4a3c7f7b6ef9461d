"""Forecasts for other programs, and back."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.case.interchange.coded import ImportedRows
from longgame.case.interchange.fatebook_csv import COLUMNS, from_fatebook_csv
from longgame.case.interchange.forecast_rows import PlatformSettings
from longgame.case.interchange.merge import with_rows
from longgame.case.interchange.metaculus_csv import from_metaculus_csv
from longgame.case.load import load
from longgame.case.tables import Table
from longgame.score.interchange._sheet import decided
from longgame.score.interchange.claim_review import lost as claim_review_lost
from longgame.score.interchange.claim_review import to_claim_review
from longgame.score.interchange.fatebook import lost as fatebook_lost
from longgame.score.interchange.fatebook import to_fatebook
from longgame.score.interchange.metaculus import lost as metaculus_lost
from longgame.score.interchange.metaculus import to_metaculus
from longgame.score.result import ScoreResult
from longgame.score.score import score
from tests.score.make import case, forecast, question, resolution

SOURCES = [{"id": "s", "title": "T", "publisher": "P", "url": "https://example.org/t", "issued": "2020-03-01"}]
ACTORS = [{"id": "ann", "name": "Ann Ą", "kind": "person"}, {"id": "bob", "name": "Bob", "kind": "analyst"}]


def made() -> Case:
    asked = [
        question("Q1", text='=Open, "now"?'), question("Q2"), question("Q3"), question("Q4"),
        question("C1", kind="category", categories="a; b"), question("N1", kind="number", unit="x"), question("D1", kind="date"),
    ]  # fmt: skip
    rows = [
        resolution("R1 Q1 yes 2022-12-31"), resolution("R2 Q2 partly 2022-12-31", share=0.25), resolution("R3 Q3 void 2022-12-31"),
        resolution("R5 C1 b 2022-12-31"), resolution("R6 N1 3 2022-12-31"), resolution("R7 D1 none 2022-12-31"),
    ]  # fmt: skip
    told = [
        forecast("F1 Q1 ann yes unlikely", source="s", says="It stays shut."), forecast("F2 Q2 bob no 0.9"),
        forecast("F3 Q3 ann yes 0.5"), forecast("F4 Q4 ann yes 0.5"), forecast("F5 C1 ann", chances="a:0.2; b:0.8"),
        forecast("F6 N1 ann", quantiles="5:1; 25:2; 50:3; 75:4; 95:5"), forecast("F7 D1 ann", quantiles="50:2022-05-01"),
        forecast("F8 Q1 bob yes might"), forecast("F9 Q1 model:flat yes 0.9"), forecast("FA Q1 ann yes", date="2020-05-01"),
    ]  # fmt: skip
    return case(sources=SOURCES, actors=ACTORS, questions=asked, resolutions=rows, forecasts=told)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_fatebook_by_hand() -> None:
    whole = made()
    rows = rows_of(to_fatebook(whole, score(whole)))
    assert tuple(rows[0]) == (*COLUMNS, "Nature", "Domain")
    by = {(r["Question title"], r["Forecast created by"]): r for r in rows}
    first = by['\'=Open, "now"?', "ann"]
    assert (first["Forecast (scale = 0-1)"], first["Resolution"], first["Resolved at"]) == ("0.2", "YES", "2022-12-31 00:00:00")
    assert first["Question comments"] == "ann: It stays shut. (unlikely: 5 to 30 %)"
    # Nine tenths for no are one for yes; partly and void are ambiguous; open has nothing.
    answers = sorted((r["Forecast (scale = 0-1)"], r["Resolution"]) for r in rows if r["Question title"] == "t")
    assert answers == [("0.1", "AMBIGUOUS"), ("0.5", ""), ("0.5", "AMBIGUOUS")]
    assert len(rows) == 6


@pytest.fixture
def empty() -> Case:
    return case(sources=SOURCES, actors=ACTORS)


def test_fatebook_and_back(tmp_path: Path, empty: Case) -> None:
    whole = made()
    path = tmp_path / "f.csv"
    path.write_text(to_fatebook(whole, score(whole)), "utf-8")
    back = with_rows(empty, from_fatebook_csv(path, empty, PlatformSettings(("s",))).rows)
    one, two = (score(c).receipts for c in (whole, back.as_of(whole.day)))  # type: ignore[arg-type]
    mids = {(r.source, r.mid if r.speaks_of == "yes" else 1 - (r.mid or 0)) for r in one if r.mid is not None}
    assert {(r.source, r.mid) for r in two} == {(s, round(m or 0, 9)) for s, m in mids}


def test_metaculus_and_back(tmp_path: Path, empty: Case) -> None:
    whole = made()
    for name, text in to_metaculus(whole, score(whole)).items():
        (tmp_path / name).write_text(text, "utf-8")
    rows = from_metaculus_csv(tmp_path / "question_data.csv", empty, PlatformSettings(("s",))).rows
    back = with_rows(empty, rows).as_of(whole.day)  # type: ignore[arg-type]
    kinds = {q.id: q.kind for q in back.questions}
    assert kinds == {q.id: q.kind for q in whole.questions}

    def states(of: Case) -> dict[str, Any]:
        return {q.id: (q.state, q.answer) for q in score(of).questions}

    assert states(back) == states(whole) | {"Q2": ("void", None)}  # partly is not known there
    crps = {r.question: r.crps for r in score(back).receipts if r.crps is not None}
    # Nor is the day by which a question is decided, without which what came too late has no loss.
    assert crps == {r.question: r.crps for r in score(whole).receipts if r.crps is not None and r.question != "D1"}
    assert "not in time, and the question names no day" in {r.why for r in score(back).receipts}


@cache
def flagship() -> Case:
    whole = load(Path(__file__).parents[3] / "cases" / "union-state")
    return whole.as_of(whole.newest)


@cache
def flagship_scored() -> ScoreResult:
    return score(flagship(), by=())


def bare(whole: Case) -> Case:
    """Return a case without its questions and what hangs on them."""
    gone = ("questions", "resolutions", "forecasts", "proxies", "passages")
    return replace(whole, **{name: Table(name) for name in gone})  # type: ignore[arg-type]


def of_shape(whole: Case, result: ScoreResult, *, criteria: bool) -> Counter[tuple[Any, ...]]:
    """Return of every forecast with a probability of yes all that the columns of a platform can hold."""
    asked, states = whole.questions.by_key, {s.id: s for s in result.questions}
    found: Counter[tuple[Any, ...]] = Counter()
    for told, receipt in zip(whole.forecasts, result.receipts, strict=True):
        question, state = asked[receipt.question], states[receipt.question]
        if receipt.mid is None:
            continue
        chance = receipt.mid if receipt.speaks_of != "no" else 1 - receipt.mid
        answer = "" if state.state == "open" else state.answer if state.answer in ("yes", "no") else "void"
        by = None if question.by is None else question.by.last
        found[
            question.text, question.criteria if criteria else by, question.opens.first, question.nature, question.domain,
            told.forecaster, told.date.last, round(chance, 9), answer, decided(state, result.as_of),
        ] += 1  # fmt: skip
    return found


def again(whole: Case, tmp_path: Path, into: Case, platform: str) -> ImportedRows:
    """Write a case for a platform and read it into another; nothing but a source is said."""
    settings = PlatformSettings((whole.sources[0].id,))
    if platform == "fatebook":
        (tmp_path / "f.csv").write_text(to_fatebook(whole, flagship_scored()), "utf-8")
        return from_fatebook_csv(tmp_path / "f.csv", into, settings)
    for name, text in to_metaculus(whole, flagship_scored()).items():
        (tmp_path / name).write_text(text, "utf-8")
    return from_metaculus_csv(tmp_path / "question_data.csv", into, settings)


@pytest.mark.parametrize("platform", ["fatebook", "metaculus"])
def test_the_union_state_goes_out_and_comes_back(tmp_path: Path, platform: str) -> None:
    whole, fatebook = flagship(), platform == "fatebook"
    empty = bare(whole)
    read = again(whole, tmp_path, empty, platform)
    assert (read.notes, "actors" in read.rows) == ([], False)  # theses and actors are found again
    back = replace(with_rows(empty, read.rows), day=None).as_of(whole.day or whole.newest)
    then = of_shape(whole, flagship_scored(), criteria=fatebook)
    if not fatebook:  # by when a question is decided is not among its columns
        then = Counter({(k[0], None, *k[2:]): n for k, n in then.items()})
    assert of_shape(back, score(back, by=()), criteria=fatebook) == then
    assert len({k[3] for k in then}) == 2
    assert then.total() > 60


@pytest.mark.parametrize("platform", ["fatebook", "metaculus"])
def test_what_the_case_has_stays_as_it_is(tmp_path: Path, platform: str) -> None:
    whole = flagship()
    read = again(whole, tmp_path, whole, platform)
    assert read.rows == {}
    (note,) = read.notes
    assert "left out: the case has one of the same forecaster and day on that question already" in note.message


def test_what_is_lost_is_said() -> None:
    whole, result = flagship(), flagship_scored()
    for lost in (fatebook_lost(whole, result), metaculus_lost(whole, result)):
        said = " | ".join(lost)
        assert "forecasts left out, having no probability that the platform knows" in said
        assert "forecasts in words, written as the middle of what the words mean" in said
        assert "answers in part, which the platform does not know" in said
        assert "rules, conditions" in said
    told = sum(1 for _ in csv.DictReader(io.StringIO(to_fatebook(whole, result))))
    assert fatebook_lost(whole, result)[0].startswith(f"{len(whole.forecasts) - told} forecasts left out")


def test_claim_reviews_are_of_those_that_take_a_side() -> None:
    whole = made()
    told = json.loads(to_claim_review(whole, score(whole), "https://example.org/p"))
    assert told["@context"] == "https://schema.org"
    by = {r["@id"].rpartition("#")[2]: r for r in told["@graph"]}
    # A half, a bare modal, a model, an open and a void question claim nothing that could be reviewed.
    assert set(by) == {"F1", "F2", "FA"}
    wrong = by["F1"]
    assert (wrong["claimReviewed"], wrong["url"], wrong["@type"]) == ("It stays shut.", "https://example.org/p#F1", "ClaimReview")
    assert wrong["reviewRating"]["ratingValue"] == 1  # unlikely, and it came
    assert wrong["reviewRating"]["alternateName"] == "came out otherwise"
    assert wrong["itemReviewed"]["author"] == {"@type": "Person", "name": "Ann Ą"}
    assert wrong["itemReviewed"]["firstAppearance"]["url"] == "https://example.org/t"
    # Nine tenths for no, of which a quarter of a yes came.
    assert by["F2"]["reviewRating"]["ratingValue"] == 4
    assert by["FA"]["reviewRating"]["ratingValue"] == 5
    assert all(r["reviewRating"]["bestRating"] == 5 and r["reviewRating"]["worstRating"] == 1 for r in told["@graph"])


def test_claim_reviews_say_what_is_doubtful_and_what_is_left_out() -> None:
    whole, result = flagship(), flagship_scored()
    reviews = {r["@id"].rpartition("#")[2]: r for r in json.loads(to_claim_review(whole, result))["@graph"]}
    states = {q.id: q for q in result.questions}
    doubts = {r.forecast: states[r.question].doubt for r in result.receipts if r.forecast in reviews}
    assert 10 < sum(map(bool, doubts.values())) < len(doubts)
    for name, doubt in doubts.items():
        explained = reviews[name]["reviewRating"]["ratingExplanation"]
        assert explained.endswith(f" Doubtful: {doubt}") if doubt else " Doubtful: " not in explained
    said = claim_review_lost(whole, result)
    assert [line.partition(" ")[2] for line in said] == [
        "forecasts left out, of questions that are open or void",
        "forecasts left out, having said nothing that takes a side after yes or no",
    ]
    assert sum(int(line.partition(" ")[0]) for line in said) == len(whole.forecasts) - len(reviews)


def test_without_an_address_there_is_no_url() -> None:
    whole = made()
    assert not [r for r in json.loads(to_claim_review(whole, score(whole)))["@graph"] if "url" in r]
