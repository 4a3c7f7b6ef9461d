"""Break the files of a case in the ways in which files get broken."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from longgame.case.checks import run_checks
from longgame.case.codes import CODES
from longgame.case.load import load, parse, read, read_parsed
from longgame.case.starter import STARTERS, starter_files
from longgame.case.text.parsed import Parsed, Unread
from longgame.core.errors import CaseError, Problem
from longgame.core.files import read_text

FILES = {starter: {n: t.encode() for n, t in starter_files(starter).items() if not n.endswith(".md")} for starter in STARTERS}
# What is put in place of a stretch of a file: signs with a meaning in one of the formats, odd text, odd bytes.
PIECES = tuple(
    piece.encode() if isinstance(piece, str) else piece
    for piece in (
        "", '"', "'", ",", ":", ";", "\n", "\r", "\r\n", "\t", " ", "  - ", "- ", "#", "{", "}", "[", "]", "&a ", "*a",
        "!!python/object:os ", "!",
        "|", ">", "%", "@", "`", "?", "? ", "~", "null", "---\n", "...\n", "<<: ", "\\", "\\u", "\\ud800", "\\x00", '\\"',
        "=1+1", "-", "+", "0", "-1", "1e999",
        "NaN", "Infinity", "-0", "9" * 400, "2023-02-30", "2023-Q5", "0000", "2024", "2025/2024", "id", "id: ", "source",
        "accord", "nothing", "HI; LO",
        ";", "; ;", "../../x", "x" * 200, "Łódź", "газ", "\u2028", "\x85", "\ufeff", "\x1b", "\x7f", "\ufffe", "\U0001f600",
        b"\x00", b"\xff", b"\xff\xfe", b"\xc5",
        b"\xed\xa0\x80", "[" * 30, "{a: " * 30, '"id": ', "true", "case:\n", "actors:\n", "status:\n",
    )
)  # fmt: skip


def mutated(data: bytes, changes: list[tuple[int, int, int]]) -> bytes:
    """Return data with stretches replaced: each change is a place, a length and a piece."""
    for place, length, piece in changes:
        start = place % (len(data) + 1)
        data = data[:start] + PIECES[piece % len(PIECES)] + data[start + length :]
    return data


def must_parse_or_say_why(starter: str, name: str, data: bytes, scratch: Path) -> None:
    """Read a starter case with one file replaced; the others are parsed once only.

    Parameters
    ----------
    starter, name : str
        The case and the file that is replaced.
    data : bytes
        What stands in the file.
    scratch : Path
        A file that may be overwritten.

    Raises
    ------
    AssertionError
        As ``must_load_or_say_why``.
    """
    scratch.write_bytes(data)
    files = dict(_parsed(starter))
    problems: list[Problem] = []
    try:
        files[name] = parse(name, read_text(scratch), name)
    except CaseError as error:
        files[name] = Unread(name)
        problems += error.problems
    case, found = read_parsed(files)
    problems += found
    if case is not None:
        problems += run_checks(case)
    for problem in problems:
        assert problem.code in CODES, problem
        assert problem.where.file, problem
        assert problem.where.line >= 0, problem
        assert str(problem).isprintable(), problem


@cache
def _parsed(starter: str) -> dict[str, Parsed]:
    return {name: parse(name, data.decode(), name) for name, data in FILES[starter].items()}


def must_load_or_say_why(files: Mapping[str, bytes]) -> bool:
    """Load a case of these files; return whether it loads.

    Raises
    ------
    AssertionError
        If a problem has no file or an unknown code, does not fit on a line, or a file was changed. Any
        other exception than ``CaseError`` is let through: that is what the fuzzers look for.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        try:
            load(folder)
        except CaseError as error:
            for problem in error.problems:
                assert problem.code in CODES, problem
                assert problem.where.file.startswith(str(folder)), problem
                assert problem.where.line >= 0, problem
                assert str(problem).isprintable(), problem
            loaded = False
        else:
            loaded = True
        case, _ = read(folder)
        if case is not None:
            for problem in run_checks(case):
                assert problem.code in CODES, problem
                assert str(problem).isprintable(), problem
        assert {p.name: p.read_bytes() for p in Path(name).rglob("*") if p.is_file()} == dict(files)
        return loaded
