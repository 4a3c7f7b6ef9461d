"""Files are read with care and written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.core.errors import CaseError, Problem, Severity, near, short
from longgame.core.files import read_text, shown, write_whole
from longgame.core.where import Where


def test_line_ends_and_marks_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("\ufeffa\r\nb\rc\n".encode())
    assert read_text(path) == "\ufeffa\r\nb\rc\n"


@given(st.binary(max_size=60), st.sampled_from(["Łódź\n", "", "a\nb\n"]))
def test_text_or_a_problem_with_a_place(tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: str) -> None:
    path = tmp_path_factory.mktemp("f") / "a"
    data = head.encode() + tail
    path.write_bytes(data)
    try:
        assert read_text(path).encode() == data
    except CaseError as error:
        (problem,) = error.problems
        assert problem.code in ("LG103", "LG104")
        if problem.where.line:
            lines = data.split(b"\n")
            assert problem.where.line <= len(lines)
            assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1


def test_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    assert read_text(tmp_path / "a", limit=11) == "x" * 11
    with pytest.raises(CaseError, match="LG102"):
        read_text(tmp_path / "a", limit=10)


def test_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, "old")
    path.chmod(0o640)
    write_whole(path, "Łódź\r\n")
    assert path.read_bytes() == "Łódź\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_paths_are_shown_from_here_and_printable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b") == "a/b"
    assert shown(Path("/elsewhere/Минск")) == "/elsewhere/Минск"
    assert shown(Path(os.fsdecode(b"/x/\xff\n\x1b[31m"))).isprintable()


def test_a_problem_in_one_line() -> None:
    problem = Problem(Where("a.csv", 3, 0), "LG142", "level is 4", "it must be at most 3")
    assert str(problem) == "a.csv:3:1 LG142 level is 4 (it must be at most 3)"
    assert str(Problem(Where("a.csv"), "LG108", "the file is empty")) == "a.csv LG108 the file is empty"
    assert problem.severity is Severity.ERROR


def test_problems_come_in_order_of_the_files() -> None:
    problems = [Problem(Where(f, n, 1), "LG142", "m") for f, n in (("b", 1), ("a", 10), ("a", 9))]
    assert [str(p.where) for p in CaseError(problems).problems] == ["a:9:1", "a:10:1", "b:1:1"]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("gridcode", ["grid-code", "operator"], "did you mean 'grid-code'?"),
        ("GAS", ["gas", "oil"], "did you mean 'gas'?"),
        ("x", ["gas", "oil"], "allowed: gas, oil"),
        ("x", [f"name{i}" for i in range(30)], ""),
        ("x", [], ""),
        ("x" * 100_000, ["x"], ""),
    ],
)
def test_near_spellings(word: str, known: list[str], hint: str) -> None:
    assert near(word, known) == hint


@given(st.text(max_size=200))
def test_quoted_words_are_short_and_printable(word: str) -> None:
    assert short(word).isprintable()
    assert len(short(word)) <= 60
    assert len(word) > 40 or short(word) == repr(word) or len(repr(word)) > 60
