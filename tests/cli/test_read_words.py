"""What ``longgame read`` says: one of a thing, notes, and everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]
ONE = "A title of it\n\n14 May 2025\n\nThe two governments will sign the agreement by the end of next year.\n"


def test_one_proposal_is_said_to_be_one(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(ONE, "utf-8")
    done = cli("read", path, "-o", tmp_path / "a.yaml", "--html", tmp_path / "a.html")
    assert done.out.startswith("1 proposal in ")
    assert "1 proposal by longgame" in (tmp_path / "a.html").read_text("utf-8")
    assert "1 document read, 1 proposal in" in cli("read", path.parent, "-o", tmp_path / "out").out


def test_what_is_wrong_with_options_is_told_at_once(cli: Cli, tmp_path: Path) -> None:
    wrong = ("--date", "soon", "--scale", "feeling", "--language", "de", "--encoding", "klingon", "--model", "m")
    path = tmp_path / "a.txt"
    path.write_text(ONE, "utf-8")
    outputs = ("-o", tmp_path / "no" / "a.yaml", "--html", tmp_path / "no" / "a.html")
    done = cli("read", path, *wrong, *outputs)
    assert done.status == 2
    told = [line.removeprefix("longgame: ")[:10] for line in done.err.splitlines()]
    assert len(told) == 7
    for words in ("--date", "no scale", "--language", "--encoding", "--endpoint", "-o: ", "--html: "):
        assert words in done.err
    of_a_folder = cli("read", tmp_path, "--json", "--date", "soon").err
    assert all(words in of_a_folder for words in ("of one document", "-o FOLDER", "--date"))
    assert "name the same file" in cli("read", path, "-o", tmp_path / "a", "--html", tmp_path / "a").err
    measured = cli("read", "--evaluate", tmp_path / "no.csv", "--texts", tmp_path / "no")
    assert measured.status == 2
    assert all(words in measured.err for words in ("--evaluate: ", "--texts: "))


def test_what_is_wrong_with_the_case_and_the_document_is_told_together(cli: Cli, tmp_path: Path) -> None:
    done = cli("read", tmp_path / "none.txt", "--case", tmp_path / "nowhere")
    assert done.status == 1
    assert "LG101" in done.err
    assert "LG180" in done.err


def test_what_is_wrong_with_the_files_of_a_folder_is_told_in_their_order(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text(ONE, "utf-8")
    (folder / "c.txt").write_text(ONE.replace("14 May 2025", "A day in May"), "utf-8")
    (folder / "d.docx").write_bytes(b"no zip")
    (out / "b.txt.yaml").mkdir(parents=True)
    done = cli("read", folder, "-o", out)
    assert done.status == 1
    codes = [line.split(" LG")[1][:3] for line in done.err.splitlines() if " LG" in line]
    assert codes == ["181", "189", "184", "162"]
    assert "0 documents read" in done.out
    assert "4 not read" in done.out
