"""What a kept run rests on."""

from __future__ import annotations

import ast
from pathlib import Path

from longgame.play import run

FOLDER = Path(run.__file__).parent


def imported(name: str) -> set[str]:
    """Return a module of the long game with all those of it that it rests on."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        one = ahead.pop()
        if one in found:
            continue
        found.add(one)
        tree = ast.parse((FOLDER / f"{one}.py").read_text(encoding="utf-8"))
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        ahead += [f.module.rpartition(".")[2] for f in froms if f.module and f.module.startswith("longgame.play.")]
        ahead += [a.name for f in froms if f.module == "longgame.play" for a in f.names]
    return found


def test_what_was_learnt_is_kept_under_the_source_of_all_that_it_rests_on() -> None:
    assert tuple(sorted(imported("estimate"))) == run.ENGINE
