"""The verb ``report``: where the file goes, what is said, and what is left when something goes wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import typer

import longgame.core.files
from longgame.cli import report as verb

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep every test from starting a browser; return what would have been opened."""
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", lambda url, *_, **__: opened.append(url))
    return opened


@pytest.fixture
def ferry(cases: Path) -> Path:
    return cases / "ferry"


def test_the_file_is_written_and_its_name_alone_is_said(
    cli: Run, ferry: Path, tmp_path: Path, nothing_is_opened: list[str]
) -> None:
    target = tmp_path / "out.html"
    assert cli("report", ferry, "-o", target) == (0, f"{target}\n", "")
    text = target.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert text.rstrip().endswith("</html>")
    assert "31 Dec 2025" in text
    assert nothing_is_opened == []
    assert [p.name for p in tmp_path.iterdir()] == ["out.html"]


def test_without_a_name_it_is_case_and_day(cli: Run, ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("report", ferry) == (0, "ferry-2025-12-31.html\n", "")
    assert cli("report", ferry, "--as-of", "2024-05") == (0, "ferry-2024-05-31.html\n", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ferry-2024-05-31.html", "ferry-2025-12-31.html"]


def test_a_single_file_is_a_case_too(cli: Run, ferry: Path, tmp_path: Path) -> None:
    assert cli("report", ferry / "case.yaml", "-o", tmp_path / "a.html").status == 0
    assert cli("report", ferry, "-o", tmp_path / "b.html").status == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_only_what_was_known_on_the_day_is_in_it(cli: Run, ferry: Path, tmp_path: Path) -> None:
    cli("report", ferry, "-o", tmp_path / "early.html", "--as-of", "2024-05-01")
    cli("report", ferry, "-o", tmp_path / "late.html")
    assert "One of two piers stands." not in (tmp_path / "early.html").read_text("utf-8")
    assert "One of two piers stands." in (tmp_path / "late.html").read_text("utf-8")


def test_open_is_asked_for_and_comes_after_writing(cli: Run, ferry: Path, tmp_path: Path, nothing_is_opened: list[str]) -> None:
    target = tmp_path / "with space & ü.html"
    assert cli("report", ferry, "-o", target, "--open").status == 0
    assert nothing_is_opened == [target.as_uri()]


@pytest.mark.parametrize(
    ("output", "says"),
    [(".", "is a folder; name a file"), ("missing/out.html", "does not exist"), ("file.txt/out.html", "longgame:")],
)
def test_a_place_that_cannot_be_written_is_named(cli: Run, ferry: Path, tmp_path: Path, output: str, says: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    status, out, err = cli("report", ferry, "-o", tmp_path / output)
    assert status in (1, 2)
    assert out == ""
    assert says in err
    assert str(tmp_path) in err.replace("\n", "")
    assert "Traceback" not in err
    assert "defect" not in err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written(cli: Run, ferry: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    status, out, err = cli("report", ferry, "-o", folder / "out.html")
    assert (status, out) == (1, "")
    assert "ermission denied" in err


def test_a_folder_that_refuses_is_said_in_one_line(cli: Run, ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "out.html"))

    monkeypatch.setattr(longgame.core.files.tempfile, "mkstemp", refuse)
    status, out, err = cli("report", ferry, "-o", tmp_path / "out.html")
    assert (status, out) == (1, "")
    assert err.rstrip().endswith("Permission denied")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["yesterday", "2023-13", "2023-02-30", "", "17.02.2023"])
def test_a_day_that_is_none_is_refused_before_anything_is_written(cli: Run, ferry: Path, tmp_path: Path, day: str) -> None:
    status, out, err = cli("report", ferry, "-o", tmp_path / "out.html", "--as-of", day)
    assert (status, out) == (2, "")
    assert "--as-of" in err
    assert list(tmp_path.iterdir()) == []


def test_a_case_with_errors_gives_them_all_and_no_report(cli: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("case: {id: x, title: X, period: 2024}\nactors:\n- {id: a}\n")
    status, out, err = cli("report", case, "-o", tmp_path / "out.html")
    assert (status, out) == (1, "")
    assert len(re.findall(r"case\.yaml:\d+:\d+ LG\d+ ", err)) >= 2
    assert not (tmp_path / "out.html").exists()


@pytest.mark.parametrize("when", ["building", "writing"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device", "out.html")], ids=["interrupt", "full"])
def test_stopped_halfway_the_old_file_is_whole(
    cli: Run, ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, stop: BaseException | type[BaseException]
) -> None:
    target = tmp_path / "out.html"
    target.write_text("old")

    def halfway(*_: object, **__: object) -> None:
        raise stop

    if when == "building":
        monkeypatch.setattr(import_module("longgame.report.build"), "render", halfway)
    else:
        monkeypatch.setattr(longgame.core.files.os, "fsync", halfway)
    status, out, err = cli("report", ferry, "-o", target)
    assert status == (130 if stop is KeyboardInterrupt else 1)
    assert out == ""
    assert "Traceback" not in err
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.html"]


def test_a_report_replaces_the_old_one_and_keeps_its_rights(cli: Run, ferry: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    target.write_text("old")
    target.chmod(0o600)
    assert cli("report", ferry, "-o", target).status == 0
    assert target.read_text("utf-8") != "old"
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


def test_progress_goes_to_a_terminal_on_standard_error_only(
    cli: Run, ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(verb, "err", verb.err.__class__(stderr=True, force_terminal=True, width=100))
    status, out, err = cli("report", ferry, "-o", tmp_path / "out.html")
    assert (status, out) == (0, f"{tmp_path / 'out.html'}\n")
    assert "tracking" in err or "page" in err or "writing" in err


def test_as_a_program_of_its_own(longgame: Run, ferry: Path, tmp_path: Path) -> None:
    assert longgame("report", ferry, "-o", tmp_path / "out.html") == (0, f"{tmp_path / 'out.html'}\n", "")


def test_help_says_what_it_does(cli: Run) -> None:
    status, out, err = cli("report", "--help")
    assert (status, err) == (0, "")
    for word in ("--output", "--as-of", "--open", "no network"):
        assert word in out
