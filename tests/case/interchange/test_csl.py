"""Sources go to a reference manager and come back with what it drops."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from longgame.case.case import Case
from longgame.case.interchange.csl import from_csl_json, to_csl_json
from longgame.case.load import load
from longgame.case.sources import Source
from longgame.case.tables import Table
from longgame.core.dates import Period
from longgame.core.errors import CaseError
from tests.strategies import cases

SLOW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
GRADED = Source(
    id="a-1", title="Title", publisher="A paper", url="https://example.org/a", issued=Period.parse("2021-05"), reliability="B",
    standing="independent", issued_basis="its masthead", note="Seen in print.\nTwice.", other={"author": [{"family": "Ł."}]},
)  # fmt: skip


@pytest.fixture
def base(cases: Path) -> Case:
    case = load(cases / "ferry", checked=False)
    return replace(case, sources=Table("sources", (GRADED, Source(id="b", title="Other", url="http://www.example.org/b/#part"))))


def file_of(tmp_path: Path, items: Any) -> Path:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


@SLOW
@given(cases())
def test_sources_come_back(case: Case) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / "s.json"
        path.write_text(to_csl_json(case), encoding="utf-8")
        assert from_csl_json(path, replace(case, sources=Table("sources"))).rows == case.sources.rows
        assert from_csl_json(path, case).rows == case.sources.rows


def test_grades_stand_in_the_note_as_well(base: Case) -> None:
    item = json.loads(to_csl_json(base))[0]
    assert item["custom"]["reliability"] == "B"
    assert item["container-title"] == "A paper"
    assert item["note"].split("\n") == [
        "Seen in print.", "Twice.", "longgame.id: a-1", "longgame.reliability: B", "longgame.standing: independent",
        "longgame.issued_basis: its masthead", "longgame.publisher: A paper",
    ]  # fmt: skip


def test_what_zotero_drops_comes_back(base: Case, tmp_path: Path) -> None:
    items = json.loads(to_csl_json(base))
    for item in items:
        for name in ("custom", "publisher"):
            item.pop(name, None)
        item["id"] = f"http://zotero.org/users/1/items/{item['id'].upper()}"
        item["citation-key"] = "x2021"
    path = file_of(tmp_path, items)
    assert from_csl_json(path, base).rows == base.sources.rows
    assert from_csl_json(path, replace(base, sources=Table("sources"))).rows == base.sources.rows


def test_what_an_item_does_not_say_stays(base: Case, tmp_path: Path) -> None:
    found = from_csl_json(file_of(tmp_path, [{"id": "a-1", "type": "report", "title": "New"}]), base)
    assert found.rows[0] == GRADED.model_copy(update={"type": "report", "title": "New"})
    assert (found.matched, found.added) == (1, 0)


def test_items_are_found_by_address(base: Case, tmp_path: Path) -> None:
    found = from_csl_json(file_of(tmp_path, [{"id": 7, "type": "webpage", "URL": "https://example.org/b", "title": "New"}]), base)
    assert [s.id for s in found.rows] == ["a-1", "b"]
    assert found.rows[1].title == "New"


def test_new_items_get_a_usable_id(base: Case, tmp_path: Path) -> None:
    items = [
        {"id": "http://zotero.org/1", "type": "book", "publisher": "Наука и жизнь", "issued": {"date-parts": [["2020"]]}},
        {"id": "http://zotero.org/2", "type": "book", "publisher": "Наука и жизнь", "issued": {"date-parts": [["2020"]]}},
        {"id": "good-one", "type": "book", "volume": 3},
        {"type": "book"},
    ]
    found = from_csl_json(file_of(tmp_path, items), base)
    assert [s.id for s in found.rows[2:]] == ["наука-и-жизнь-2020", "наука-и-жизнь-2020-2", "good-one", "source"]
    assert found.added == 4


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({"a": 1}, "LG171"),
        ([1], "a source is an object"),
        ([{"id": "x", "issued": {"date-parts": [["spring"]]}}], "numbers"),
        ([{"id": "x", "issued": {"literal": "spring 2020"}}], "is not a date"),
        ([{"id": "x", "title": 5}], "title is 5"),
        ([{"id": "a-1"}, {"id": "z", "URL": "https://example.org/a"}], "two items belong to the source 'a-1'"),
    ],
)
def test_items_that_cannot_be_used_are_named(base: Case, tmp_path: Path, items: Any, words: str) -> None:
    with pytest.raises(CaseError) as error:
        from_csl_json(file_of(tmp_path, items), base)
    assert words in str(error.value)
    assert "items.json:1:" in str(error.value)


def test_a_newspaper_is_the_publisher_and_the_citation_key_the_id(base: Case, tmp_path: Path) -> None:
    item = {"id": "http://zotero.org/1", "citation-key": "courier2025", "type": "article-newspaper", "container-title": "Courier"}
    new = from_csl_json(file_of(tmp_path, [item]), base).rows[-1]
    assert (new.id, new.publisher, new.other) == ("courier2025", "Courier", {"container-title": "Courier"})
