"""Broken and hostile input: a problem with its place, or a correct load; never a traceback, a hang or a write.

``BAD`` and ``GOOD`` below are the list of kinds: one a line, each a change to the starter case. What spans
several rows (cycles, unknown names, facts from the future …) is also in ``check_examples.py``.
"""

# ruff: noqa: E501 - one kind a line, however long

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from longgame.case.case import Case
from longgame.case.codes import CODES
from longgame.case.load import load
from longgame.case.starter import starter_files
from longgame.core import files as core_files
from longgame.core.errors import CaseError, Problem, Severity

LONGEST = 5.0
Change = Callable[[Path], object]


class Bad(NamedTuple):
    """A kind of input that is refused: the change, the code, and where the problem must be shown."""

    name: str
    change: Change
    code: str
    file: str
    line: int = 0
    column: int | None = None


class Good(NamedTuple):
    """A kind of input that looks broken and is not: the change, and what must have been read."""

    name: str
    change: Change
    read: Callable[[Case], object]


def sub(file: str, old: str, new: str) -> Change:
    """Replace the first occurrence of a text."""

    def change(folder: Path) -> None:
        text = (folder / file).read_bytes().decode()
        assert old in text, f"{file} has no {old!r}"
        (folder / file).write_bytes(text.replace(old, new, 1).encode())

    return change


def put(file: str, text: str | bytes) -> Change:
    """Write a file anew."""
    return lambda folder: (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())


def add(file: str, text: str) -> Change:
    """Add text at the end of a file."""
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes() + text.encode())


def recode(file: str, encoding: str) -> Change:
    """Save a file in another encoding."""
    return lambda folder: (folder / file).write_bytes(
        (folder / file).read_bytes().decode().replace("Lowland", "Nizina Łódzka").encode(encoding, "replace")
    )


def cut(file: str, before: str) -> Change:
    """Truncate a file just before a text."""
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes().partition(before.encode())[0])


def link(file: str, target: str | Path) -> Change:
    """Put a symbolic link in a file's place."""

    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to(target)

    return change


def both(*changes: Change) -> Change:
    """Make several changes."""
    return lambda folder: [change(folder) for change in changes]


def instead(file: str, make: Callable[[Path], object]) -> Change:
    """Put something that is no file in a file's place."""

    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        make(folder / file)

    return change


def sparse(path: Path) -> None:
    """Make a file of 200 MB that takes no space."""
    with path.open("wb") as file:
        file.truncate(200_000_000)


def ladders(n: int) -> str:
    """Return so many ladders of a long game."""
    return "".join(
        f"  - {{id: x{i}, title: T, asked_by: patron, rungs: [{{label: a}}, {{label: b}}], reason: r}}\n" for i in range(n)
    )


def outside(folder: Path) -> Path:
    """Return a file beside the case that a link could lead to."""
    path = folder.parent / "secret.csv"
    path.write_text("id,name\n")
    return path


ROW = "S9,operator,2025-01-10,agreed,,primary,,x,accord,\n"
EVENT = "E9,2025-01-10,agree,energy,,{what},false,,accord\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

