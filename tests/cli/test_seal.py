"""The verbs ``seal`` and ``verify`` as they are typed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in memory: tests leave nothing in the user's cache."""
    monkeypatch.setattr("longgame.settle.study.compiled.keep_compiled", lambda: None)


@pytest.fixture
def sealed(cli: Cli, cases: Path, tmp_path: Path) -> Path:
    """Return a sealed record beside a copy of its case."""
    shutil.copytree(cases / "ferry", tmp_path / "ferry")
    record = tmp_path / "records" / "r.json"
    record.parent.mkdir()
    assert cli("settle", tmp_path / "ferry", "--model", "compromise", "--draws", "8", "-o", record).status == 0
    ran = cli("seal", record, "--case", tmp_path / "ferry")
    assert ran.status == 0
    assert ran.out.splitlines()[0].endswith("r.json.seal")
    assert len(ran.out.splitlines()[1]) == 64
    return record


def test_an_outsider_needs_one_command(cli: Cli, sealed: Path) -> None:
    ran = cli("verify", sealed)
    assert (ran.status, ran.err) == (0, "")
    assert "recomputed to the same bits" in ran.out
    assert cli("verify", sealed.with_name("r.json.seal")).status == 0
    printed = json.loads(cli("verify", sealed, "--json").out)
    assert printed["ok"] is True


def test_the_published_hash(cli: Cli, sealed: Path) -> None:
    held = json.loads(sealed.with_name("r.json.seal").read_text("utf-8"))["seal"]
    assert cli("verify", sealed, "--hash", held).status == 0
    ran = cli("verify", sealed, "--hash", "0" * 64)
    assert ran.status == 1
    assert "is not the one given" in ran.out


def test_moved_away_from_its_case(cli: Cli, sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/away").mkdir()
    for path in sealed.parent.iterdir():
        path.rename(tmp_path / "far/away" / path.name)
    moved = tmp_path / "far/away/r.json"
    ran = cli("verify", moved)
    assert ran.status == 1
    assert "--case" in ran.out
    assert cli("verify", moved, "--case", tmp_path / "ferry").status == 0


def test_a_changed_record(cli: Cli, sealed: Path) -> None:
    record = json.loads(sealed.read_text("utf-8"))
    record["issues"][1]["models"][0]["spread"]["mean"] += 1
    sealed.write_text(json.dumps(record), "utf-8")
    ran = cli("verify", sealed)
    assert ran.status == 1
    assert "the record was changed" in ran.out
    assert "issues[1].models[0].spread.mean" in ran.out


@pytest.mark.parametrize("suffix", ["", ".seal"])
def test_a_byte_that_breaks_the_text_is_a_change(cli: Cli, sealed: Path, suffix: str) -> None:
    file = sealed.with_name(sealed.name + suffix)
    file.write_text(file.read_text("utf-8").replace(":", ";", 1), "utf-8")
    ran = cli("verify", sealed)
    assert ran.status == 1
    assert "changed after it was sealed" in ran.out
    assert "is not JSON" in ran.out
    assert json.loads(cli("verify", sealed, "--json").out)["ok"] is False


def test_a_changed_input(cli: Cli, sealed: Path, tmp_path: Path) -> None:
    case = tmp_path / "ferry/case.yaml"
    case.write_text(case.read_text("utf-8").replace("salience: 60,", "salience: 61,"), "utf-8")
    ran = cli("verify", sealed)
    assert ran.status == 1
    assert "case.yaml was changed" in ran.out
    assert "issues[0].actors[0].salience[1]: 60.0 in the record, 61.0 recomputed" in ran.out


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("seal", "none.json", "--case", "ferry"), 1, "does not exist"),
        (("seal", "ferry/case.yaml", "--case", "ferry"), 2, "is not JSON"),
        (("seal", "records/r.json.seal", "--case", "ferry"), 2, "is a seal"),
        (("seal", "records/r.json"), 2, "Missing option"),
        (("verify", "ferry/case.yaml"), 1, "case.yaml.seal"),
        (("verify", "none.json"), 1, "does not exist"),
        (("verify", "broken.json"), 2, "is no seal"),
    ],
)
def test_wrong_use_is_explained(
    cli: Cli, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.json.seal").write_text("{}", "utf-8")
    ran = cli(*words)
    assert ran.status == status
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_record_of_other_files_is_not_sealed(cli: Cli, sealed: Path, cases: Path) -> None:
    ran = cli("seal", sealed, "--case", cases / "accession")
    assert ran.status == 2
    assert "is not what the record was made from" in ran.err
