"""``longgame read`` and ``longgame accept``."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.case.starter import starter_files
from longgame.read.review_file import read_review

Cli = Callable[..., Any]
TEXTS = Path(__file__).parents[1] / "read" / "texts"
BAY = TEXTS / "01_croatia_bay.txt"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "market"
    folder.mkdir()
    for name, text in starter_files("market").items():
        (folder / name).write_bytes(text.encode())
    return folder


def test_what_is_found_is_shown(cli: Cli) -> None:
    done = cli("read", BAY)
    assert done.status == 0
    assert "Croatia: a bay holds up a membership" in done.out
    assert "published 12 Mar 2009" in done.out
    assert "93-228" in done.out
    assert "unlikely" in done.out


def test_json_has_places_that_hold(cli: Cli) -> None:
    done = cli("read", TEXTS / "06_debt_cable.txt", "--json")
    data = json.loads(done.out)
    assert data["schema"] == "longgame.read/1"
    content = (TEXTS / "06_debt_cable.txt").read_bytes()
    assert len(data["proposals"]) > 10
    for entry in data["proposals"]:
        start, end = entry["start"], entry["end"]
        first, last = entry["bytes"]
        assert content.decode("utf-8")[start:end] == content[first:last].decode("utf-8")
        assert entry["text"].split() == content[first:last].decode("utf-8").split()
        for hedge in entry["hedges"]:
            assert content.decode("utf-8")[hedge["start"] : hedge["end"]].split() == hedge["words"].split()
    assert sum(len(entry["hedges"]) for entry in data["proposals"]) > 3


def test_from_an_article_to_a_case_and_back(cli: Cli, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "bay.yaml"
    assert cli("read", BAY, "--case", case, "-o", path).status == 0
    text = path.read_text("utf-8").replace("    decision:\n", "    decision: accept\n", 2)
    assert "    denies: true\n" in text
    path.write_text(text.replace("  by:\n  domain:\n", "  by: lo-government\n  domain: energy\n"), "utf-8")
    before = {p.name: p.read_bytes() for p in case.iterdir()}
    looked = cli("accept", path, "--case", case, "--dry-run")
    assert looked.status == 0
    assert "2 accepted" in looked.out
    assert "hedge: " in looked.out  # what a forecast rests on stands behind its first fields
    assert ", …" not in looked.out
    assert "Nothing was written." in looked.out
    unasked = cli("accept", path, "--case", case)
    assert unasked.status == 2
    assert "--yes" in unasked.err
    assert {p.name: p.read_bytes() for p in case.iterdir()} == before
    done = cli("accept", path, "--case", case, "--yes")
    assert done.status == 0, done.err
    assert "passages.csv" in done.out
    assert "LG306" in done.out
    other = cli("read", BAY, "--case", case, "--date", "2010-05-06")
    assert "--date says 2010-05-06, source" in other.err
    assert "of the case 2009-03-12" in other.err
    checked = cli("check", case, "--today", "2026-02-01")
    assert checked.status == 0
    assert set(re.findall(r"LG\d{3}", checked.out)) >= {"LG306"}
    again = cli("accept", path, "--case", case, "--yes")
    assert "2 in the case already" in again.out
    assert cli("read", BAY, "--case", case, "-o", path).status == 2
    reread = tmp_path / "again.yaml"
    cli("read", BAY, "--case", case, "-o", reread)
    review, _ = read_review(reread)
    assert [bool(e.same) for e in review.proposals[:3]] == [True, True, False]
    assert review.document.source == "croatia-a-bay-holds-up-a"


def test_accepting_with_mistakes_writes_nothing(cli: Cli, case: Path, tmp_path: Path) -> None:
    reviews = tmp_path / "reviews"
    for name in ("01_croatia_bay.txt", "14_ganges_ten_years.txt"):
        path = reviews / f"{name}.yaml"
        reviews.mkdir(exist_ok=True)
        cli("read", TEXTS / name, "-o", path)
        path.write_text(path.read_text("utf-8").replace("    decision:", "    decision: accept", 3), "utf-8")
    before = {p.name: p.read_bytes() for p in case.iterdir()}
    done = cli("accept", reviews, "--case", case, "--yes")
    assert done.status == 1
    assert len({line.split(":")[0] for line in done.err.splitlines() if "LG192" in line}) == 2
    assert {p.name: p.read_bytes() for p in case.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("nowhere.txt",), 1, "LG180"),
        ((), 2, "name a document"),
        ((BAY, "--date", "soon"), 2, "--date"),
        ((BAY, "--scale", "feeling"), 1, "no scale"),
        ((BAY, "--model", "m"), 2, "--endpoint"),
        ((BAY, "--endpoint", "http://127.0.0.1:1"), 2, "go with --model"),
        ((BAY, "--model", "m", "--endpoint", "http://example.org"), 2, "leave this machine"),
        ((BAY, "--evaluate", "labels.csv"), 2, "to measure"),
        ((TEXTS,), 2, "-o FOLDER"),
        ((TEXTS, "--json"), 2, "one document"),
        ((BAY, "-o", "nowhere/a.yaml"), 2, "-o"),
        ((BAY, "--case", "nowhere"), 1, "LG101"),
    ],
)
def test_wrong_use_is_told(
    arguments: tuple[str | Path, ...], status: int, says: str, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LONGGAME_MODEL_ENDPOINT", raising=False)
    done = cli("read", *arguments)
    assert done.status == status
    assert says in done.err


def test_an_address_in_the_environment_alone_asks_nobody(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGGAME_MODEL_ENDPOINT", "http://127.0.0.1:1/v1")
    assert cli("read", BAY).status == 0
    done = cli("read", BAY, "--model", "m", "--date", "2009-03-12")
    assert done.status in (1, 2)
    assert "no connection" in done.err


def test_a_document_without_a_date_asks_for_one(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "The two governments will sign the agreement by the end of next year, as both of them said on Tuesday.", "utf-8"
    )
    done = cli("read", path)
    assert done.status == 1
    assert "LG189" in done.err
    told = json.loads(cli("read", path, "--date", "2021-03-04", "--json").out)
    assert told["proposals"][0]["period"] == "2022-12-31"


def test_a_page_is_written(cli: Cli, tmp_path: Path) -> None:
    done = cli("read", BAY, "--html", tmp_path / "bay.html")
    assert done.status == 0
    assert re.search(r"\d+ proposals in ", done.out)
    assert "Content-Security-Policy" in (tmp_path / "bay.html").read_text("utf-8")


def test_a_page_is_never_written_over_a_document(cli: Cli, tmp_path: Path) -> None:
    own = tmp_path / "article.html"
    own.write_text(f"<html><body><p>{BAY.read_text('utf-8')}</p></body></html>", "utf-8")
    before = own.read_bytes()
    for document in (own, BAY):
        done = cli("read", document, "--html", own)
        assert done.status == 2
        assert "is there and is no page of longgame; name another file" in done.err
    assert own.read_bytes() == before
    page = tmp_path / "page.html"
    for _ in range(2):  # its own page is made anew
        assert cli("read", BAY, "--html", page).status == 0


def test_a_folder_is_read_and_gone_on_with(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("01_croatia_bay.txt", "05_start_two.html"):
        shutil.copy(TEXTS / name, folder / "deep")
    shutil.copy(BAY, folder / ".hidden")
    (folder / "notes.xyz").write_text("no document", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    first = cli("read", folder, "-o", out)
    assert first.status == 1
    assert "LG181" in first.err
    assert "2 documents read" in first.out
    assert re.search(r"note: 1 file with other endings left alone: \S*notes\.xyz", first.err)
    made = {p: p.read_bytes() for p in out.rglob("*.yaml")}
    assert {p.relative_to(out).as_posix() for p in made} == {"deep/01_croatia_bay.txt.yaml", "deep/05_start_two.html.yaml"}
    (folder / "empty.txt").unlink()
    again = cli("read", folder, "-o", out)
    assert again.status == 0
    assert "0 documents read, 0 proposals" in again.out
    assert "2 read before" in again.out
    decided = out / "deep" / "01_croatia_bay.txt.yaml"
    decided.write_text(decided.read_text("utf-8").replace("    decision:", "    decision: reject", 1), "utf-8")
    kept = decided.read_bytes()
    with (folder / "deep" / "01_croatia_bay.txt").open("a", encoding="utf-8") as file:
        file.write("\nIt may yet be that nobody signs before the end of the year.\n")
    changed = cli("read", folder, "-o", out, "--again")
    assert "holds decisions on an older reading" in changed.out
    assert decided.read_bytes() == kept


def test_a_document_in_a_language_that_is_not_installed_stops_no_other(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from longgame.core.errors import LonggameError
    from longgame.read import desk

    real = desk.propose_all

    def without_russian(documents: Any, *rest: Any) -> Any:
        if any(d.language == "ru" for d in documents):
            raise LonggameError("Russian is read with natasha, which is not installed")
        return real(documents, *rest)

    monkeypatch.setattr(desk, "propose_all", without_russian)
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("01_croatia_bay.txt", "11_vodny_soyuz.txt", "14_ganges_ten_years.txt"):
        shutil.copy(TEXTS / name, folder)
    done = cli("read", folder, "-o", out)
    assert done.status == 1
    assert "11_vodny_soyuz.txt LG182 Russian is read with natasha" in done.err
    assert "2 documents read" in done.out
    assert {p.name for p in out.iterdir()} == {"01_croatia_bay.txt.yaml", "14_ganges_ten_years.txt.yaml"}


def documents(folder: Path, copies: int) -> int:
    """Write the beginnings of the English texts, so many times, and return how many documents that makes."""
    folder.mkdir()
    english = [p for p in sorted(TEXTS.iterdir()) if p.suffix == ".txt" and p.name[:2] not in ("11", "12")]
    for i in range(copies):
        for path in english:
            (folder / f"{i}-{path.name}").write_text(path.read_text("utf-8")[:1_500], "utf-8")
    return copies * len(english)


# What is started behind a shell's `&` is told to ignore interrupts, and so would be what the tests start.
PROGRAM = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from longgame.cli import main; main()"


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, "read", str(folder), "-o", str(out), "--workers", "2"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def wait_for(out: Path, process: subprocess.Popen[str]) -> int:
    """Wait until some reviews are there, and return how many."""
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        n = len(list(out.rglob("*.yaml")))
        if n:
            return n
        time.sleep(0.01)
    raise AssertionError("it ended, or nothing was written")


def group_is_gone(group: int) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_what_was_read_before_an_interruption_is_kept(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from longgame.read import folder as reading

    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(BAY.read_text("utf-8")[:900], "utf-8")
    write = reading.write_whole

    def one_and_no_more(path: Path, text: str) -> None:
        if list(out.rglob("*.yaml")):
            raise KeyboardInterrupt
        write(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "write_whole", one_and_no_more)
        stopped = cli("read", folder, "-o", out, "--workers", "1")
    assert stopped.status == 130
    assert "goes on from there" in stopped.err
    assert [p.name for p in out.rglob("*") if p.is_file()] == ["a.txt.yaml"]
    kept = (out / "a.txt.yaml").stat().st_mtime_ns
    done = cli("read", folder, "-o", out, "--workers", "1")
    assert done.status == 0, done.err
    assert "2 documents read" in done.out
    assert "1 read before" in done.out
    assert (out / "a.txt.yaml").stat().st_mtime_ns == kept
    assert sorted(p.name for p in out.iterdir()) == ["a.txt.yaml", "b.txt.yaml", "c.txt.yaml"]


@pytest.mark.deep
@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are not there")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
def test_a_stopped_run_goes_on(sign: signal.Signals, tmp_path: Path) -> None:
    folder, out, whole = tmp_path / "in", tmp_path / "out", tmp_path / "whole"
    count = documents(folder, 2)
    first = start(folder, out)
    before = wait_for(out, first)
    first.send_signal(sign)
    _, err = first.communicate(timeout=60)
    assert first.returncode in (130, -signal.SIGKILL)
    if sign is signal.SIGINT:
        assert "goes on from there" in err
        assert "leaked" not in err
    assert group_is_gone(first.pid)
    kept = {p: p.stat().st_mtime_ns for p in out.rglob("*.yaml")}
    assert before <= len(kept) < count
    for path in kept:
        read_review(path)
    assert not [p for p in out.rglob("*") if p.is_file() and p.suffix != ".yaml" and sign is signal.SIGINT]
    second = start(folder, out)
    said, err = second.communicate(timeout=300)
    assert second.returncode == 0, err
    assert f"{len(kept)} read before" in said
    assert all(p.stat().st_mtime_ns == at for p, at in kept.items())
    made = {p.relative_to(out): p.read_bytes() for p in out.rglob("*.yaml")}
    assert len(made) == count
    if sign is signal.SIGKILL:
        start(folder, whole).communicate(timeout=300)
        assert {p.relative_to(whole): p.read_bytes() for p in whole.rglob("*.yaml")} == made


def test_measuring_is_reached(cli: Cli, tmp_path: Path) -> None:
    labels = (TEXTS.parent / "labels.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "labels.csv").write_text(labels[0] + "".join(r for r in labels if "17_bridge" in r), "utf-8")
    done = cli("read", "--evaluate", tmp_path / "labels.csv", "--texts", TEXTS, "--json")
    assert done.status == 0
    assert set(json.loads(done.out)) >= {"iou", "coverage", "baseline"}
