"""Export and import as a user runs them: nothing is overwritten or written unasked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from longgame.case.load import load

Cli = Callable[..., Any]


@pytest.fixture
def ferry(cases: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cases / "ferry", tmp_path / "ferry"))


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture
def workbook(cli: Cli, ferry: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ferry.xlsx"
    assert cli("export", ferry, "--xlsx", path).status == 0
    return path


def edit(path: Path, sheet: str, column: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    page.cell(2, [c.value for c in page[1]].index(column) + 1).value = value
    book.save(path)


def test_everything_at_once(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    before = content(ferry)
    made = cli(
        "export", ferry, "--xlsx", tmp_path / "c.xlsx", "--csv", tmp_path / "csv", "--parquet", tmp_path / "new" / "pq",
        "--csl", tmp_path / "s.json", "--ics", tmp_path / "d.ics", "--as-of", "2024",
    )  # fmt: skip
    assert made.status == 0, made.err
    assert made.out.count("Wrote ") == 5
    assert json.loads((tmp_path / "csv" / "manifest.json").read_text())["as_of"] == "2024-12-31"
    assert (tmp_path / "new" / "pq" / "status.parquet").exists()
    Calendar.from_ical((tmp_path / "d.ics").read_bytes())
    assert content(ferry) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say what to write"),
        (("--csv", "."), "a file of the case itself"),
        (("--csl", "sources.json"), "a file of the case itself"),
        (("--csl", "other.json"), "is there already"),
        (("--csl", "sub"), "is a folder"),
        (("--csl", "x", "--ics", "x"), "written twice"),
        (("--csv", "../second"), "holds a case"),
        (("--xlsx", "x.xlsx", "--as-of", "soon"), "not a date"),
    ],
)
def test_nothing_is_overwritten(
    cli: Cli, ferry: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(ferry)
    (ferry / "other.json").write_text("mine")
    (ferry / "sub").mkdir()
    shutil.copytree(ferry, ferry.parent / "second")
    before = content(ferry)
    made = cli("export", ferry, *arguments)
    assert made.status == 2
    assert words in made.err
    assert content(ferry) == before


def test_force_overwrites(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("old")
    assert cli("export", ferry, "--csl", tmp_path / "s.json", "--force").status == 0
    assert json.loads((tmp_path / "s.json").read_text())


def test_a_workbook_changes_only_what_was_changed(cli: Cli, ferry: Path, workbook: Path) -> None:
    before = content(ferry)
    assert "no difference" in cli("import", workbook, "--into", ferry).out
    edit(workbook, "status", "note", "A new note")
    for arguments, status, words in (((), 2, "nobody to ask"), (("--dry-run",), 0, "")):
        made = cli("import", workbook, "--into", ferry, *arguments)
        assert (made.status, words in made.err) == (status, True)
        assert "→ A new note" in made.out
        assert content(ferry) == before
    assert cli("import", workbook, "--into", ferry, "--yes").status == 0
    after = content(ferry)
    changed = [name for name in after if after[name] != before.get(name)]
    assert len(changed) == 1
    was, now = before[changed[0]].splitlines(), after[changed[0]].splitlines()
    assert sum(line not in was for line in now) == 1


def test_errors_in_a_workbook_write_nothing(cli: Cli, ferry: Path, workbook: Path) -> None:
    before = content(ferry)
    edit(workbook, "status", "source", "nowhere")
    made = cli("import", workbook, "--into", ferry, "--yes")
    assert made.status == 1
    assert "ferry.xlsx:status!" in made.err
    assert "nowhere" in made.err
    assert content(ferry) == before


def test_a_workbook_as_of_a_day_would_remove_what_came_later(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    path = tmp_path / "past.xlsx"
    assert cli("export", ferry, "--xlsx", path, "--as-of", "2021").status == 0
    made = cli("import", path, "--into", ferry, "--yes")
    assert made.status == 2
    assert "exported as of 2021-12-31" in made.err


def test_a_workbook_of_another_case(cli: Cli, flagship: Path, workbook: Path) -> None:
    made = cli("import", workbook, "--into", flagship, "--dry-run")
    assert made.status == 2
    assert "holds the case 'ferry'" in made.err


def test_a_changed_case_is_told(cli: Cli, ferry: Path, workbook: Path) -> None:
    head = ferry / "case.yaml"
    head.write_text(head.read_text() + "# later\n")
    assert "has changed since" in cli("import", workbook, "--into", ferry).err


def test_a_workbook_makes_a_new_case(cli: Cli, workbook: Path, tmp_path: Path) -> None:
    assert cli("import", workbook, "--into", tmp_path / "new", "--dry-run").status == 0
    assert not (tmp_path / "new").exists()
    assert cli("import", workbook, "--into", tmp_path / "new", "--yes").status == 0
    assert "no difference" in cli("import", workbook, "--into", tmp_path / "new").out


def test_references(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    assert cli("export", ferry, "--csl", path).status == 0
    assert "no difference" in cli("import", path, "--into", ferry).out
    items = json.loads(path.read_text())
    path.write_text(json.dumps([*items, {"id": "new", "type": "book", "title": "New"}]))
    made = cli("import", path, "--into", ferry, "--yes")
    assert "+ sources new" in made.out
    assert (ferry / "sources.json").exists() or "case.yaml" in made.out


EVENTS = "date,source,relation,target\n2021-02-03,A,Consult,B\n"
MAKE = ("--source", "feed", "--source-title", "A feed", "--source-issued", "2021-03")


def test_events_with_a_new_source(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(EVENTS)
    arguments = ("import", path, "--into", ferry, "--as", "events", "--domain", "transport")
    assert "need a source" in cli(*arguments).err
    assert "no source 'feed'" in cli(*arguments, "--source", "feed").err
    made = cli(*arguments, *MAKE, "--yes")
    assert made.status == 0, made.err
    assert "+ sources feed" in made.out
    assert "events: 1 added" in made.out
    assert "no difference" in cli(*arguments, *MAKE).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--as xlsx, csl"),
        (("--as", "ktab"), "need a source"),
        (("--as", "ktab", *MAKE), "--coder ID --from DATE"),
        (("--as", "ktab", *MAKE, "--coder", "x", "--from", "soon"), "--from: 'soon' is not a date"),
        (("--as", "ktab", *MAKE, "--coder", "x", "--from", "2020", "--actor-kind", "fish"), "--actor-kind: one of"),
        (("--as", "events", "--source", "a b", "--source-title", "x", "--domain", "d"), "--source:"),
    ],
)
def test_what_is_missing_is_asked_for(cli: Cli, ferry: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(EVENTS)
    made = cli("import", path, "--into", ferry, *arguments)
    assert made.status == 2
    assert words in made.err


def test_a_folder_that_is_not_there_is_made_for_tables_and_not_for_a_file(cli: Cli, ferry: Path, tmp_path: Path) -> None:
    refused = cli("export", ferry, "--xlsx", tmp_path / "typo" / "case.xlsx", "--csv", tmp_path / "new" / "tables")
    assert (refused.status, "there is no folder" in refused.err) == (2, True)
    assert not (tmp_path / "typo").exists()
    assert not (tmp_path / "new").exists()
    assert cli("export", ferry, "--csv", tmp_path / "new" / "tables").status == 0
    assert (tmp_path / "new" / "tables").is_dir()


def test_forecasts_out_and_in(cli: Cli, ferry: Path, flagship: Path, tmp_path: Path) -> None:
    out = ("--fatebook", tmp_path / "f.csv", "--metaculus", tmp_path / "m", "--claim-review", tmp_path / "c.json")
    made = cli("export", flagship, *out, "--as-of", "2024")
    assert made.status == 0, made.err
    assert json.loads((tmp_path / "c.json").read_text("utf-8"))["@graph"]
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == ["forecast_data.csv", "question_data.csv"]
    arguments = ("import", tmp_path / "f.csv", "--as", "fatebook", "--into", ferry, *MAKE)
    assert "written as the middle of what the words mean" in made.out
    assert "left out, having said nothing that takes a side after yes or no" in made.out
    read = cli(*arguments, "--yes")
    assert read.status == 0, read.err
    assert "no difference" in cli(*arguments).out
    assert {q.nature for q in load(ferry).questions} == {"event", "trend"}
    # An export of the platform itself says neither.
    text = (tmp_path / "f.csv").read_text("utf-8").replace(",Nature,Domain\n", ",One,Two\n", 1)
    (tmp_path / "f.csv").write_text(text, "utf-8")
    asked = cli(*arguments).err
    assert "nothing says of which nature the questions are (add --nature event or --nature trend)" in asked
    assert asked.count("of which domain") == 1
    assert cli(*arguments, "--nature", "trends").status == 2
    # Those that the case has keep their nature.
    assert "no difference" in cli(*arguments, "--nature", "event", "--domain", "transport").out
    assert cli("score", ferry, "--as-of", "2024").status == 0
