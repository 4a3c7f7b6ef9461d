"""``longgame new``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from longgame.case.load import load
from longgame.case.schema import file_schemas
from longgame.case.starter import STARTERS, begin, starter_files
from longgame.core.errors import UsageError

Cli = Callable[..., Any]


@pytest.fixture(autouse=True)
def schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the schemas that lie beside a case once for all tests, which takes half a second."""
    monkeypatch.setattr("longgame.case.starter.file_schemas", once)


once = cache(file_schemas)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_new_case_passes_every_check(starter: str, cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "accord"
    assert cli("new", folder, "--from", starter, "--title", 'Гродно "A": b \\1').status == 0
    done = cli("check", folder, "--strict")
    assert (done.status, done.out, done.err.strip()) == (0, "", "no problems found")
    case = load(folder)
    assert (case.about.id, case.about.title) == ("accord", 'Гродно "A": b \\1')
    assert case.about.updated is not None
    assert case.about.updated.last == date.today()


def test_every_table_but_mechanisms_has_an_example(tmp_path: Path) -> None:
    begin(tmp_path / "a", date(2026, 1, 1))
    case = load(tmp_path / "a")
    assert {name for name, table in case.tables.items() if not table} == {"mechanisms"}


def test_comments_explain_the_yaml_files() -> None:
    files = {n: t for n, t in starter_files("market").items() if n.endswith(".yaml")}
    assert len(files) >= 5
    assert all(text.count("#") >= 2 for text in files.values())


def test_nothing_is_written_outside_or_over(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    written = begin(folder, date(2026, 1, 1))
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in written)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert set(before) == set(written)
    done = cli("new", folder)
    assert done.status == 2
    assert "not empty" in done.err
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert begin(tmp_path / "a", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("North & South (2026)", "North-South-2026"), ("Минск 2", "Минск-2"), ("__x__", "x__"), (".hidden", "hidden")],
)
def test_the_folder_names_the_case(name: str, expected: str, tmp_path: Path) -> None:
    begin(tmp_path / name, date(2026, 1, 1))
    assert load(tmp_path / name).about.id == expected


def test_names_that_do_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    for name in ("...", "—", "file", "file/below", "link", "nul\0byte", "a" * 300, "..", "/proc/nothing"):
        with pytest.raises(UsageError):
            begin(Path(name), date(2026, 1, 1))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "link", "there"]
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("title", ["two\nlines", "bell\x07", "x" * 301, "half \ud800"])
def test_titles_that_do_not_fit(title: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="title"):
        begin(tmp_path / "a", date(2026, 1, 1), title=title)
    assert not (tmp_path / "a").exists()


def test_unknown_starter(cli: Cli, tmp_path: Path) -> None:
    done = cli("new", tmp_path / "a", "--from", "frery")
    assert done.status == 2
    assert "market, ferry" in done.err
