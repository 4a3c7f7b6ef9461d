"""``longgame check``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.case.starter import starter_files
from longgame.cli.check import Format, _escaped

Cli = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the starter case with one error, one warning and one note."""
    for name, text in starter_files("market").items():
        (tmp_path / name).write_bytes(text.encode())
    change(tmp_path / "status.csv", "S4,grid-code", "S4,gridcode")
    change(tmp_path / "deadlines.csv", "hi-government,D1,", "hi-government,,")
    change(tmp_path / "actors.yaml", "actors:\n", "actors:\n  - {id: idle, name: Никто, kind: person}\n")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_good_case_passes(cli: Cli, cases: Path) -> None:
    done = cli("check", cases / "ferry", "--today", "2026-02-01", "--strict")
    assert (done.status, done.out, done.err.strip()) == (0, "", "no problems found")


def test_everything_at_once_in_order(cli: Cli, folder: Path) -> None:
    done = cli("check", folder, "--today", "2026-02-01")
    assert done.status == 1
    codes = [re.match(r"\S+?([\w.]+):(\d+):(\d+) (LG\d{3}) .+", line) for line in done.out.splitlines()]
    found = [(m[1], int(m[2]), int(m[3]), m[4]) for m in codes if m is not None]
    assert found == [("actors.yaml", 4, 5, "LG261"), ("deadlines.csv", 3, 30, "LG213"), ("status.csv", 5, 4, "LG201")]
    assert "did you mean 'grid-code'?" in done.out
    assert done.err.strip() == "1 error, 1 warning, 1 note"


def test_json(cli: Cli, folder: Path) -> None:
    done = cli("check", folder, "--today", "2026-02-01", "--format", "json")
    data = json.loads(done.out)
    assert data["version"] == 1
    assert data["counts"] == {"error": 1, "warning": 1, "note": 1}
    error = next(p for p in data["problems"] if p["severity"] == "error")
    assert error["code"] == "LG201"
    assert (error["line"], error["column"]) == (5, 4)
    assert set(error) == {"file", "line", "column", "code", "title", "severity", "message", "fix"}


def test_json_of_a_good_case(cli: Cli, cases: Path) -> None:
    done = cli("check", cases / "ferry", "--today", "2026-02-01", "--format", "json")
    assert json.loads(done.out)["problems"] == []


def test_github(cli: Cli, folder: Path) -> None:
    done = cli("check", folder, "--today", "2026-02-01", "--format", "github")
    kinds = [line.partition(" ")[0] for line in done.out.splitlines()]
    assert kinds == ["::notice", "::warning", "::error"]
    assert re.search(r"^::error file=\S*status\.csv,line=5,col=4,title=LG201::there is no commitment 'gridcode'", done.out, re.M)


def test_github_escapes() -> None:
    assert _escaped("100 %\r\na,b:c") == "100 %25%0D%0Aa,b:c"
    assert _escaped("100 %\na,b:c", ",:") == "100 %25%0Aa%2Cb%3Ac"


@pytest.mark.parametrize("form", list(Format))
def test_a_case_that_cannot_be_read(form: Format, cli: Cli, tmp_path: Path) -> None:
    done = cli("check", tmp_path / "a,b:c", "--format", form.value)
    assert done.status == 1
    assert "LG101" in done.out
    if form is Format.GITHUB:
        assert "a%2Cb%3Ac,title=LG101::" in done.out


@pytest.mark.parametrize(
    ("options", "status", "codes"),
    [
        (["--select", "LG213"], 0, {"LG213"}),
        (["--select", "LG213", "--strict"], 1, {"LG213"}),
        (["--select", "lg2"], 1, {"LG201", "LG213", "LG261"}),
        (["--ignore", "LG201,LG26"], 0, {"LG213"}),
        (["--ignore", "LG20", "--ignore", "LG21"], 0, {"LG261"}),
        (["--ignore", "LG20", "--ignore", "LG21", "--strict"], 0, {"LG261"}),
        (["--select", "LG2", "--ignore", "LG2"], 0, set()),
    ],
)
def test_choosing_codes(options: list[str], status: int, codes: set[str], cli: Cli, folder: Path) -> None:
    done = cli("check", folder, "--today", "2026-02-01", *options)
    assert done.status == status
    assert set(re.findall(r"LG\d{3}", done.out)) == codes


@pytest.mark.parametrize("options", [["--select", "LG999"], ["--ignore", "E501"], ["--today", "soon"], ["--format", "xml"]])
def test_wrong_use(options: list[str], cli: Cli, cases: Path) -> None:
    assert cli("check", cases / "ferry", *options).status == 2


def test_the_day_decides_what_is_stale(cli: Cli, cases: Path) -> None:
    assert cli("check", cases / "ferry", "--today", "2026-12-15", "--strict").status == 0
    done = cli("check", cases / "ferry", "--today", "2027-03")
    assert (done.status, "LG264" in done.out) == (0, True)


def test_output_that_cannot_show_every_letter(longgame: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder / "status.csv", "gridcode", "сеть")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = longgame("check", folder, "--today", "2026-02-01")
    assert done.status == 1, done.err
    assert "LG201" in done.out
