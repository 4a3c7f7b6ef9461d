"""What a case has already is found again by its words, in other words, and not everywhere."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.load import load
from longgame.core.dates import Period
from longgame.read.duplicates import Links, stems
from longgame.read.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def union(request: pytest.FixtureRequest) -> Case:
    folder: Path = request.getfixturevalue("flagship")
    return load(folder)


def test_small_and_common_words_do_not_count() -> None:
    assert stems("The two would have been there before that") == frozenset()
    assert stems("Gas markets, a market; рынок рынка рынками") == {"gas", "market", "рынок", "рынка", "рынкам"}


def test_a_claim_in_other_words_is_linked(union: Case) -> None:
    links = Links(union)
    found = links.alike(
        "The presidents are to sign the decree on all 28 union programmes in November.", Period.parse("2021-11-30"), frozenset()
    )
    assert {"questions A05", "deadlines DL45"} & set(found)
    assert len(found) <= 3


def test_what_has_nothing_to_do_with_the_case_is_not_linked(union: Case) -> None:
    assert not Links(union).alike("The brass band played on the bridge until the mayor fell asleep.", None, frozenset())


def test_the_time_and_the_actors_count(union: Case) -> None:
    links = Links(union)
    words = "It is said that the gas addendum is late."
    near, far = (links.alike(words, Period.parse(day), frozenset()) for day in ("2023-12-01", "2031-12-01"))
    assert near[0] == "deadlines DL22"
    assert far[0] != "deadlines DL22"


def test_figures_in_the_guide(union: Case, repository: Path) -> None:
    folder = Path(os.environ.get("LONGGAME_SHARED") or repository.parent / "shared") / "articles"
    if not (folder / "labels.csv").exists():
        pytest.skip("the labelled articles are not shipped: no folder articles under LONGGAME_SHARED or ../shared")
    links, gazetteer = Links(union), Gazetteer(union.actors)
    asked: dict[str, set[str]] = {}
    for forecast in union.forecasts:
        for claim in forecast.claim.replace(";", " ").split():
            asked.setdefault(claim, set()).add(f"questions {forecast.question}")
    right = named = others = 0
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        words = (folder / row["seed_file"]).read_bytes().decode("utf-8")[int(row["char_start"]) : int(row["char_end"])]
        try:
            time = Period.parse(row["deadline_or_horizon"])
        except ValueError:
            time = None
        found = links.alike(words, time, frozenset(m.id for m in gazetteer.find(words)))
        if row["id"] in asked:
            named += 1
            right += bool(asked[row["id"]] & set(found))
        else:
            others += bool(found)
    guide = (repository / "docs/how-to/read-an-article.md").read_text("utf-8")
    says = (
        f"the right one is among those named for {right} of {named}; of {len(rows) - named} other claims {others} have rows named"
    )
    assert says in " ".join(guide.split())