BAD = (
    # files
    Bad("no case.yaml", lambda f: (f / "case.yaml").unlink(), "LG105", "case"),
    Bad("empty file", put("actors.yaml", ""), "LG108", "actors.yaml"),
    Bad("blank file", put("status.csv", " \n\n"), "LG108", "status.csv"),
    Bad("empty JSON file", put("sources.json", ""), "LG108", "sources.json"),
    Bad("only a byte-order mark", put("status.csv", "\ufeff"), "LG108", "status.csv"),
    Bad("200 MB file", instead("claims.csv", sparse), "LG102", "claims.csv"),
    Bad("200 MB head", instead("case.yaml", sparse), "LG102", "case.yaml"),
    Bad("folder in place of a file", instead("claims.csv", Path.mkdir), "LG101", "claims.csv"),
    Bad("named pipe in place of a file", instead("claims.csv", os.mkfifo), "LG101", "claims.csv"),
    Bad("link out of the folder", lambda f: link("claims.csv", outside(f))(f), "LG106", "claims.csv"),
    Bad("link up and out", both(lambda f: outside(f), link("claims.csv", "../secret.csv")), "LG106", "claims.csv"),
    Bad("link to a device", link("claims.csv", "/dev/zero"), "LG106", "claims.csv"),
    Bad("link to itself", link("claims.csv", "claims.csv"), "LG106", "claims.csv"),
    Bad("link to nowhere", link("claims.csv", "gone.csv"), "LG106", "claims.csv"),
    Bad("table in two files", add("case.yaml", "status:\n  - {id: S9}\n"), "LG109", "status.csv", 1),
    # encodings
    Bad("UTF-16 CSV", recode("status.csv", "utf-16"), "LG103", "status.csv"),
    Bad("UTF-16 YAML", recode("actors.yaml", "utf-16"), "LG103", "actors.yaml"),
    Bad("UTF-16 without mark", recode("actors.yaml", "utf-16-le"), "LG104", "actors.yaml", 1, 2),
    Bad("UTF-32", recode("actors.yaml", "utf-32"), "LG103", "actors.yaml"),
    Bad("Latin-2", recode("actors.yaml", "iso8859-2"), "LG103", "actors.yaml", 10, 32),
    Bad("Windows-1251", put("statements.csv", "id,date,actor,issue,what,source\nT1,2025-10-03,lo-government,price,Цена,speech\n".encode("cp1251")), "LG103", "statements.csv", 2, 35),
    Bad("cut inside a character", put("actors.yaml", "# Łódź".encode()[:-1]), "LG103", "actors.yaml", 1, 6),
    Bad("NUL byte", sub("status.csv", "Put off", "Put\0off"), "LG104", "status.csv", 4, 64),
    Bad("NUL in the head", sub("case.yaml", "title: A", "title: \0"), "LG104", "case.yaml", 6, 10),
    # truncated
    Bad("YAML cut inside a flow mapping", cut("issues.yaml", "label: Halfway"), "LG110", "issues.yaml", 13),
    Bad("YAML cut inside quotes", cut("case.yaml", '7a5195"'), "LG110", "case.yaml", 12),
    Bad("YAML cut inside a row", cut("commitments.yaml", "    domain: energy"), "LG141", "commitments.yaml", 12, 5),
    Bad("CSV cut inside a row", cut("status.csv", "independent,,The office"), "LG122", "status.csv", 6, 1),
    Bad("CSV cut inside the header", cut("claims.csv", "quantity"), "LG121", "claims.csv", 1),
    Bad("CSV cut inside quotes", add("events.csv", 'E9,2025-02-01,agree,energy,,"Cut'), "LG120", "events.csv", 4, 1),
    Bad("JSON cut inside a string", cut("sources.json", "Courier"), "LG130", "sources.json", 15, 16),
    Bad("JSON cut between items", cut("sources.json", ',\n {\n  "id": "speech"'), "LG130", "sources.json", 19),
    # YAML
    Bad("alias bomb", put("actors.yaml", BOMB), "LG111", "actors.yaml", 1, 4),
    Bad("anchor", sub("actors.yaml", "name: Government of Highland", "name: &n Government"), "LG111", "actors.yaml", 5, 11),
    Bad("alias of nothing", sub("actors.yaml", "party: HI", "party: *hi"), "LG111", "actors.yaml", 7, 12),
    Bad("merge key", sub("actors.yaml", "party: HI", "<<: *hi"), "LG111", "actors.yaml", 7, 9),
    Bad("tag of a Python object", sub("actors.yaml", "name: Government of Highland", "name: !!python/object/apply:os.system ['touch /tmp/owned']"), "LG111", "actors.yaml", 5, 11),
    Bad("plain tag", sub("actors.yaml", "party: HI", "party: !!str HI"), "LG111", "actors.yaml", 7, 12),
    Bad("several documents", add("actors.yaml", "---\nactors: []\n"), "LG111", "actors.yaml", 19, 1),
    Bad("undeclared tag handle", sub("actors.yaml", "party: HI", "party: !x!y HI"), "LG110", "actors.yaml", 7, 12),
    Bad("deep nesting in YAML", put("actors.yaml", "actors: " + "[" * 50_000), "LG113", "actors.yaml", 1),
    Bad("deep block nesting", put("actors.yaml", "".join(" " * i + "a:\n" for i in range(100))), "LG113", "actors.yaml"),
    Bad("huge flow list", put("actors.yaml", "actors: [" + "a, " * 3_000_000 + "a]"), "LG113", "actors.yaml", 1),
    Bad("tab as indentation", sub("actors.yaml", "    name: Government of Highland", "\tname: Government of Highland"), "LG110", "actors.yaml", 5, 1),
    Bad("colon in plain text", sub("actors.yaml", "wants: One operator", "wants: One: operator"), "LG110", "actors.yaml", 8),
    Bad("control character in YAML", sub("actors.yaml", "One operator", "One\x07operator"), "LG110", "actors.yaml", 8, 15),
    Bad("escaped control character", sub("actors.yaml", "wants: One operator, seated in Highland", 'wants: "bell\\a"'), "LG142", "actors.yaml", 8, 12),
    Bad("field twice in YAML", sub("actors.yaml", "    party: HI", "    name: Again\n    party: HI"), "LG112", "actors.yaml", 7, 5),
    Bad("table twice in YAML", add("actors.yaml", "actors: []\n"), "LG112", "actors.yaml", 19, 1),
    Bad("mapping as a field's name", sub("actors.yaml", "party: HI", "? {a: b}\n    : HI"), "LG110", "actors.yaml", 7),
    Bad("list at the top", put("actors.yaml", "- id: a\n"), "LG142", "actors.yaml", 1, 1),
    Bad("source that is no object", sub("sources.json", "[\n {", "[\n 3,\n {"), "LG142", "sources.json", 2, 2),
    Bad("text at the top", put("case.yaml", "Hello\n"), "LG142", "case.yaml", 1, 1),
    Bad("only comments", put("actors.yaml", "# nothing\n"), "LG142", "actors.yaml"),
    Bad("table that is no list", put("actors.yaml", "actors: {id: a}\n"), "LG142", "actors.yaml", 1, 9),
    Bad("row that is no mapping", put("actors.yaml", "actors:\n  - just text\n"), "LG142", "actors.yaml", 2, 5),
    Bad("unknown table", add("actors.yaml", "actor:\n  - {id: a}\n"), "LG140", "actors.yaml", 19, 1),
    Bad("head without case", put("case.yaml", "actors: []\n"), "LG141", "case.yaml", 1, 1),
    Bad("unknown field", sub("actors.yaml", "part_of: lo", "partof: lo"), "LG140", "actors.yaml", 18, 5),
    Bad("missing field", sub("actors.yaml", "    kind: company\n", ""), "LG141", "actors.yaml", 14, 5),
    Bad("empty required field", sub("actors.yaml", "kind: company", "kind:"), "LG141", "actors.yaml", 14, 5),
    Bad("value not on the list", sub("actors.yaml", "kind: company", "kind: compnay"), "LG142", "actors.yaml", 16, 11),
    Bad("id with a path", sub("actors.yaml", "id: lo-grid", "id: ../../etc/passwd"), "LG142", "actors.yaml", 14, 9),
    Bad("id with markup", sub("actors.yaml", "id: lo-grid", "id: <script>"), "LG142", "actors.yaml", 14, 9),
    Bad("colour that is none", sub("case.yaml", "#ef5675", "red"), "LG142", "case.yaml", 13),
    Bad("id twice in YAML", sub("actors.yaml", "id: lo-grid", "id: hi-government"), "LG150", "actors.yaml", 14, 9),
    # CSV
    Bad("semicolons for commas", lambda f: put("claims.csv", (f / "claims.csv").read_text().replace(",", ";"))(f), "LG121", "claims.csv", 1, 1),
    Bad("tabs for commas", lambda f: put("claims.csv", (f / "claims.csv").read_text().replace(",", "\t"))(f), "LG121", "claims.csv", 1, 1),
    Bad("missing column", sub("indicators.csv", "id,series,date,value,source", "id,series,dates,value,source"), "LG121", "indicators.csv", 1),
    Bad("unknown column", sub("indicators.csv", "value,source", "valeu,source"), "LG121", "indicators.csv", 1, 16),
    Bad("column twice", sub("indicators.csv", "value,source", "date,source"), "LG121", "indicators.csv", 1),
    Bad("column without a name", sub("indicators.csv", "value,source", "value,"), "LG121", "indicators.csv", 1),
    Bad("too many cells", add("indicators.csv", "I3,lo-imports,2022,3,9,review\n"), "LG122", "indicators.csv", 4, 1),
    Bad("too few cells", add("indicators.csv", "I3,lo-imports,2022\n"), "LG122", "indicators.csv", 4, 1),
    Bad("no header", sub("indicators.csv", "id,series,date,value,source\n", ""), "LG121", "indicators.csv", 1),
    Bad("quote never closed", sub("events.csv", ",Highland puts", ',"Highland puts'), "LG120", "events.csv", 3, 1),
    Bad("text after a quote", sub("events.csv", ",The two governments sign the power accord,", ',"The two" governments,'), "LG120", "events.csv", 2, 1),
    Bad("cell of 1 MB", add("events.csv", EVENT.format(what="x" * 1_000_000)), "LG120", "events.csv", 4, 1),
    Bad("cell of 120 kB", add("events.csv", EVENT.format(what="x" * 120_000)), "LG120", "events.csv", 4, 1),
    Bad("cell of 20 kB", add("events.csv", EVENT.format(what="x" * 20_000)), "LG142", "events.csv", 4, 29),
    Bad("control character in CSV", add("events.csv", EVENT.format(what="a\x1b[31mb")), "LG142", "events.csv", 4, 29),
    Bad("id twice in CSV", add("status.csv", ROW.replace("S9", "S1")), "LG150", "status.csv", 7, 1),
    Bad("stance twice", add("stances.csv", "lo-government,price,2025-01-15,80,90,100,70,80,90,me,Again,speech\n"), "LG150", "stances.csv", 4, 1),
    Bad("10^5 bad rows", add("status.csv", "".join(ROW.replace("S9", f"X{i}").replace("agreed", "agred") for i in range(100_000))), "LG149", "status.csv"),
    Bad("10^5 rows of rubbish", put("status.csv", "a,b\n" + "1,2\n" * 100_000), "LG121", "status.csv", 1),
    *(Bad(f"{n} unknown names", add("status.csv", "".join(f"X{i},nothing{i},2025-01-10,agreed,,primary,,x,accord,\n" for i in range(n))), "LG201", "status.csv", 7, 4) for n in (2_000, 100_000)),
    Bad("10^6 rows", put("status.csv", "id,commitment\n" + "S,c\n" * 1_000_000), "LG102", "status.csv"),
    # JSON
    Bad("NaN in JSON", sub("sources.json", "2025, 1, 15", "2025, NaN, 15"), "LG130", "sources.json"),
    Bad("Infinity in JSON", sub("sources.json", "2025, 1, 15", "2025, -Infinity, 15"), "LG130", "sources.json"),
    Bad("number too large in JSON", sub("sources.json", "2025, 1, 15", "2025, 1e999, 15"), "LG130", "sources.json"),
    Bad("number of 5000 digits", sub("sources.json", "2025, 1, 15", "9" * 5000), "LG130", "sources.json"),
    Bad("field twice in JSON", sub("sources.json", '"type": "treaty"', '"id": "b"'), "LG112", "sources.json", 4, 3),
    Bad("deep nesting in JSON", put("sources.json", "[" * 100_000), "LG113", "sources.json"),
    Bad("trailing comma", sub("sources.json", '"A"}', '"A"},'), "LG130", "sources.json", 10),
    Bad("comment in JSON", sub("sources.json", "[\n", "[ // sources\n"), "LG130", "sources.json", 1, 3),
    Bad("object at the top of JSON", put("sources.json", '{"id": "accord"}'), "LG142", "sources.json", 1, 1),
    Bad("number at the top of JSON", put("sources.json", "42"), "LG142", "sources.json", 1, 1),
    Bad("item that is no object", put("sources.json", '[\n "accord"]'), "LG142", "sources.json", 2, 2),
    Bad("lone surrogate in JSON", sub("sources.json", "Operator put off", "half \\ud83d"), "LG130", "sources.json", 14, 12),
    Bad("lone surrogate in an unused field", sub("sources.json", '"type": "treaty"', '"author": [{"family": "\\udc00"}]'), "LG130", "sources.json", 4, 25),
    Bad("strings that never end", put("sources.json", '["' + '\\"' * 500_000), "LG130", "sources.json"),
    Bad("source without id", sub("sources.json", '  "id": "accord",\n', ""), "LG141", "sources.json", 2, 2),
    Bad("date parts that are text", sub("sources.json", "[[2025, 1, 15]]", '"last year"'), "LG142", "sources.json", 8, 13),
    Bad("month 13 in date parts", sub("sources.json", "[[2025, 1, 15]]", "[[2025, 13, 15]]"), "LG142", "sources.json", 8, 13),
    Bad("half a year in date parts", sub("sources.json", "[[2025, 1, 15]]", "[[2025.5]]"), "LG142", "sources.json", 8, 13),
    Bad("grade that is none", sub("sources.json", '"reliability": "A"', '"reliability": "Z"'), "LG142", "sources.json", 9, 52),
    Bad("title that is a list", sub("sources.json", '"title": "An office without people"', '"title": ["a"]'), "LG142", "sources.json", 32, 12),
    # dates
    Bad("30 February", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-02-30"), "LG142", "status.csv", 2, 13),
    Bad("29 February of a common year", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2023-02-29"), "LG142", "status.csv", 2, 13),
    Bad("month 13", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-13"), "LG142", "status.csv", 2, 13),
    Bad("fifth quarter", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-Q5"), "LG142", "status.csv", 2, 13),
    Bad("third half", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-H3"), "LG142", "status.csv", 2, 13),
    Bad("year 0", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,0000"), "LG142", "status.csv", 2, 13),
    Bad("year 9999", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,9999-12-31"), "LG142", "status.csv", 2, 13),
    Bad("American date", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,01/15/2025"), "LG142", "status.csv", 2, 13),
    Bad("German date", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,15.01.2025"), "LG142", "status.csv", 2, 13),
    Bad("date with time", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-01-15T00:00"), "LG142", "status.csv", 2, 13),
    Bad("spreadsheet's day number", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,45672"), "LG142", "status.csv", 2, 13),
    Bad("Arabic digits", sub("status.csv", "S1,operator,2025-01-15", "S1,operator,٢٠٢٥"), "LG142", "status.csv", 2, 13),
    Bad("span that ends before it starts", sub("case.yaml", "period: 2025/2026", "period: 2026/2025"), "LG142", "case.yaml", 15, 11),
    # numbers
    Bad("NaN in CSV", sub("indicators.csv", "4.1", "NaN"), "LG142", "indicators.csv", 2, 20),
    Bad("infinity in CSV", sub("indicators.csv", "4.1", "inf"), "LG142", "indicators.csv", 2, 20),
    Bad("number too large", sub("indicators.csv", "4.1", "1e999"), "LG142", "indicators.csv", 2, 20),
    Bad("decimal comma", sub("indicators.csv", ",4.1,", ',"4,1",'), "LG142", "indicators.csv", 2, 20),
    Bad("number with a unit", sub("indicators.csv", ",4.1,", ",4.1 TWh,"), "LG142", "indicators.csv", 2, 20),
    Bad("claim over 100 %", sub("claims.csv", "about,,70", "about,,170"), "LG142", "claims.csv", 2, 61),
    Bad("claim of 4 out of 3", sub("claims.csv", "exactly,,2,", "exactly,,4,"), "LG142", "claims.csv", 3, 61),
    Bad("negative claim", sub("claims.csv", "about,,70", "about,,-70"), "LG142", "claims.csv", 2, 61),
    Bad("position over 100", sub("stances.csv", "80,90,100", "80,90,101"), "LG142", "stances.csv", 3, 38),
    Bad("interval out of order", sub("stances.csv", "80,90,100", "90,80,100"), "LG142", "stances.csv", 3, 35),
    Bad("level 4", sub("status.csv", "partly_implemented,1", "partly_implemented,4"), "LG142", "status.csv", 6, 43),
    Bad("level 1.5", sub("status.csv", "partly_implemented,1", "partly_implemented,1.5"), "LG142", "status.csv", 6, 43),
    Bad("size of 30 digits", sub("commitments.yaml", "size: 3  ", f"size: {'9' * 5000}  "), "LG142", "commitments.yaml", 8, 11),
    Bad("percentage as text", sub("stances.csv", "80,90,100", "80,90 %,100"), "LG142", "stances.csv", 3, 35),
    # across rows
    Bad("unknown reference", sub("status.csv", "S4,grid-code", "S4,gridcode"), "LG201", "status.csv", 5, 4),
    Bad("cycle in needs", sub("commitments.yaml", "title: Adopt one grid code", "title: x\n    needs: one-price"), "LG202", "commitments.yaml", 20, 12),
    Bad("part of itself", sub("actors.yaml", "part_of: lo-government", "part_of: lo-grid"), "LG203", "actors.yaml", 18, 14),
    Bad("fact from the future", sub("status.csv", "S5,operator,2025-12-01", "S5,operator,2026-12-01"), "LG234", "status.csv", 6, 13),
    Bad("fact that no day can hold", sub("events.csv", "false,,courier-june", "false,,"), "LG233", "events.csv", 3),
    *(Bad(f"{n} rows of history in one period", add("history.csv", "".join(f"X{i},2025-Q1,{('patron,press', 'client,stall')[i % 2]},grid,,r,review,\n" for i in range(n))), "LG286", "history.csv") for n in (2_000, 50_000)),
    *(Bad(f"{n} ladders, and as many beliefs on others", both(sub("play.yaml", "\n# Priors", ladders(n) + "\n# Priors"), sub("play.yaml", "beliefs:\n", "beliefs:\n" + "".join(f"  - {{id: worth.y{i}, low: 0, best: 1, high: 2, reason: r, known: 2025}}\n" for i in range(n)))), "LG274", "play.yaml") for n in (500, 10_000)),
    Bad("a thesis that holds 10^4 things of one parameter", sub("theses.yaml", "    links:", "      - {parameter: pain, low: 0, best: 1, high: 2, reason: r}\n" * 10_000 + "    links:"), "LG276", "theses.yaml"),
)  # fmt: skip

GOOD = (
    Good("byte-order mark in CSV", lambda f: put("status.csv", b"\xef\xbb\xbf" + (f / "status.csv").read_bytes())(f), lambda c: c.status[0].id == "S1"),
    Good("byte-order mark in YAML", lambda f: put("actors.yaml", b"\xef\xbb\xbf" + (f / "actors.yaml").read_bytes())(f), lambda c: len(c.actors) == 3),
    Good("byte-order mark in JSON", lambda f: put("sources.json", b"\xef\xbb\xbf" + (f / "sources.json").read_bytes())(f), lambda c: len(c.sources) == 5),
    Good("Windows line ends", lambda f: [put(p.name, p.read_bytes().replace(b"\n", b"\r\n"))(f) for p in f.glob("*.*")], lambda c: len(c.status) == 5 and c.status[4].note.endswith("full")),
    Good("old Macintosh line ends", lambda f: put("status.csv", (f / "status.csv").read_bytes().replace(b"\n", b"\r"))(f), lambda c: len(c.status) == 5),
    Good("mixed line ends", sub("status.csv", "\nS3", "\r\nS3"), lambda c: [s.id for s in c.status] == ["S1", "S2", "S3", "S4", "S5"]),
    Good("no newline at the end", lambda f: put("status.csv", (f / "status.csv").read_bytes().rstrip())(f), lambda c: len(c.status) == 5),
    Good("blank lines in CSV", sub("status.csv", "\nS3", "\n\n\nS3"), lambda c: len(c.status) == 5),
    Good("only a header", put("events.csv", "id,date,kind,domain,what,source\n"), lambda c: len(c.events) == 0),
    Good("header without newline", put("events.csv", "id,date,kind,domain,what,source"), lambda c: len(c.events) == 0),
    Good("empty table in YAML", both(put("series.yaml", "series:\n"), put("indicators.csv", "id,series,date,value\n"), sub("questions.csv", "series lo-imports in 2025", "")), lambda c: len(c.series) == 0),
    Good("empty values in YAML", sub("actors.yaml", "part_of: lo-government", "part_of: ~\n    role:\n    iso: null"), lambda c: c.actors[2].part_of is None and c.actors[2].iso == ""),
    Good("quoted words that YAML takes for nothing", sub("actors.yaml", "name: Government of Highland", "name: 'null'"), lambda c: c.actors[0].name == "null"),
    Good("cell that is a formula", add("events.csv", EVENT.format(what="=cmd|' /C calc'!A0")), lambda c: c.events[2].what == "=cmd|' /C calc'!A0"),
    Good("line end inside a cell", add("events.csv", EVENT.format(what='"two\r\nlines"')), lambda c: c.events[2].what == "two\nlines"),
    Good("quotes inside a cell", add("events.csv", EVENT.format(what='"say ""no"", twice"')), lambda c: c.events[2].what == 'say "no", twice'),
    Good("words that YAML takes for something else", sub("actors.yaml", "name: Government of Highland", "name: no"), lambda c: c.actors[0].name == "no"),
    Good("number with a zero at its end", sub("actors.yaml", "name: Government of Highland", "name: 1.10"), lambda c: c.actors[0].name == "1.10"),
    Good("Polish and Cyrillic ids", both(sub("actors.yaml", "id: lo-grid", "id: сеть-łąka"), sub("status.csv", "lo-grid", "сеть-łąka"), *(sub("forecasts.csv", "lo-grid", "сеть-łąka"),) * 2), lambda c: c.actors[2].id == "сеть-łąka"),
    Good("emoji and right-to-left text", sub("actors.yaml", "name: Government of Highland", "name: 👩‍👩‍👧 עברית"), lambda c: c.actors[0].name == "👩‍👩‍👧 עברית"),
    Good("surrogate pair in JSON", sub("sources.json", "Operator put off", "\\ud83d\\ude00"), lambda c: c.sources[1].title == "😀"),
    Good("integer as a source's id", both(sub("sources.json", '"id": "review"', '"id": 7'), *(sub(n, ",review", ",7") for n in ("claims.csv", "indicators.csv", "indicators.csv", "statements.csv", "stances.csv", "capabilities.csv", "capabilities.csv", "outcomes.csv", "history.csv")), *(sub(n, "source: review", "source: 7") for n in ("scenarios.yaml", "play.yaml"))), lambda c: c.sources[4].id == "7"),
    Good("leap day", sub("deadlines.csv", "2026-07-01", "2028-02-29"), lambda c: str(c.deadlines[2].due) == "2028-02-29"),
    Good("partial dates", sub("deadlines.csv", "2026-07-01", "2026-Q3"), lambda c: c.deadlines[2].due.last.isoformat() == "2026-09-30"),
    Good("link inside the folder", lambda f: [(f / "real.txt").write_bytes((f / "claims.csv").read_bytes()), link("claims.csv", "real.txt")(f)], lambda c: len(c.claims) == 2),
    *(Good(f"{n} rows", add("status.csv", "".join(ROW.replace("S9", f"X{i}") for i in range(n))), lambda c, n=n: len(c.status) == n + 5) for n in (5_000, 100_000)),  # type: ignore[misc]
    Good("other files in the folder", lambda f: [(f / "notes.docx").write_bytes(b"\0\1"), (f / "old").mkdir(), (f / "old/status.csv").write_text("x")], lambda c: len(c.status) == 5),
    Good("JSON within YAML", put("series.yaml", json.dumps({"series": [{"id": "lo-imports", "title": "T", "unit": "u", "domain": "energy", "counted_by": "me"}]})), lambda c: len(c.series) == 1),
    Good("start of a document", lambda f: put("actors.yaml", b"---\n" + (f / "actors.yaml").read_bytes() + b"...\n")(f), lambda c: len(c.actors) == 3),
)  # fmt: skip


# Each is there with fewer rows as well; so many are for how long reading may take.
LARGE = (
    "100000 unknown names",
    "50000 rows of history in one period",
    "10000 ladders, and as many beliefs on others",
    "100000 rows",
)


def each(kinds: Sequence[Bad | Good]) -> pytest.MarkDecorator:
    """Return the kinds as parameters, the large ones for the deep tests."""
    rows = [pytest.param(kind, marks=pytest.mark.deep if kind.name in LARGE else (), id=kind.name) for kind in kinds]
    return pytest.mark.parametrize("kind", rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the starter case in a folder of its own, with room beside it."""
    path = tmp_path / "case"
    path.mkdir()
    for name, text in starter_files("market").items():
        (path / name).write_bytes(text.encode())
    return path


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of all that is in and beside a folder."""
    return {str(p): (s.st_size, s.st_mtime_ns) for p in sorted(folder.parent.rglob("*")) if (s := p.lstat()) is not None}


def read_within_limits(folder: Path) -> tuple[Case | None, tuple[Problem, ...]]:
    # Processor time, as other work on the machine must not fail the test; a wait would show on the wall clock.
    before, start, wall = everything(folder), time.process_time(), time.perf_counter()
    try:
        case, problems = load(folder), ()
    except CaseError as error:
        case, problems = None, error.problems
    assert time.process_time() - start < LONGEST
    assert time.perf_counter() - wall < 10 * LONGEST
    assert everything(folder) == before
    return case, problems


@each(BAD)
def test_refused_at_its_place(kind: Bad, folder: Path) -> None:
    kind.change(folder)
    case, problems = read_within_limits(folder)
    assert case is None
    listed = [str(p)[:300] for p in problems[:20]]
    found = [p for p in problems if p.code == kind.code and Path(p.where.file).name == kind.file]
    assert found, listed
    assert any(p.where.line == kind.line or not kind.line for p in found), listed
    assert kind.column is None or any((p.where.line, p.where.column) == (kind.line, kind.column) for p in found), listed
    for problem in problems:
        assert problem.code in CODES
        assert problem.where.file
        assert len(str(problem)) < 1000, str(problem)[:1200]
        assert str(problem).isprintable(), listed
    assert any(p.severity is Severity.ERROR for p in problems)


@each(GOOD)
def test_read_correctly(kind: Good, folder: Path) -> None:
    kind.change(folder)
    case, problems = read_within_limits(folder)
    assert case is not None, [str(p)[:300] for p in problems[:20]]
    assert kind.read(case)


def test_at_least_sixty_kinds() -> None:
    names = [kind.name for kind in (*BAD, *GOOD)]
    assert len(set(names)) == len(names) >= 60


def test_no_problem_hides_behind_another(folder: Path) -> None:
    sub("status.csv", "S1,operator,2025-01-15", "S1,operator,2025-02-30")(folder)
    sub("actors.yaml", "kind: company", "kind: compnay")(folder)
    sub("sources.json", "[[2025, 1, 15]]", "[[2025, 13, 15]]")(folder)
    cut("events.csv", "Highland puts")(folder)
    case, problems = read_within_limits(folder)
    assert case is None
    assert {Path(p.where.file).name for p in problems} == {"status.csv", "actors.yaml", "sources.json", "events.csv"}


@pytest.mark.parametrize("path", ["nothing-here", "a" * 5000, "nul\0byte", "/dev/null", "/dev/zero", "/proc/self/mem", ""])
def test_paths_that_are_no_case(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError) as caught:
        load(path)
    assert all(p.code in CODES for p in caught.value.problems)


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A superuser may read everything, so the refusal is acted.
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "claims.csv":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(core_files.Path, "read_bytes", refuse)
    with pytest.raises(CaseError, match=r"claims\.csv LG101 cannot read the file: Permission denied"):
        load(folder)


def test_a_folder_that_may_not_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CaseError, match="LG101 cannot be read: Permission denied"):
        load(folder)


SAMPLE = [k for k in BAD if k.name in ("tag of a Python object", "200 MB file", "UTF-16 CSV", "alias bomb", "deep nesting in JSON", "claim over 100 %", "named pipe in place of a file", "lone surrogate in JSON")]  # fmt: skip


def refused(kind: Bad, folder: Path, run: Callable[[], tuple[int, str, str]]) -> None:
    """Run a command on a broken case: it must end with the problem at its place, and change nothing."""
    kind.change(folder)
    before = everything(folder)
    status, out, err = run()
    said = out + err
    assert status == 1, said
    assert "Traceback" not in said
    place = f"{kind.file}:{kind.line}:" if kind.line else kind.file
    assert re.search(rf"{re.escape(place)}\S* {kind.code} ", re.sub(r"\x1b\[[0-9;]*m", "", said).replace("\n", "")), said
    assert everything(folder) == before
    assert not Path("/tmp/owned").exists()


@pytest.mark.parametrize("kind", SAMPLE, ids=lambda k: k.name)
def test_as_a_command(kind: Bad, folder: Path, cli: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    refused(kind, folder, lambda: cli("check", folder))


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        (SAMPLE[0], "track"),
        (SAMPLE[-1], "check"),
        *(pytest.param(kind, "check", marks=pytest.mark.deep) for kind in SAMPLE[:-1]),
    ],
    ids=lambda k: getattr(k, "name", k),
)
def test_as_a_program(kind: Bad, verb: str, folder: Path) -> None:
    def run() -> tuple[int, str, str]:
        command = [sys.executable, "-m", "longgame", verb, str(folder)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False, cwd=folder.parent)
        return done.returncode, done.stdout, done.stderr

    refused(kind, folder, run)
