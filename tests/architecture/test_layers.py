"""Imports point down, and no two modules import each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.modules import Imports, imports, knots, modules

# Top to bottom. The members of one line never import each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("app",),
    ("report",),
    ("study",),
    ("read", "track", "settle", "play", "score"),
    ("case",),
    ("core",),
)
HEIGHT = {name: len(LAYERS) - row for row, line in enumerate(LAYERS) for name in line}
# The package's own name and version; the entry of "python -m longgame".
ROOTS = {"longgame": 0, "longgame.__main__": len(LAYERS) + 1}


def part(module: str) -> str:
    """Return the layer's folder that a module lies in."""
    return module.split(".")[1] if "." in module else ""


def height(module: str) -> int:
    return ROOTS[module] if module in ROOTS else HEIGHT[part(module)]


def upward(graph: Imports) -> list[str]:
    """Return a line for each import that does not point down."""
    wrong = []
    for module, imported in graph.items():
        for other, line in imported.items():
            inside = module not in ROOTS and other not in ROOTS and part(module) == part(other)
            if not inside and height(other) >= height(module):
                wrong.append(f"{module}:{line} imports {other}")
    return wrong


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, Path]:
    return modules(repository / "src/longgame")


@pytest.fixture(scope="module")
def graph(files: Mapping[str, Path]) -> Imports:
    return imports(files)


def test_there_are_modules_and_each_lies_in_a_layer(files: Mapping[str, Path]) -> None:
    assert len(files) > 20
    strangers = [m for m in files if m not in ROOTS and part(m) not in HEIGHT]
    assert not strangers, f"in no layer: {strangers}; give the folder its place in LAYERS"


def test_imports_point_down(graph: Imports) -> None:
    assert not upward(graph)


def test_no_knots(graph: Imports) -> None:
    assert not knots(graph)


def test_imports_are_of_modules_that_exist(graph: Imports, files: Mapping[str, Path]) -> None:
    named = [(module, other, line) for module, imported in graph.items() for other, line in imported.items()]
    missing = [f"{module}:{line} imports {other}" for module, other, line in named if other not in files]
    assert not missing


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("case/a.py", "from longgame.track import run"),
        ("track/a.py", "def f():\n    from longgame.play.rules import x\n"),
        ("core/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from longgame.case import Case\n"),
        ("report/a.py", "import longgame.cli.frame"),
        ("case/a.py", "from ..track import run"),
        ("core/a.py", "import importlib\nimportlib.import_module('longgame.case')"),
        ("score/a.py", "from longgame import read"),
        ("case/a.py", "import longgame.__main__"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, module: str, text: str) -> None:
    for name in (
        "track/run.py",
        "play/rules.py",
        "case/__init__.py",
        "cli/frame.py",
        "read/__init__.py",
        "__main__.py",
        "__init__.py",
        module,
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("", "utf-8")
    (tmp_path / module).write_text(text, "utf-8")
    assert len(upward(imports(modules(tmp_path)))) == 1


def test_a_right_import_is_let_through(tmp_path: Path) -> None:
    for name, text in {
        "cli/a.py": "from longgame.case import b",
        "case/b.py": "import longgame\nfrom longgame.core import c",
        "core/c.py": "",
    }.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    assert not upward(imports(modules(tmp_path)))


def test_a_knot_is_seen() -> None:
    assert knots({"a": {"b": 1}, "b": {"c": 1}, "c": {"a": 1, "d": 1}, "d": {}, "e": {"e": 1}}) == [["a", "b", "c"], ["e"]]
    assert not knots({"a": {"b": 1, "c": 1}, "b": {"c": 1}, "c": {}})
