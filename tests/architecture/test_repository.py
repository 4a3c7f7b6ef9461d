"""What must hold of the files in the repository, whatever they contain."""

from __future__ import annotations

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LARGEST = 1024 * 1024
LONGEST = 500
# Written in pieces, so that this file is not found by its own search.
HOSTS = re.compile("|".join(re.escape(".".join(parts)) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))))
URL = re.compile(r"\b[a-z]+://[^\s<>\")\]]+")
MACHINE = re.compile(r"(?<![\w./~-])/(?:work|home|root|Users|opt|mnt|tmp/lg)/[\w.-]|\b[A-Z]:\\Users\\")
MARKS = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
BINARY = {".png", ".jpg", ".xlsx", ".parquet", ".woff2", ".gz", ".zip", ".ico"}
PERMISSIVE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|Zlib|CC0|0BSD|Unlicense|Public Domain|OFL", re.IGNORECASE
)
COPYLEFT = re.compile(r"\b(?:A?GPL|LGPL|GNU|EUPL|CDDL|SSPL|BUSL|MPL|Mozilla)", re.IGNORECASE)
# What spaCy brings with it under the Mozilla licence, which binds their own files alone; installed unchanged (decision 0017).
WITH_SPACY = {"certifi", "tqdm"}


@pytest.fixture(scope="module")
def tracked(repository: Path) -> list[Path]:
    """Return the files that git holds or would add, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout.decode()
    return [Path(p) for p in listed.split("\0") if p and (repository / p).is_file()]


@pytest.fixture(scope="module")
def texts(repository: Path, tracked: list[Path]) -> dict[str, str]:
    """Return the text files, by path."""
    return {str(p): (repository / p).read_text("utf-8") for p in tracked if p.suffix not in BINARY}


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the places at which a pattern stands, web addresses aside."""
    return [f"{n}: {line.strip()[:80]}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(URL.sub("", line))]


def test_no_address_of_a_package_index(texts: dict[str, str]) -> None:
    assert not {path: found for path, text in texts.items() if (found := HOSTS.findall(text))}


def test_no_path_of_a_machine(texts: dict[str, str]) -> None:
    assert not {path: lines for path, text in texts.items() if (lines := found(MACHINE, text))}


def test_the_constraints_name_versions_and_hashes_only(texts: dict[str, str]) -> None:
    files = [text for path, text in texts.items() if path.startswith("constraints/")]
    assert len(files) >= 2
    for text in files:
        assert not re.search(r"^\s*-(?!-hash=sha256:)", text, re.MULTILINE)
        assert "://" not in text
        assert " @ " not in text


def test_files_are_small(repository: Path, tracked: list[Path]) -> None:
    assert not {str(p): size for p in tracked if (size := (repository / p).stat().st_size) > LARGEST}


def test_text_is_utf8_with_plain_line_ends(texts: dict[str, str]) -> None:
    # One of the articles to read has other line ends and a byte order mark on purpose.
    kept = {path: text for path, text in texts.items() if not path.startswith("tests/read/texts/")}
    assert not [path for path, text in kept.items() if "\r" in text or text.startswith("\ufeff")]


def test_nothing_is_left_to_do_in_the_source(texts: dict[str, str]) -> None:
    assert not {p: lines for p, text in texts.items() if p.startswith("src/") and (lines := found(MARKS, text))}


def test_modules_are_short(texts: dict[str, str]) -> None:
    assert not {p: n for p, text in texts.items() if p.endswith(".py") and (n := text.count("\n")) > LONGEST}


def licence(name: str) -> str:
    """Return what a distribution says of its licence, the clearest statement first."""
    about = metadata.metadata(name)
    classifiers = [c.removeprefix("License :: ") for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    expressions = about.get_all("License-Expression", [])
    return next(iter(expressions), "") or "; ".join(classifiers) or next(iter(about.get_all("License", [])), "").split("\n")[0]


def permitted(statement: str) -> bool:
    """Tell whether every licence that applies is a permissive one; of several offered, one is enough."""
    offered = re.split(r"\bOR\b", statement)
    return any(bool(PERMISSIVE.search(o)) and not COPYLEFT.search(o) for o in offered)


def pinned(repository: Path) -> set[str]:
    """Return the names of the pinned runtime requirements that apply here."""
    lines = (repository / "constraints/runtime.txt").read_text("utf-8").splitlines()
    requirements = [Requirement(line.rstrip("\\ ")) for line in lines if re.match(r"[a-z]", line)]
    return {canonicalize_name(r.name) for r in requirements if r.marker is None or r.marker.evaluate()}


def imported() -> set[str]:
    """Return the names of what the package needs when it runs, and what that needs, and so on."""
    done: set[tuple[str, str]] = set()
    todo = [("longgame", "")]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # new in pyproject.toml and not pinned yet: the test says so
            continue
        for needed in map(Requirement, lines):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                todo += [(canonicalize_name(needed.name), e) for e in ("", *needed.extras)]
    return {name for name, _ in done} - {"longgame"}


def test_runtime_dependencies_are_pinned_and_permissive(repository: Path) -> None:
    names = imported()
    assert len(names) > 15
    assert not names - pinned(repository), "run: make constraints"
    assert {name for name in names if not permitted(licence(name))} <= WITH_SPACY


@pytest.mark.parametrize(
    ("statement", "good"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND MIT", True),
        ("GPL-2.0-or-later", False),
        ("MIT AND LGPL-3.0", False),
        ("GPL-3.0 OR BSD-2-Clause", True),
        ("OSI Approved :: GNU Affero General Public License v3", False),
        ("", False),
        ("Proprietary", False),
        ("MPL-2.0", False),
    ],
)
def test_licences_are_told_apart(statement: str, good: bool) -> None:
    assert permitted(statement) is good


@pytest.mark.parametrize("line", ["see /" + "home/ann/x", "open('/" + "work/main')", "C:" + "\\Users\\ann"])
def test_a_machine_path_is_seen(line: str) -> None:
    assert found(MACHINE, line)


@pytest.mark.parametrize("line", ["https://example.org/home/news", "docs/home/page", "../" + "work/x", "the home/work divide"])
def test_other_paths_are_let_through(line: str) -> None:
    assert not found(MACHINE, line)
